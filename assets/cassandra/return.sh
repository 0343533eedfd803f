#!/usr/bin/env bash
# Whether a member may start on its disk again. Cassandra would, whatever has happened meanwhile; and rows that were deleted while the disk
# was away, and whose deletion is forgotten by now, would come back everywhere. A pure filter: no network, no clock.
#
# may_return GRACE FOLDER: how many seconds deletions are remembered, and where the data is. Standard input, facts:
#   disk <pod> <namespace> <seconds> [<host-id>]  since the member on this disk was last alive; by which the ring knows it
#   away <pod> [<seconds>]                        another member that stays, and since when it was away, if it says so
#   member …, entry …, unknown …                  as decide.sh has them
#
# Standard output: `back`, or `wait <sentence>`.

may_return() {
  local pod='' namespace='' seconds=0 id='' at='' asked='' earlier=yes fact a b c d e
  local -A serves_at=()
  while read -r fact a b c d e; do
    case $fact in
      disk) pod=$a namespace=$b seconds=$c id=$d ;;
      # Alive for longer than that after this one, it may have forgotten what this one never heard.
      away) if [[ ! $b ]] || (( seconds - b > $1 )); then earlier=''; fi ;;
      member) if [[ $d == serving ]]; then serves_at[$e]=$a; fi ;;
      entry)
        asked=yes
        if [[ $id && $b == "$id" ]]; then at=$a; fi
        ;;
    esac
  done

  if (( seconds > $1 )) && [[ ! $earlier ]]; then
    echo "wait this disk's node was last alive $(( seconds / 86400 )) days and $(( seconds % 86400 / 3600 )) hours ago, and deletions" \
      "are remembered for $(( $1 / 3600 )) hours: rows that were deleted since would come back." \
      "Delete the claims of $pod and its pod, and a new node takes its place;" \
      "or, if nothing was deleted, start on it: kubectl exec -n $namespace $pod -c ${waits_in:-gate} -- touch $2/.heartbeat"
  elif [[ ! $id || ! $asked ]]; then
    echo back # nothing to compare, or nobody to ask
  elif [[ ! $at ]]; then
    echo "wait the ring no longer contains the node of this disk (host id $id):" \
      "it was removed or decommissioned, and rows that were deleted since would come back." \
      "Delete the claims and the pod of $pod to let a new node join;" \
      "or, to let it back in with all that it has: kubectl exec -n $namespace $pod -c ${waits_in:-gate} -- rm $2/.host-id"
  elif [[ ${serves_at[$at]-} ]]; then
    echo "wait ${serves_at[$at]} at $at has taken the place of this disk's node (host id $id): delete the claims of $pod and its pod"
  else
    echo back
  fi
}
