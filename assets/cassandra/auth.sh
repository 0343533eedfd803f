#!/usr/bin/env bash
# The auth Job: brings the ring's roles to what the Secret says, and shuts the default superuser out. An attempt looks at what is there
# before each step, and may be killed anywhere: the next one begins at the beginning and finds the rest.
set -u -o pipefail
programs=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=common.sh
. "$programs/common.sh"
# shellcheck source=cql.sh
. "$programs/cql.sh"

AUTH_PATIENCE=${AUTH_PATIENCE:-300} # seconds with an answer that time may change, but seldom does
NO_SUPERUSER='the role of the Secret is let in, but is no superuser: as a superuser, ALTER ROLE … WITH SUPERUSER = true'

default_user=cassandra
declare +x user password # an environment that has these names must not hand them on
nodes=()                 # where the members that stay serve CQL
session='' door=''       # who is logged in (wanted, previous, default), and where
answer='' reason=''      # what the last `ask` got, or why it did not
turn=0                   # whom to ask first

give_up() {
  say "$*"
  exit 1
}

# For what time heals.
waiting() {
  say_once "$1"
  return 1
}

# For what only the operator heals, unless it was too early to tell.
stuck_on='' stuck_since=0
stuck() {
  if [[ $* != "$stuck_on" ]]; then stuck_on=$* stuck_since=$SECONDS; fi
  if (( SECONDS - stuck_since >= AUTH_PATIENCE )); then give_up "$*"; fi
  waiting "$*"
}

# A text, and a name, as CQL has them.
text() { printf "'%s'" "${1//\'/\'\'}"; }
name() { printf '"%s"' "${1//\"/\"\"}"; }

# ask WHO NODE: the CQL of standard input. 0 done; 1 the login is refused; 2 a statement is refused; 3 there was nobody to answer.
ask() {
  local who=$1 node=$2 file errors key=$SUPERUSER_PASSWORD status=0
  file=$(mktemp) || give_up 'cannot write to /tmp'
  if [[ $who == previous ]]; then key=$SUPERUSER_PREVIOUS; fi
  if [[ $who == default ]]; then
    answer=$(cql "$node" <(printf %s "$default_user") <(printf %s "$default_user") 2>"$file") || status=$?
  else
    answer=$(cql_as "$node" "$key" 2>"$file") || status=$?
  fi
  errors=$(<"$file")
  rm -f "$file"
  reason=$(explain "$errors")
  case $status:$reason in
    0:*) return 0 ;;
    1:*'and/or password are incorrect' | 1:*'is not permitted to log in') return 1 ;;
    2:*) if [[ $errors == *code=2[0-9][0-9][0-9]* ]]; then return 2; fi ;; # 1xxx is of the moment: nobody there, overloaded, too late
    78:*)
      printf '%s\n' "$errors" >&2
      exit 1
      ;;
  esac
  return 3
}

# What the server says, and nothing else of cqlsh's errors: they quote statements, and so a password.
explain() {
  local line='cqlsh does not say why'
  if [[ $1 == *message=\"* ]]; then
    line=${1#*message=\"} line=${line%%$'\n'*} line=${line%\"*}
  elif [[ $1 =~ (Last error: |gaierror: |OperationTimedOut|Unavailable|Timeout)[^$'\n']* ]]; then
    line=${BASH_REMATCH[0]}
  fi
  if [[ $password ]]; then line=${line//"$password"/…} line=${line//"${password//\'/\'\'}"/…}; fi
  printf %.300s "$line"
}

# Anew in each attempt: it may have been corrected.
know_secret() {
  if [[ ${RING_USERNAME:-} ]]; then user=$RING_USERNAME; else cql_read user "$SUPERUSER_NAME"; fi &&
    cql_read password "$SUPERUSER_PASSWORD" || exit 1
  if [[ $user == *\'* ]]; then
    give_up "the key '${SUPERUSER_NAME##*/}' of the superuser's Secret holds a single quote:" \
      'Cassandra 5.0 cannot create such a role; choose another name'
  elif [[ $user == "$default_user" && $password == "$default_user" ]]; then
    give_up "the superuser's Secret holds the name and the password that every Cassandra begins with: choose another password"
  fi
}

# A node that leaves is neither waited for nor asked.
everybody_serves() {
  local pod part address
  local -a missing=()
  nodes=()
  while read -r pod _ part; do
    if [[ $part != stays ]]; then continue; fi
    if address=$(serving "$pod"); then nodes+=("$address"); else missing+=("$pod"); fi
  done < <(members)
  if (( ${#missing[@]} )); then waiting "waiting for ${missing[*]} to serve CQL"
  elif (( ${#nodes[@]} == 0 )); then waiting 'waiting for a list of members in which somebody stays'
  fi
}

# The session is of the first superuser that is let in. A role can be missing on some of its replicas, and then nodes differ in whom they
# let in: an attempt asks up to three, the next one others. The nodes of other datacenters know the roles before ours hold any.
open_session() {
  local who node silent='' odd='' count new=${SUPERUSER_PASSWORD##*/} old=${SUPERUSER_PREVIOUS##*/}
  local -a everywhere some=() ways=(wanted)
  mapfile -t everywhere < <(printf '%s\n' "${nodes[@]}"; extra_seeds)
  for (( count = 0; count < 3 && count < ${#everywhere[@]}; count++ )); do some+=("${everywhere[(turn + count) % ${#everywhere[@]}]}"); done
  if [[ -s $SUPERUSER_PREVIOUS ]]; then ways+=(previous); fi
  for who in "${ways[@]}" default; do
    for node in "${some[@]}"; do
      has_power "$who" "$node"
      case $? in
        0) session=$who door=$node; return ;;
        1) ;;
        2) odd="its roles cannot be read: $reason" ;;
        4) if [[ $who == wanted ]]; then odd=$NO_SUPERUSER; fi ;;
        *) silent=$reason ;;
      esac
    done
  done
  (( turn += count ))
  if [[ $silent ]]; then waiting "waiting for a node to answer a login: $silent"
  elif [[ $odd ]]; then stuck "no superuser can log in: $odd"
  else stuck "no superuser can log in: neither that of the Secret, with '$new' or '$old', nor the default one." \
      "If the password is new, put the old one beside it as '$old'; if the user name is new, create that role as the old superuser"
  fi
}

# has_power WHO NODE: 0 is let in and is a superuser; 4 is let in and is none; otherwise as `ask`.
has_power() {
  local role=$user
  if [[ $1 == default ]]; then role=$default_user; fi
  ask "$1" "$2" <<<"LIST ROLES OF $(name "$role");" || return
  # role | super | login | options | datacenters: of the role, and of those it was granted. From the right, for a name may hold a bar.
  awk -F'|' 'NF >= 5 && $(NF - 3) ~ /True/ { found = 1 } END { exit found ? 0 : 4 }' <<<"$answer"
}

# order WHAT-FAILS: the CQL of standard input, in the session.
order() {
  ask "$session" "$door"
  case $? in
    0) ;;
    2) stuck "$1: $reason" ;;
    *) waiting "$1 yet: $reason" ;;
  esac
}

# One replica more at a time, and each is given all that there is before the next is added: so every quorum holds one that knows, and no
# login fails meanwhile. (From one to three at a stroke, two of three know nothing.) Fewer only where there are not so many nodes: as long
# as there are more replicas than nodes, no read of all of them can succeed, and no node can leave.
replicate() {
  local strategy most=${#nodes[@]} wished=$RING_AUTH_REPLICATION
  local -A replicas=()
  if (( wished > most )); then wished=$most; fi
  know_replication || return
  if [[ $strategy == SimpleStrategy ]] || (( ${replicas[$RING_DATACENTER]:-0} > most )); then
    if [[ $strategy == SimpleStrategy ]]; then by_datacenter || return; fi
    if (( ${replicas[$RING_DATACENTER]:-0} > most )); then replicas[$RING_DATACENTER]=$most; fi
    write_replication || return
  fi
  spread || return
  while (( ${replicas[$RING_DATACENTER]:-0} < wished )); do
    replicas[$RING_DATACENTER]=$(( ${replicas[$RING_DATACENTER]:-0} + 1 ))
    write_replication && spread || return
  done
}

# Into `strategy`, and `replicas` by datacenter.
know_replication() {
  local rest
  order 'how system_auth is replicated cannot be read' \
    <<<"SELECT JSON replication FROM system_schema.keyspaces WHERE keyspace_name = 'system_auth';" || return
  rest=$answer
  while [[ $rest =~ \"([^\"]*)\":\ \"([^\"]*)\"(.*) ]]; do
    replicas[${BASH_REMATCH[1]}]=${BASH_REMATCH[2]} rest=${BASH_REMATCH[3]}
  done
  strategy=${replicas[class]-unknown} strategy=${strategy##*.}
  unset 'replicas[class]'
  if [[ $answer == *\\* || $strategy != @(SimpleStrategy|NetworkTopologyStrategy) ]]; then
    give_up "system_auth has a replication strategy that is not supported here ($strategy):" \
      'ALTER KEYSPACE system_auth to NetworkTopologyStrategy'
  fi
}

# SimpleStrategy counts on through all datacenters. The first replica of a row is one of NetworkTopologyStrategy's
# too, wherever it is, if every datacenter has some.
by_datacenter() {
  local rest factor=${replicas[replication_factor]}
  order 'the datacenters cannot be listed' \
    <<<'SELECT JSON data_center FROM system.local; SELECT JSON data_center FROM system.peers_v2;' || return
  replicas=() rest=$answer
  while [[ $rest =~ \"data_center\":\ \"([^\"]*)\"(.*) ]]; do
    replicas[${BASH_REMATCH[1]}]=$factor rest=${BASH_REMATCH[2]}
  done
}

write_replication() {
  local datacenter map="{'class': 'NetworkTopologyStrategy'"
  while IFS= read -r datacenter; do
    map+=", $(text "$datacenter"): ${replicas[$datacenter]}"
  done < <(printf '%s\n' "${!replicas[@]}" | sort)
  order 'the replication of system_auth cannot be changed' <<<"ALTER KEYSPACE system_auth WITH replication = $map};" || return
  say "system_auth is replicated as $map}"
}

# A read that asks every replica gives each of them what it lacks before it answers.
spread() {
  local rest reads='CONSISTENCY ALL;' status=0
  order 'the tables of system_auth cannot be listed' \
    <<<"SELECT JSON table_name FROM system_schema.tables WHERE keyspace_name = 'system_auth';" || return
  rest=$answer
  while [[ $rest =~ \"table_name\":\ \"([^\"]*)\"(.*) ]]; do
    reads+=$'\n'"SELECT * FROM system_auth.$(name "${BASH_REMATCH[1]}");" rest=${BASH_REMATCH[2]}
  done
  order 'some replica cannot be given the roles' <<<"$reads" || status=$?
  answer='' # all hashes of passwords
  return "$status"
}

# The superuser of the Secret, let in with its password. A role that was there before may be no superuser, and has a password of its own;
# but Cassandra changes no password within five seconds of the last time, and its creation is one.
admit() {
  local role
  local +x secret
  role=$(name "$user") secret=$(text "$password")
  if [[ $session == wanted ]]; then return; fi
  if [[ $session == default && $user != "$default_user" ]]; then
    order 'the superuser cannot be created' < <(
      printf 'CREATE ROLE IF NOT EXISTS %s WITH PASSWORD = %s AND SUPERUSER = true AND LOGIN = true;\n' "$role" "$secret"
      printf 'ALTER ROLE %s WITH SUPERUSER = true AND LOGIN = true;\n' "$role"
    ) || return
    say 'the superuser of the Secret exists'
    if is_let_in; then return; fi
  fi
  order "the superuser's password cannot be changed" < <(printf 'ALTER ROLE %s WITH PASSWORD = %s;\n' "$role" "$secret") || return
  say 'the superuser has the password of the Secret'
  is_let_in || stuck "the superuser is not let in with its new password: $reason"
}

# A node remembers whom it refused for some seconds.
is_let_in() {
  local try
  for try in 1 2 3; do
    if (( try > 1 )); then pause "$RING_ROUND"; fi
    if has_power wanted "$door"; then
      session=wanted
      return
    fi
  done
  return 1
}

# Where the superuser of the Secret has that name, its new password is what shuts out those who know the old one.
shut_out_default() {
  local node
  if [[ $user != "$default_user" ]]; then
    order 'the default superuser cannot be shut out' \
      <<<"ALTER ROLE IF EXISTS $default_user WITH SUPERUSER = false AND LOGIN = false;" || return
  fi
  for node in "${nodes[@]}"; do
    ask default "$node" <<<'SELECT release_version FROM system.local;'
    case $? in
      1) ;;
      3) waiting "waiting for $node to refuse $default_user/$default_user: $reason" || return ;;
      *) stuck "$node still lets $default_user/$default_user in, though it was shut out:" \
        'does the authenticator of this cluster ask for passwords at all?' || return ;;
    esac
  done
}

attempt() {
  local replicated=yes
  know_secret
  everybody_serves && open_session || return
  replicate || replicated='' # the door is not left open until a node that is down comes back
  admit && shut_out_default && [[ $replicated ]]
}

# A Job that goes by an older configuration might never be let in.
superseded() {
  [[ ${JOB_NAME-} && -s $RING_DIR/auth-job && $(<"$RING_DIR/auth-job") != "$JOB_NAME" ]]
}

# The first process of a container does not end on a signal unless it says so.
trap 'exit 143' TERM INT
until attempt; do
  if superseded; then
    say "another Job does this now: $(<"$RING_DIR/auth-job")"
    exit 0
  fi
  pause "$RING_ROUND"
done
say "done: the superuser of the Secret can log in to every node, $default_user/$default_user to none"
