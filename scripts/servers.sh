# The data directory and the servers that work in it. Part of ./assist.
# shellcheck shell=bash

data=''
logs=''
open_data() { # open_data DIR: makes it, and makes sure that nobody else works in it
  mkdir -p "$1" || fail "the data directory '$1' cannot be made."
  data=$(cd "$1" && pwd)
  logs=$data/logs
  mkdir -p "$logs"
  exec 9>"$data/.lock"
  flock -n 9 || fail "another ./assist runs on the data in $data. Stop it, or choose another directory with --data."
}
log_of() { case $1 in foreground | -) say "$logs" ;; *) say "$logs/$1.log" ;; esac; }

need_free_ports() { # need_free_ports FIRST COUNT
  local port
  for ((port = $1; port < $1 + $2; port++)); do
    ! listens "$port" || fail "port $port is in use on this machine. Choose another with --port."
  done
}

write_file() { # write_file PATH TEXT: a reader sees the old text or the new one
  printf '%s\n' "$2" >"$1.new"
  mv -f "$1.new" "$1"
}

# What a server prints in a frame for its reader (the seed's passwords, once) goes to the terminal only, all else to its log.
spawn_server() { # spawn_server NAME PROGRAM [KEY=VALUE...]
  local name=$1 program=$2 log
  shift 2
  log=$(log_of "$name")
  : >"$log"
  # The reader is this shell's child, not the server's: a server must not find children that it did not start.
  exec {output}> >(exec {quiet_pipe}<&- 9<&- && read_output "$log")
  setsid setpriv --pdeathsig TERM -- env "$@" "$program" </dev/null >&"$output" 2>>"$log" {output}>&- {quiet_pipe}<&- 9<&- &
  exec {output}>&-
  adopt "$name" $!
}

read_output() { # read_output LOG
  local line framed=0
  trap '' INT TERM HUP
  while IFS= read -r line; do
    if [[ $line == ──────* ]]; then
      framed=$((1 - framed))
      say "$line"
      ((framed)) || : >"$data/seeded"
    elif ((framed)); then
      say "$line"
    else
      printf '%s\n' "$line" >>"$1"
    fi
  done
}

# restart_dead NAME COMMAND...: starts a member that ended by itself again; gives up when it does so again and again
declare -A deaths=()
restart_dead() {
  local name=$1
  shift
  ! alive "$name" || return 0
  deaths[$name]=$((${deaths[$name]:-0} + 1))
  ((deaths[$name] <= 10)) || fail "$name ended ten times. Its log: $(log_of "$name")"
  say "    $name ended; starting it again"
  pause 1
  "$@"
}

# An empty installation is filled just after it is ready; one that was filled earlier is not.
wait_for_seed() {
  local left=100
  until [[ -e $data/seeded ]] || ((left-- == 0)); do pause 0.1; done
  : >"$data/seeded"
}
