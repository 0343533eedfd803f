import { spawnSync } from 'child_process';
import { existsSync, mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Manifest } from '../../src/manifest/manifest';
import { word } from '../../src/upgrade/ways/steps';
import { BUDGETS, OTHERS, REMOVED, RENAMED, SERVICES, STATEFUL_SETS } from '../support/upgrade-rows';
import { commands, found } from '../support/upgrades';
import { BY_HAND, isOne, printable } from '../support/ways';

// What is printed is pasted into a shell. That it leads where it says is shown on a real API server: test/e2e/upgrade.e2e.ts.

test('what no test runs is something that can be printed', () => {
  expect(Object.keys(BY_HAND).filter(each => !printable().includes(each))).toEqual([]);
});

test.each([['db', 'db'], ['pod/db-0', 'pod/db-0'], ['', "''"], ['-o', "'-o'"], ['a b', "'a b'"], ["a'b", "'a'\\''b'"], ['$(x)', "'$(x)'"], ['a;b', "'a;b'"]])('in a shell, %j is the word %s', (name, text) => {
  expect(word(name)).toBe(text);
});

const ROWS = [STATEFUL_SETS, SERVICES, OTHERS, BUDGETS, REMOVED, RENAMED].flat();

/** Every name of the rows is one that a shell would run. */
function hostile(manifest: Manifest, name: string): Manifest {
  return JSON.parse(JSON.stringify(manifest, (key, value: unknown) => (
    typeof value === 'string' && /^(name|namespace|serviceName|storageClassName|claimName|app)$/.test(key) ? `${value}${name}` : value
  ))) as Manifest;
}

test.each(['; touch pwned; ', '$(touch pwned)', '`touch pwned`', "'; touch pwned; '", '"; touch pwned; "', '\ntouch pwned\n', ' --all', '{{touch pwned}}', '../../pwned', '\u001b[2J'])('no name is run: %j', (name) => {
  const all = ROWS.flatMap(([, [before, after], , cluster]) => commands(before.map(each => hostile(each, name)), after.map(each => hostile(each, name)), cluster));
  expect(all.length).toBeGreaterThan(200);
  expect(all.filter(each => /[\u0000-\u001f]/.test(each))).toEqual([]); // eslint-disable-line no-control-regex
  const folder = mkdtempSync(join(tmpdir(), 'ways-'));
  try {
    const stubs = ['kubectl() { for word in "$@"; do [ "$word" != --all ] || touch pwned; done; }', 'xargs() { :; }', 'sleep() { :; }', 'grep() { :; }'].join('\n');
    const { status, stderr } = spawnSync('bash', ['-u'], { cwd: folder, input: `${stubs}\n${all.join('\n')}\n`, encoding: 'utf8' });
    expect([status, stderr, existsSync(join(folder, 'pwned')), existsSync(join(folder, '..', '..', 'pwned.json'))]).toEqual([0, '', false, false]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('nothing that would move the cursor is said', () => {
  const all = ROWS.flatMap(([, [before, after], , cluster]) => found(before.map(each => hostile(each, '\u001b[2J')), after.map(each => hostile(each, '\u001b[2J')), cluster));
  expect(all.flatMap(({ steps }) => steps).filter(({ command, see, back }) => /\u001b/.test(command + see + back))).toEqual([]); // eslint-disable-line no-control-regex
});

test('a command is known by the text that it is made of', () => {
  expect([isOne('kubectl delete statefulset db --cascade=orphan', 'kubectl delete … --cascade=orphan'), isOne('kubectl get pods', 'kubectl delete … --cascade=orphan')]).toEqual([true, false]);
});
