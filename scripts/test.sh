# ./assist test and ./assist bench
# shellcheck shell=bash

test_help() {
  cat <<'TEXT'
./assist test [filter]

Installs what is missing, builds everything without a warning, and runs every test: of the web pages, of each project, and
end to end with a real browser, a real X screen and a real cluster. A filter runs only the tests whose full name contains it.
The last line says '12 passed, 0 failed, 0 skipped'. Exit code 1 when a test failed, when none ran, or, with CI=true, when
one was skipped.
TEXT
}

passed=0
failed=0
skipped=0
count() { # count NAME PASSED FAILED SKIPPED
  passed=$((passed + $2))
  failed=$((failed + $3))
  skipped=$((skipped + $4))
  printf '    %-24s %5d passed, %d failed, %d skipped\n' "$@"
}

run_tests() {
  local filter=${1:-} project
  [[ $filter != --help && $filter != -h ]] || {
    test_help
    return
  }
  (($# <= 1)) || wrong_use 'one filter at most.'
  need_sdk
  # shellcheck disable=SC2086 # lists of words
  install $desktop_packages $host_packages $aot_packages $test_packages || say '    going on: what needs them is skipped'
  supervised
  results=$artifacts/test-results
  rm -rf "$results"
  mkdir -p "$results"
  building build_for_tests
  export ASSIST_BUILT=1 PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
  step 'Running the tests'
  web_tests
  for project in "$root"/tests/*/*.csproj; do
    ! grep -q '<IsTestProject>true' "$project" || project_tests "$(basename "$project" .csproj)" "$filter"
  done
  say "$passed passed, $failed failed, $skipped skipped"
  ((failed == 0 && passed > 0)) && [[ ${CI:-} != true || $skipped -eq 0 ]]
}

build_for_tests() {
  dotnet_quietly 'Building the solution' build "$root/RemoteAssist.sln" -warnaserror
  build_host
}

project_tests() { # project_tests PROJECT FILTER
  local project=$1 filter=$2 program=$root/tests/$1/bin/Release/net10.0/RemoteAssist.$1 arguments=()
  [[ -z $filter ]] || arguments=(-displayName "*$filter*")
  results_of "$project" "$results/$project.xml" "$program" -noLogo -noColor -noAutoReporters -result-xml "$results/$project.xml" "${arguments[@]}"
}

web_tests() {
  cd "$root/Gateway/Web"
  results_of Web "$results/web.json" npm test --silent -- --reporter=json --outputFile.json="$results/web.json"
  cd "$root"
}

# results_of NAME FILE COMMAND...: runs tests and counts what their result file says; what they print is shown only when there is none
results_of() {
  local name=$1 file=$2 numbers
  shift 2
  foreground timeout -k 10 900 "$@" >"$results/log" 2>&1 || true
  if ! numbers=$(node "$root/scripts/results.mjs" "$file" "${filter:-}" 2>"$results/said"); then
    tail -n 200 "$results/log"
    say "    $name did not come to its end."
    numbers='0 1 0'
  fi
  [[ $numbers == *' 0 0' ]] || cat "$results/said"
  # shellcheck disable=SC2086 # three numbers
  count "$name" $numbers
}

bench_help() {
  cat <<'TEXT'
./assist bench [name] [--case TEXT] [--json FILE]
./assist bench codec [--raw FILE --size WxH [--fps N]]
./assist bench record

Measures: live (the streams), glass (a change on the customer's screen until it is on the agent's canvas, a key until it
arrives, what moves), link (the same over a slow line), relay (many viewers, one of them slow), codec (bytes, CPU time and
fidelity on recorded screens; records them first when there are none, or takes a file of BGRA frames, - for standard
input). 'record' plays and records the screens anew. Without a name all of them but that. --json writes an array of flat
objects; docs/benchmarks.md explains their keys.
TEXT
}

bench() {
  [[ ${1:-} != --help && ${1:-} != -h ]] || {
    bench_help
    return
  }
  need_sdk
  case ${1:-} in
    '' | --* | glass | link)
      # shellcheck disable=SC2086 # lists of words
      install $desktop_packages $host_packages $aot_packages $test_packages iproute2 || exit 1
      install tigervnc-standalone-server novnc websockify || say '    going on without the comparison with TigerVNC and noVNC'
      ;;
    codec | record)
      # shellcheck disable=SC2086 # lists of words
      install $desktop_packages $host_packages chromium xdotool x11-utils >&2 || exit 1
      ;;
  esac
  case ${1:-} in
    '' | --* | codec) install ffmpeg >&2 || say '    going on without the comparison with x264' >&2 ;;
  esac
  supervised
  # What a benchmark prints may be read by a program.
  building build_for_bench "${1:-}" >&2
  export ASSIST_BUILT=1
  [[ " $* " != *' --raw - '* ]] || exec {foreground_input}<&0
  foreground "$root/tests/Benchmarks/bin/Release/net10.0/RemoteAssist.Benchmarks" "$@"
}
build_for_bench() {
  [[ ${1:-} == codec || ${1:-} == record ]] || build_cluster
  dotnet_quietly 'Building the benchmarks' build "$root/tests/Benchmarks/Benchmarks.csproj"
}
