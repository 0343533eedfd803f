#!/usr/bin/env bash
# Whether a pod whose disk belongs to no member may start its Cassandra, and as what. A pure filter: no network, no clock.
#
# Standard input, facts; members in chain order, with `self` at its place among them:
#   self <pod> <rack> stays|leaves newcomer|unfinished|founder
#   member <pod> <rack> stays|leaves serving <address>|newcomer|unfinished|silent
#   extra <host> serving <address>|silent         a node of another datacenter
#   replace <pod> <address>                       the operator's word
#   entry <address> <host-id> <datacenter> <rack> a node of this datacenter, as the ring knows it
#   moving <address> <state>                      a node that comes or goes, as gossip has it
#   unknown <reason>                              nobody could be asked about the ring
# A newcomer's disk is empty. Unfinished: Cassandra was started on it, but has not been seen to join. Founder:
# it was started to found the ring.
#
# Standard output: `wait <sentence>`, or `found`, `join` or `replace <address>` and a line `seeds <name> ...` of pods and hosts.

decide() {
  local self='' own_rack own_part own_disk unknown='' moving='' twice=''
  local -a members=() extras=() entries=() dead=()
  local -A rack=() part=() state=() address=() before=() serves_at=() extra_at=() told=() is_entry=() host_id=() entry_rack=()
  read_facts
  find_dead

  if [[ $own_part == leaves ]]; then
    wait_for "$(why_not_leave)"
  elif [[ $own_disk == founder ]] || everyone_is_new; then
    start found "$self"
  elif [[ ${told[$self]-} && ( $unknown || ${is_entry[${told[$self]}]-} ) ]]; then
    take_the_operators_word "${told[$self]}"
  elif [[ $unknown ]]; then
    wait_for "$(why_unknown)"
  elif [[ $moving ]]; then
    wait_for "only one node joins or leaves at a time, and $moving"
  elif [[ $twice ]]; then
    wait_for "$twice have the same address: DNS is behind"
  elif (( ${#dead[@]} == 0 )); then
    join_in_turn
  else
    replace_in_turn
  fi
}

read_facts() {
  local fact a b c d e
  while read -r fact a b c d e; do
    case $fact in
      self) self=$a own_rack=$b own_part=$c own_disk=$d ;;
      member)
        members+=("$a") rack[$a]=$b part[$a]=$c state[$a]=$d
        if [[ ! $self && $c == stays ]]; then before[$a]=yes; fi
        if [[ $d == serving ]]; then
          if [[ ${serves_at[$e]-} ]]; then twice="${serves_at[$e]} and $a"; fi
          address[$a]=$e serves_at[$e]=$a
        fi
        ;;
      extra)
        extras+=("$a")
        if [[ $b == serving ]]; then extra_at[$c]=$a; fi
        ;;
      replace) told[$a]=$b ;;
      entry)
        if [[ ! ${is_entry[$a]-} ]]; then entries+=("$a"); fi
        is_entry[$a]=yes host_id[$a]=$b entry_rack[$a]=$d
        ;;
      moving) moving=$(describe_moving "$a" "$b") ;;
      unknown) unknown="$a${b:+ $b}${c:+ $c}${d:+ $d}${e:+ $e}" ;;
    esac
  done
}

# Dead is a node at whose address nobody serves CQL, unless the same node is known at another address, where somebody does: it has moved,
# and not everybody has heard of that.
find_dead() {
  local at
  local -A lives=()
  for at in "${entries[@]}"; do
    if [[ ${serves_at[$at]-}${extra_at[$at]-} ]]; then lives[${host_id[$at]}]=yes; fi
  done
  for at in "${entries[@]}"; do
    if [[ ! ${lives[${host_id[$at]}]-} ]]; then dead+=("$at"); fi
  done
}

# Then there is no ring, and one of them must make it. Silence is never taken for absence: who is silent may hold the ring's data.
everyone_is_new() {
  (( ${#before[@]} == 0 && ${#extras[@]} == 0 )) && [[ ! $(not_in newcomer) ]]
}

take_the_operators_word() {
  local said="'replaceNodes' says that this pod replaces $1" pod
  if [[ ${serves_at[$1]-}${extra_at[$1]-} ]]; then
    wait_for "$said, but ${serves_at[$1]-}${extra_at[$1]-} serves CQL there: take that out of 'replaceNodes', or correct it"
  elif [[ ${entry_rack[$1]-$own_rack} != "$own_rack" ]]; then
    wait_for "$said, but that node is in ${entry_rack[$1]}, and this pod in $own_rack:" \
      "a replacement in another rack would put two replicas there; use a pod of rack ${entry_rack[$1]}"
  elif (( ${#serves_at[@]} + ${#extra_at[@]} == 0 )); then
    wait_for "$said, but nobody serves CQL and could report on the ring; silent: $(list "$(in_state silent)")"
  elif [[ $moving ]]; then
    wait_for "$said, but only one node joins or leaves at a time, and $moving"
  else
    for pod in "${members[@]}"; do
      if [[ ${before[$pod]-} && ${told[$pod]-} && ${state[$pod]} != serving ]]; then
        wait_for "$said, and $pod comes first: it is named there as well, and does not serve CQL;" \
          "to stop waiting for it, take $pod out of 'replaceNodes'"
        return
      fi
    done
    start "replace $1"
  fi
}

# By the chain there is at most one who may: whoever comes before it serves.
join_in_turn() {
  local first
  first=$(first_before_who_does_not_serve)
  if [[ $first ]]; then
    wait_for "it is $first's turn to join, before this pod; its state: ${state[$first]}"
  else
    start join
  fi
}

# One dead node, and everybody else is accounted for: then it is the one whose disk this pod has lost, or as good.
replace_in_turn() {
  local lost=${dead[0]} first unaccounted
  if (( ${#dead[@]} > 1 )); then
    wait_for "${#dead[@]} nodes of the ring are dead: $(describe "${dead[@]}"). Let them come back, or $(ways_out "${dead[@]}")"
    return
  fi
  unaccounted=$(not_accounted_for)
  first=$(first_before_who_does_not_serve "${entry_rack[$lost]}")
  if [[ $unaccounted ]]; then
    wait_for "the node at $(describe "$lost") is dead, and may be that of $(list "$unaccounted"), which must be heard from first." \
      "If it is not: $(ways_out "$lost")"
  elif [[ ${entry_rack[$lost]} != "$own_rack" ]]; then
    wait_for "the node at $(describe "$lost") is dead, and this pod is in $own_rack. A pod of ${entry_rack[$lost]} replaces it;" \
      "or, for a node that was scaled away and not decommissioned: nodetool removenode ${host_id[$lost]}"
  elif [[ $first ]]; then
    wait_for "it is $first's turn, before this pod, to replace the dead node at $lost; its state: ${state[$first]}"
  else
    start "replace $lost"
  fi
}

# first_before_who_does_not_serve [RACK]: of those before this pod. Who waits in another rack cannot replace a node of this one.
first_before_who_does_not_serve() {
  local pod
  for pod in "${members[@]}"; do
    if [[ ! ${before[$pod]-} || ${state[$pod]} == serving ]]; then continue; fi
    if [[ $# == 1 && ${rack[$pod]} != "$1" ]]; then continue; fi
    echo "$pod"
    return
  done
}

# Members that may be the dead node: all but those with an empty disk, and those that serve where the ring says.
not_accounted_for() {
  local pod
  for pod in "${members[@]}"; do
    case ${state[$pod]} in
      newcomer | unfinished) ;;
      serving) if [[ ! ${is_entry[${address[$pod]}]-} ]]; then echo "$pod"; fi ;;
      *) echo "$pod" ;;
    esac
  done
}

why_unknown() {
  local silent new unfinished sentence
  if (( ${#serves_at[@]} + ${#extra_at[@]} > 0 )); then
    silent=$(in_state silent)
    sentence="members serve CQL, but none reports on the ring: $unknown."
    if [[ $silent ]]; then sentence+=" This pod goes on by itself once others serve; silent: $(list "$silent")."; fi
    echo "$sentence If this pod's disk is lost${silent:+, and they do not come back}, name the node that it replaces," \
      "by its address in nodetool status: replaceNodes: { '$self': '<address>' }"
    return
  fi
  silent=$(in_state silent) new=$(in_state newcomer) unfinished=$(in_state unfinished)
  sentence='nobody serves CQL'
  if [[ $new ]]; then sentence+="; new like this pod: $(list "$new")"; fi
  if [[ $unfinished ]]; then
    sentence+="; $(list "$unfinished") began to join a ring and may hold its data:"
    sentence+=" if that ring is gone for good, delete the claims of $(list "$unfinished")"
  fi
  if [[ $silent ]]; then
    sentence+="; silent: $(list "$silent"); they are starting, or are down and may hold the ring's data:"
    sentence+=" if they are gone for good together with their disks, lower 'nodes' so that they are no longer members"
  fi
  if [[ $own_disk == unfinished ]]; then
    sentence+="; this pod's own disk may be that of a member, which only just joined:"
    sentence+=" if its log has said so ('Starting listening for CQL clients'), touch .joined beside its data, and it starts as one"
  fi
  if (( ${#extras[@]} > 0 )); then sentence+="; extra seeds, which must answer first: ${extras[*]}"; fi
  echo "$sentence"
}

in_state() {
  local pod
  for pod in "${members[@]}"; do
    if [[ ${state[$pod]} == "$1" ]]; then echo "$pod"; fi
  done
}

not_in() {
  local pod
  for pod in "${members[@]}"; do
    if [[ ${state[$pod]} != "$1" ]]; then echo "$pod"; fi
  done
}

# describe_moving ADDRESS STATE. Who joins is not in the ring yet, so that there is nothing to remove: the ring forgets it when it is gone.
describe_moving() {
  case $2 in
    BOOT | BOOT_REPLACE)
      echo "$1 joins ($2). If it is interrupted, it starts over by itself;" \
        'if its pod is gone for good, the ring forgets it within a minute or two'
      ;;
    *) echo "$1 is $2; if that node is gone for good: nodetool removenode, or nodetool assassinate" ;;
  esac
}

# list LINES: with commas.
list() {
  local text=${1//$'\n'/, }
  echo "${text:-none}"
}

# describe ADDRESS...
describe() {
  local at text=''
  for at; do text+="${text:+, }$at (${entry_rack[$at]}, host id ${host_id[$at]})"; done
  echo "$text"
}

# ways_out ADDRESS...: what an operator can do about dead nodes. Of several, it is for the operator to know which was this pod's.
ways_out() {
  local -a ids=()
  local at example=$1
  for at; do ids+=("${host_id[$at]}"); done
  if (( $# > 1 )); then example='<address>'; fi
  echo "name the one that this pod replaces, if its disk is lost: replaceNodes: { '$self': '$example' };" \
    "or, for a node that was scaled away and not decommissioned: nodetool removenode $(list "$(printf '%s\n' "${ids[@]}")")"
}

# A pod that leaves, and whose disk is no member's, does not join first.
why_not_leave() {
  local sentence="this pod is to leave, and its disk holds nothing to hand over: lower 'nodes' so that it is no longer a member"
  if [[ $own_disk != newcomer ]]; then
    sentence='this pod is to leave, and may have joined without being seen: let it stay until it serves CQL,'
    sentence+=" or, if nothing on its disk is wanted, lower 'nodes' so that it is no longer a member"
  fi
  if (( ${#dead[@]} > 0 )); then
    sentence+="; dead nodes of the ring, of which one may be its own: $(describe "${dead[@]}"): nodetool removenode"
  fi
  echo "$sentence"
}

wait_for() {
  echo "wait $*"
}

# start VERDICT [SEED]: with up to three that serve, the ones that stay first, and those of other datacenters. A newcomer is never its own
# seed, or it would join without fetching its data.
start() {
  local -a seeds=("${@:2}")
  local pod stays
  for stays in stays leaves; do
    for pod in "${members[@]}"; do
      if [[ ${part[$pod]} == "$stays" && ${state[$pod]} == serving ]] && (( ${#seeds[@]} < 3 )); then seeds+=("$pod"); fi
    done
  done
  seeds+=("${extras[@]}")
  echo "$1"
  echo "seeds ${seeds[*]}"
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then decide; fi
