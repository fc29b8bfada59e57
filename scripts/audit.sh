# ./assist audit
# shellcheck shell=bash

audit_help() {
  cat <<'TEXT'
./assist audit verify [--data DIR] [--cluster CONNECTION] [--tenant NAME] [--no-build]

Checks that no row of the audit log was edited, deleted or reordered, and names the first that was. It may run while the log is in use.

  --data DIR            where one machine's data is: ./data by default
  --cluster CONNECTION  a cluster's PostgreSQL connection string instead
  --tenant NAME         only this contact center's
  --no-build            takes what was built before

Exit codes: 0 the log is whole; 1 it is not; 2 it cannot be read.
TEXT
}

audit() {
  local directory=$root/data connection='' tenant='' build=1 what=''
  while (($#)); do
    case $1 in
      verify) what=verify ;;
      --help | -h) audit_help && return ;;
      --data) need_value "$@" && directory=$2 && shift ;;
      --cluster) need_value "$@" && connection=$2 && shift ;;
      --tenant) need_value "$@" && tenant=$2 && shift ;;
      --no-build) build=0 ;;
      *) wrong_use "unknown option '$1'." ;;
    esac
    shift
  done
  [[ $what == verify ]] || wrong_use 'say what to do: verify.'
  if ((build)); then
    need_sdk
    dotnet build "$root/Silo" -c Release -v q -nologo -clp:NoSummary || fail 'the build failed.'
  fi
  local -a settings=("Storage:Directory=$directory")
  # In the environment, because a connection string holds a password and arguments can be seen by everybody.
  [[ -z $connection ]] || export Cluster__Provider=PostgreSql Cluster__ConnectionString=$connection
  [[ -z $tenant ]] || settings+=("Tenant=$tenant")
  "$silo_built" audit verify "${settings[@]}"
}
