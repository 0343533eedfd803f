#!/usr/bin/env bash
# companion.sh SERVER [VERDICT]: runs beside Cassandra, from its start to its end, and does what Cassandra leaves to somebody who looks on.
# What it says is in the container's log.
set -u -o pipefail
# shellcheck source=common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
# shellcheck source=certificates.sh
. "$PROGRAMS/certificates.sh"

RING_MARK=${RING_MARK:-2}        # seconds between two rounds
RING_FOLLOW=${RING_FOLLOW:-10}   # seconds between two looks at the seeds' names
RING_LOOK=${RING_LOOK:-600}      # seconds between two looks at the ring, which cost a nodetool
RING_SETTLE=${RING_SETTLE:-60}   # seconds from joining to the first one
RING_RETURN=${RING_RETURN:-3600} # seconds for which it is said that this node was away
RING_RETRY=${RING_RETRY:-300}    # seconds before a repair that failed is tried again

server=$1 verdict=${2-}
log=$LOG_DIR/system.log
log_from=$(stat -c %s "$log" 2>/dev/null || echo 0)

# every SECONDS NAME: whether as many have passed since it last was so.
every() {
  if (( SECONDS < ${next[$2]:-0} )); then return 1; fi
  next[$2]=$(( SECONDS + $1 ))
}

# CQL is open as soon as the node has joined.
notice_that_it_joined() {
  if ! listening "$POD_IP" "$CQL_PORT"; then return; fi
  joined_now=yes next[look]=$(( SECONDS + RING_SETTLE ))
  if [[ ! $verdict ]]; then return; fi
  mark_as_joined
  say 'this node has joined the ring'
}

# Cassandra does not end when its stream of data was cut off, and does not go on either: it waits for somebody to restart it. It ends by a
# signal that it hears, which SIGKILL is not: the kernel keeps that from the first process of a container.
notice_a_failed_join() {
  if ! tail -c "+$(( log_from + 1 ))" "$log" 2>/dev/null | grep -q 'Bootstrap will have to be restarted'; then return; fi
  say 'this node could not fetch all of its data, because the stream was interrupted: it restarts, and fetches everything again'
  kill -TERM "$server"
  exit
}

# Cassandra is given addresses, because it looks names up on the one thread that hears of other nodes, which then hears nothing for as long
# as DNS takes. It is told when DNS has others: a node that started while DNS was behind, alone, finds the ring this way.
follow_dns() {
  local now address news='' seeds
  mapfile -t seeds <"$RUN_DIR/seeds"
  now=$(resolved "${seeds[@]}")
  for address in ${now//,/ }; do
    if [[ ,$known, != *,$address,* ]]; then news=yes; fi
  done
  if [[ ! $news ]]; then return; fi
  sed "s|^seed_provider: .*|$(seed_provider "$now")|" "$CASSANDRA_CONF/cassandra.yaml" >"$CASSANDRA_CONF/cassandra.yaml.new" &&
    mv "$CASSANDRA_CONF/cassandra.yaml.new" "$CASSANDRA_CONF/cassandra.yaml" || return
  if ! node_tool 60 reloadseeds >/dev/null 2>&1; then return; fi # it is still starting
  say "the seeds have new addresses in DNS: $now, formerly $known"
  known=$now
}

# Its own host id, for the day on which its disk comes back and the ring knows it no more; and what is wrong.
look_at_the_ring() {
  local pod part address state id all_serve=yes
  local -A at=()
  while read -r pod _ part; do
    address=$POD_IP
    if [[ $pod != "$POD_NAME" ]]; then address=$(serving "$pod") || { all_serve=''; continue; }; fi
    at[$address]=$pod
  done <"$RING_DIR/members"
  while read -r address state id; do
    if [[ $address == "$POD_IP" ]]; then
      note_host_id "$id"
    elif [[ $state != U* && ${at[$address]-} ]]; then
      say "this node sees ${at[$address]} at $address as $state, although it serves CQL: requests may fail here." \
        "If it lasts, restart ${at[$address]}, not this one: kubectl delete pod -n $POD_NAMESPACE ${at[$address]}"
    elif [[ $state == D* && $all_serve && $(first_member) == "$POD_NAME" ]]; then
      say "the node at $address (host id $id) is down, and belongs to no pod any more." \
        "If 'nodes' was lowered without 'decommission': raise it again, then decommission;" \
        "or, if its disk is gone: nodetool removenode $id"
    fi
  done <<<"$(bash "$PROGRAMS/ring.sh")"
}

note_host_id() {
  if [[ $1 == unknown || $(lines "$HOST_ID") == "$1" ]]; then return; fi
  { echo "$1" >"$HOST_ID.new" && sync "$HOST_ID.new" && mv "$HOST_ID.new" "$HOST_ID"; } || say "cannot write $HOST_ID"
}

first_member() {
  local pod
  read -r pod _ <"$RING_DIR/members"
  echo "$pod"
}

# The node has copied each row from one replica. If that one had missed it, and the lost disk had not, too few have it now: until a repair.
repair() {
  say 'this node has taken the place of a dead one: repairing it once, nodetool repair --full'
  until everybody_serves && node_tool 0 repair --full >"$LOG_DIR/repair.log" 2>&1; do
    say_once "not repaired yet, next try in $RING_RETRY seconds: $(everybody_serves && tail -n 1 "$LOG_DIR/repair.log")"
    pause "$RING_RETRY"
  done
  rm -f "$REPAIR"
  say 'this node is repaired'
}

everybody_serves() {
  local pod part
  while read -r pod _ part; do
    if [[ $part == stays && $pod != "$POD_NAME" ]] && ! serving "$pod" >/dev/null; then
      echo "$pod does not serve CQL"
      return 1
    fi
  done <"$RING_DIR/members"
}

main() {
  trap fall_silent EXIT
  local joined_now='' known=''
  local -A next=([return]=$RING_RETURN)
  known=$(sed -n 's/^seed_provider: .*"seeds": "\([^"]*\)".*/\1/p' "$CASSANDRA_CONF/cassandra.yaml")
  while kill -0 "$server" 2>/dev/null; do
    serve_words
    if [[ ! $joined_now ]]; then
      notice_that_it_joined
      if [[ $verdict ]]; then notice_a_failed_join; fi
      if [[ $joined_now && -e $REPAIR ]]; then repair & fi
    fi
    if every "$RING_FOLLOW" follow; then
      follow_dns
      take_certificates
    fi
    if [[ $joined_now ]] && every "$RING_LOOK" look; then look_at_the_ring; fi
    if every "$RING_RETURN" return; then retract away; fi
    pause "$RING_MARK"
  done
}

main
