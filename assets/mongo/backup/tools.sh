#!/usr/bin/env bash
# Sourced: MongoDB's database tools, without a user's name or a password in an argument, in the environment,
# in a log, or in a file that stays.
#
# MONGO_SET    the replica set's name
# MONGO_HOSTS  its members, `host:port,…`
# MONGO_TLS    allowTLS, preferTLS or requireTLS, as its mongod have it; nothing without TLS
# MONGO_CLIENT_CERTIFICATE  a PEM file with a certificate and its key, where mongod asks its clients for one
# MONGO_CLIENT_KEY          one with the key, where that is a file of its own
# LOGIN_USERNAME      the user's name, where it is not in the Secret
# LOGIN_USERNAME_KEY  the file with the name, `username` unless it is called otherwise
# LOGIN_PASSWORD_KEY  the same of the password, `password`
# BACKUP_DIR   where the archives are
# BACKUP_NAME  what their names begin with; the time follows

: "${MONGO_SET:?}" "${MONGO_HOSTS:?}" "${BACKUP_NAME:?}"

TLS_DIR=${TLS_DIR:-/run/tls}
BACKUP_DIR=${BACKUP_DIR:-/backup}
TIME='[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]T[0-9][0-9][0-9][0-9][0-9][0-9]Z' # UTC, as a pattern

say() {
  printf '%s %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$*" >&2
}

fail() {
  say "$*"
  exit 1
}

# In percent signs and ASCII, so that neither a URI nor YAML can take any of it for its own.
encode() {
  local LC_ALL=C i byte encoded=''
  for (( i = 0; i < ${#1}; i++ )); do
    byte=${1:i:1}
    if [[ $byte != [A-Za-z0-9._~-] ]]; then
      printf -v byte %d "'$byte"
      printf -v byte '%%%02X' "$(( byte & 255 ))" # musl counts bytes from elsewhere
    fi
    encoded+=$byte
  done
  printf %s "$encoded"
}

# secret FILE: all that is in it, encoded.
secret() {
  local LC_ALL=C whole='' fault=''
  local utf8=$'^([\x01-\x7f]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})+$'
  local +x text=''
  { IFS= read -r -d '' text <"$1" && whole=no; } 2>/dev/null
  if [[ ! -r $1 ]]; then fault='is missing'
  elif [[ $whole ]]; then fault='holds a NUL byte'
  elif [[ ! $text ]]; then fault='is empty'
  elif [[ ! $text =~ $utf8 ]]; then fault='is not text in UTF-8'
  fi
  if [[ $fault ]]; then
    say "the key '${1##*/}' of the Secret $fault"
    return 1
  fi
  encode "$text"
}

# The tools take certificate and key from one file. This one has no name any more; however this ends, nothing is left behind.
take_client_certificate() {
  local file descriptor
  if [[ ! ${MONGO_CLIENT_KEY:-} ]]; then return; fi
  if ! { file=$(mktemp "${TMPDIR:-/tmp}/certificate.XXXXXXXX") &&
    { cat "$MONGO_CLIENT_KEY" && echo && cat "$MONGO_CLIENT_CERTIFICATE"; } >"$file" && exec {descriptor}<"$file"; }; then
    fail "the client's certificate cannot be read: $MONGO_CLIENT_CERTIFICATE and $MONGO_CLIENT_KEY"
  fi
  rm -f "$file"
  MONGO_CLIENT_CERTIFICATE=/dev/fd/$descriptor
}
take_client_certificate

# The options of a URI by which a client speaks to the set as its members do.
uri_options() {
  printf 'authSource=admin'
  case ${MONGO_TLS:-} in
    preferTLS | requireTLS)
      printf '&tls=true&tlsCAFile=%s' "$(encode "$TLS_DIR/ca.crt")"
      if [[ ${MONGO_CLIENT_CERTIFICATE:-} ]]; then printf '&tlsCertificateKeyFile=%s' "$(encode "$MONGO_CLIENT_CERTIFICATE")"; fi ;;
  esac
}

# log_in FOLDER HOSTS OPTION: leaves in $login the path by which a child opens a configuration of the tools: with the URI by which the user
# logs in whose name and password are in the folder. The file has no name any more; however this ends, nothing is left behind.
log_in() {
  local file descriptor
  local +x user password # an environment that has these names must not hand them on
  if [[ ${LOGIN_USERNAME:-} ]]; then
    user=$(encode "$LOGIN_USERNAME")
  else
    user=$(secret "$1/${LOGIN_USERNAME_KEY:-username}")
  fi || return
  password=$(secret "$1/${LOGIN_PASSWORD_KEY:-password}") || return
  file=$(mktemp "${TMPDIR:-/tmp}/login.XXXXXXXX") || return
  printf 'uri: "mongodb://%s:%s@%s/?%s&%s"\n' "$user" "$password" "$2" "$(uri_options)" "$3" >"$file" && exec {descriptor}<"$file" || return
  rm -f "$file"
  # shellcheck disable=SC2034 # for whoever calls this
  login=/dev/fd/$descriptor
}

# await COMMAND...: in the background, because only `wait` is ended by a signal; and it is handed on.
child=''
await() {
  local status=0
  "$@" </dev/null &
  child=$!
  wait "$child" || status=$?
  child=''
  return "$status"
}

ended() {
  if [[ $child ]]; then kill "$child" 2>/dev/null && wait "$child"; fi
  say 'ended by a signal'
  exit 143
}
trap ended TERM INT

# whole FILE: whether it is an archive of mongodump, from its first four bytes to the end of its compression. mongodump does not look
# whether the last of it could be written.
whole() {
  local head
  head=$(gzip -dc "$1" 2>/dev/null | { head -c 4 | od -An -tx1; cat >/dev/null; }) && [[ $head == ' 6d e2 99 81' ]]
}

# archives: those that are complete, the newest first.
archives() {
  local file
  local -a found=()
  shopt -s nullglob
  for file in "$BACKUP_DIR/$BACKUP_NAME"-$TIME.archive.gz; do
    if [[ -f $file && -s $file ]]; then found=("$file" "${found[@]}"); fi
  done
  if (( ${#found[@]} )); then printf '%s\n' "${found[@]}"; fi
}

size() {
  stat -c %s "$1" | numfmt --to=iec-i --suffix=B
}
