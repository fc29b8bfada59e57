# Children: started in groups of their own, watched, and stopped with all that they started. Part of ./assist.
# shellcheck shell=bash

# Every child leads a process group of its own, by which the whole of its tree is ended, and gets a signal when this script dies.
declare -A pid_of=()
started=()
on_stop=''
exec {quiet_pipe}<> <(:)
pause() { read -rt "$1" -u "$quiet_pipe" _ || true; } # a sleep that a signal ends at once and that leaves no process

spawn() { # spawn NAME LOG COMMAND...
  local name=$1 log=$2
  shift 2
  setsid setpriv --pdeathsig TERM -- "$@" </dev/null >>"$log" 2>&1 {quiet_pipe}<&- 9<&- &
  adopt "$name" $!
}
adopt() { # adopt NAME PID
  pid_of[$1]=$2
  started+=("$1")
  # Bash would tell the terminal of the end of its jobs.
  [[ $1 == foreground ]] || disown "$2"
}
running() { # running PID: and not a dead process that nobody has asked for its end yet
  local stat
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null && [[ ${stat##*) } != Z* ]]
}
alive() { [[ -n ${pid_of[$1]:-} ]] && running "${pid_of[$1]}"; }

stop() { # stop NAME...: asks them and all that they started to end, waits for them, and then ends what is left of their groups
  local name pid waited pids=()
  for name; do
    [[ -n ${pid_of[$name]:-} ]] || continue
    pids+=("${pid_of[$name]}")
    if [[ $name == postgres ]]; then
      kill -INT "${pid_of[$name]}" 2>/dev/null || true # PostgreSQL's 'fast shutdown'
    else
      kill -TERM -- "-${pid_of[$name]}" 2>/dev/null || true
    fi
    unset "pid_of[$name]"
  done
  for pid in "${pids[@]}"; do
    for ((waited = 0; waited < 100; waited++)); do
      running "$pid" || break
      pause 0.1
    done
    kill -KILL -- "-$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
}

stop_all() {
  trap '' INT TERM HUP
  local i name tier=()
  for ((i = ${#started[@]} - 1; i >= 0; i--)); do
    name=${started[i]}
    # Members of one kind go together; kinds go in the reverse order of their start.
    if ((${#tier[@]})) && [[ ${tier[0]%-*} != "${name%-*}" ]]; then
      stop "${tier[@]}"
      tier=()
    fi
    tier+=("$name")
  done
  stop "${tier[@]}"
  [[ -z ${desktop:-} ]] || rm -rf "$desktop"
  [[ -z $on_stop ]] || say "$on_stop"
}

stopped_by_user() {
  [[ -z $on_stop ]] || exit 0
  exit 130
}
supervised() {
  trap stop_all EXIT
  trap stopped_by_user INT TERM HUP
}

# The descriptor from which a foreground command reads; none: it reads nothing.
foreground_input=''
foreground() { # foreground COMMAND...: like the command alone, but a signal to this script ends it with all that it started
  local result=0 from=/dev/null
  [[ -z $foreground_input ]] || from=/dev/fd/$foreground_input
  setsid setpriv --pdeathsig TERM -- "$@" <"$from" {quiet_pipe}<&- 9<&- &
  adopt foreground $!
  wait "${pid_of[foreground]}" || result=$?
  kill -TERM -- "-${pid_of[foreground]}" 2>/dev/null || true # compile servers that a build left behind
  unset 'pid_of[foreground]'
  return $result
}

wait_until() { # wait_until SECONDS WHAT NAME COMMAND...: until the command succeeds; fails when the time is up or process NAME has ended
  local left=$(($1 * 10)) what=$2 name=$3
  shift 3
  until "$@"; do
    [[ $name == - ]] || alive "$name" || fail "$name ended before $what. Its log: $(log_of "$name")"
    ((left-- > 0)) || fail "$what: not within the time limit. The log: $(log_of "$name")"
    pause 0.1
  done
}
