#!/bin/sh
# A backup: a VolumeSnapshot of every claim of the cluster; then, of older backups, only as many stay as are to be kept. Nothing is deleted
# unless this one is complete. Needs no more than sh, kubectl, date, sleep and sort.
set -u

: "${POD_NAMESPACE:?}" "${SNAPSHOT_CLUSTER:?}" "${SNAPSHOT_SELECTOR:?}" "${SNAPSHOT_KEEP:?}" "${SNAPSHOT_TIMEOUT:?}"
SNAPSHOT_CLASS=${SNAPSHOT_CLASS:-}
SNAPSHOT_LABELS=${SNAPSHOT_LABELS:-} # of every snapshot: key=value,key=value
SNAPSHOT_PAUSE=${SNAPSHOT_PAUSE:-5} # seconds between two looks

KIND=volumesnapshots.snapshot.storage.k8s.io
OF=cdk8s-stateful/backup-of     # labels of a snapshot: the cluster,
BACKUP=cdk8s-stateful/backup    # the backup it is a part of,
SIZE=cdk8s-stateful/backup-size # and of how many parts

say() {
  printf '%s %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$*" >&2
}

fail() {
  say "$*"
  exit 1
}

ask() {
  kubectl --namespace "$POD_NAMESPACE" --request-timeout 30s "$@"
}

# The API server may be away for a moment.
ask_again() {
  ask "$@" && return
  pause
  ask "$@" && return
  pause
  ask "$@"
}

# Unlike a bare sleep, a signal ends it at once.
pause() {
  sleep "$SNAPSHOT_PAUSE" &
  wait "$!"
}

# Commit logs come first: what is flushed after theirs was cut is in the snapshot of the data. The other way round it would be in neither.
find_claims() {
  listed=$(ask_again get persistentvolumeclaims --selector "$SNAPSHOT_SELECTOR" \
    --output 'jsonpath={range .items[*]}{.metadata.name}{"|"}{.spec.volumeName}{"\n"}{end}') ||
    fail "no backup: the claims with $SNAPSHOT_SELECTOR cannot be listed"
  commit_logs='' data='' size=0
  while IFS='|' read -r claim volume; do
    if [ ! "$volume" ]; then
      if [ "$claim" ]; then say "$claim is left out: it has no volume yet"; fi
      continue
    fi
    case $claim in
      commitlog-*) commit_logs="$commit_logs $claim" ;;
      *) data="$data $claim" ;;
    esac
    size=$((size + 1))
  done <<LIST
$listed
LIST
  if [ "$size" -eq 0 ]; then fail "no backup: there is no claim with $SNAPSHOT_SELECTOR that has a volume"; fi
}

# A name has 253 characters at most, and no end like `-` or `.` within it.
name_snapshot() {
  name=$1-$backup
  if [ "${#name}" -gt 253 ]; then
    name=$(printf %.230s "$1")
    while :; do
      case $name in
        *[-.]) name=${name%?} ;;
        *) break ;;
      esac
    done
    name=$name-$part-$backup
  fi
}

snapshot() {
  for claim in "$@"; do
    part=$((part + 1))
    name_snapshot "$claim"
    attempt=1
    until refusal=$(manifest | ask create --filename - 2>&1); do
      case $attempt$refusal in
        [23]*AlreadyExists*) break ;; # it went through, but the answer did not
        3* | *Forbidden* | *AlreadyExists*) fail "backup $backup is not complete: no snapshot of $claim can be made: $refusal" ;;
      esac
      attempt=$((attempt + 1))
      pause
    done
  done
}

labels() {
  rest=$SNAPSHOT_LABELS
  while [ "$rest" ]; do
    label=${rest%%,*}
    printf '    %s: "%s"\n' "${label%%=*}" "${label#*=}"
    rest=${rest#"$label"}
    rest=${rest#,}
  done
}

manifest() {
  cat <<YAML
apiVersion: snapshot.storage.k8s.io/v1
kind: VolumeSnapshot
metadata:
  name: $name
  labels:
$(labels)
    $OF: "$SNAPSHOT_CLUSTER"
    $BACKUP: "$backup"
    $SIZE: "$size"
spec:
  source:
    persistentVolumeClaimName: $claim
YAML
  if [ "$SNAPSHOT_CLASS" ]; then echo "  volumeSnapshotClassName: $SNAPSHOT_CLASS"; fi
}

# until_all WORD COUNT: until so many snapshots of this backup are `cut` (what they hold is certain), or `ready` to be used.
until_all() {
  state='{.status.creationTime}{"|"}{.status.readyToUse}{"|"}{.status.error.message}'
  while :; do
    missing='' reached=0
    if listed=$(ask get "$KIND" --selector "$BACKUP=$backup,$OF=$SNAPSHOT_CLUSTER" \
      --output "jsonpath={range .items[*]}{.metadata.name}{\"|\"}$state{\"\\n\"}{end}"); then
      while IFS='|' read -r name cut ready error; do
        case $1:$ready:$cut:$name in
          *:true:* | cut:*:?*:*-"$backup") reached=$((reached + 1)) ;;
          *:*-"$backup") missing="$missing; $name: ${error:-not yet}" ;; # others are further lines of an error
        esac
      done <<LIST
$listed
LIST
      if [ "$reached" -ge "$2" ]; then return; fi
    fi
    if [ "$(date +%s)" -ge "$deadline" ]; then
      fail "backup $backup is not complete after $SNAPSHOT_TIMEOUT seconds, and nothing is deleted for it:" \
        "$reached of $2 snapshots are $1$missing"
    fi
    pause
  done
}

# All that is older than the oldest complete backup to be kept, of a list with the newest first.
# What somebody is deleting is no part of a backup.
outdated() {
  kept=0 enough='' current='' parts=0
  while IFS='|' read -r of_backup of_size ready doomed name; do
    if [ "$of_backup" != "$current" ]; then
      current=$of_backup parts=0
      if [ "$kept" -eq "$SNAPSHOT_KEEP" ]; then enough=yes; fi
    fi
    if [ "$enough" ]; then
      echo "$name"
    elif [ "$ready" = true ] && [ ! "$doomed" ]; then
      parts=$((parts + 1))
      if [ "$parts" = "$of_size" ]; then kept=$((kept + 1)); fi
    fi
  done
}

delete_outdated() {
  origin='{.metadata.labels.cdk8s-stateful/backup}{"|"}{.metadata.labels.cdk8s-stateful/backup-size}'
  state='{.status.readyToUse}{"|"}{.metadata.deletionTimestamp}'
  listed=$(ask_again get "$KIND" --selector "$OF=$SNAPSHOT_CLUSTER,$BACKUP,$SIZE" \
    --output "jsonpath={range .items[*]}$origin{\"|\"}$state{\"|\"}{.metadata.name}{\"\\n\"}{end}") ||
    fail "backup $backup is complete, but older ones cannot be listed, and stay"
  names=$(printf '%s\n' "$listed" | sort -r | outdated)
  if [ ! "$names" ]; then return; fi
  # shellcheck disable=SC2086 # one word each
  ask_again delete "$KIND" --ignore-not-found --wait=false $names >&2 || fail "backup $backup is complete, but older ones cannot be deleted"
}

whole() { # variable value
  case $2 in
    '' | *[!0-9]* | 0*) fail "no backup: $1 is '$2', and must be a whole number, 1 or more" ;;
  esac
}

trap 'say "ended by a signal"; exit 143' TERM INT
whole SNAPSHOT_KEEP "$SNAPSHOT_KEEP"
whole SNAPSHOT_TIMEOUT "$SNAPSHOT_TIMEOUT"
find_claims
backup=$(date -u +%Y%m%d%H%M%S)
deadline=$(($(date +%s) + SNAPSHOT_TIMEOUT))
part=0
# shellcheck disable=SC2086 # one word each
snapshot $commit_logs
if [ "$commit_logs" ]; then until_all cut "$part"; fi
# shellcheck disable=SC2086 # one word each
snapshot $data
until_all ready "$size"
say "backup $backup is complete: $size snapshots"
delete_outdated
