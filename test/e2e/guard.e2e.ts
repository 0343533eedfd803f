import { each } from './support/api';
import { DryRuns } from './support/dry-run';
import { kubectl, Namespaces } from './support/kubectl';
import { Manifest } from '../../src/manifest/manifest';
import { sentence } from '../../src/naming/refuse';
import { findings, RULES } from '../../src/rules/rules';
import { Chance, Mutations, PODS } from '../support/mutations';

// What the guard refuses is what the API server refuses, no more and no less: of 2,000 manifests that were legal before something in them became another
// thing by chance. GUARD_SEED and GUARD_RUNS say which, and how many. Ports of nodes and addresses of clusters are left out: whether they are free is not
// asked in a dry run, or is known to the cluster alone.

const SECONDS = 1000;
const SEED = Number(process.env.GUARD_SEED ?? 1);
const RUNS = Number(process.env.GUARD_RUNS ?? 2000);
const AT_ONCE = 8;

interface Kinds {
  readonly kinds: string;
  /** What is mutated, if it is not the default. */
  readonly bases?: typeof PODS;
  /** Pod Security of the namespace. */
  readonly enforce: string;
  /** An answer that depends on what no manifest says. */
  readonly ofTheCluster: RegExp;
}

const ALL: readonly Kinds[] = [
  // which families of addresses the cluster has
  { kinds: 'Services, StatefulSets, budgets and claims', enforce: 'restricted', ofTheCluster: /not configured on this cluster|RequireDualStack/ },
  // Servers before 1.34 do not look into the template of a StatefulSet: what they take of pods, only pods can tell. Which accounts and classes there are,
  // admission asks before it validates; and Pod Security would refuse most of them before anybody has read them.
  { kinds: 'Pods', bases: PODS, enforce: 'privileged', ofTheCluster: /^pods "[^"]*" (is forbidden|already exists)/ },
];

const namespaces = new Namespaces();
let minor: number;

beforeAll(async () => {
  minor = parseInt(JSON.parse((await kubectl(['version', '-o', 'json'])).stdout).serverVersion.minor, 10);
}, 60 * SECONDS);

afterAll(() => namespaces.remove(), 60 * SECONDS);

/** What the guard says will be refused, when the object is applied. */
function refusals(manifest: Manifest): string[] {
  return findings(RULES, manifest, [manifest], minor).filter(({ certainty }) => certainty === 'refused by the API server')
    .map(({ rule, complaint }) => sentence(rule.name, complaint));
}

test.each(ALL)(`what the guard refuses is what the API server refuses, in ${RUNS} $kinds (GUARD_SEED=${SEED})`, async ({ kinds, bases, enforce, ofTheCluster }) => {
  const namespace = await namespaces.fresh();
  await kubectl(['label', '--overwrite', 'namespace', namespace, `pod-security.kubernetes.io/enforce=${enforce}`]);
  const server = await DryRuns.start(namespace);
  const mutations = new Mutations(new Chance(SEED), minor, bases);
  const manifests = Array.from({ length: RUNS }, () => mutations.next());
  const answers = await each(manifests, manifest => server.ask(manifest), AT_ONCE).finally(() => server.stop());
  const counts = { taken: 0, refused: 0, ofTheCluster: 0 };
  const different = manifests.flatMap((manifest, i) => {
    const { taken, message } = answers[i]!;
    const said = refusals(manifest);
    const verdict = taken ? 'taken' : ofTheCluster.test(message) ? 'ofTheCluster' : 'refused';
    counts[verdict]++;
    if (verdict === 'ofTheCluster' || (verdict === 'refused') === (said.length > 0)) return [];
    return [{ number: i, kind: manifest.kind, server: message, guard: said, manifest: JSON.stringify(manifest) }];
  });
  console.log(`GUARD_SEED=${SEED}, ${kinds}: ${JSON.stringify(counts)}, and the guard differs in ${different.length}`);
  expect(different).toEqual([]);
}, 600 * SECONDS);
