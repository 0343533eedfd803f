import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Chart, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { StatefulBackend } from '../../../src';
import { Manifest } from '../../../src/manifest/manifest';
import { eventually, get, kubectl, Namespaces, toYaml, warnings } from '../support/kubectl';
import { diff, shell } from '../support/upgrade';

// The plan of the upgrade check, run by a shell as it is printed, on nodes that run containers. One set lives through all of it, and each of its pods keeps
// what it once wrote on its disk.

const IMAGE = process.env.E2E_IMAGE ?? 'debian:bookworm-slim';
const PATIENT = 300;
const PODS = ['db-0', 'db-1', 'db-2'];

/** Writes once on each disk, and is ready when it has. */
const PROGRAM = `for disk in /data /log; do [ ! -d "$disk" ] || [ -e "$disk/born" ] || echo "$HOSTNAME $RANDOM$RANDOM$RANDOM" >"$disk/born"; done
touch /tmp/ready; trap 'exit 0' TERM; while :; do sleep 1; done`;

const namespaces = new Namespaces();
const folder = mkdtempSync(join(tmpdir(), 'upgrade-'));
const old = join(folder, 'old.yaml');
const file = join(folder, 'new.yaml');
let now: Manifest[];
let written: readonly string[];

function first(namespace: string): Manifest[] {
  const chart = new Chart(new App(), 'e2e', { namespace });
  const db = new StatefulBackend(chart, 'db', { metadata: { name: 'db' }, replicas: PODS.length, securityContext: { user: 999 } });
  const server = db.addContainer({
    image: IMAGE, command: ['bash', '-c', PROGRAM], ports: [{ name: 'sql', number: 5432 }], readiness: kplus.Probe.fromCommand(['test', '-e', '/tmp/ready']),
  });
  server.mount('/tmp', db.addEmptyDir('tmp'));
  server.mount('/data', db.addClaim('data', { size: Size.gibibytes(1) }));
  return Testing.synth(chart);
}

const of = (kind: string) => now.find(one => one.kind === kind)!;
const set = () => of('StatefulSet');
const where = () => ['-n', set().metadata.namespace as string];
const inPod = async (pod: string, command: string) => (await kubectl(['exec', pod, ...where(), '--', 'bash', '-c', command])).stdout.trim();
const inEach = (command: string) => Promise.all(PODS.map(pod => inPod(pod, command)));
const uids = () => Promise.all(PODS.map(async pod => (await get('pod', pod, ...where())).metadata.uid as string));

async function areReady(): Promise<void> {
  const ready = ({ status }: Manifest) => status.readyReplicas === PODS.length && status.currentRevision === status.updateRevision;
  const { status } = await eventually(() => get('statefulset', 'db', ...where()), ready, PATIENT);
  expect(status).toMatchObject({ readyReplicas: PODS.length, replicas: PODS.length });
}

/** Changes what is written, and does what the check prints for it, against what there is or what was written: which pods that restarts. */
async function upgraded(change: () => void, against = '--live'): Promise<boolean[]> {
  const were = await uids();
  writeFileSync(old, toYaml(now));
  change();
  writeFileSync(file, toYaml(now));
  await shell(await diff(against, file, '--plan'), folder);
  await areReady();
  const are = await uids();
  expect(await inEach('cat /data/born')).toEqual(written);
  expect(await diff('--live', file)).toBe('nothing changes\n');
  return PODS.map((_, i) => are[i] !== were[i]);
}

beforeAll(async () => {
  now = first(await namespaces.fresh());
  expect(warnings(await kubectl(['apply', '-f', '-'], toYaml(now)))).toEqual([]);
  await areReady();
  written = await inEach('cat /data/born');
  expect(written.map(line => line.split(' ')[0])).toEqual(PODS);
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await namespaces.remove();
});

test('disks grow, and no pod restarts', async () => {
  const restarted = await upgraded(() => set().spec.volumeClaimTemplates[0].spec.resources.requests.storage = '2Gi');
  expect(restarted).toEqual([false, false, false]);
  for (const pod of PODS) {
    const claim = await eventually(() => get('pvc', `data-${pod}`, ...where()), ({ status }) => status.capacity.storage === '2Gi', PATIENT);
    expect(claim.status.capacity).toEqual({ storage: '2Gi' });
  }
});

test('each pod gets one claim more, and keeps the one that it had', async () => {
  const restarted = await upgraded(() => {
    const { spec } = set();
    const log = structuredClone(spec.volumeClaimTemplates[0]);
    log.metadata.name = 'log';
    spec.volumeClaimTemplates.push(log);
    spec.template.spec.containers[0].volumeMounts.push({ name: 'log', mountPath: '/log' });
  });
  expect(restarted).toEqual([true, true, true]);
  expect((await inEach('cat /log/born')).map(line => line.split(' ')[0])).toEqual(PODS);
});

test('pods get another label, and the set another selector', async () => {
  const restarted = await upgraded(() => {
    set().spec.selector.matchLabels.tier = 'data';
    set().spec.template.metadata.labels.tier = 'data';
  });
  expect(restarted).toEqual([true, true, true]);
  const labelled = await get('pods', '-l', 'tier=data', ...where());
  expect(labelled.items.map(({ metadata }: Manifest) => metadata.name).sort()).toEqual(PODS);
});

test('the governing Service gets another name, under which each pod finds the others', async () => {
  const restarted = await upgraded(() => {
    of('Service').metadata.name = 'db-pods';
    set().spec.serviceName = 'db-pods';
  }, old); // of what is not written any more, only those know who know what was written
  expect(restarted).toEqual([true, true, true]);
  for (const pod of PODS) {
    const { status } = await get('pod', pod, ...where());
    const found = () => inPod('db-0', `getent hosts ${pod}.db-pods || true`);
    expect(await eventually(found, line => line.startsWith(status.podIP), PATIENT)).toMatch(new RegExp(`^${status.podIP.replaceAll('.', '\\.')} `));
  }
  const { items } = await get('services', ...where());
  expect(items.map(({ metadata }: Manifest) => metadata.name)).toEqual(['db-pods']);
});

test('the claim template gets another name, and its volumes go with it', async () => {
  const restarted = await upgraded(() => {
    set().spec.volumeClaimTemplates[0].metadata.name = 'disk';
    set().spec.template.spec.containers[0].volumeMounts.find(({ mountPath }: Manifest) => mountPath === '/data').name = 'disk';
  });
  expect(restarted).toEqual([true, true, true]);
});
