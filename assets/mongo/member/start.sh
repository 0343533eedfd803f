#!/usr/bin/env bash
# The main container's command: becomes mongod, once the key file is one that mongod takes, and the disk is known to be of this replica set.
# Not by way of the image's entrypoint, which has nothing to do here, and would run a mongosh to find that out.
set -u -o pipefail
programs=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=common.sh
. "$programs/common.sh"

: "${MONGO_SET:?}"
MONGO_ROUND=${MONGO_ROUND:-5} # seconds between two looks at a disk that is not to be touched
MONGO_FILES=${MONGO_FILES:-64000} # that can be open: what MongoDB asks for
MARKER=$DB_DIR/.cdk8s-stateful

# A Secret is mounted readable for the group, and mongod refuses a key file that anybody but its owner can read.
copy_keyfile() {
  local key='' copy=$MONGOD_DIR/keyfile
  if [[ ! -r $KEYFILE ]]; then fail "there is no key file: does the Secret have the key '${KEYFILE##*/}'?"; fi
  IFS= read -r -d '' key <"$KEYFILE"
  if [[ ! ${key//[[:space:]]/} ]]; then
    fail "the key file is empty: give the Secret's key '${KEYFILE##*/}' 6 to 1024 characters of base64"
  fi
  # Whatever was left of an earlier start may not be writable, but can be replaced.
  if ! { rm -f "$copy.new" && (umask 077 && cat "$KEYFILE" >"$copy.new") && chmod 0400 "$copy.new" && mv -f "$copy.new" "$copy"; }; then
    fail "the key file cannot be copied to $MONGOD_DIR"
  fi
}

# mongod takes its private key and its certificates from one file. Where the Secret has two, that one is made of them, in memory; when they
# change, by the manager. All of one Secret, which may be changed meanwhile: its files are behind one link.
take_certificates() {
  local from
  if [[ ! -d $TLS_PARTS ]]; then return; fi
  from=$(readlink -e "$TLS_PARTS/..data" || echo "$TLS_PARTS")
  if ! (umask 027 && { cat "$from/tls.key" && echo && cat "$from/tls.crt"; } >"$TLS_DIR/.tls-combined.pem" &&
    cat "$from/ca.crt" >"$TLS_DIR/.ca.crt") ||
    ! mv -f "$TLS_DIR/.tls-combined.pem" "$TLS_DIR/tls-combined.pem" || ! mv -f "$TLS_DIR/.ca.crt" "$TLS_DIR/ca.crt"; then
    fail "the certificates cannot be read: does the Secret have the keys 'tls.key', 'tls.crt' and 'ca.crt'?"
  fi
}

# An arbiter has no users, so that nobody can log in and tell it to read its certificates again: arbiter-alive.sh sees that they are other
# ones. Sums, for a copy of the private key is one more to lose.
note_certificates() {
  if [[ ${MONGO_ARBITER:-} != true || ! -e $TLS_DIR/tls-combined.pem ]]; then return; fi
  sha256sum "$TLS_DIR/tls-combined.pem" "$TLS_DIR/ca.crt" >"$TLS_SUMS" || fail "the certificates in $TLS_DIR cannot be read"
}

# MongoDB takes a member in whatever is on its disk, and then puts the set's data in the place of what was there. So what this set has not
# begun itself is not put at its mercy, unless somebody says so.
# whose_disk: `ours`, or why mongod is not to be let loose on it. Marks one that is empty.
whose_disk() {
  local owner=''
  if [[ ! -r $DB_DIR || ! -x $DB_DIR || -e $MARKER && ! -r $MARKER ]]; then
    echo "waiting: $DB_DIR cannot be read"
    return
  fi
  if [[ -e $MARKER ]]; then IFS= read -r -d '' owner <"$MARKER"; fi
  owner=${owner%$'\n'} owner=${owner:0:200}
  if [[ $owner == "$MONGO_SET" ]]; then
    echo ours
  elif [[ $(data) ]]; then
    echo "not starting: $DB_DIR holds data ${owner:+of the replica set ${owner@Q}, }not known to belong to '$MONGO_SET'," \
      "which would replace it with its own." \
      "If it may: echo '$MONGO_SET' >$MARKER"
  elif { printf '%s\n' "$MONGO_SET" >"$MARKER.new" && sync "$MARKER.new" && mv -f "$MARKER.new" "$MARKER"; } 2>/dev/null; then
    echo ours
  else
    echo "waiting: $MARKER cannot be written"
  fi
}

# What is there, but for what file systems put there themselves, and for our own.
data() {
  local file
  shopt -s nullglob dotglob
  for file in "$DB_DIR"/*; do
    case ${file##*/} in
      lost+found | "${MARKER##*/}" | "${MARKER##*/}.new") ;;
      *) echo "$file" ;;
    esac
  done
}

# Waits rather than ends, because a container that runs is one that somebody can get into, to look, and to adopt what is there.
wait_for_our_disk() {
  local whose
  until whose=$(whose_disk) && [[ $whose == ours ]]; do
    say_once "$whose"
    pause "$MONGO_ROUND"
  done
}

# Who has lost its disk has a vote, and has forgotten what it knew when it gave the last one. Its manager knows when that does no harm. An
# arbiter knows nothing anyway. By hand: date +%s >/run/manager/may-start
wait_for_our_turn() {
  if [[ ${MONGO_ARBITER:-} == true || $(data) ]]; then return; fi
  : >"$MANAGER_DIR/empty"
  until bash "$programs/young.sh" "$MANAGER_DIR/may-start" 30 >/dev/null; do
    say_once 'waiting: empty disk; the log of the manager says what for'
    pause 1
  done
  rm -f "$MANAGER_DIR/empty"
}

# mongod caps its connections by the soft limit of open files, which container runtimes leave at 1024, ends where it runs out of them, and
# never raises it; it locks the memory that holds keys, and ends where it cannot. Both may be raised to the hard limits by anybody.
raise_limits() {
  local files
  files=$(ulimit -Hn)
  ulimit -Sn "$files"
  ulimit -Sl "$(ulimit -Hl)"
  if [[ $files != unlimited ]] && (( files < MONGO_FILES )); then
    say "no more than $files files can be open, and MongoDB wants $MONGO_FILES or more:" \
      "the limit is that of the container runtime, LimitNOFILE where systemd starts it"
  fi
}

# mongod listens on addresses of IPv6, and looks for members there, only if it is told; and where a machine has none, it then does not
# start. POD_IPS are this pod's own, one of each family that the cluster has.
families() {
  if [[ ${POD_IPS:-} == *:* ]]; then echo --ipv6; fi
}

trap 'exit 143' TERM INT
rm -f "$MANAGER_DIR"/{stopping,may-stop,empty,may-start} # of an earlier run
copy_keyfile
take_certificates
note_certificates
wait_for_our_disk
wait_for_our_turn
raise_limits
# shellcheck disable=SC2046 # one word, or none
exec mongod --config "${MONGOD_CONF:-$programs/mongod.conf}" $(families) "$@"
