#!/usr/bin/env bash
# Before the manager stops: where the whole pod does, mongod needs it until it is gone itself.
set -u
# shellcheck source=common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

listens() {
  # shellcheck disable=SC2016 # expanded by the other bash
  timeout 2 bash -c ': <>"/dev/tcp/127.0.0.1/$0"' "$MONGO_PORT" 2>/dev/null
}

# Both containers are told at the same time; where only this one is to start anew, nobody says so.
for (( i = 0; i < ${MONGO_HEAR:-5}; i++ )); do
  if [[ -e $MANAGER_DIR/stopping ]]; then break; fi
  sleep 1
done
while [[ -e $MANAGER_DIR/stopping ]] && listens; do sleep 1; done
