import * as fc from 'fast-check';
import { Api, each } from './support/api';
import { eventually, get, kubectl, Namespaces, toYaml, tryKubectl } from './support/kubectl';
import { Manifest } from '../../src/manifest/manifest';
import { minorVersion } from '../../src/upgrade/cluster';
import { FieldChange } from '../../src/upgrade/finding';
import { judged } from '../../src/upgrade/judges';
import { compared } from '../../src/upgrade/pairs';
import { differences } from '../../src/upgrade/state/differences';
import { LAST_APPLIED, settled } from '../../src/upgrade/state/settled';
import { pairOf } from '../../src/upgrade/upgrade';
import { changes, Pair } from '../support/changes';
import { BUDGETS, OTHERS, SERVICES, STATEFUL_SETS } from '../support/upgrade-rows';

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

function drawn(): Pair[] {
  return fc.sample(changes, { numRuns: PAIRS, seed }).map(({ before, after }, i) => {
    const named = (manifest: Manifest): Manifest => {
      const text = JSON.stringify({ ...manifest, metadata: { ...manifest.metadata, name: `r-${i}`, namespace } });
      return JSON.parse(text.replace('"storageClassName":"fixed"', `"storageClassName":"${fixed.metadata.name}"`)) as Manifest;
    };
    return { before: named(before), after: named(after) };
  });
}

const BY_KUBECTL = 300;

/** What an API server does not take as it stands in the table, and why. */
const NOT_ASKED: Readonly<Record<string, string>> = {
  'a class of attributes': 'the claim would have to be bound, to a volume of a driver that has such classes',
  'no class of attributes': 'the same',
  'a data source, and the same as a reference': 'the claim would have to be bound',
  'an address becomes None': 'addresses are those of the cluster',
  'the first family of a headless one': 'the cluster would have to have both families',
  'the second family taken away': 'the same',
  'the second family taken away, and that there are two': 'the same',
  "another's object of a name that Kubernetes has": 'the server does not have the kind',
  'an object of a kind that Kubernetes does not have': 'the same',
  'the scope of a kind': 'the definition is none without its schema',
  'the versions of a kind': 'the same',
};

describe('by kubectl', () => {
  interface Case {
    readonly title: string;
    readonly before: readonly Manifest[];
    readonly after: readonly Manifest[];
  }
  const rows = [...STATEFUL_SETS, ...SERVICES, ...OTHERS, ...BUDGETS]
    .filter(([title, [before], , cluster]) => before.length > 0 && cluster === undefined && !Object.hasOwn(NOT_ASKED, title));
  const drawings = fc.oneof(changes.filter(({ after }) => JSON.stringify(after).includes(':null')), changes);
  const cases: readonly Case[] = [
    ...rows.map(([title, [before, after]]) => ({ title, before, after })),
    ...fc.sample(drawings, { numRuns: BY_KUBECTL, seed }).map((pair, i) => ({ title: `drawing ${i}`, before: [pair.before], after: [pair.after] })),
  ];
  let placed: readonly Case[];
  let there: readonly Manifest[][];
  let taken: ReadonlySet<string | undefined>;
  let complaints: readonly string[];

  /** As `kubectl -o name` calls it. */
  const key = ({ kind, metadata }: Manifest) => `${String(kind).toLowerCase()}/${metadata.name}`;
  const inPlace = (manifest: Manifest, i: number): Manifest => {
    const text = JSON.stringify({ ...manifest, metadata: { ...manifest.metadata, name: `${manifest.metadata.name}-k${i}`, namespace } });
    return JSON.parse(text.replaceAll(/"storageClassName":"(fast|fixed|slow)"/g, (_, name) => `"storageClassName":"${name === 'fast' ? 'standard' : fixed.metadata.name}"`)) as Manifest;
  };

  beforeAll(async () => {
    placed = cases.map(({ title, before, after }, i) => ({ title, before: before.map(one => inPlace(one, i)), after: after.map(one => inPlace(one, i)) }));
    const old = toYaml(placed.flatMap(({ before }) => before));
    await kubectl(['apply', '-f', '-'], old);
    there = await each(placed, ({ before }) => Promise.all(before.map(async one => bound((await api.get(one)).body))));
    const answer = await tryKubectl(['apply', '--dry-run=server', '-o', 'name', '-f', '-'], toYaml(placed.flatMap(({ after }) => after)));
    await kubectl(['delete', '--wait=false', '-f', '-'], old);
    taken = new Set(answer.stdout.split('\n').map(line => line.replace(/\.[^/]*/, '')));
    complaints = answer.stderr.split('\n');
  }, 600 * SECONDS);

  test.each(cases.map(({ title }, i) => [title, i] as const))('refused or not: %s', (_title, i) => {
    const { before, after } = placed[i]!;
    const refused = after.filter(one => !taken.has(key(one)));
    const why = complaints.filter(line => after.some(({ metadata }) => line.includes(`"${metadata.name}"`)));
    for (const old of [before, there[i]!]) {
      const effects = judged(compared(old, after, { minor, apply: '', objects: classes })).map(({ effect }) => effect);
      if (old === before && effects.includes('unknown')) continue;
      expect({ refused: effects.includes('refused'), effects, why }).toEqual({ refused: refused.length > 0, effects, why });
    }
  });
});

const SERVER_SIDE = 'kubectl apply --server-side';
const effectsOf = (before: Manifest, after: Manifest, apply = '') => judged(compared([before], [after], { minor, apply, objects: classes })).map(({ effect }) => effect);

/** Numbers and addresses that the server hands out, nobody foretells. */
function withoutNumbers(manifest: Manifest): Manifest {
  if (manifest.kind !== 'Service') return manifest;
  const { clusterIP, ipFamilies: _, healthCheckNodePort: __, ports = [], ...spec } = manifest.spec;
  return { ...manifest, spec: { ...spec, ...clusterIP === 'None' && { clusterIP }, ports: ports.map(({ nodePort: ___, ...port }: Manifest) => port) } };
}

/** The fields that are said to change are those that do. */
function mispredicted(there: Manifest, before: Manifest, after: Manifest, became: Manifest): string[] {
  const told = (all: readonly FieldChange[]) => all.map(({ path, after: is }) => `${path}: ${JSON.stringify(is)}`).sort();
  const foretold = told(pairOf(noted(withoutNumbers(there), before), after, SERVER_SIDE).fields);
  const real = told(differences(settled(withoutNumbers(there)), settled(withoutNumbers(became))));
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
    const effects = effectsOf(old, after, SERVER_SIDE);
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
