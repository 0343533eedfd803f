#!/usr/bin/env bash
# shellcheck disable=SC2034 # what is set here is read by the programs that source this file
# Sourced: where things are, and how the pods of a ring see each other.

RING_DIR=${RING_DIR:-/opt/ring}
RUN_DIR=${RUN_DIR:-/run/cassandra}
DATA_DIR=${DATA_DIR:-/var/lib/cassandra}
SUPERUSER_DIR=${SUPERUSER_DIR:-/run/superuser}
IMAGE_CONF=${IMAGE_CONF:-/etc/cassandra}

CQL_PORT=${CQL_PORT:-9042}
INTERNODE_PORT=${INTERNODE_PORT:-7000}
RING_JMX_PORT=${RING_JMX_PORT:-7199} # JMX_PORT is a variable of the image's own scripts
WORD_PORT=${WORD_PORT:-7002}

# Seconds.
RING_CONNECT=${RING_CONNECT:-2} # for a connection and a short answer
RING_LOOKUP=${RING_LOOKUP:-5}   # for a name
RING_ROUND=${RING_ROUND:-5}     # between two looks
RING_REMIND=${RING_REMIND:-60}  # between two times that the same is said; whole, like RING_MEET and RING_PATIENCE

JOINED=$DATA_DIR/.joined                 # CQL was seen open here: this disk belongs to a member
DECOMMISSIONED=$DATA_DIR/.decommissioned # the member has left the ring; Cassandra will not start on this disk again
BEGAN=$DATA_DIR/.began                   # the verdict with which Cassandra was first let loose on this disk
SYSTEM_TABLES=$DATA_DIR/data/system      # made by Cassandra at its first start

say() {
  printf '%s %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$*" >&2
}

# say_once SENTENCE: when it is another than before, and then once in RING_REMIND seconds.
say_once() {
  if [[ $1 != "${said-}" ]] || (( SECONDS - said_at >= RING_REMIND )); then
    said=$1 said_at=$SECONDS
    say "$1"
  fi
}

# pause SECONDS: unlike a bare sleep, a signal ends it at once.
pause() {
  sleep "$1" &
  wait $!
}

# Has this disk been a member's? Not if it has been emptied since: `rm -rf /var/lib/cassandra/*` leaves the marker, and a node that
# believed it would name itself as a seed, and serve no data as if there had never been any.
joined() {
  [[ -e $JOINED ]] && { [[ ! -s $JOINED || -e $SYSTEM_TABLES ]]; }
}

# Once CQL is open, Cassandra is done with joining. What is in the marker says by what to see later that the data is still there.
mark_as_joined() {
  local data=''
  if [[ -e $SYSTEM_TABLES ]]; then data=$SYSTEM_TABLES; fi
  if ! { printf '%s' "$data" >"$JOINED.new" && sync "$JOINED.new" && mv "$JOINED.new" "$JOINED"; }; then say "cannot write $JOINED"; fi
}

# lines FILE: the lines that are not empty, the last one too if it has no end. No such file is an empty one.
lines() {
  local line
  if [[ ! -e $1 ]]; then return; fi
  while IFS= read -r line || [[ $line ]]; do
    if [[ $line ]]; then printf '%s\n' "$line"; fi
  done <"$1"
}

# In chain order, `<pod> <rack> stays|leaves`.
members() {
  lines "$RING_DIR/members"
}

# part POD: stays, leaves, or nothing. Not by way of `< <(…)`: bash does not wait for that, and as the first process of the container Cassandra
# waits for nobody, so that every probe would leave a process behind.
part() {
  local pod part
  while read -r pod _ part; do
    if [[ $pod == "$1" ]]; then echo "$part"; fi
  done <"$RING_DIR/members"
}

extra_seeds() {
  lines "$RING_DIR/extra-seeds"
}

# host POD: its name in DNS.
host() {
  echo "$1.$RING_SERVICE.$POD_NAMESPACE.svc.$RING_DOMAIN"
}

# addresses NAME: one per line, none when the name does not resolve (yet).
addresses() {
  local address kind
  timeout "$RING_LOOKUP" getent ahosts "$1" | while read -r address kind _; do
    if [[ $kind == STREAM ]]; then echo "$address"; fi
  done
}

# listening ADDRESS PORT
listening() {
  # shellcheck disable=SC2016 # expanded by the other bash
  timeout "$RING_CONNECT" bash -c ': <>"/dev/tcp/$0/$1"' "$1" "$2" 2>/dev/null
}

# serving POD: the address at which it serves CQL; fails if there is none.
serving() {
  local address
  for address in $(addresses "$(host "$1")"); do
    if listening "$address" "$CQL_PORT"; then
      echo "$address"
      return
    fi
  done
  return 1
}

# What a pod says of itself: a file of that name, behind a web server, under the pod's own name. Without the name a pod that has
# inherited another's address would answer for it, as long as DNS is behind.

words='' # the folder
words_server=''

# announce WORD: fails if it cannot be heard.
announce() {
  local end=$(( SECONDS + 10 ))
  if [[ ! $words ]]; then
    words=$(mktemp -d) || return
    mkdir "$words/$(host "$POD_NAME")" || return
  fi
  : >"$words/$(host "$POD_NAME")/$1" || return
  until announced "$POD_NAME" "$POD_IP" "$1"; do
    if (( SECONDS >= end )); then return 1; fi
    if [[ ! $words_server ]] || ! kill -0 "$words_server" 2>/dev/null; then
      # Nothing of ours may stay open in it: whoever runs a hook or a probe waits for that.
      python3 -m http.server "$WORD_PORT" --bind "$POD_IP" --directory "$words" </dev/null >/dev/null 2>&1 &
      words_server=$!
    fi
    pause 0.1
  done
}

# retract WORD
retract() {
  if [[ $words ]]; then rm -f "$words/$(host "$POD_NAME")/$1"; fi
}

# Ends the server; nothing is left of it.
fall_silent() {
  if [[ $words_server ]]; then
    kill "$words_server" 2>/dev/null
    wait "$words_server" 2>/dev/null
  fi
  if [[ $words ]]; then rm -rf "$words"; fi
  words='' words_server=''
}

# announced POD ADDRESS WORD: 0 yes; 1 no; 2 nothing can be said, the answer was none.
announced() {
  local status
  # shellcheck disable=SC2016 # expanded by the other bash
  status=$(timeout "$RING_CONNECT" bash -c '
    exec 3<>"/dev/tcp/$0/$1" || exit
    printf "GET /%s/%s HTTP/1.0\r\n\r\n" "$2" "$3" >&3
    read -r _ status _ <&3
    echo "${status:-none}"' "$2" "$WORD_PORT" "$(host "$1")" "$3" 2>/dev/null)
  case $?:$status in
    0:200) return 0 ;;
    0:404 | 1:*) return 1 ;; # there is nobody to say it where the connection is refused
    *) return 2 ;;
  esac
}

# What a probe or a hook says is in nobody's log, unless it goes where the container's first process writes.
say_in_the_log() {
  local log=${RING_CONSOLE:-/proc/1/fd/1}
  if { : >>"$log"; } 2>/dev/null; then exec 2>>"$log"; fi
}

# node_tool SECONDS COMMAND...: bounded, unless by 0. nodetool takes these variables for its own JVM: it would reserve a second heap, or
# open an agent's port twice.
node_tool() {
  timeout "$1" env -u MAX_HEAP_SIZE -u JVM_OPTS -u JVM_EXTRA_OPTS HOME=/tmp nodetool "${@:2}"
}
