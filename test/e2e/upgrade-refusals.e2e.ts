import * as fc from 'fast-check';
import { Api, each } from './support/api';
import { eventually, get, kubectl, Namespaces } from './support/kubectl';
import { Manifest } from '../../src/manifest/manifest';
import { minorVersion } from '../../src/upgrade/cluster';
import { FieldChange } from '../../src/upgrade/finding';
import { judged } from '../../src/upgrade/judges';
import { compared } from '../../src/upgrade/pairs';
import { differences } from '../../src/upgrade/state/differences';
import { LAST_APPLIED, settled } from '../../src/upgrade/state/settled';
import { pairOf } from '../../src/upgrade/upgrade';
import { changes, Pair } from '../support/changes';

// What the upgrade check calls refused, held against a real API server: refused there, and nothing else.

const SECONDS = 1000;
const PAIRS = Number(process.env.E2E_PAIRS ?? 2000);
const seed = Number(process.env.E2E_SEED ?? 34);

const namespaces = new Namespaces();
let namespace: string;
let api: Api;
let minor: number;
let classes: readonly Manifest[];
let fixed: Manifest;

beforeAll(async () => {
  api = await Api.start();
  minor = minorVersion(JSON.parse((await kubectl(['version', '-o', 'json'])).stdout).serverVersion)!;
  namespace = await namespaces.fresh();
  fixed = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: `${namespace}-fixed` }, provisioner: 'kubernetes.io/host-path', volumeBindingMode: 'Immediate' };
  expect((await api.apply(fixed)).ok).toBe(true);
  classes = (await get('storageclasses')).items;
}, 60 * SECONDS);
afterAll(async () => {
  await api.delete(fixed);
  api.stop();
  await namespaces.remove();
}, 60 * SECONDS);

const said = ({ body }: { readonly body: Manifest }) => String(body.message).slice(0, 300);

/** What differs, as it is written. */
const inShort = ({ before, after }: Pair) => differences(before, after).map(({ path, before: was, after: is }) => `  ${path}: ${JSON.stringify(was)} -> ${JSON.stringify(is)}`);

/** With kubectl's note of what it was applied with. */
function noted(there: Manifest, applied: Manifest): Manifest {
  return { ...there, metadata: { ...there.metadata, annotations: { ...there.metadata.annotations, [LAST_APPLIED]: JSON.stringify(applied) } } };
}

/** Server-side apply does not take null for an order to take away: that is put to kubectl. */
const hasNull = (manifest: Manifest) => JSON.stringify(manifest).includes(':null');

function drawn(): Pair[] {
  return fc.sample(changes.filter(({ after }) => !hasNull(after)), { numRuns: PAIRS, seed }).map(({ before, after }, i) => {
    const named = (manifest: Manifest): Manifest => {
      const text = JSON.stringify({ ...manifest, metadata: { ...manifest.metadata, name: `r-${i}`, namespace } });
      return JSON.parse(text.replace('"storageClassName":"fixed"', `"storageClassName":"${fixed.metadata.name}"`)) as Manifest;
    };
    return { before: named(before), after: named(after) };
  });
}

const effectsOf = (before: Manifest, after: Manifest) => judged(compared([before], [after], { minor, apply: '', objects: classes })).map(({ effect }) => effect);

/** Numbers and addresses that the server hands out, nobody foretells. */
function withoutNumbers(manifest: Manifest): Manifest {
  if (manifest.kind !== 'Service') return manifest;
  const { clusterIP, ipFamilies: _, healthCheckNodePort: __, ports = [], ...spec } = manifest.spec;
  return { ...manifest, spec: { ...spec, ...clusterIP === 'None' && { clusterIP }, ports: ports.map(({ nodePort: ___, ...port }: Manifest) => port) } };
}

/** The fields that are said to change are those that do. */
function mispredicted(there: Manifest, before: Manifest, after: Manifest, became: Manifest): string[] {
  const told = (all: readonly FieldChange[]) => all.map(({ path, after: is }) => `${path}: ${JSON.stringify(is)}`).sort();
  const [foretold, real] = [told(pairOf(noted(withoutNumbers(there), before), after).fields), told(differences(settled(withoutNumbers(there)), settled(withoutNumbers(became))))];
  const [wrong, missed] = [foretold.filter(line => !real.includes(line)), real.filter(line => !foretold.includes(line))];
  return [...wrong.map(line => `does not change: ${line}`), ...missed.map(line => `changes, too: ${line}`)];
}

/** What the check says of a pair must be what the server does, however much it knows of what is there. */
async function disagreements({ before, after }: Pair): Promise<{ kind: string; taken: boolean; problems: string[] }> {
  const made = await api.apply(before);
  if (!made.ok) return { kind: before.kind, taken: false, problems: [`the old one is refused: ${said(made)}`] };
  const there = await bound(made.body);
  const answer = await api.apply(after, true);
  await api.delete(before);
  const known: [string, Manifest][] = [['two manifests', before], ['a cluster that says what was applied', noted(there, before)], ['a cluster that does not', there]];
  const problems = known.flatMap(([how, old]) => {
    const effects = effectsOf(old, after);
    const unknown = old === before && effects.includes('unknown');
    if (unknown || effects.includes('refused') !== answer.ok) return [];
    return [`${how}: called ${effects.join(', ') || 'no change'}, and ${answer.ok ? 'taken' : `refused: ${said(answer)}`}`];
  });
  return { kind: before.kind, taken: answer.ok, problems: answer.ok ? [...problems, ...mispredicted(there, before, after, answer.body)] : problems };
}

test(`of ${PAIRS} random changes the API server refuses those that are called refused, and no other (E2E_SEED=${seed})`, async () => {
  const pairs = drawn();
  const found = await each(pairs, disagreements);
  const counts = new Map<string, number>();
  for (const { kind, taken } of found) counts.set(`${kind} ${taken ? 'taken' : 'refused'}`, (counts.get(`${kind} ${taken ? 'taken' : 'refused'}`) ?? 0) + 1);
  console.info([...counts].sort().map(([key, count]) => `${key}: ${count}`).join(', '));
  const wrong = found.flatMap(({ problems }, i) => problems.length === 0 ? [] : [[...problems, ...inShort(pairs[i]!)].join('\n')]);
  expect(wrong).toEqual([]);
}, 1200 * SECONDS);

/** A claim that is not bound yet can be changed in nothing. */
async function bound(made: Manifest): Promise<Manifest> {
  if (made.kind !== 'PersistentVolumeClaim') return made;
  const { body } = await eventually(() => api.get(made), reply => reply.body.status.phase === 'Bound');
  return body;
}
