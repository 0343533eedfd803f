import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Outcome, sourced } from './support/sourced';

const root = mkdtempSync(join(tmpdir(), 'version-'));
afterAll(() => rmSync(root, { recursive: true }));

const REPAIR = 'num_tokens: 16\nauto_repair: {"enabled":true}\n';
/** How often it waited, up to a third time. */
function run(overrides: string, env: Record<string, string>): Outcome {
  writeFileSync(join(root, 'overrides'), overrides);
  return sourced(['common.sh', 'version.sh'], 'rounds=0; pause() { if (( ++rounds == 3 )); then echo "$waited"; exit 3; fi; }; wait_for_the_version', { RING_DIR: root, ...env });
}

test.each(['5.0.8', '5.0.9', '5.0.10', '5.1.0', '5.1', '5.1-alpha1', '6.0', '10.0.0', '5.0.8-1', '5.0.08', '5.0.8.3'])('Cassandra %s repairs by itself', (CASSANDRA_VERSION) => {
  expect(run(REPAIR, { CASSANDRA_VERSION })).toEqual({ status: 0, printed: '', said: '' });
});

test.each(['5.0.7', '5.0.0', '5.0', '5.0-beta1', '4.1.12', '4.9', '0.0.9'])('Cassandra %s does not, and the pod waits, and says so once', (CASSANDRA_VERSION) => {
  expect(run(REPAIR, { CASSANDRA_VERSION })).toEqual({
    status: 3,
    printed: 'yes\n',
    said: `not starting: this image has Cassandra ${CASSANDRA_VERSION}, and 'repairEvery' needs 5.0.8: set 'image' to a full version number, or pull the image again on this machine, and delete this pod\n`,
  });
});

test.each<[Record<string, string>]>([[{}], [{ CASSANDRA_VERSION: '' }], [{ CASSANDRA_VERSION: 'latest' }], [{ CASSANDRA_VERSION: '5' }], [{ CASSANDRA_VERSION: 'v5.0.1' }]])('an image that does not say what it is goes on: %j', env =>
  expect(run(REPAIR, env)).toEqual({ status: 0, printed: '', said: '' }));

test.each(['', 'num_tokens: 16\n', 'x: {"auto_repair": 1}\n', 'auto_repair_other: 1\n'])('where nobody repairs, any will do: %j', overrides =>
  expect(run(overrides, { CASSANDRA_VERSION: '5.0.1' })).toEqual({ status: 0, printed: '', said: '' }));
