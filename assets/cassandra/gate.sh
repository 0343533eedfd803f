#!/usr/bin/env bash
# The init container: holds the pod back until its Cassandra may start, and writes down as what, for start.sh: $RUN_DIR/decision.
set -u -o pipefail
programs=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=common.sh
. "$programs/common.sh"
# shellcheck source=cql.sh
. "$programs/cql.sh"
# shellcheck source=decide.sh
. "$programs/decide.sh"
# shellcheck source=return.sh
. "$programs/return.sh"

REFUSED=3                      # what `query` returns if it is the login that is not taken
CQL_TIMEOUT=${CQL_TIMEOUT:-30} # seconds, read by cql.sh; one member that hangs must not hold up a round for longer
# RING_GC_GRACE                seconds for which a deletion is remembered

# `wait <sentence>` or what decide.sh says, left in $work/verdict.
round() {
  local own_part
  own_part=$(part "$POD_NAME")
  if [[ -e $DECOMMISSIONED ]]; then
    echo "wait this disk is of a node that was decommissioned, and Cassandra does not start on it again;" \
      "delete the claims of $POD_NAME to let a new node join, or lower 'nodes'"
  elif [[ ! $own_part ]]; then
    echo "wait $POD_NAME is no member of the ring: raise 'nodes', or let the pod go"
  else
    members >"$work/members"
    extra_seeds >"$work/extra-seeds"
    look_around
    ask_the_ring
    if joined; then
      facts_of_return | may_return "$RING_GC_GRACE" "$DATA_DIR"
    elif dns_is_silent; then
      echo "wait DNS does not answer, so nothing is known of the other members"
    else
      facts | decide >"$work/first"
      if grep -q '^wait ' "$work/first" || confirmed; then cat "$work/first"
      else echo 'wait the ring has changed while it was looked at'
      fi
    fi
  fi >"$work/verdict"
}

# DNS resolves not even one name. Then a member that seems silent may be serving.
dns_is_silent() {
  local pod
  while read -r pod _; do
    if [[ $pod != "$POD_NAME" && $(addresses "$(host "$pod")") ]]; then return 1; fi
  done <"$work/members"
  ask_for_the_service
  (( $? == 2 ))
}

# What return.sh wants to know. A ring that was stopped as a whole has deleted nothing meanwhile:
# so who was away for long says since when, and asks the others.
facts_of_return() {
  local since pod part
  since=$(last_alive)
  echo "disk $POD_NAME $POD_NAMESPACE $(( $(date +%s) - since )) $(lines "$HOST_ID")"
  if (( $(date +%s) - since > RING_GC_GRACE )); then
    announce away "$since" || say "cannot announce on port $WORD_PORT of $POD_IP how long this disk was away"
    while read -r pod _ part; do
      if [[ $part == stays && $pod != "$POD_NAME" ]]; then echo "away $pod $(away_since "$pod")"; fi
    done <"$work/members"
  fi
  in_chain_order
  cat "$work/ring"
}

# Disks of earlier releases have no heartbeat; then it is the time of whatever was written last.
last_alive() {
  if [[ ! -e $HEARTBEAT ]]; then
    touch -d "@$(find "$DATA_DIR" -type f -printf '%T@\n' | sort -n | tail -n 1 | cut -d . -f 1)" "$HEARTBEAT"
  fi
  stat -c %Y "$HEARTBEAT"
}

# away_since POD: in seconds before now; nothing where it does not say so.
away_since() {
  local at since=''
  for at in $(addresses "$(host "$1")"); do since=${since:-$(word_of "$1" "$at" away)}; done
  if [[ $since =~ ^[0-9]{1,12}$ ]]; then echo $(( $(date +%s) - since )); fi
}

# A second look. Before it, the pod takes back its announcement, so that no other pod still counts it as a newcomer. After it, the ring must
# report the same as before: then what was seen of the members and what the ring reported were true at the same time.
confirmed() {
  retract "$(own_disk)"
  mv "$work/ring" "$work/ring.before"
  look_around
  ask_the_ring
  facts | decide | cmp -s - "$work/first" && cmp -s "$work/ring" "$work/ring.before"
}

# What decide.sh wants to know.
facts() {
  in_chain_order
  operators_word
  cat "$work/ring"
}

look_around() {
  local pod host
  while read -r pod _; do
    if [[ $pod != "$POD_NAME" ]]; then state_of "$pod" >"$work/state.$pod" & fi
  done <"$work/members"
  while read -r host; do
    state_of_extra "$host" >"$work/extra.$host" &
  done <"$work/extra-seeds"
  wait
}

state_of() {
  local found address word
  found=$(addresses "$(host "$1")")
  for address in $found; do
    if listening "$address" "$CQL_PORT"; then
      echo "serving $address"
      return
    fi
  done
  for address in $found; do
    for word in newcomer unfinished; do
      if announced "$1" "$address" "$word"; then
        echo "$word"
        return
      fi
    done
  done
  echo silent
}

state_of_extra() {
  local address
  for address in $(addresses "$1"); do
    if listening "$address" "$CQL_PORT"; then
      echo "serving $address"
      return
    fi
  done
  echo silent
}

in_chain_order() {
  local pod rack part host
  while read -r pod rack part; do
    if [[ $pod == "$POD_NAME" ]]; then
      echo "self $pod $rack $part $(own_disk)"
    else
      echo "member $pod $rack $part $(<"$work/state.$pod")"
    fi
  done <"$work/members"
  while read -r host; do
    echo "extra $host $(<"$work/extra.$host")"
  done <"$work/extra-seeds"
}

# Only a disk that Cassandra has never been started on is sure to hold nothing.
own_disk() {
  if joined; then
    echo member
  elif [[ -e $SYSTEM_TABLES && -e $BEGAN && $(<"$BEGAN") == found ]]; then
    echo founder
  elif [[ -e $SYSTEM_TABLES || -e $BEGAN ]]; then
    echo unfinished
  else
    echo newcomer
  fi
}

operators_word() {
  local pod address
  lines "$RING_DIR/replace" | while read -r pod address; do
    echo "replace $pod ${address,,}"
  done
}

# What three know of the ring, or why nothing is known. Whoever cannot tell does not count: the first nodes of a second datacenter can check
# no login before its Job has run, and those of the first can.
ask_the_ring() {
  local address answered=0
  : >"$work/ring"
  echo 'nobody serves CQL' >"$work/reason"
  for address in $(serving_addresses); do
    if (( answered >= 3 )); then break; fi
    if ask "$address" >>"$work/ring"; then (( ++answered )); fi
  done
  if (( answered == 0 )); then echo "unknown $(<"$work/reason")" >"$work/ring"; fi
  sort -u -o "$work/ring" "$work/ring"
}

serving_addresses() {
  local -a fact
  in_chain_order | while read -r -a fact; do
    if [[ ${fact[-2]} == serving ]]; then echo "${fact[-1]}"; fi
  done
}

# ask ADDRESS: `entry` and `moving` lines, with the first login that is taken.
ask() {
  local password
  if [[ ! -d $SUPERUSER_DIR ]]; then
    query "$1" cql "$1"
    return
  fi
  for password in "$SUPERUSER_PASSWORD" "$SUPERUSER_PREVIOUS"; do
    if [[ ! -e $password ]]; then continue; fi
    query "$1" cql_as "$1" "$password" && return
    if (( $? != REFUSED )); then return 1; fi
  done
  query "$1" cql "$1" "$work/default" "$work/default" # a ring whose auth Job has not run yet
}

# query ADDRESS COMMAND...: what is asked there by that command; fails with REFUSED if it is the login that is not taken. The virtual table
# of gossip is not in every version, and all that hangs on it is a wait that Cassandra would otherwise enforce: its absence is no failure.
query() {
  local status
  "${@:2}" >"$work/answer" 2>"$work/error" <<'CQL'
SELECT broadcast_address AS ring_address, host_id, data_center, rack, tokens FROM system.local;
SELECT peer AS ring_address, host_id, data_center, rack, tokens FROM system.peers_v2;
SELECT address AS gossip_address, status_with_port FROM system_views.gossip_info;
CQL
  status=$?
  read_answer <"$work/answer" >"$work/rows"
  if grep -q '^node ' "$work/rows"; then
    sed -n "s/^node \(.* .* $RING_DATACENTER .*\)/entry \1/p; /^moving /p" "$work/rows"
    return
  fi
  why_no_answer "$1" "$status" >"$work/reason"
  if login_refused; then return "$REFUSED"; fi
  return 1
}

# Cassandra reports a missing quorum as a failed login, too.
login_refused() {
  ! grep -q -i 'consistency level' "$work/error" &&
    grep -q -i -E 'AuthenticationFailed|Bad credentials|requires authentication|Unauthorized' "$work/error"
}

# cqlsh's tables: a heading, a line, rows, the columns separated by `|`.
read_answer() {
  local table='' a b c d e
  while IFS='|' read -r a b c d e; do
    a=${a//[[:blank:]]/} b=${b//[[:blank:]]/} c=${c//[[:blank:]]/} d=${d//[[:blank:]]/} e=${e//[[:blank:]]/}
    case $a in
      ring_address | gossip_address) table=$a ;;
      '' | -* | \(*) ;; # `(3 rows)`
      *)
        if [[ $table == ring_address && $e && $e != null ]]; then # without tokens it is not in the ring
          echo "node $a $b $c $d"
        elif [[ $table == gossip_address && $a != "$POD_IP" && $b =~ ^(BOOT|BOOT_REPLACE|LEAVING|MOVING), ]]; then
          echo "moving $a ${BASH_REMATCH[1]}"
        fi
        ;;
    esac
  done
}

why_no_answer() {
  local last
  last=$(tail -n 1 "$work/error")
  if (( $2 == 78 )); then # cql.sh has found the Secret to be of no use
    echo "${last#* }"
  elif (( $2 == 124 )); then
    echo "$1 does not answer in $CQL_TIMEOUT seconds"
  elif grep -q -i 'consistency level' "$work/error"; then
    echo "$1 cannot check a login, because too few replicas of system_auth are up"
  elif login_refused && [[ -d $SUPERUSER_DIR ]]; then
    echo "$1 accepts neither the superuser of the Secret nor cassandra/cassandra:" \
      "a new ring knows them only after some seconds; if this lasts for minutes, correct the Secret"
  elif login_refused; then
    echo "$1 asks for a login, and there is no Secret of a superuser"
  else
    echo "cqlsh at $1: ${last:0:300}"
  fi
}

# Commit logs on a disk of their own, whose data disk is gone: replayed, they would give a new node the old one's identity.
set_lost_commit_logs_aside() {
  local aside logs
  if [[ ! ${RING_COMMITLOG:-} || -e $SYSTEM_TABLES ]]; then return; fi
  shopt -s nullglob
  logs=("$RING_COMMITLOG"/*.log)
  shopt -u nullglob
  if (( ${#logs[@]} == 0 )); then return; fi
  aside=$RING_COMMITLOG/lost-$(date -u +%Y%m%dT%H%M%SZ)
  mkdir "$aside" && mv "${logs[@]}" "$aside" || return
  say "the data that these commit logs belong to is lost: moved ${#logs[@]} files to $aside; delete them when nobody wants them"
}

# write_decision: of $work/verdict, with names that Cassandra can resolve. This pod is its own address: there is no waiting for DNS.
write_decision() {
  local verdict names name as seeds=''
  { read -r verdict && read -r _ names; } <"$work/verdict"
  for name in $names; do
    if [[ $name == "$POD_NAME" ]]; then
      name=$POD_IP
    elif [[ $(part "$name") ]]; then
      name=$(host "$name")
    fi
    seeds+=${seeds:+,}$name
  done
  mkdir -p "$RUN_DIR" && printf '%s\nseeds %s\n' "$verdict" "$seeds" >"$RUN_DIR/decision.new" &&
    mv "$RUN_DIR/decision.new" "$RUN_DIR/decision" || exit
  case $verdict in
    found) as='as founder' ;;
    join) as='as new node' ;;
    *) as="in place of the node at ${verdict#replace }" ;;
  esac
  say "this pod may start $as; seeds $seeds"
}

clean_up() {
  local children
  trap '' TERM
  children=$(jobs -p)
  # shellcheck disable=SC2086 # one word each
  if [[ $children ]]; then kill $children 2>/dev/null; fi
  fall_silent
  rm -rf "$work"
}

main() {
  local verdict
  # The first process of a container does not end on a signal unless it says so.
  trap 'exit 143' TERM INT
  trap clean_up EXIT
  work=$(mktemp -d) || exit
  printf cassandra >"$work/default"
  rm -rf "$WORDS"
  if [[ ! -e $DECOMMISSIONED ]] && ! joined; then
    if [[ -e $JOINED ]]; then say "this disk was a member's, and its data is gone: $SYSTEM_TABLES is not there"; fi
    set_lost_commit_logs_aside || exit
  fi

  while true; do
    if [[ ! -e $DECOMMISSIONED && $(own_disk) =~ ^(newcomer|unfinished)$ ]]; then
      announce "$(own_disk)" ||
        say "cannot announce on port $WORD_PORT of $POD_IP that this disk is new; the other members may wait for that"
    fi
    round & # in the background, because only `wait` is ended by a signal
    wait $!
    verdict=$(head -n 1 "$work/verdict")
    case $verdict in
      back)
        say 'this disk is that of a member'
        return ;;
      found | join | 'replace '*)
        write_decision
        return ;;
      'wait '*) say_once "waiting: ${verdict#wait }" ;;
      *) say_once "no verdict: '$verdict'" ;;
    esac
    pause "$RING_ROUND"
  done
}

main
