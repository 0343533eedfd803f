import { readdirSync } from 'fs';
import { join } from 'path';
import { programs } from '../../src/cassandra/programs';

const files = readdirSync(join(__dirname, '..', '..', 'assets', 'cassandra'));

test('every program is in the pods, or in the backup', () => {
  expect([...Object.keys(programs()), 'snapshot.sh'].sort()).toEqual(files.sort());
});

test('all of them fit into a ConfigMap that kubectl can apply, which remembers it in an annotation of 256 KiB', () => {
  expect(Buffer.byteLength(JSON.stringify(programs()))).toBeLessThan(80_000);
});
