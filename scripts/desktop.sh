# The demo's customer: a virtual desktop that is shared. Part of ./assist.
# shellcheck shell=bash

start_desktop() {
  local cookie display='' as=()
  step 'Starting the demo desktop'
  desktop=$(mktemp -d /tmp/remoteassist-desktop-XXXXXX)
  cookie=$(mcookie)
  # The server takes any cookie of its file; the clients' file needs the display's number, which is known later.
  xauth -q -f "$desktop/server" add :0 . "$cookie" 2>/dev/null
  : >"$desktop/display"
  # shellcheck disable=SC2016 # for the inner shell
  spawn xvfb "$logs/xvfb.log" bash -c 'exec Xvfb -displayfd 6 -screen 0 1920x1080x24 -nolisten tcp -noreset -auth "$1" 6>"$2"' - "$desktop/server" "$desktop/display"
  wait_until 20 'the virtual desktop stood' xvfb test -s "$desktop/display"
  display=:$(<"$desktop/display")
  xauth -q -f "$desktop/auth" add "$display" . "$cookie" 2>/dev/null
  fill_home "$desktop/home"
  on_desktop=(env "DISPLAY=$display" "XAUTHORITY=$desktop/auth")
  if ((EUID == 0)); then
    # Whoever has the agent's link gets this terminal: it must not be root's.
    chown -R nobody "$desktop"
    as=(setpriv --reuid nobody --regid "$(id -g nobody)" --clear-groups)
  fi
  "${on_desktop[@]}" xsetroot -solid '#33566b'
  local inside=(env --chdir="$desktop/home" "${on_desktop[@]:1}" "HOME=$desktop/home" USER=customer LANG=C.UTF-8 LC_ALL=C.UTF-8 GSETTINGS_BACKEND=memory
    NO_AT_BRIDGE=1 DBUS_SESSION_BUS_ADDRESS=disabled: GDK_DPI_SCALE=1.3 'PS1=customer@demo:\w$ ' "${as[@]}")
  spawn desktop-windows "$logs/desktop.log" "${inside[@]}" openbox
  spawn desktop-editor "$logs/desktop.log" "${inside[@]}" mousepad --disable-server Welcome.txt
  spawn desktop-terminal "$logs/desktop.log" "${inside[@]}" xterm -u8 -fa 'DejaVu Sans Mono' -fs 14 -geometry 78x26+70+90 -T Terminal -e bash --norc -i
}

fill_home() { # fill_home DIR: what a customer might have
  mkdir -p "$1/Documents" "$1/Downloads"
  cat >"$1/Welcome.txt" <<'TEXT'
This is the demo customer's desktop.

What you type in the browser arrives here:
try é ß € ж 漢.

The other window is a terminal.
TEXT
  cat >"$1/printer.log" <<'TEXT'
09:12:03  job 41  queued     Invoice-2026-041.pdf
09:12:04  job 41  printing   page 1 of 3
09:12:09  job 41  stopped    paper jam in tray 2
09:12:09  printer paused, waiting for the operator
TEXT
  echo 'Invoice 2026-041' >"$1/Documents/Invoice-2026-041.txt"
}

# The demo session's file is written anew whenever a session takes the place of an ended one.
demo_session=''
customer_ended_at=0
join_demo() { # join_demo FILE URL: the customer host joins the session that stands in the file, again whenever it has ended
  local file=$1 url=$2 session
  [[ -s $file ]] || return 0
  alive customer && return 0
  # A host that ended gets a moment: the gateway puts a new session in the file.
  ((EPOCHSECONDS > customer_ended_at + 1)) || return 0
  customer_ended_at=$EPOCHSECONDS
  session=$(json_value "$file" session)
  spawn customer "$logs/customer.log" "${on_desktop[@]}" "$(host_program)" --pin "$(json_value "$file" pin)" --server "$url" --grant "$demo_grants"
  [[ $session != "$demo_session" ]] || return 0
  if [[ -n $demo_session ]]; then
    say 'The demo session ended; a new one stands ready:'
    show_demo "$file"
  fi
  demo_session=$session
}
show_demo() {
  say "    open the agent's view of the demo:  ${agent_base:-}$(json_value "$1" agentUrl | sed "${agent_base:+s|^https\?://[^/]*||}")"
  say "    its customer page:                  $(json_value "$1" customerUrl)"
}
