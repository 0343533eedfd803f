#!/usr/bin/env bash
# Before mongod stops: asks the manager beside it whether the others have a majority without it, and waits until they have, for a while.
# MONGO_PATIENCE  seconds; then it stops all the same, for the pod is killed in the end
set -u
programs=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=common.sh
. "$programs/common.sh"

: >"$MANAGER_DIR/stopping"
deadline=$(( SECONDS + MONGO_PATIENCE ))
until bash "$programs/young.sh" "$MANAGER_DIR/may-stop" 30 >/dev/null || (( SECONDS >= deadline )); do sleep 1; done
