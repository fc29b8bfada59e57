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
  results=$(mktemp -d)
  building build_for_tests
  export ASSIST_BUILT=1 PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
  step 'Running the tests'
  web_tests "$filter"
  for project in "$root"/tests/*/*.csproj; do
    ! grep -q '<IsTestProject>true' "$project" || project_tests "$(basename "$project" .csproj)" "$filter"
  done
  rm -rf "$results"
  say "$passed passed, $failed failed, $skipped skipped"
  ((failed == 0 && passed > 0)) && [[ ${CI:-} != true || $skipped -eq 0 ]]
}

build_for_tests() {
  dotnet_quietly 'Building the solution' build "$root/RemoteAssist.sln" -warnaserror
  build_host
}

project_tests() { # project_tests PROJECT FILTER
  local project=$1 filter=$2 log=$results/$1.log xml=$results/$1.xml numbers arguments=()
  [[ -z $filter ]] || arguments=(-displayName "*$filter*")
  foreground timeout -k 10 900 "$root/tests/$project/bin/Release/net10.0/RemoteAssist.$project" -noLogo -noColor -noAutoReporters -result-xml "$xml" "${arguments[@]}" >"$log" 2>&1 || true
  grep -vE '^ +(Discovering|Discovered|Starting|Finished): |^=== TEST EXECUTION SUMMARY|^   RemoteAssist\.[^ ]+  Total: ' "$log" || true
  numbers=$(assembly_numbers "$xml") || {
    say "    $project did not come to its end."
    numbers='0 1 0'
  }
  # shellcheck disable=SC2086 # three numbers
  count "$project" $numbers
}

assembly_numbers() { # the sums that an xunit result file gives: passed, failed with errors outside of tests, skipped
  # shellcheck disable=SC2016 # JavaScript
  node -e 'const tags = require("fs").readFileSync(process.argv[1], "utf8").match(/<assembly [^>]*>/g);
    const sum = name => tags.reduce((all, tag) => all + +(tag.match(` ${name}="(\\d+)"`)?.[1] ?? 0), 0);
    console.log(sum("passed"), sum("failed") + sum("errors"), sum("skipped"));' "$1" 2>/dev/null
}

web_tests() { # web_tests FILTER
  [[ -f $root/Gateway/Web/package.json ]] || return 0
  local filter=$1 numbers json=$results/web.json log=$results/web.log
  cd "$root/Gateway/Web"
  foreground timeout -k 10 300 npm test --silent -- --reporter=default --reporter=json --outputFile.json="$json" >"$log" 2>&1 || true
  cd "$root"
  numbers=$(node -e 'const all = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")), filter = process.argv[2];
    const tests = all.testResults.flatMap(file => file.assertionResults).filter(test => test.fullName.includes(filter));
    const of = status => tests.filter(test => status.includes(test.status)).length;
    const broken = all.testResults.filter(file => file.status === "failed" && !file.assertionResults.some(test => test.status === "failed")).length;
    console.log(of(["passed"]), of(["failed"]) + broken, of(["pending", "skipped", "todo", "disabled"]));' "$json" "$filter") || {
    say '    The web tests did not come to their end.'
    numbers='0 1 0'
  }
  [[ $numbers == *' 0 '* ]] || cat "$log"
  # shellcheck disable=SC2086 # three numbers
  count Web $numbers
}

bench_help() {
  cat <<'TEXT'
./assist bench [name] [--json FILE]

Measures: live (the streams), glass (a change on the customer's screen until it is on the agent's canvas, a key until it
arrives). Without a name all of them. --json writes an array of flat objects; docs/benchmarks.md explains their keys.
TEXT
}

bench() {
  [[ ${1:-} != --help && ${1:-} != -h ]] || {
    bench_help
    return
  }
  need_sdk
  case ${1:-} in
    '' | --* | glass)
      # shellcheck disable=SC2086 # lists of words
      install $desktop_packages $host_packages $aot_packages $test_packages || exit 1
      install tigervnc-standalone-server novnc websockify || say '    going on without the comparison with TigerVNC and noVNC'
      ;;
  esac
  supervised
  building build_for_bench
  export ASSIST_BUILT=1
  foreground "$root/tests/Benchmarks/bin/Release/net10.0/RemoteAssist.Benchmarks" "$@"
}
build_for_bench() {
  build_cluster
  dotnet_quietly 'Building the benchmarks' build "$root/tests/Benchmarks/Benchmarks.csproj"
}
