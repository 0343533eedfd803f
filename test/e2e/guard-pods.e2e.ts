import { each } from './support/api';
import { DryRuns } from './support/dry-run';
import { kubectl, Namespaces } from './support/kubectl';
import { Manifest } from '../../src/manifest/manifest';
import { sentence } from '../../src/naming/refuse';
import { findings, RULES } from '../../src/rules/rules';
import { Chance, Mutations, PODS } from '../support/mutations';

// The same as guard.e2e.ts asks, of pods by themselves. Servers before 1.34 do not look into the template of a StatefulSet: what they take of pods, only
// pods can tell. GUARD_SEED and GUARD_RUNS say which, and how many.

const SECONDS = 1000;
const SEED = Number(process.env.GUARD_SEED ?? 1);
const RUNS = Number(process.env.GUARD_RUNS ?? 2000);
const AT_ONCE = 8;

const namespaces = new Namespaces();
let server: DryRuns;
let minor: number;

beforeAll(async () => {
  minor = parseInt(JSON.parse((await kubectl(['version', '-o', 'json'])).stdout).serverVersion.minor, 10);
  const namespace = await namespaces.fresh();
  // else Pod Security would refuse most of them before anybody has read them
  await kubectl(['label', '--overwrite', 'namespace', namespace, 'pod-security.kubernetes.io/enforce=privileged']);
  server = await DryRuns.start(namespace);
}, 60 * SECONDS);

afterAll(async () => {
  server.stop();
  await namespaces.remove();
}, 60 * SECONDS);

/** What the guard says will be refused, when the pod is made. */
function refusals(pod: Manifest): string[] {
  return findings(RULES, pod, [pod], minor).filter(({ certainty }) => certainty === 'refused by the API server')
    .map(({ rule, complaint }) => sentence(rule.name, complaint));
}

/** What no manifest says: which accounts and classes the cluster has. Admission asks for them, and answers before the pod is validated. */
const OF_THE_CLUSTER = /^pods "[^"]*" (is forbidden|already exists)/;

test(`what the guard refuses of pods is what the API server refuses, in ${RUNS} of them (GUARD_SEED=${SEED})`, async () => {
  const mutations = new Mutations(new Chance(SEED), minor, PODS);
  const pods = Array.from({ length: RUNS }, () => mutations.next());
  const answers = await each(pods, pod => server.ask(pod), AT_ONCE);
  const counts = { taken: 0, refused: 0, ofTheCluster: 0 };
  const different = pods.flatMap((pod, i) => {
    const { message } = answers[i]!;
    const said = refusals(pod);
    const verdict = message === '' ? 'taken' : OF_THE_CLUSTER.test(message) ? 'ofTheCluster' : 'refused';
    counts[verdict]++;
    if (verdict === 'ofTheCluster' || (verdict === 'refused') === (said.length > 0)) return [];
    return [{ number: i, server: message, guard: said, pod: JSON.stringify(pod) }];
  });
  console.log(`GUARD_SEED=${SEED}: ${JSON.stringify(counts)}, and the guard differs in ${different.length}`);
  expect(different).toEqual([]);
}, 600 * SECONDS);
