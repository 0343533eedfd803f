#!/usr/bin/env bash
# shellcheck disable=SC2034 # what is set here is read by the programs that source this file
# Sourced: where things are, and how a program speaks.

DB_DIR=${DB_DIR:-/data/db}
MONGOD_DIR=${MONGOD_DIR:-/run/mongod} # in memory, and only mongod's container sees it
MANAGER_DIR=${MANAGER_DIR:-/run/manager} # what mongod's container and its manager's tell each other
KEYFILE=${KEYFILE:-/run/keyfile/keyfile}
TLS_DIR=${TLS_DIR:-/run/tls}
TLS_PARTS=${TLS_PARTS:-/run/tls-parts} # the Secret, where private key and certificates are two files in it
MONGO_PORT=${MONGO_PORT:-27017}
MONGO_REMIND=${MONGO_REMIND:-60} # seconds between two times that the same is said

TLS_SUMS=$MONGOD_DIR/tls.sha256 # of the certificates that an arbiter was started with

say() {
  printf '%s %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$*" >&2
}

fail() {
  say "$*"
  exit 1
}

# say_once SENTENCE...: when it is another than before, and then once in MONGO_REMIND seconds.
said='' said_at=0
say_once() {
  if [[ $* != "$said" ]] || (( SECONDS - said_at >= MONGO_REMIND )); then
    said=$* said_at=$SECONDS
    say "$*"
  fi
}

# pause SECONDS: unlike a bare sleep, a signal ends it at once.
pause() {
  sleep "$1" &
  wait $!
}
