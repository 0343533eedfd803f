#!/usr/bin/env bash
# Prints the nodes of this datacenter as this node sees them, `<address> <state> <host id>`: UN is up, D… down, `?…` neither. By nodetool,
# which takes a second or two of a processor. Fails where it tells nothing.
set -u -o pipefail
# shellcheck source=common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

node_tool 60 status 2>/dev/null | awk -v own="$RING_DATACENTER" '
  $1 == "Datacenter:" { ours = $2 == own }
  ours && /^[UD?][NLJM] / {
    id = "unknown"
    for (i = 3; i <= NF; ++i) if ($i ~ /^[0-9a-f]+-[0-9a-f]+-[0-9a-f]+-[0-9a-f]+-[0-9a-f]+$/) id = $i
    print $2, $1, id
    ++nodes
  }
  END { exit nodes == 0 }'
