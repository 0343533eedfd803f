import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import * as fc from 'fast-check';
import { main } from '../../src/cli/main';
import { Manifest } from '../../src/manifest/manifest';
import { BUDGETS, OTHERS, REMOVED, RENAMED, SERVICES, STATEFUL_SETS } from '../support/upgrade-rows';

// Manifests that are nearly some: each row of the table, with something else in up to three places.

const ROWS = [STATEFUL_SETS, SERVICES, OTHERS, BUDGETS, RENAMED, REMOVED].flat().flatMap(([, pair]) => pair);
const OTHERWISE = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(null, '', 0, -1, [], {}, 'x', true, [null], [[]]));

/** With a value at the end of a way through maps and lists, which are counted. */
function changed(manifest: unknown, way: readonly number[], value: unknown): unknown {
  if (manifest === null || typeof manifest !== 'object' || way.length === 0) return value;
  const keys = Object.keys(manifest);
  const at = keys[way[0]! % keys.length];
  const inside = (key: string, each: unknown) => key === at ? changed(each, way.slice(1), value) : each;
  if (Array.isArray(manifest)) return manifest.map((each, i) => inside(String(i), each));
  return Object.fromEntries(Object.entries(manifest).map(([key, each]) => [key, inside(key, each)]));
}

const place = fc.tuple(fc.array(fc.nat(20), { minLength: 1, maxLength: 9 }), OTHERWISE);
const side = fc.tuple(fc.constantFrom(...ROWS), fc.array(place, { maxLength: 3 }))
  .map(([all, places]) => all.map(one => places.reduce<unknown>((manifest, [way, value]) => changed(manifest, way, value), one) as Manifest));
const form = fc.constantFrom('text', 'json', 'sarif', 'junit', 'github', 'markdown', 'plan');

test('diff says something of whatever it is given, in every form', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'half-'));
  const write = (name: string, items: readonly Manifest[]) => {
    writeFileSync(join(folder, name), JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
    return join(folder, name);
  };
  try {
    await fc.assert(fc.asyncProperty(side, side, form, async (before, after, format) => {
      let said = '';
      const [stdin, print] = [(async function* () { /* nothing */ })(), (text: string) => void (said += text)];
      const code = await main(['diff', write('old.json', before), write('new.json', after), '--format', format], { stdin, print, complain: print, coloured: false });
      expect([[0, 1, 2].includes(code), said !== '' || format === 'plan' || format === 'github']).toEqual([true, true]);
    }), { numRuns: 500 });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
