# Builds what has changed. Part of ./assist.
# shellcheck shell=bash

# changed NAME PRODUCT INPUT...: whether the inputs differ from those of the last 'done_with NAME', or the product is missing
changed() {
  local name=$1 product=$2
  shift 2
  stamp=$(cd "$root" && find "$@" \( -name bin -o -name obj -o -name node_modules -o -name wwwroot \) -prune -o -type f -print0 2>/dev/null |
    LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum)
  [[ ! -e $product || ! -f $artifacts/stamps/$name || $(<"$artifacts/stamps/$name") != "$stamp" ]]
}
done_with() { mkdir -p "$artifacts/stamps" && printf '%s' "$stamp" >"$artifacts/stamps/$1"; }

quietly() { # quietly WHAT COMMAND...: shows the command's output only when it fails
  local what=$1 log
  shift
  step "$what"
  log=$(mktemp)
  if ! foreground "$@" >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    fail "failed: $what"
  fi
  rm -f "$log"
}

# A compile server of its own name, ended with the build: nothing is left running, and nobody else's is ended.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
dotnet_quietly() { # dotnet_quietly WHAT VERB ARGUMENTS...
  local what=$1
  shift
  quietly "$what" dotnet "$@" -c Release -nologo -v quiet "-p:SharedCompilationId=assist-$$"
}

readonly common_inputs='Directory.Build.props Directory.Packages.props .editorconfig BannedSymbols.txt global.json Protocol'

building() { # one build at a time in this work tree
  mkdir -p "$artifacts"
  exec {build_lock}>"$artifacts/.build.lock"
  flock "$build_lock"
  "$@"
  exec {build_lock}>&-
}

build_server() { # with the web pages
  # shellcheck disable=SC2086 # a list of words
  changed server "$gateway_built" $common_inputs Grains.Interfaces Streaming Grains Silo Gateway || return 0
  dotnet_quietly 'Building the gateway and the silo' build "$root/Gateway/Gateway.csproj"
  done_with server
}

build_host() {
  # shellcheck disable=SC2086 # a list of words
  if [[ $(uname -m) == x86_64 ]] && command -v clang >/dev/null; then
    changed host "$host_published" $common_inputs Customer.Host || return 0
    # Restored without the runtime's name, which would add it to the lock files of every project on the way.
    quietly 'Restoring the customer host' dotnet restore "$root/Customer.Host/Customer.Host.csproj" -v quiet
    rm -rf "$artifacts/publish/linux-x64"
    dotnet_quietly 'Building the customer host (native, a minute the first time)' publish "$root/Customer.Host/Customer.Host.csproj" --no-restore -r linux-x64 -o "$artifacts/publish/linux-x64"
    done_with host
  else
    changed host-managed "$host_built" $common_inputs Customer.Host || return 0
    dotnet_quietly 'Building the customer host' build "$root/Customer.Host/Customer.Host.csproj"
    done_with host-managed
  fi
}

host_program() { if [[ -x $host_published ]]; then say "$host_published"; else say "$host_built"; fi; }
