# PostgreSQL in a directory of its own, for a cluster. Part of ./assist.
# shellcheck shell=bash

# PostgreSQL refuses to run as root: then it runs as the package's own user, in a place that this user can reach.
start_postgres() {
  local bin place=$data/postgres as=()
  bin=$(postgres_bin)
  if ((EUID == 0)); then
    as=(setpriv --reuid postgres --regid postgres --clear-groups)
    "${as[@]}" test -x "$data" || place=/var/lib/remoteassist/$(sha256sum <<<"$data" | cut -c 1-16)
    install_directory "$place"
  fi
  if [[ ! -f $place/data/PG_VERSION ]]; then
    step "Making a PostgreSQL database in $place"
    mkdir -p "$place"
    (umask 077 && node -p 'require("crypto").randomBytes(24).toString("base64url")' >"$place/password")
    ((EUID != 0)) || chown -R postgres: "$place"
    (cd / && "${as[@]}" "$bin/initdb" -D "$place/data" -U remoteassist --pwfile "$place/password" -A scram-sha-256 -E UTF8 --locale=C.UTF-8 --no-sync >"$logs/initdb.log" 2>&1) ||
      fail "PostgreSQL's initdb failed. Its log: $logs/initdb.log"
  fi
  postgres_port=$(free_ports 1)
  : >"$(log_of postgres)"
  setsid setpriv --pdeathsig INT ${as[@]:+"${as[@]:1}"} -- "$bin/postgres" -D "$place/data" -p "$postgres_port" \
    -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200 -c synchronous_commit=on \
    </dev/null >>"$(log_of postgres)" 2>&1 {quiet_pipe}<&- 9<&- &
  adopt postgres $!
  wait_until 30 'PostgreSQL was ready' postgres postgres_is_ready
  Cluster__ConnectionString="Host=127.0.0.1;Port=$postgres_port;Database=postgres;Username=remoteassist;Password=$(<"$place/password")"
  export Cluster__ConnectionString
}
postgres_is_ready() { listens "$postgres_port" && grep -q 'ready to accept connections' "$(log_of postgres)"; }
install_directory() { mkdir -p "$1" && chown postgres: "$1" && chmod 711 "$1"; }
