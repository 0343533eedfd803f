#!/usr/bin/env bash
# shellcheck disable=SC2034 # what is set here is read by the programs that source this file
# Sourced: where things are, and how the pods of a ring see each other.

PROGRAMS=$(dirname "${BASH_SOURCE[0]}")
RING_DIR=${RING_DIR:-/opt/ring}
RUN_DIR=${RUN_DIR:-/run/cassandra}
DATA_DIR=${DATA_DIR:-/var/lib/cassandra}
SUPERUSER_DIR=${SUPERUSER_DIR:-/run/superuser}
TLS_DIR=${TLS_DIR:-/run/tls}
TLS_PARTS=${TLS_PARTS:-/run/tls-parts} # the Secret, where private key and certificates are two files in it
LOG_DIR=${LOG_DIR:-/var/log/cassandra}
IMAGE_CONF=${IMAGE_CONF:-/etc/cassandra}

CQL_PORT=${CQL_PORT:-9042}
INTERNODE_PORT=${INTERNODE_PORT:-7000}
RING_JMX_PORT=${RING_JMX_PORT:-7199} # JMX_PORT is a variable of the image's own scripts
WORD_PORT=${WORD_PORT:-7002}

# Seconds.
RING_CONNECT=${RING_CONNECT:-2} # for a connection and a short answer
RING_LOOKUP=${RING_LOOKUP:-5}   # for a name
RING_ANSWER=${RING_ANSWER:-4}   # for the JVM to answer, which may be collecting garbage; less than a probe has
RING_ROUND=${RING_ROUND:-5}     # between two looks
RING_REMIND=${RING_REMIND:-60}  # between two times that the same is said; whole, like RING_MEET and RING_PATIENCE
RING_VIEW=${RING_VIEW:-30}      # for another node to say how it sees the ring: it starts a nodetool for that

WORDS=$RUN_DIR/words # what this pod says of itself, see announce

JOINED=$DATA_DIR/.joined                 # CQL was seen open here: this disk belongs to a member
HEARTBEAT=$DATA_DIR/.heartbeat           # touched as long as the member lives
HOST_ID=$DATA_DIR/.host-id               # by which the ring knows the member
REPAIR=$DATA_DIR/.repair                 # the member took a dead node's place, and has not been repaired since
DECOMMISSIONED=$DATA_DIR/.decommissioned # the member has left the ring; Cassandra will not start on this disk again
BEGAN=$DATA_DIR/.began                   # the verdict with which Cassandra was first let loose on this disk
SYSTEM_TABLES=$DATA_DIR/data/system      # made by Cassandra at its first start

say() {
  printf '%s %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$*" >&2
}

# say_once SENTENCE...: when it is another than before, and then once in RING_REMIND seconds.
say_once() {
  if [[ $* != "${said-}" ]] || (( SECONDS - said_at >= RING_REMIND )); then
    said=$* said_at=$SECONDS
    say "$*"
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

# part POD: stays, leaves, or nothing. Not by way of `< <(…)`: bash does not wait for that, and as the first process of the container
# Cassandra waits for nobody, so that every probe would leave a process behind.
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

# addresses NAME: one per line, none when the name does not resolve (yet). Names of the ring's own pods are asked of DNS alone: the kubelet
# writes a pod's own name into its hosts file, where it is before DNS has heard of it, and stays when DNS has forgotten it.
addresses() {
  local address kind
  local -a source=()
  if [[ $1 == *."$RING_SERVICE.$POD_NAMESPACE.svc.$RING_DOMAIN" ]]; then source=(-s dns); fi
  timeout "$RING_LOOKUP" getent "${source[@]}" ahosts "$1" | while read -r address kind _; do
    if [[ $kind == STREAM ]]; then echo "$address"; fi
  done
}

# What DNS says of the governing Service, whose name is in no hosts file: 0 it is there; 1 it is not; 2 no answer.
# getent does not tell the last two apart.
ask_for_the_service() {
  timeout "$RING_LOOKUP" python3 -c '
import socket, sys
try:
    socket.getaddrinfo(sys.argv[1], None)
except socket.gaierror as error:
    sys.exit(1 if error.errno in (socket.EAI_NONAME, socket.EAI_NODATA) else 2)' "$RING_SERVICE.$POD_NAMESPACE.svc.$RING_DOMAIN" 2>/dev/null
  case $? in
    0) return 0 ;;
    1) return 1 ;;
    *) return 2 ;;
  esac
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

# What a pod says of itself: a file of that name, behind a web server (word.py), under the pod's own name. Without the name a pod that has
# inherited another's address would answer for it, as long as DNS is behind.

words_server=''

# announce WORD [TEXT]: fails if it cannot be heard.
announce() {
  local end=$(( SECONDS + 10 )) folder
  folder=$WORDS/$(host "$POD_NAME")
  mkdir -p "$folder" && printf '%s' "${2-}" >"$folder/.$1" && mv "$folder/.$1" "$folder/$1" || return
  until announced "$POD_NAME" "$POD_IP" "$1"; do
    if (( SECONDS >= end )); then return 1; fi
    serve_words
    pause 0.1
  done
}

# Unless it is served already, by this process or another one of the pod.
serve_words() {
  if [[ $words_server ]] && kill -0 "$words_server" 2>/dev/null; then return; fi
  mkdir -p "$WORDS/$(host "$POD_NAME")" || return
  # Nothing of ours may stay open in it: whoever runs a hook or a probe waits for that.
  python3 "$PROGRAMS/word.py" "$POD_IP" "$WORD_PORT" "$WORDS" bash "$PROGRAMS/ring.sh" </dev/null >/dev/null 2>&1 &
  words_server=$!
}

# retract WORD
retract() {
  rm -f "$WORDS/$(host "$POD_NAME")/$1"
}

# Ends the server; nothing is left of it.
fall_silent() {
  if [[ $words_server ]]; then
    kill "$words_server" 2>/dev/null
    wait "$words_server" 2>/dev/null
  fi
  words_server=''
}

# announced POD ADDRESS WORD: 0 yes; 1 no; 2 nothing can be said, the answer was none.
announced() {
  word_of "$@" >/dev/null
}

# word_of POD ADDRESS WORD [SECONDS]: the text of it. 0 it is said; 1 it is not; 2 nothing can be said, the answer was none.
word_of() {
  local answer status code=''
  # shellcheck disable=SC2016 # expanded by the other bash
  answer=$(timeout "${4:-$RING_CONNECT}" bash -c '
    exec 3<>"/dev/tcp/$0/$1" || exit 1
    printf "GET /%s/%s HTTP/1.0\r\n\r\n" "$2" "$3" >&3 && head -c 65536 <&3 || exit 3' "$2" "$WORD_PORT" "$(host "$1")" "$3" 2>/dev/null)
  status=$?
  read -r _ code _ <<<"$answer"
  case $status:$code in
    0:200) printf '%s' "${answer#*$'\r\n\r\n'}" ;;
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

# Whether the server's JVM answers on its port for JMX: the first bytes of the protocol, and the one that says that they are understood. The
# port alone is the kernel's, which accepts connections for a JVM that hangs.
jvm_answers() {
  # shellcheck disable=SC2016 # expanded by the other bash
  timeout "$RING_ANSWER" bash -c '
    exec 3<>"/dev/tcp/127.0.0.1/$0" || exit
    printf "JRMI\0\2K" >&3
    IFS= read -r -n 1 -u 3 answer && [[ $answer == N ]]' "$RING_JMX_PORT" 2>/dev/null
}

# seed_provider ADDRESSES: the line of cassandra.yaml, of addresses with commas between.
seed_provider() {
  echo "seed_provider: [{\"class_name\": \"org.apache.cassandra.locator.SimpleSeedProvider\", \"parameters\": [{\"seeds\": \"$1\"}]}]"
}

# What the names of the seeds resolve to now, with commas between. What is an address already, stays.
# Of a name with addresses of both families, those of this pod's.
resolved() {
  local seed address all same
  for seed; do
    all=$(addresses "$seed")
    if [[ $POD_IP == *:* ]]; then same=$(grep : <<<"$all"); else same=$(grep -v : <<<"$all"); fi
    echo "${same:-$all}"
  done | sed '/^$/d' | sort -u | paste -s -d , -
}
