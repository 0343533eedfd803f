#!/usr/bin/env bash
# Startup and liveness probe. Because it runs again and again in the container, it also notices that this node has joined, or that it is to
# leave. The node is alive if its JVM answers with one byte. CQL is not asked: a node that streams,
# or that was told to stop serving, must not be killed.
set -u -o pipefail
# shellcheck source=common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

RING_RETRY=${RING_RETRY:-300} # seconds before a decommission that failed is tried again
LEAVING=$RUN_DIR/leaving

is_to_leave() {
  [[ $(part "$POD_NAME") == leaves ]]
}

# Streaming can take hours, a probe has seconds: in the background, with nothing of the probe's open.
begin_to_leave() {
  : >"$LEAVING"
  setsid bash "${BASH_SOURCE[0]}" leave </dev/null >/dev/null 2>&1 &
}

# Not bounded in time: it ends when the node has left, when it is to stay after all, or with the container.
leave() {
  local blocked log=$LOG_DIR/decommission.log
  say_in_the_log
  while is_to_leave; do
    blocked=$(who_is_in_the_way)
    if [[ $blocked ]]; then
      say_once "not leaving yet: $blocked"
      pause "$RING_ROUND"
    elif say 'leaving the ring: nodetool decommission' && node_tool 0 decommission >>"$log" 2>&1; then
      : >"$DECOMMISSIONED"
      sync "$DECOMMISSIONED"
      say "this node has left the ring: lower 'nodes' so that $POD_NAME is no longer a member, and delete its claims"
      return
    else
      say "nodetool decommission failed, next try in $RING_RETRY seconds: $(grep -v "^See 'nodetool help" "$log" | tail -n 1)"
      pause "$RING_RETRY"
    fi
  done
  rm -f "$LEAVING"
}

# One leaves at a time, the last of the chain first; and those that stay must be there to take the data. Whoever is to go before this pod
# may have left or only be down: the ring knows.
who_is_in_the_way() {
  local pod part place=0 after='' first='' known
  while read -r pod _ part; do
    if [[ ! $after ]]; then (( ++place )); fi
    if [[ $pod == "$POD_NAME" ]]; then
      after=yes
    elif [[ $part == stays ]] && ! serving "$pod" >/dev/null; then
      echo "$pod does not serve CQL"
      return
    elif [[ $after ]]; then
      first=$pod
    fi
  done <"$RING_DIR/members"
  if [[ ! $first ]]; then return; fi
  known=$(bash "$PROGRAMS/ring.sh" | wc -l)
  if (( known == 0 )); then
    echo 'nodetool status does not show the ring'
  elif (( known > place )); then
    echo "$first leaves first"
  fi
}

probe() {
  if [[ -e $DECOMMISSIONED ]]; then return 0; fi
  if ! jvm_answers; then
    say "the JVM does not answer on port $RING_JMX_PORT"
    return 1
  fi
  if ! joined && listening "$POD_IP" "$CQL_PORT"; then mark_as_joined; fi
  if joined; then : >"$HEARTBEAT"; fi
  if joined && is_to_leave && [[ ! -e $LEAVING ]]; then begin_to_leave; fi
  return 0
}

case ${1:-probe} in
  probe) probe ;;
  leave) leave ;;
esac
