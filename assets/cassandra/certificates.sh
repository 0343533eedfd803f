#!/usr/bin/env bash
# shellcheck disable=SC2034 # what is set here is read by the program that sources this file
# Sourced, after common.sh: whether Cassandra can read the certificates. It ends where it cannot, and starts where others will turn it away:
# a roll-out would take down one node after another for a Secret that was changed long before.

# The kubelet brings a Secret that is mended into the pod as it runs. Nothing to wait for without TLS.
# `waited` says that what was decided before may be stale.
wait_for_certificates() {
  local fault
  if [[ ! -d $TLS_DIR ]]; then return; fi
  while take_certificates; fault=$(fault_of_certificates) && [[ $fault ]]; do
    say_once "not starting: $fault. Correct the Secret: the change arrives here within a minute or two"
    pause "$RING_ROUND"
    waited=yes
  done
}

# Cassandra takes its private key and its certificates from one file. Where the Secret has two, that one is made of them, in memory. All of
# one Secret, which may be changed meanwhile: its files are behind one link. What is the same is left alone:
# Cassandra reads again what looks new.
take_certificates() {
  local from key chain authority
  if [[ ! -d $TLS_PARTS ]]; then return; fi
  from=$(readlink -e "$TLS_PARTS/..data" || echo "$TLS_PARTS")
  { key=$(<"$from/tls.key") && chain=$(<"$from/tls.crt") && authority=$(<"$from/ca.crt"); } 2>/dev/null || return
  replace tls-combined.pem "$key"$'\n'"$chain" && replace ca.crt "$authority"
}

# replace NAME TEXT
replace() {
  if [[ -e $TLS_DIR/$1 && $(<"$TLS_DIR/$1") == "$2" ]]; then return; fi
  (umask 027 && printf '%s\n' "$2" >"$TLS_DIR/.$1") && mv -f "$TLS_DIR/.$1" "$TLS_DIR/$1"
}

# Nothing where there is none.
fault_of_certificates() {
  local file=$TLS_DIR/tls-combined.pem part
  if [[ -d $TLS_PARTS ]]; then
    for part in tls.key tls.crt ca.crt; do
      if [[ ! -s $TLS_PARTS/$part ]]; then
        echo "there is no $TLS_PARTS/$part, and the Secret must have it"
        return
      fi
    done
  fi
  if [[ ! -s $TLS_DIR/ca.crt ]]; then
    echo "there is no $TLS_DIR/ca.crt, the certificate of the authority; an issuer that does not give one, such as ACME, will not do"
  elif ! begins CERTIFICATE "$TLS_DIR/ca.crt"; then
    echo "there is no certificate in $TLS_DIR/ca.crt"
  elif [[ ! -s $file ]]; then
    echo "there is no $file, the private key and its certificates"
  elif ! begins '([A-Z0-9]+ )*PRIVATE KEY' "$file"; then
    echo "there is no private key in $file"
  elif [[ ${BASH_REMATCH[1]} ]]; then
    echo "Java does not read the private key in $file, which begins with '-----BEGIN ${BASH_REMATCH[1]}PRIVATE KEY-----':" \
      'openssl pkcs8 -topk8 -nocrypt -in old.key -out node.key, and node.key in its place'
  elif ! begins CERTIFICATE "$file"; then
    echo "there is no certificate in $file, after its private key"
  elif must_be_valid; then
    why_expired "$file"
  fi
}

# begins WHAT FILE: what it says there of the first such block is in BASH_REMATCH.
begins() {
  local line
  while IFS= read -r line || [[ $line ]]; do
    if [[ ${line%$'\r'} =~ ^-----BEGIN\ $1-----$ ]]; then return 0; fi
  done <"$2"
  return 1
}

# Where plain is understood, a certificate that has run out is no reason to stay away.
must_be_valid() {
  [[ ${RING_TLS:-} == required ]] || grep -qs '^server_encryption_options: .*"optional":false' "$RING_DIR/overrides"
}

why_expired() {
  local end
  if end=$(not_after "$1" 2>/dev/null) && (( end <= $(date +%s) )); then
    echo "the certificate in $1 was valid until $(date -u -d "@$end" +%Y-%m-%dT%H:%M:%SZ), and clients and nodes will turn this node away"
  fi
}

# not_after FILE: the end of its first certificate, in seconds of Unix; fails where that cannot be read. The image may be without openssl:
# this walks through the certificate as X.509 lays it out, to the second of the two times of its validity.
not_after() {
  local at=0 size tag time
  local -a der
  # shellcheck disable=SC2207 # numbers
  der=($(sed -n '/^-----BEGIN CERTIFICATE-----/,/^-----END CERTIFICATE-----/p; /^-----END CERTIFICATE-----/q' "$1" |
    grep -v '^-' | base64 -di | od -An -v -tu1))
  enter # the certificate
  enter # what is signed of it
  if (( der[at] == 0xa0 )); then skip; fi # the version
  skip # the number
  skip # the algorithm
  skip # the issuer
  enter # the validity
  skip # from
  tag=${der[at]}
  enter # until
  if (( tag != 23 && tag != 24 )); then return 1; fi
  printf -v time '\\%03o' "${der[@]:at:size}"
  printf -v time '%b' "$time"
  if (( tag == 23 )); then time=20$time; fi # with two digits of the year
  [[ $time =~ ^([0-9]{8})([0-9]{2})([0-9]{2})([0-9]{2})Z$ ]] || return
  date -u -d "${BASH_REMATCH[1]} ${BASH_REMATCH[2]}:${BASH_REMATCH[3]}:${BASH_REMATCH[4]}" +%s
}

# To the content of what begins at `at`; `size` is how long it is.
enter() {
  local more
  size=${der[at + 1]}
  (( at += 2 ))
  if (( size < 128 )); then return; fi
  more=$(( size - 128 )) size=0
  for (( ; more > 0; more-- )); do (( size = size * 256 + der[at], at += 1 )); done
}

# To what comes after it.
skip() {
  enter
  (( at += size ))
}
