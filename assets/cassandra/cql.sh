#!/usr/bin/env bash
# Sourced, after common.sh: CQL through cqlsh, without a password in an argument, in the environment, in a log, or in a file that stays.

# cql HOST [USER_FILE PASSWORD_FILE]: runs the CQL of standard input as that user, or as nobody. 0 done; 1 no session; 2 a statement failed;
# 78 the Secret cannot be used, which it says itself; 124 no end in CQL_TIMEOUT seconds. Each file is read once: a pipe will do.
cql() (
  local rc=/dev/null credentials=/nowhere authority=$TLS_DIR/ca.crt certificate=$TLS_DIR/tls-combined.pem key=$TLS_DIR/tls-combined.pem
  local +x cql_user='' cql_password=''
  local -a tls=()
  umask 077 # what cqlsh writes by itself, such as its history, is for nobody else either
  if (( $# > 1 )); then
    cql_read cql_user "$2" && cql_read cql_password "$3" || exit 78
    # The section that is named after the driver's class is read raw: `%` means nothing in it.
    cql_hold credentials "[PlainTextAuthProvider]"$'\n'"username = $cql_user"$'\n'"password = $cql_password" || exit 1
  fi
  if [[ ${RING_TLS:-} == required ]]; then
    # The node may ask for a certificate too.
    if [[ -d $TLS_PARTS ]]; then authority=$TLS_PARTS/ca.crt certificate=$TLS_PARTS/tls.crt key=$TLS_PARTS/tls.key; fi
    cql_hold rc "[ssl]"$'\n'"validate = true"$'\n'"certfile = $authority"$'\n'"usercert = $certificate"$'\n'"userkey = $key" || exit 1
    tls=(--ssl)
  fi
  PYTHONUTF8=1 exec timeout -k 5 "${CQL_TIMEOUT:-120}" cqlsh "${tls[@]}" --cqlshrc "$rc" --credentials "$credentials" \
    --connect-timeout 20 --request-timeout 60 "$1" "$CQL_PORT"
)

# Under which keys the superuser stands in its Secret.
SUPERUSER_NAME=$SUPERUSER_DIR/${RING_USERNAME_KEY:-username}
# shellcheck disable=SC2034 # read by the programs that source this file
SUPERUSER_PASSWORD=$SUPERUSER_DIR/${RING_PASSWORD_KEY:-password}
# shellcheck disable=SC2034 # the same
SUPERUSER_PREVIOUS=$SUPERUSER_DIR/${RING_PREVIOUS_PASSWORD_KEY:-previous-password}

# cql_as HOST PASSWORD_FILE: the same as the superuser, whose name may stand elsewhere.
cql_as() {
  if [[ ${RING_USERNAME:-} ]]; then cql "$1" <(printf %s "$RING_USERNAME") "$2"; else cql "$1" "$SUPERUSER_NAME" "$2"; fi
}

# cql_hold VARIABLE TEXT: the text in a file that has no name any more, and in the variable the path by which a
# child opens it. However this ends, nothing is left behind.
cql_hold() {
  local file descriptor
  file=$(mktemp "${TMPDIR:-/tmp}/cql.XXXXXXXX") || return
  printf '%s\n' "$2" >"$file" && exec {descriptor}<"$file" || return
  rm -f "$file"
  printf -v "$1" '/dev/fd/%s' "$descriptor"
}

# cql_read VARIABLE FILE: all that is in the file, if an ini file can hold it behind `key = ` and give it back unchanged.
cql_read() {
  local LC_ALL=C cql_read_fault='' cql_read_whole=''
  local utf8=$'^([\x01-\x7f]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})+$'
  # What Python takes for blank, in UTF-8.
  local blank=$'(\x20|\xc2\x85|\xc2\xa0|\xe1\x9a\x80|\xe2\x80[\x80-\x8a\xa8\xa9\xaf]|\xe2\x81\x9f|\xe3\x80\x80)'
  local +x cql_read_text=''
  { IFS= read -r -d '' cql_read_text <"$2" && cql_read_whole=no; } 2>/dev/null
  if [[ ! -r $2 ]]; then cql_read_fault='is missing'
  elif [[ $cql_read_whole ]]; then cql_read_fault='holds a NUL byte'
  elif [[ -z $cql_read_text ]]; then cql_read_fault='is empty'
  elif [[ $cql_read_text == *[$'\n\r'] ]]; then cql_read_fault='ends with a line break, as files made with echo do'
  elif [[ $cql_read_text == *[[:cntrl:]]* ]]; then cql_read_fault='holds a line break, a tab or another control character'
  elif [[ ! $cql_read_text =~ $utf8 ]]; then cql_read_fault='is not text in UTF-8'
  elif [[ $cql_read_text =~ ^$blank || $cql_read_text =~ $blank$ ]]; then cql_read_fault='begins or ends with a blank'
  fi
  if [[ $cql_read_fault ]]; then
    say "the key '${2##*/}' of the superuser's Secret $cql_read_fault: cqlsh cannot log in with it; change the Secret"
    return 1
  fi
  printf -v "$1" %s "$cql_read_text"
}
