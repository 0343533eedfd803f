#!/usr/bin/env bash
# preStop: waits for its turn, then takes leave of the clients and the other nodes. Kubernetes rolls each StatefulSet by itself; of several,
# one per rack, two pods would go at the same time.
set -u -o pipefail
# shellcheck source=common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# RING_PATIENCE                   seconds, for others that are down
RING_TURN=${RING_TURN:-1}         # seconds; a random number of times between two tries
RING_FAREWELL=${RING_FAREWELL:-5} # seconds for clients to go elsewhere
RING_DRAIN=${RING_DRAIN:-140}     # seconds; all of this must fit into the pod's grace period

wait_for_my_turn() {
  local end=$(( SECONDS + RING_PATIENCE )) blocked='' looks=0 i
  until my_turn; do
    if service_is_gone; then
      say 'the governing Service is gone: the ring is being deleted, so this node waits for nobody'
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

# As long as there is a ring, it has a governing Service. Three looks, for DNS may stumble; and no answer is none.
service_is_gone() {
  ask_for_the_service
  if (( $? == 1 )); then (( ++looks )); else looks=0; fi
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
  local found pod part
  local -A address=()
  found=$(ask_the_others what_is_wrong_with)
  if [[ ! $found ]]; then
    while read -r pod _ part; do
      if [[ $part == stays && $pod != "$POD_NAME" ]]; then address[$pod]=$(serving "$pod"); fi
    done <"$RING_DIR/members"
    found=$(ask_the_others who_is_not_up_for)
  fi
  if [[ $found ]]; then echo "${found//$'\n'/ }"; fi
}

# ask_the_others QUESTION: of all that stay, at once. Questions are functions that are given a pod.
ask_the_others() {
  local pod part
  while read -r pod _ part; do
    if [[ $part == stays && $pod != "$POD_NAME" ]]; then "$1" "$pod" & fi
  done <"$RING_DIR/members"
  wait
}

# No answer at all may be that of one that stops.
# shellcheck disable=SC2329
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

# A port says that a node serves, and not whom it takes to be up: without this node it may refuse what it could do.
# shellcheck disable=SC2329
who_is_not_up_for() {
  local pod at state seen
  local -A sees=()
  seen=$(word_of "$1" "${address[$1]}" ring "$RING_VIEW")
  case $? in
    0) ;;
    1) return ;; # no companion is there: it was started by an earlier release
    2)
      echo "$1 does not say how it sees the ring."
      return ;;
  esac
  while read -r at state _; do sees[$at]=$state; done <<<"$seen"
  for pod in "${!address[@]}"; do
    at=${address[$pod]}
    if [[ $pod != "$1" && ${sees[$at]-} != U* ]]; then echo "$1 sees $pod at $at as ${sees[$at]:-nobody it knows}."; fi
  done
}

# tell SECONDS COMMAND: what fails is said; there is nobody left to mend it.
tell() {
  node_tool "$@" >/dev/null || say "nodetool $2 failed, or took longer than $1 seconds"
}

# Not for a moment only: it may be collecting garbage.
answers_nobody() {
  local i
  for (( i = 0; i < 4; ++i )); do
    if jvm_answers; then return 1; fi
    pause "$RING_TURN"
  done
}

main() {
  say_in_the_log
  if answers_nobody; then
    say 'stopping: the JVM does not answer'
    return
  fi
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
