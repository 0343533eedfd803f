#!/usr/bin/env bash
# The main container's command: becomes Cassandra. Not by way of the image's entrypoint, which would edit what is written here.
set -u -o pipefail
programs=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=common.sh
. "$programs/common.sh"
# shellcheck source=certificates.sh
. "$programs/certificates.sh"
# shellcheck source=version.sh
. "$programs/version.sh"
# shellcheck source=jvm.sh
. "$programs/jvm.sh"

RING_MEET=${RING_MEET:-60} # seconds in which a member tries to find the others before it starts
GIB=$(( 1024 * 1024 * 1024 ))

# A pod that was deleted by force is replaced while its container still takes its leave, on the same disk; and two servers on one disk ruin
# it. The lock is the kernel's, held by Cassandra until it ends, however that is.
lock_the_disk() {
  local lock=$DATA_DIR/.lock holder=''
  exec {disk}>>"$lock" || exit
  until flock -w "$RING_ROUND" "$disk"; do
    holder=$(lines "$lock")
    waited=yes
    say_once "waiting: another container still uses this disk, ${holder:-of an unknown pod}; it ends by itself when its preStop hook has"
  done
  printf '%s at %s, since %s\n' "$POD_NAME" "$POD_IP" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" >"$lock"
}

# The init containers do not run again when only this container does. What they decided holds for one start, and not for one that had to
# wait: meanwhile somebody else may have joined, or may be about to.
needs_the_gate() {
  [[ $waited || -e $DECOMMISSIONED ]] || { ! joined && [[ ! -e $RUN_DIR/decision || -e $RUN_DIR/decision.used ]]; }
}

pass_the_gate() {
  waits_in=cassandra bash "$programs/gate.sh" & # the container that its log line is to name
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

# Without a single seed, Cassandra ends. Leaves their addresses in $found.
wait_for_a_seed() {
  while true; do
    found=$(resolved "$@")
    if [[ $found ]]; then return; fi
    say_once "waiting for DNS: none of the seeds resolves: $*"
    pause "$RING_ROUND"
  done
}

# When all pods are made anew, DNS may know but the others' former addresses. companion.sh puts that right later; who waits till DNS knows
# itself, or another one answers, mostly starts with the right ones.
wait_to_be_found() {
  local end=$(( SECONDS + RING_MEET ))
  until somebody_listens "$@" || [[ $'\n'$(addresses "$(host "$POD_NAME")")$'\n' == *$'\n'"$POD_IP"$'\n'* ]]; do
    if (( SECONDS >= end )); then
      say "going on after $RING_MEET seconds"
      return 0
    fi
    say_once "waiting until DNS resolves this pod to $POD_IP, or another seed answers"
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

# jvm_options VERDICT. A join or a replacement that was interrupted fetches everything anew:
# of what it has already, it would miss what was written meanwhile.
jvm_options() {
  local options
  options="$(own_options) -XX:MaxDirectMemorySize=$(direct_memory)M"
  if [[ $POD_IP == *:* ]]; then options+=' -Djava.net.preferIPv4Stack=false'; fi # the image's own options say true
  if [[ $1 && $1 != found ]]; then options+=' -Dcassandra.reset_bootstrap_progress=true'; fi
  if [[ $1 == replace\ * ]]; then options+=" -Dcassandra.replace_address_first_boot=${1#replace }"; fi
  echo "$options${RING_JVM_OPTIONS:+ $RING_JVM_OPTIONS}${RING_AGENT:+ $RING_AGENT}"
}

# For the next start on this disk: what it was begun as; and that it is to be repaired.
note_verdict() {
  : >"$RUN_DIR/decision.used" && echo "$1" >"$BEGAN" && sync "$BEGAN" || return
  if [[ $1 == replace\ * ]]; then : >"$REPAIR"; fi
}

main() {
  local verdict='' seeds found='' waited='' disk
  trap 'exit 143' TERM INT
  rm -f "$RUN_DIR/leaving" # a decommission ends with the container, and alive.sh begins another
  retract stopping
  lock_the_disk
  wait_for_the_version
  wait_for_certificates
  if needs_the_gate; then pass_the_gate; fi

  if joined; then
    seeds=$(seeds_of_a_member)
  else
    { read -r verdict && read -r _ seeds; } <"$RUN_DIR/decision" || exit
    seeds=${seeds//,/$'\n'}
  fi
  echo "$seeds" >"$RUN_DIR/seeds" || exit
  # shellcheck disable=SC2086 # one word each
  wait_for_a_seed $seeds
  # shellcheck disable=SC2086
  if [[ ! $verdict && $seeds != "$POD_IP" ]]; then wait_to_be_found $seeds && wait_for_a_seed $seeds; fi # DNS may have others by now

  bash "$programs/configure.sh" "$found" || exit
  if [[ $verdict ]]; then note_verdict "$verdict" || exit; fi
  # For this process alone: nodetool, in a probe or a hook, would take them for itself.
  MAX_HEAP_SIZE="$(heap)M"
  JVM_EXTRA_OPTS=$(jvm_options "$verdict")
  say "starting${verdict:+ ($verdict)}: seeds $found, heap $MAX_HEAP_SIZE, $JVM_EXTRA_OPTS"
  bash "$programs/companion.sh" $$ "$verdict" </dev/null {disk}>&- &
  export MAX_HEAP_SIZE JVM_EXTRA_OPTS
  exec cassandra -f
}

main
