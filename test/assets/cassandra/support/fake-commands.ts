import { chmodSync, mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';

/** What the programs call in the image, as far as they see it. Everything they know is in files of the folder $FAKES. */
const COMMANDS: Record<string, string> = {
  // dns/<name>: its addresses; a name without a file does not resolve. dns/.slow: seconds before any answer. As the kubelet writes the pod's own
  // name into its hosts file, that one resolves always, unless it is DNS that is meant.
  getent: `#!/usr/bin/env bash
if [[ -e $FAKES/dns/.slow ]]; then sleep "$(<"$FAKES/dns/.slow")"; fi
if [[ $1 == -s ]]; then shift 2; elif [[ $2 == "$POD_NAME".* ]]; then printf '%s STREAM\\n' "$POD_IP"; exit; fi
if [[ $2 == 127.* ]]; then printf '%s STREAM\\n%s DGRAM\\n' "$2" "$2"; exit; fi
[[ -e $FAKES/dns/$2 ]] || exit 2
while read -r address; do printf '%s STREAM %s\\n%s DGRAM\\n' "$address" "$2" "$address"; done <"$FAKES/dns/$2"
`,
  // cql/<address>: the answer of the node there. logins: \`<user> <password>\` lines; without the file no login is asked for. cqlsh.error: with what everybody fails.
  cqlsh: `#!/usr/bin/env bash
host=\${*: -2:1} user='' password=''
while (( $# > 0 )); do
  if [[ $1 == --credentials && -r $2 ]]; then while IFS= read -r line; do
    case $line in 'username = '*) user=\${line#* = } ;; 'password = '*) password=\${line#* = } ;; esac
  done <"$2"; fi
  shift
done
cat >/dev/null
echo "$host $user" >>"$FAKES/cqlsh.log"
if [[ -e $FAKES/logins ]] && ! grep -qxF "$user $password" "$FAKES/logins"; then
  echo "Connection error: ('Unable to connect to any servers', {'$host:9042': AuthenticationFailed('Failed to authenticate: Error from server: code=0100 [Bad credentials]')})" >&2
  exit 1
fi
if [[ -e $FAKES/cqlsh.error ]]; then cat "$FAKES/cqlsh.error" >&2; exit 1; fi
if [[ ! -e $FAKES/cql/$host ]]; then echo "Connection error: ('Unable to connect to any servers', {'$host:9042': ConnectionRefusedError})" >&2; exit 1; fi
cat "$FAKES/cql/$host"
`,
  // nodetool.fails: the commands that fail. nodetool.<command>: what it prints, and before that nodetool.<command>.<pod>. nodetool.log: who called it, and with what.
  nodetool: `#!/usr/bin/env bash
echo "$POD_NAME $* HOME=$HOME\${MAX_HEAP_SIZE+ MAX_HEAP_SIZE}\${JVM_OPTS+ JVM_OPTS}\${JVM_EXTRA_OPTS+ JVM_EXTRA_OPTS}" >>"$FAKES/nodetool.log"
if [[ -e $FAKES/nodetool.$1.$POD_NAME ]]; then cat "$FAKES/nodetool.$1.$POD_NAME"; elif [[ -e $FAKES/nodetool.$1 ]]; then cat "$FAKES/nodetool.$1"; else echo "output of nodetool $1"; fi
[[ ! -e $FAKES/nodetool.fails ]] || ! grep -qx "$1" "$FAKES/nodetool.fails"
`,
  // Says with what it was started; stays where $FAKES/cassandra.stays is there.
  cassandra: `#!/usr/bin/env bash
printf '%s\\n' "args $*" "conf $CASSANDRA_CONF" "heap $MAX_HEAP_SIZE" "options $JVM_EXTRA_OPTS"
if [[ -e $FAKES/cassandra.stays ]]; then exec sleep 600; fi
`,
  // The question after the Service, which is asked time and again and so without a Node: it is there as long as a pod of its has a name; dns/.silent: no answer.
  python3: `#!/usr/bin/env bash
if [[ $1 != -c ]]; then exec '${process.execPath}' "\${BASH_SOURCE[0]%/*}/words" "\${@:2}"; fi
if [[ -e $FAKES/dns/.silent ]]; then exit 2; fi
names=("$FAKES"/dns/*"\${*: -1}")
[[ -e \${names[0]} ]]
`,
  // In the place of word.py: ADDRESS PORT FOLDER COMMAND...
  words: `
const { existsSync, readFileSync, statSync } = require('fs');
const [, , address, port, folder, command, ...args] = process.argv;
require('http').createServer((request, response) => {
  const [, host, word] = request.url.split('/');
  const file = folder + request.url;
  const end = (status, text) => { response.writeHead(status); response.end(text); };
  if (!existsSync(folder + '/' + host)) return end(404);
  if (word !== 'ring') return existsSync(file) && statSync(file).isFile() ? end(200, readFileSync(file)) : end(404);
  require('child_process').execFile(command, args, (error, stdout) => (error ? end(503) : end(200, stdout)));
}).listen(Number(port), address);
`,
};

/** Puts them into a folder, for the front of the PATH. */
export function fakeCommands(folder: string): string {
  mkdirSync(folder);
  for (const [name, text] of Object.entries(COMMANDS)) {
    writeFileSync(join(folder, name), text);
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}
