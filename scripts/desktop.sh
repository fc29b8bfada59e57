# The demo's customer: a virtual desktop that is shared. Part of ./assist.
# shellcheck shell=bash

start_desktop() {
  local here=$data/desktop cookie number=$data/desktop/display file
  step 'Starting the demo desktop'
  rm -rf "$here"
  mkdir -p "$here/home"
  cookie=$(mcookie)
  # The server takes any cookie of its file; the clients' file needs the display's number, which is known later.
  xauth -q -f "$here/server" add :0 . "$cookie" 2>/dev/null
  chmod 600 "$here/server"
  : >"$number"
  # shellcheck disable=SC2016 # for the inner shell
  spawn xvfb "$logs/xvfb.log" bash -c 'exec Xvfb -displayfd 6 -screen 0 1920x1080x24 -nolisten tcp -noreset -auth "$1" 6>"$2"' - "$here/server" "$number"
  wait_until 20 'the virtual desktop stood' xvfb test -s "$number"
  display=:$(<"$number")
  xauth -q -f "$here/auth" add "$display" . "$cookie" 2>/dev/null
  on_desktop=(env "DISPLAY=$display" "XAUTHORITY=$here/auth")
  "${on_desktop[@]}" xsetroot -solid '#33566b'
  file=$here/home/Welcome.txt
  cat >"$file" <<'TEXT'
This is the demo customer's desktop.

What you type in the browser arrives here: try é ß € ж 漢.
The window beside this one is a terminal.
TEXT
  local inside=("${on_desktop[@]}" "HOME=$here/home" LANG=C.UTF-8 LC_ALL=C.UTF-8 GSETTINGS_BACKEND=memory NO_AT_BRIDGE=1 DBUS_SESSION_BUS_ADDRESS=disabled:)
  spawn desktop-windows "$logs/desktop.log" "${inside[@]}" openbox
  spawn desktop-terminal "$logs/desktop.log" "${inside[@]}" 'PS1=customer@demo:\W\$ ' xterm -u8 -fa 'DejaVu Sans Mono' -fs 12 -geometry 90x32+90+110 -T Terminal -e bash --norc -i
  spawn desktop-editor "$logs/desktop.log" "${inside[@]}" mousepad --disable-server "$file"
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
