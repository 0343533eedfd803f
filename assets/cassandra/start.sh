#!/usr/bin/env bash
# The main container's command: becomes Cassandra. Not by way of the image's entrypoint, which would edit what is written here.
set -u -o pipefail
programs=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=common.sh
. "$programs/common.sh"

RING_MEET=${RING_MEET:-60} # seconds in which a member tries to find the others before it starts
RING_MARK=${RING_MARK:-2} # seconds between two looks whether CQL is open
GIB=$(( 1024 * 1024 * 1024 ))

# The init containers do not run again when only this container does. What they decided holds for one start: meanwhile somebody else may
# have joined, or may be about to.
needs_the_gate() {
  [[ -e $DECOMMISSIONED ]] || { ! joined && [[ ! -e $RUN_DIR/decision || -e $RUN_DIR/decision.used ]]; }
}

pass_the_gate() {
  bash "$programs/gate.sh" &
  gate=$!
  trap 'kill "$gate"; wait "$gate"; exit 143' TERM INT
  wait "$gate" || exit
  trap 'exit 143' TERM INT
}

# Who has joined may name itself. Its own address and not its name: DNS may still have the one it had before.
seeds_of_a_member() {
  local pod part count=0
  while read -r pod _ part; do
    if [[ $part != stays ]] || (( ++count > 3 )); then continue; fi
    if [[ $pod == "$POD_NAME" ]]; then echo "$POD_IP"; else host "$pod"; fi
  done <"$RING_DIR/members"
  extra_seeds
}

# Without a single seed that resolves, Cassandra ends.
wait_for_a_seed() {
  local seed
  while true; do
    for seed; do
      if [[ $(addresses "$seed") ]]; then return; fi
    done
    say_once "waiting for DNS: none of the seeds resolves: $*"
    pause "$RING_ROUND"
  done
}

# Cassandra resolves its seeds once. When all pods are made anew, each could find but the others' former addresses, and none would ever
# meet another. Whoever waits till DNS knows itself will be found by those that start later.
wait_to_be_found() {
  local end=$(( SECONDS + RING_MEET ))
  until somebody_listens "$@" || [[ $'\n'$(addresses "$(host "$POD_NAME")")$'\n' == *$'\n'"$POD_IP"$'\n'* ]]; do
    if (( SECONDS >= end )); then
      say "going on after $RING_MEET seconds"
      return
    fi
    say_once "waiting until DNS knows this pod as $POD_IP, or another seed answers"
    pause "$RING_ROUND"
  done
}

somebody_listens() {
  local seed address
  for seed; do
    for address in $(addresses "$seed"); do
      if [[ $address != "$POD_IP" ]] && listening "$address" "$INTERNODE_PORT"; then return; fi
    done
  done
  return 1
}

# In whole MiB.
heap() {
  local bytes=${RING_HEAP:-}
  if [[ ! $bytes ]]; then bytes=$(( MEMORY_LIMIT / 2 < 16 * GIB ? MEMORY_LIMIT / 2 : 16 * GIB )); fi
  echo $(( bytes / 1024 / 1024 ))
}

direct_memory() {
  echo $(( ${RING_DIRECT_MEMORY:-$(( MEMORY_LIMIT / 4 ))} / 1024 / 1024 ))
}

# jvm_options VERDICT
jvm_options() {
  local options
  options="-XX:MaxDirectMemorySize=$(direct_memory)M"
  if [[ $POD_IP == *:* ]]; then options+=' -Djava.net.preferIPv4Stack=false'; fi # the image's own options say true
  if [[ $1 == replace\ * ]]; then options+=" -Dcassandra.replace_address_first_boot=${1#replace }"; fi
  echo "$options${RING_JVM_OPTIONS:+ $RING_JVM_OPTIONS}${RING_AGENT:+ $RING_AGENT}"
}

# A probe would do it too, but later: until there is a marker, this disk counts as nobody's, and its pod has to ask before it starts.
mark_once_cql_is_open() {
  until listening "$POD_IP" "$CQL_PORT"; do sleep "$RING_MARK"; done
  mark_as_joined
  say 'this node has joined the ring'
}

main() {
  local verdict='' seeds
  trap 'exit 143' TERM INT
  rm -f "$RUN_DIR/leaving" # a decommission ends with the container, and alive.sh begins another
  if needs_the_gate; then pass_the_gate; fi

  if joined; then
    seeds=$(seeds_of_a_member)
  else
    { read -r verdict && read -r _ seeds; } <"$RUN_DIR/decision" || exit
    seeds=${seeds//,/$'\n'}
  fi
  # shellcheck disable=SC2086 # one word each
  wait_for_a_seed $seeds
  # shellcheck disable=SC2086
  if [[ ! $verdict && $seeds != "$POD_IP" ]]; then wait_to_be_found $seeds; fi

  export CASSANDRA_CONF=$RUN_DIR/conf
  bash "$programs/configure.sh" "${seeds//$'\n'/,}" || exit
  if [[ $verdict ]]; then
    : >"$RUN_DIR/decision.used" && echo "$verdict" >"$BEGAN" && sync "$BEGAN" || exit
  fi
  # For this process alone: nodetool, in a probe or a hook, would take them for itself.
  MAX_HEAP_SIZE="$(heap)M"
  JVM_EXTRA_OPTS=$(jvm_options "$verdict")
  export MAX_HEAP_SIZE JVM_EXTRA_OPTS
  say "starting${verdict:+ ($verdict)}: seeds ${seeds//$'\n'/,}, heap $MAX_HEAP_SIZE, $JVM_EXTRA_OPTS"
  if [[ $verdict ]]; then mark_once_cql_is_open </dev/null & fi
  exec cassandra -f
}

main
