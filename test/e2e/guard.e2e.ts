import { DryRuns, Said } from './support/dry-run';
import { kubectl, Namespaces } from './support/kubectl';
import { Manifest } from '../../src/manifest/manifest';
import { sentence } from '../../src/naming/refuse';
import { findings, RULES } from '../../src/rules/rules';
import { Chance, Mutations } from '../support/mutations';

// What the guard refuses is what the API server refuses, no more and no less: of 2,000 manifests that were legal before something in them became another
// thing by chance. GUARD_SEED and GUARD_RUNS say which, and how many. Ports of nodes and addresses of clusters are left out: whether they are free is not
// asked in a dry run, or is known to the cluster alone.

const SECONDS = 1000;
const SEED = Number(process.env.GUARD_SEED ?? 1);
const RUNS = Number(process.env.GUARD_RUNS ?? 2000);
const AT_ONCE = 8;

/** What no manifest says: which families of addresses the cluster has. */
const OF_THE_CLUSTER = /not configured on this cluster|RequireDualStack/;

const namespaces = new Namespaces();
let server: DryRuns;
let minor: number;

beforeAll(async () => {
  minor = parseInt(JSON.parse((await kubectl(['version', '-o', 'json'])).stdout).serverVersion.minor, 10);
  server = await DryRuns.start(await namespaces.fresh());
}, 60 * SECONDS);

afterAll(async () => {
  server.stop();
  await namespaces.remove();
}, 60 * SECONDS);

/** What the guard says will be refused, when the object is applied. */
function refusals(manifest: Manifest): string[] {
  return findings(RULES, manifest, [manifest], minor).filter(({ certainty }) => certainty === 'refused by the API server')
    .map(({ rule, complaint }) => sentence(rule.name, complaint));
}

test(`what the guard refuses is what the API server refuses, in ${RUNS} manifests (GUARD_SEED=${SEED})`, async () => {
  const mutations = new Mutations(new Chance(SEED), minor);
  const manifests = Array.from({ length: RUNS }, () => mutations.next());
  const answers: Said[] = [];
  for (let at = 0; at < RUNS; at += AT_ONCE) answers.push(...await Promise.all(manifests.slice(at, at + AT_ONCE).map(manifest => server.ask(manifest))));
  const counts = { taken: 0, refused: 0, ofTheCluster: 0 };
  const different = manifests.flatMap((manifest, i) => {
    const { taken, message } = answers[i]!;
    const said = refusals(manifest);
    const verdict = taken ? 'taken' : OF_THE_CLUSTER.test(message) ? 'ofTheCluster' : 'refused';
    counts[verdict]++;
    if (verdict === 'ofTheCluster' || (verdict === 'refused') === (said.length > 0)) return [];
    return [{ number: i, kind: manifest.kind, server: message, guard: said, manifest: JSON.stringify(manifest) }];
  });
  console.log(`GUARD_SEED=${SEED}: ${JSON.stringify(counts)}, and the guard differs in ${different.length}`);
  expect(different).toEqual([]);
}, 600 * SECONDS);
