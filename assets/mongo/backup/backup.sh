#!/usr/bin/env bash
# A backup: an archive of all that one member has, as of the moment at which it was finished; then, of older ones, only as many stay as are
# to be kept. Nothing that counts as a backup is deleted unless this one is complete, nor for one that is suspiciously small: a set that has
# lost all its disks forms anew, empty, and its nightly dumps must not push out the last archive that holds data.
# Needs mongodump, mongosh, and the small commands of any image with bash (coreutils, findutils, gzip).
# What else it needs to know stands in tools.sh.
#
# MONGO_HOSTS       also: in the order in which they are asked for a backup; a member that is hidden comes first,
#                   one that is delayed not at all
# BACKUP_KEEP       how many of them stay
# BACKUP_TIMEOUT    seconds
# CREDENTIALS_DIR   `username` and `password` of a user with the role `backup` on `admin`
set -u -o pipefail
programs=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=tools.sh
. "$programs/tools.sh"

: "${BACKUP_KEEP:?}" "${BACKUP_TIMEOUT:?}"
CREDENTIALS_DIR=${CREDENTIALS_DIR:-/run/credentials/backup}

umask 027 # an archive holds the users, too

partial='' answer=''
trap 'rm -f ${partial:+"$partial"} ${answer:+"$answer"}' EXIT

check_settings() {
  local name
  for name in BACKUP_KEEP BACKUP_TIMEOUT; do
    if [[ ! ${!name} =~ ^[1-9][0-9]{0,8}$ ]]; then fail "no backup: $name is '${!name}', and must be a whole number, 1 or more"; fi
  done
  if [[ ! $BACKUP_NAME =~ ^[A-Za-z0-9._-]+$ ]]; then
    fail "no backup: BACKUP_NAME is '$BACKUP_NAME', and may hold letters, digits, '.', '_' and '-'"
  fi
  if [[ ! -d $BACKUP_DIR || ! -w $BACKUP_DIR ]]; then fail "no backup: $BACKUP_DIR cannot be written to"; fi
}

# What runs that were killed have left; they were no backups, and may be what fills the disk.
clear_away() {
  local file
  find "$BACKUP_DIR" -maxdepth 1 -type f -name "$BACKUP_NAME-$TIME.archive.gz.partial" -mmin +1440 | while IFS= read -r file; do
    say "deleting the remains of a failed backup: ${file##*/} ($(size "$file"))" && rm -f "$file"
  done
}

# From one member, and not from whichever secondary is the next to answer: the oplog of one does not begin where the data of another ends.
choose_member() {
  local said settings=$HOME/.mongodb/mongosh
  if ! { mkdir -p "$settings" &&
    echo '{"disableLogging":true,"enableTelemetry":false,"updateURL":""}' >"$settings/config" && answer=$(mktemp); }; then
    fail 'no backup: cannot write to /tmp'
  fi
  MONGO_URI_OPTIONS=$(uri_options) await timeout -k 30 300 \
    mongosh --nodb --norc --quiet "$programs/choose-member.js" >"$answer" || fail 'no backup: mongosh failed'
  said=$(<"$answer")
  if [[ ! $said =~ ^(secondary|primary)\ ([^ ]+)$ ]]; then
    fail "no backup: no member of $MONGO_SET answers as its primary or as a secondary${said:+ (${said:0:300})}"
  fi
  member=${BASH_REMATCH[2]}
  say "backing up the ${BASH_REMATCH[1]} $member"
}

dump() {
  local login status=0
  log_in "$CREDENTIALS_DIR" "$member" directConnection=true || fail 'no backup: nobody can log in'
  await timeout -k 30 "$BACKUP_TIMEOUT" \
    mongodump --config="$login" --readPreference=secondaryPreferred --oplog --gzip --archive="$partial" || status=$?
  case $status in
    0) await whole "$partial" || fail 'no backup: mongodump says that it is done, but its archive is not complete' ;;
    124) fail "no backup: mongodump did not end in $BACKUP_TIMEOUT seconds" ;;
    *) fail "no backup: mongodump failed ($status)" ;;
  esac
}

delete_outdated() {
  local file bytes kept=1 # this one
  local -a outdated=()
  bytes=$(stat -c %s "$archive") || fail 'the backup is complete, but its size cannot be read, so no older one is deleted'
  while IFS= read -r file; do
    if [[ $file == "$archive" ]]; then
      continue
    elif (( kept < BACKUP_KEEP )); then
      (( ++kept ))
    else
      outdated+=("$file")
    fi
  done < <(archives)
  for file in "${outdated[@]}"; do
    if [[ $(find "$file" -size "+$(( bytes * 10 ))c") ]]; then
      say "deleting nothing: ${file##*/} ($(size "$file")) is more than ten times as large." \
        "If nothing is missing in $MONGO_SET, delete by hand what is not needed any more"
      return
    fi
  done
  for file in "${outdated[@]}"; do
    say "deleting ${file##*/} ($(size "$file")), for $BACKUP_KEEP are kept"
    rm -f "$file" || fail 'the backup is complete, but older ones cannot be deleted'
  done
}

check_settings
clear_away
choose_member
archive=$BACKUP_DIR/$BACKUP_NAME-$(date -u +%Y%m%dT%H%M%SZ).archive.gz
if [[ -e $archive ]] || ! (set -o noclobber && : >"$archive.partial") 2>/dev/null; then
  fail "no backup: ${archive##*/} cannot be begun; is another backup about to write it?"
fi
partial=$archive.partial
dump
if ! { sync "$partial" && mv "$partial" "$archive" && sync "$BACKUP_DIR"; }; then
  fail "no backup: the archive cannot be kept in $BACKUP_DIR"
fi
partial=''
say "backup ${archive##*/} is complete ($(size "$archive"))"
delete_outdated
