# What the machine has: packages, the SDK, PostgreSQL's programs, free ports. Part of ./assist.
# shellcheck shell=bash

readonly desktop_packages='xvfb xauth x11-xserver-utils xterm openbox mousepad fonts-dejavu-core fonts-noto-cjk'
readonly host_packages='libx11-6 libxext6 libxdamage1 libxfixes3 libxrandr2 libxtst6 libvpx'
readonly aot_packages='clang lld zlib1g-dev'
readonly test_packages='chromium x11-utils xdotool xclip postgresql'

# Most are found by their command, so that a tool from elsewhere counts too; libraries only by their package.
has_package() {
  case $1 in
    xvfb) command -v Xvfb ;;
    x11-xserver-utils) command -v xsetroot ;;
    x11-utils) command -v xprop ;;
    chromium) command -v chromium || command -v google-chrome ;;
    postgresql) postgres_bin ;;
    tigervnc-standalone-server) command -v Xtigervnc ;;
    xauth | xterm | openbox | mousepad | clang | xdotool | xclip | websockify | ffmpeg) command -v "$1" ;;
    lld) command -v ld.lld || compgen -c ld.lld- ;;
    iproute2) command -v ss ;;
    novnc) [[ -f /usr/share/novnc/core/rfb.js ]] ;;
    libvpx) PATH=$PATH:/sbin ldconfig -p | grep -F 'libvpx.so.' ;;
    *) dpkg-query -W -f='${db:Status-Abbrev}' "$1" 2>/dev/null | grep -q '^ii' || ! command -v dpkg-query ;;
  esac >/dev/null
}

# package_name PACKAGE: as this system's repositories have it; libvpx carries the number of its binary interface, another one in each release
package_name() {
  local found=''
  [[ $1 != libvpx ]] || ! command -v apt-cache >/dev/null || found=$(apt-cache --names-only search '^libvpx[0-9]+$' | cut -d ' ' -f 1 | sort -V | tail -n 1)
  say "${found:-$1}"
}

# install PACKAGE...: installs what is missing; false, with a line that says what to do, when it cannot.
install() {
  local package missing=() as_root=()
  for package; do has_package "$package" || missing+=("$(package_name "$package")"); done
  ((${#missing[@]})) || return 0
  if ! command -v apt-get >/dev/null; then
    say "assist: missing on this machine: ${missing[*]} (names as Debian has them). Install them with your system's package manager." >&2
    return 1
  fi
  if ((EUID != 0)); then
    as_root=(sudo -n)
    if ! sudo -n true 2>/dev/null; then
      say "assist: missing on this machine. Install it with:  sudo apt-get install -y ${missing[*]}" >&2
      return 1
    fi
  fi
  step "Installing ${missing[*]}"
  as_root+=(env DEBIAN_FRONTEND=noninteractive)
  # PostgreSQL's package would start a cluster of its own, which nobody here needs.
  local no_cluster=/etc/postgresql-common/createcluster.d/remoteassist.conf
  if [[ " ${missing[*]} " == *' postgresql '* ]]; then
    "${as_root[@]}" mkdir -p "${no_cluster%/*}"
    "${as_root[@]}" tee "$no_cluster" >/dev/null <<<'create_main_cluster = false'
  fi
  local installed=0 log
  log=$(mktemp)
  "${as_root[@]}" apt-get install -y --no-install-recommends "${missing[@]}" >"$log" 2>&1 </dev/null ||
    { "${as_root[@]}" apt-get update && "${as_root[@]}" apt-get install -y --no-install-recommends "${missing[@]}"; } >>"$log" 2>&1 </dev/null ||
    installed=1
  "${as_root[@]}" rm -f "$no_cluster"
  if ((installed != 0)); then
    tail -n 15 "$log" >&2
    say "assist: apt-get could not install ${missing[*]}." >&2
  fi
  rm -f "$log"
  return $installed
}

need_sdk() {
  local version
  command -v dotnet >/dev/null || fail 'the .NET SDK 10 is missing: https://dotnet.microsoft.com/download/dotnet/10.0'
  version=$(cd "$root" && dotnet --version 2>/dev/null) || fail "the .NET SDK 10.0.1xx or later is missing; found: $(dotnet --list-sdks | tr '\n' ' ')"
  [[ $version == 10.* ]] || fail "the .NET SDK 10 is needed; found $version."
  { command -v node && command -v npm; } >/dev/null || fail 'Node.js 20.19 or later with npm is missing: https://nodejs.org'
  version=$(node -p 'process.versions.node')
  printf '20.19.0\n%s\n' "$version" | sort -CV || fail "Node.js 20.19 or later is needed; found $version."
}

postgres_bin() { # where initdb and postgres are: the newest version's
  local found
  found=$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1) || true
  [[ -n $found ]] || found=$(command -v initdb) || return 1
  dirname "$found"
}

free_ports() { # free_ports COUNT: ports that nobody listens on now
  # shellcheck disable=SC2016 # JavaScript
  node -e 'const net = require("net"), many = +process.argv[1], servers = [];
    (function next() {
      if (servers.length === many) { console.log(servers.map(s => s.address().port).join("\n")); servers.forEach(s => s.close()); return; }
      servers.push(net.createServer().listen(0, "127.0.0.1", next));
    })();' "$1"
}

json_value() { # json_value FILE KEY
  node -p 'JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"))[process.argv[2]] ?? ""' "$1" "$2"
}

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

is_ready() { # is_ready PORT: whether /health/ready answers 200
  (
    exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
    printf 'GET /health/ready HTTP/1.1\r\nHost: localhost:%s\r\nConnection: close\r\n\r\n' "$1" >&3
    IFS= read -rt 5 line <&3
    [[ $line == *' 200 '* ]]
  ) 2>/dev/null
}
