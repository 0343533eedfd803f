import { spawnSync } from 'child_process';
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { program, programs } from '../../src/cassandra/programs';

const ASSETS = join(__dirname, '..', '..', 'assets', 'cassandra');
const files = readdirSync(ASSETS);

test('every program is in the pods, or in the backup', () => {
  expect([...Object.keys(programs()), 'snapshot.sh'].sort()).toEqual(files.sort());
});

test.each(files)('%s goes into the pods with the comment at its head, and without the others', (name) => {
  const whole = readFileSync(join(ASSETS, name), 'utf8');
  const bare = program(name);
  expect(whole.startsWith(bare.slice(0, bare.search(/\n[^#]/)))).toBe(true);
  expect(bare.split('\n').slice(bare.split('\n').findIndex(line => !line.startsWith('#'))).filter(line => /^\s*#/.test(line))).toEqual([]);
  const code = (text: string) => text.split('\n').filter(line => !/^\s*(#.*)?$/.test(line));
  expect(code(bare)).toEqual(code(whole));
  expect(bare.endsWith('\n')).toBe(true);
});

test.each(files)('%s is a program still', (name) => {
  expect(spawnSync('bash', ['-n'], { input: program(name), encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
});

test('all of them fit into a ConfigMap that kubectl can apply, which remembers it in an annotation of 256 KiB', () => {
  expect(Buffer.byteLength(JSON.stringify(programs()))).toBeLessThan(60_000);
});
