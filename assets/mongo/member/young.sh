#!/usr/bin/env bash
# young.sh FILE SECONDS: whether the time in FILE (epoch seconds) is less than SECONDS ago. A probe: no process is made for it. From a clock
# that is ahead, by no more than SECONDS, it is young as well.
set -u

no() {
  printf '%s\n' "$1"
  exit 1
}

if [[ ! ${2-} =~ ^[1-9][0-9]{0,8}$ ]]; then no 'usage: young.sh FILE SECONDS'; fi
if [[ ! -r $1 ]]; then no "there is no $1"; fi
if IFS= read -r -d '' written <"$1" 2>/dev/null || [[ ! $written =~ ^[0-9]{1,12}$'\n'?$ ]]; then no "there is no time in $1"; fi
age=$(( EPOCHSECONDS - 10#${written%$'\n'} ))
if (( age >= $2 || age < -$2 )); then no "$1 is $age seconds old, and $2 is too old"; fi
