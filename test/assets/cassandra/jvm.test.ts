import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { sourced } from './support/sourced';

const bin = mkdtempSync(join(tmpdir(), 'jvm-'));
afterAll(() => rmSync(bin, { recursive: true }));

/** On a machine with so many processors. */
function options(machine: number, env: Record<string, string>): string {
  writeFileSync(join(bin, 'nproc'), `#!/usr/bin/env bash\necho ${machine}\n`);
  chmodSync(join(bin, 'nproc'), 0o755);
  const { status, printed, said } = sourced(['jvm.sh'], 'own_options', { PATH: `${bin}:${process.env.PATH}`, ...env });
  expect([status, said]).toEqual([0, '']);
  return printed;
}

const ALWAYS = '-XX:+ExitOnOutOfMemoryError -XX:-HeapDumpOnOutOfMemoryError';

// [processors of the machine, requested, what the JVM is told of]
test.each<[number, string, string]>([
  [96, '1', ' -XX:ActiveProcessorCount=2'],
  [96, '4', ' -XX:ActiveProcessorCount=8'],
  [9, '4', ' -XX:ActiveProcessorCount=8'],
  [8, '4', ''],
  [4, '4', ''],
  [2, '1', ''],
  [1, '1', ''],
  [96, '0', ''],
  [96, '', ''],
])('the JVM ends when it is out of memory, and of %i processors with %j requested it takes%s', (machine, RING_PROCESSORS, told) => {
  expect(options(machine, { RING_PROCESSORS })).toBe(`${ALWAYS}${told}\n`);
});

test('it takes all processors where nobody has requested any', () => expect(options(96, {})).toBe(`${ALWAYS}\n`));
