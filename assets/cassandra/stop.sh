#!/usr/bin/env bash
# preStop: waits for its turn, then takes leave of the clients and the other nodes. Kubernetes rolls each StatefulSet by itself; of several,
# one per rack, two pods would go at the same time.
set -u -o pipefail
# shellcheck source=common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

RING_PATIENCE=${RING_PATIENCE:-120} # seconds
RING_TURN=${RING_TURN:-1}           # seconds; a random number of times between two tries
RING_FAREWELL=${RING_FAREWELL:-5}   # seconds for clients to go elsewhere
RING_DRAIN=${RING_DRAIN:-140}       # seconds; all of this must fit into the pod's grace period

wait_for_my_turn() {
  local end=$(( SECONDS + RING_PATIENCE )) blocked='' looks=0 i
  until my_turn; do
    if nameless; then
      say 'the governing Service is gone: the ring is being deleted, and nobody is waited for'
      return
    fi
    if (( SECONDS >= end )); then
      say "stopping after $RING_PATIENCE seconds, although $blocked"
      announce stopping
      return
    fi
    say_once "stopping later: $blocked"
    # At random, so that two that step back at the same time do not do so for ever.
    for (( i = RANDOM % 5; i >= 0; i-- )); do pause "$RING_TURN"; done
  done
}

# As long as there is a ring, its governing Service gives this pod its name. Three looks, for DNS may stumble.
nameless() {
  if [[ $(addresses "$(host "$POD_NAME")") ]]; then looks=0; else (( ++looks )); fi
  (( looks >= 3 ))
}

# Announces first, and looks then: of two that do so at the same time, one sees the other at least. Leaves the reason in $blocked.
my_turn() {
  blocked=$(who_is_in_the_way)
  if [[ $blocked ]]; then return 1; fi
  if announce stopping; then
    blocked=$(who_is_in_the_way)
    if [[ ! $blocked ]]; then return; fi
  else
    blocked="the others cannot be told, port $WORD_PORT of $POD_IP does not answer"
  fi
  retract stopping
  return 1
}

who_is_in_the_way() {
  local pod part
  while read -r pod _ part; do
    if [[ $part == stays && $pod != "$POD_NAME" ]]; then what_is_wrong_with "$pod" & fi
  done <"$RING_DIR/members"
  wait
}

# No answer at all may be that of one that stops.
what_is_wrong_with() {
  local address
  if ! serving "$1" >/dev/null; then
    echo "$1 does not serve CQL."
    return
  fi
  for address in $(addresses "$(host "$1")"); do
    announced "$1" "$address" stopping
    case $? in
      0) echo "$1 is stopping." ;;
      2) echo "$1 does not say whether it is stopping." ;;
    esac
  done
}

# tell SECONDS COMMAND: what fails is said; there is nobody left to mend it.
tell() {
  node_tool "$@" >/dev/null || say "nodetool $2 failed, or took longer than $1 seconds"
}

main() {
  say_in_the_log
  if listening "$POD_IP" "$CQL_PORT"; then # who does not serve is no loss
    if ! joined; then mark_as_joined; fi   # the last probe may be seconds ago
    wait_for_my_turn
  fi
  say 'stopping: nodetool disablebinary, drain'
  tell 30 disablebinary
  pause "$RING_FAREWELL"
  tell "$RING_DRAIN" drain
  # What was announced is heard until the container ends.
}

main
exit 0
