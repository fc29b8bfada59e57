# ./assist run
# shellcheck shell=bash

run_help() {
  cat <<'TEXT'
./assist run [--port 5080] [--server-only] [--data DIR] [--no-build]

Installs what is missing, builds, and starts RemoteAssist on this machine: one gateway with its silo, all data in DIR.
Into an empty DIR it puts a tenant 'demo' with an admin and an agent, and prints their passwords once.
Then a customer shares a virtual desktop, and a link opens the agent's view of it. Ctrl+C stops everything.

  --port N        where the gateway listens on localhost: 1 to 65535, 5080 by default
  --server-only   no virtual desktop and no demo session
  --data DIR      where the data and the logs are kept: ./data by default; a second start keeps them
  --no-build      takes what was built before
TEXT
}

run() {
  local port=5080 demo=1 build=1 directory=$root/data
  while (($#)); do
    case $1 in
      --help | -h) run_help && return ;;
      --port) need_value "$@" && need_number "$1" "$2" 1 65535 && port=$2 && shift ;;
      --data) need_value "$@" && directory=$2 && shift ;;
      --server-only) demo=0 ;;
      --no-build) build=0 ;;
      *) wrong_use "unknown option '$1'." ;;
    esac
    shift
  done
  need_sdk
  # shellcheck disable=SC2086 # lists of words
  ((!demo)) || install $desktop_packages $host_packages || exit 1
  # shellcheck disable=SC2086
  install $aot_packages || say '    going on without a native customer host: its download is not offered'
  open_data "$directory"
  need_free_ports "$port" 1
  supervised
  ((!build)) || building build_all
  on_stop='Stopped.'
  step "Starting the gateway on http://localhost:$port"
  rm -f "$data/demo-session.json"
  start_embedded "$port" "$demo"
  wait_until 60 'the gateway was ready' gateway is_ready "$port"
  wait_for_seed
  if ((demo)); then
    start_desktop
    wait_until 30 'the demo session stood' gateway test -s "$data/demo-session.json"
    join_demo "$data/demo-session.json" "http://localhost:$port"
  fi
  say "RemoteAssist is ready on http://localhost:$port (data in $data)"
  say "    agents sign in at:                  http://localhost:$port/agent   (tenant demo, agent@demo.example)"
  say "    customers go to:                    http://localhost:$port/demo"
  ((!demo)) || show_demo "$data/demo-session.json"
  say '    Ctrl+C stops all of it.'
  while pause 0.5; do
    restart_dead gateway start_embedded "$port" "$demo"
    ((!demo)) || { alive xvfb && join_demo "$data/demo-session.json" "http://localhost:$port"; } || fail "the virtual desktop ended. Its log: $(log_of xvfb)"
  done
}

build_all() {
  build_server
  build_host
}

start_embedded() { # start_embedded PORT DEMO
  local seed=()
  if (($2)); then
    seed=("Seed__SessionFile=$data/demo-session.json")
  fi
  spawn_server gateway "$gateway_built" "urls=http://localhost:$1" "Storage__Directory=$data" "Gateway__ProgramDirectory=$artifacts/publish" Seed__Demo=true "${seed[@]}"
  write_file "$data/run.json" "{\"silos\":[],\"gateways\":[{\"pid\":${pid_of[gateway]},\"url\":\"http://localhost:$1\"}]}"
}
