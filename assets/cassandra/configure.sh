#!/usr/bin/env bash
# configure.sh SEEDS: makes $CASSANDRA_CONF from the image's own folder, anew at every start: cassandra.yaml with the overrides, this pod's
# addresses and the seeds, cassandra-rackdc.properties, and logback.xml with a tenth of the space.
#
# Not a YAML parser, and no general editor: whole top-level keys go and come, every other byte stays as the image has it, and a form that
# is not understood is an error, not a guess.
set -u -o pipefail
# shellcheck source=common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
LC_ALL=C # bytes, whatever they mean

fail() {
  say "cassandra.yaml: $*"
  exit 1
}

# key LINE: the key that begins there, without its quotes; fails if none does.
key() {
  local double='^"([^"\\]+)"[[:blank:]]*:' single="^'([^']+)'[[:blank:]]*:"
  local plain='^([A-Za-z0-9_][A-Za-z0-9_.-]*)[[:blank:]]*:([[:blank:]]|$)'
  if [[ $1 =~ $double || $1 =~ $single || $1 =~ $plain ]]; then echo "${BASH_REMATCH[1]}"; else return 1; fi
}

ours() {
  local rpc_address=0.0.0.0 key
  if [[ $POD_IP == *:* ]]; then rpc_address=::; fi
  for key in listen_address broadcast_address broadcast_rpc_address; do
    echo "$key: \"$POD_IP\""
  done
  echo "rpc_address: \"$rpc_address\""
  # Where nobody has named the cluster: of namespace and name, which can hold nothing that would need quotes.
  if [[ ${RING_CLUSTER_NAME-} ]]; then echo "cluster_name: \"$RING_CLUSTER_NAME\""; fi
  seed_provider "$1"
}

# The interfaces would be a second answer to what the addresses say.
new_keys() {
  local line
  printf 'listen_interface\nrpc_interface\n'
  printf '%s\n' "$1" | while IFS= read -r line; do
    key "$line" || fail "no key in this line of the overrides: ${line:0:80}"
  done
}

# without KEYS: standard input without the blocks of these keys (one per line). A block is the key's line and what belongs to it: indented
# lines, items and closing brackets at the start of a line, and comments and blank lines in between; those after it belong to the next.
without() {
  local line text name end number=0 going='' between=''
  local -A goes=() seen=()
  while IFS= read -r name; do goes[$name]=yes; done <<<"$1"

  while end=$'\n'; IFS= read -r line || { end=''; [[ $line ]]; }; do
    (( ++number ))
    if (( number == 1 )) && [[ $line == $'\xef\xbb\xbf'* ]]; then
      printf '\xef\xbb\xbf'
      line=${line#$'\xef\xbb\xbf'}
    fi
    text=${line%$'\r'}
    case $text in
      '' | '#'*) between+=$line$end; continue ;;
      [[:blank:]]* | - | '- '* | ']'* | '}'*)
        if [[ ! $text =~ [^[:blank:]] ]]; then between+=$line$end; continue; fi ;;
      --- | '--- #'* | '%'*)
        if (( ${#seen[@]} > 0 )); then fail "line $number begins a second document"; fi
        going='' ;;
      *)
        name=$(key "$text") || fail "line $number is not understood: ${text:0:80}"
        if [[ ${seen[$name]-} ]]; then fail "'$name' is there twice, in lines ${seen[$name]} and $number"; fi
        seen[$name]=$number
        # What stands before a key stays, whatever the key above it.
        printf '%s' "$between"
        between=''
        going=${goes[$name]-} ;;
    esac
    if [[ ! $going ]]; then printf '%s%s' "$between" "$line$end"; fi
    between=''
  done
  printf '%s' "$between"
}

# Two logs of 5 GB, packed, are days of a node in trouble, and more than a machine may have left for its pods.
# Only what the image says itself.
cap_logs() {
  local log=$CASSANDRA_CONF/logback.xml
  if [[ ! -e $log ]]; then return; fi
  rm -f "$log" && sed 's|<totalSizeCap>5GB</totalSizeCap>|<totalSizeCap>500MB</totalSizeCap>|' "$IMAGE_CONF/logback.xml" >"$log"
}

configure() {
  local keys new old twice
  new=$(lines "$RING_DIR/overrides"; ours "$1")
  keys=$(new_keys "$new") || exit
  twice=$(sort <<<"$keys" | uniq -d)
  if [[ $twice ]]; then fail "the overrides set what is set for each pod, or the same twice: ${twice//$'\n'/, }"; fi

  rm -rf "$CASSANDRA_CONF" && mkdir -p "$CASSANDRA_CONF" && cp -R "$IMAGE_CONF/." "$CASSANDRA_CONF" || exit
  rm -f "$CASSANDRA_CONF/cassandra.yaml" "$CASSANDRA_CONF/cassandra-rackdc.properties" || exit
  cap_logs || exit
  old=$(without "$keys" <"$IMAGE_CONF/cassandra.yaml" && echo .) || exit # the dot, because `$(` takes the line ends at the end
  old=${old%.} old=${old%$'\n'}
  printf '%s\n%s\n' "$old" "$new" >"$CASSANDRA_CONF/cassandra.yaml" || exit
  printf 'dc=%s\nrack=%s\n' "$RING_DATACENTER" "$RING_RACK" >"$CASSANDRA_CONF/cassandra-rackdc.properties" || exit
}

configure "$1"
