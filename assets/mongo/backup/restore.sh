#!/usr/bin/env bash
# Restores an archive of backup.sh into the replica set, through its primary, every write acknowledged by a majority.
# Needs mongorestore, and the small commands of any image with bash. What else it needs to know stands in tools.sh.
#
# RESTORE_ARCHIVE   the file's name in the folder; the newest if it is not named
# RESTORE_DROP      true: each collection in the archive is dropped first. Without, what is there stays, and a document that is there
#                   already is an error
# RESTORE_TIMEOUT   seconds
# CREDENTIALS_DIR   `username` and `password` of a user with the role `root` on `admin`, or one that may do anyAction on anyResource.
#                   The role `restore` is not enough: --oplogReplay wants `applyOps`
#
# An archive holds the users, too. Without RESTORE_DROP, a user who is there stays as it is, and others are added. With it, the users, their
# passwords and roles are those of the archive, and no others: give the root user's Secret the password of then as `previous-password`, so
# that the managers can log in and give every user the password of its Secret again. Into another set than the one that was backed up, do
# not drop: half way, it would throw out the very user that restores.
set -u -o pipefail
programs=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=tools.sh
. "$programs/tools.sh"

RESTORE_ARCHIVE=${RESTORE_ARCHIVE:-}
RESTORE_DROP=${RESTORE_DROP:-false}
RESTORE_TIMEOUT=${RESTORE_TIMEOUT:-86400}
CREDENTIALS_DIR=${CREDENTIALS_DIR:-/run/credentials/root}

choose_archive() {
  if [[ $RESTORE_ARCHIVE ]]; then
    archive=$BACKUP_DIR/$RESTORE_ARCHIVE
    if [[ $RESTORE_ARCHIVE == */* || ! -f $archive ]]; then
      fail "nothing restored: there is no archive ${RESTORE_ARCHIVE@Q} in $BACKUP_DIR"
    fi
  else
    archive=$(archives)
    archive=${archive%%$'\n'*}
    if [[ ! $archive ]]; then fail "nothing restored: there is no archive of $BACKUP_NAME in $BACKUP_DIR"; fi
  fi
  # Before anything is dropped for it.
  if ! await whole "$archive"; then fail "nothing restored: ${archive##*/} is not a complete archive"; fi
}

restore() {
  local login status=0
  local -a drop=()
  if [[ $RESTORE_DROP == true ]]; then drop=(--drop); fi
  log_in "$CREDENTIALS_DIR" "$MONGO_HOSTS" "replicaSet=$(encode "$MONGO_SET")" || fail 'nothing restored: nobody can log in'
  say "restoring ${archive##*/} ($(size "$archive")) into $MONGO_SET${drop:+, dropping collections of the same name}"
  await timeout -k 30 "$RESTORE_TIMEOUT" \
    mongorestore --config="$login" --oplogReplay --gzip --archive="$archive" --stopOnError --writeConcern=majority "${drop[@]}" || status=$?
  case $status in
    0) say "${archive##*/} is restored" ;;
    124) fail "not restored, or not all of it: mongorestore did not end in $RESTORE_TIMEOUT seconds" ;;
    *) fail "not restored, or not all of it: mongorestore failed ($status)" ;;
  esac
}

if [[ $RESTORE_DROP != @(true|false) ]]; then fail "nothing restored: RESTORE_DROP is '$RESTORE_DROP', and must be true or false"; fi
if [[ ! $RESTORE_TIMEOUT =~ ^[1-9][0-9]{0,8}$ ]]; then
  fail "nothing restored: RESTORE_TIMEOUT is '$RESTORE_TIMEOUT', and must be a whole number, 1 or more"
fi
choose_archive
restore
