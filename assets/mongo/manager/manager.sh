#!/usr/bin/env bash
# Becomes the manager of the mongod beside it. mongosh is told first to write nothing down: its log would hold every command.
set -u -o pipefail
programs=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
settings=$HOME/.mongodb/mongosh

umask 077
if ! { mkdir -p "$settings" &&
  printf '%s\n' '{"disableLogging":true,"enableTelemetry":false,"historyLength":0,"updateURL":""}' >"$settings/config"; }; then
  echo "cannot write $settings/config, without which mongosh would keep a log" >&2
  exit 1
fi
export MONGO_PROGRAMS=$programs
exec mongosh --nodb --norc --quiet "$programs/manager.js"
