#!/usr/bin/env bash
# Liveness probe of an arbiter: its port is open, and its certificates are those that it was started with.
# It has no data to lose by starting anew.
set -u
# shellcheck source=common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# shellcheck disable=SC2016 # expanded by the other bash
if ! timeout "${MONGO_CONNECT:-2}" bash -c ': <>"/dev/tcp/127.0.0.1/$0"' "$MONGO_PORT" 2>/dev/null; then
  echo "nothing listens on port $MONGO_PORT"
  exit 1
fi
if [[ -e $TLS_SUMS ]] && ! sha256sum --check --status "$TLS_SUMS"; then
  echo 'its certificates are no longer those that it was started with'
  exit 1
fi
