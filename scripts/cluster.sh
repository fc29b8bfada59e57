# ./assist cluster
# shellcheck shell=bash

cluster_help() {
  cat <<'TEXT'
./assist cluster [--silos 2] [--gateways 2] [--port 5080] [--server-only] [--data DIR] [--no-restart] [--no-build]

A real cluster on this machine: silos and gateways as processes of their own, with PostgreSQL, which is installed and
started in a directory of its own, for membership, grain storage and reminders. The demo's customer joins through the first
gateway, and the agent's link leads to the second. A member that dies is started again. Ctrl+C stops everything.

  --silos N       1 to 9, 2 by default
  --gateways N    1 to 9, 2 by default
  --port N        the first gateway's port on localhost, the others' follow: 1 to 65535, 5080 by default
  --server-only   no virtual desktop and no demo session
  --data DIR      where data and logs are kept, and the members' process ids in cluster.json: ./data/cluster by default
  --no-restart    leaves a member that dies dead
  --no-build      takes what was built before
TEXT
}

cluster() {
  local port=5080 silos=2 gateways=2 demo=1 build=1 restart=1 directory=$root/data/cluster i
  while (($#)); do
    case $1 in
      --help | -h) cluster_help && return ;;
      --silos) need_value "$@" && need_number "$1" "$2" 1 9 && silos=$2 && shift ;;
      --gateways) need_value "$@" && need_number "$1" "$2" 1 9 && gateways=$2 && shift ;;
      --port) need_value "$@" && need_number "$1" "$2" 1 65535 && port=$2 && shift ;;
      --data) need_value "$@" && directory=$2 && shift ;;
      --server-only) demo=0 ;;
      --no-restart) restart=0 ;;
      --no-build) build=0 ;;
      *) wrong_use "unknown option '$1'." ;;
    esac
    shift
  done
  ((port + gateways - 1 <= 65535)) || wrong_use "--port $port leaves no room for $gateways gateways below 65536."
  need_sdk
  install postgresql || exit 1
  # shellcheck disable=SC2086 # lists of words
  ((!demo)) || install $desktop_packages $host_packages || exit 1
  # shellcheck disable=SC2086
  install $aot_packages || say '    going on without a native customer host: its download is not offered'
  open_data "$directory"
  need_free_ports "$port" "$gateways"
  supervised
  ((!build)) || building build_cluster
  on_stop='Stopped.'
  rm -f "$data/demo-session.json" "$data/cluster.json"
  start_postgres
  mapfile -t silo_ports < <(free_ports "$silos")
  step "Starting $silos silos and $gateways gateways"
  # The first of each kind alone: it makes the tables, or seeds.
  for ((i = 1; i <= silos; i++)); do
    start_silo "$i"
    ((i != 1)) || wait_until 60 'the first silo was ready' silo-1 is_ready "${silo_ports[0]}"
  done
  for ((i = 2; i <= silos; i++)); do wait_until 60 "silo $i was ready" "silo-$i" is_ready "${silo_ports[i - 1]}"; done
  for ((i = 1; i <= gateways; i++)); do start_gateway "$i"; done
  for ((i = 1; i <= gateways; i++)); do wait_until 60 "gateway $i was ready" "gateway-$i" is_ready $((port + i - 1)); done
  write_cluster
  wait_for_seed
  local last=$((gateways < 2 ? port : port + 1))
  agent_base=http://localhost:$last
  if ((demo)); then
    start_desktop
    wait_until 30 'the demo session stood' gateway-1 test -s "$data/demo-session.json"
    join_demo "$data/demo-session.json" "http://localhost:$port"
  fi
  say "The cluster is ready (data in $data)"
  say "    PostgreSQL                          process ${pid_of[postgres]}, port $postgres_port"
  for ((i = 1; i <= silos; i++)); do say "    silo $i                              process ${pid_of[silo-$i]}"; done
  for ((i = 1; i <= gateways; i++)); do say "    gateway $i                           process ${pid_of[gateway-$i]}, http://localhost:$((port + i - 1))"; done
  say "    agents sign in at:                  $agent_base/agent   (tenant demo, agent@demo.example)"
  ((!demo)) || show_demo "$data/demo-session.json"
  say '    Ctrl+C stops all of it.'
  while pause 0.5; do
    alive postgres || fail "PostgreSQL ended. Its log: $(log_of postgres)"
    ((!restart)) || {
      for ((i = 1; i <= silos; i++)); do restart_dead "silo-$i" start_silo "$i"; done
      for ((i = 1; i <= gateways; i++)); do restart_dead "gateway-$i" start_gateway "$i"; done
    }
    ((!demo)) || { alive xvfb && join_demo "$data/demo-session.json" "http://localhost:$port"; } || fail "the virtual desktop ended. Its log: $(log_of xvfb)"
  done
}

build_cluster() {
  build_all
  # shellcheck disable=SC2086 # a list of words
  changed silo "$silo_built" $common_inputs Grains.Interfaces Streaming Grains Silo || return 0
  dotnet_quietly 'Building the silo' build "$root/Silo/Silo.csproj"
  done_with silo
}

start_silo() {
  spawn_server "silo-$1" "$silo_built" "urls=http://localhost:${silo_ports[$1 - 1]}" Cluster__Provider=PostgreSql
  write_cluster
}

start_gateway() {
  local seed=()
  if (($1 == 1)); then
    seed=(Seed__Demo=true)
    ((!demo)) || seed+=("Seed__SessionFile=$data/demo-session.json")
  fi
  spawn_server "gateway-$1" "$gateway_built" "urls=http://localhost:$((port + $1 - 1))" Cluster__Provider=PostgreSql "Storage__Directory=$data" "Gateway__ProgramDirectory=$artifacts/publish" "${seed[@]}"
  write_cluster
}

write_cluster() {
  local i silo_list='' gateway_list=''
  for ((i = 1; i <= silos; i++)); do
    silo_list+="${silo_list:+,}{\"pid\":${pid_of[silo-$i]:-0},\"url\":\"http://localhost:${silo_ports[i - 1]}\"}"
  done
  for ((i = 1; i <= gateways; i++)); do
    gateway_list+="${gateway_list:+,}{\"pid\":${pid_of[gateway-$i]:-0},\"url\":\"http://localhost:$((port + i - 1))\"}"
  done
  write_file "$data/cluster.json" "{\"silos\":[$silo_list],\"gateways\":[$gateway_list],\"postgres\":{\"pid\":${pid_of[postgres]},\"port\":$postgres_port}}"
}
