#!/usr/bin/env bash
# shellcheck disable=SC2034 # what is set here is read by the program that sources this file
# Sourced, after common.sh: whether the image knows what it is asked for.

REPAIRS_SINCE=5.0.8 # the first that knows `auto_repair`; others do not start with it

# A name such as cassandra:5.0 is what a machine pulled once, and may be older on one than on another. Whose image does not say what it is
# goes on. `waited` says that what was decided before may be stale.
wait_for_the_version() {
  until repairs_or_need_not; do
    say_once "not starting: this image has Cassandra $CASSANDRA_VERSION, and 'repairEvery' needs $REPAIRS_SINCE:" \
      "set 'image' to a full version number, or pull the image again on this machine, and delete this pod"
    pause "$RING_ROUND"
    waited=yes
  done
}

repairs_or_need_not() {
  ! grep -qs '^auto_repair:' "$RING_DIR/overrides" || is_at_least "${CASSANDRA_VERSION-}" "$REPAIRS_SINCE"
}

# is_at_least VERSION LEAST: also where the version cannot be read.
is_at_least() {
  local form='^([0-9]{1,9})\.([0-9]{1,9})(\.([0-9]{1,9}))?' part
  local -a parts least
  if [[ ! $1 =~ $form ]]; then return 0; fi
  parts=("${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}" "${BASH_REMATCH[4]:-0}")
  IFS=. read -r -a least <<<"$2"
  for part in 0 1 2; do
    if (( 10#${parts[part]} != 10#${least[part]} )); then (( 10#${parts[part]} > 10#${least[part]} )); return; fi
  done
  return 0
}
