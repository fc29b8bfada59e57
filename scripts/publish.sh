# ./assist customer and ./assist publish
# shellcheck shell=bash

customer_help() {
  cat <<'TEXT'
./assist customer --pin 482913 [--server URL] [...]

Runs the customer host on this desktop (DISPLAY): it asks for consent in the terminal, unless --grant see,control gives it.
All options go to the program; --server is http://localhost:5080 unless it is given. Exit code 2: the PIN does not work.
The program itself says more with:  ./assist customer -- --help
TEXT
}

customer() {
  [[ ${1:-} != --help && ${1:-} != -h ]] || {
    customer_help
    return
  }
  [[ ${1:-} != -- ]] || shift
  need_sdk
  # shellcheck disable=SC2086 # a list of words
  install $host_packages || exit 1
  trap stop_all EXIT
  building build_host
  trap - EXIT
  exec "$(host_program)" "$@"
}

publish_help() {
  cat <<'TEXT'
./assist publish

Publishes into artifacts/publish: linux-x64 (the customer host, one native file), gateway and silo; prints their sizes.
TEXT
}

publish() {
  local part
  [[ ${1:-} != --help && ${1:-} != -h ]] || {
    publish_help
    return
  }
  (($# == 0)) || wrong_use "unknown option '$1'."
  need_sdk
  # shellcheck disable=SC2086 # a list of words
  install $aot_packages || exit 1
  supervised
  building publish_all
  step "Published into $artifacts/publish"
  printf '    %-12s %8.1f MB  %s\n' customer "$(megabytes "$host_published")" "$host_published"
  for part in gateway silo; do
    printf '    %-12s %8.1f MB  %s\n' "$part" "$(megabytes "$artifacts/publish/$part")" "$artifacts/publish/$part/"
  done
}
publish_all() {
  build_host
  dotnet_quietly 'Publishing the gateway' publish "$root/Gateway/Gateway.csproj" -o "$artifacts/publish/gateway"
  dotnet_quietly 'Publishing the silo' publish "$root/Silo/Silo.csproj" -o "$artifacts/publish/silo"
}
megabytes() { du -sb "$1" | awk '{ printf "%.1f", $1 / 1e6 }'; }
