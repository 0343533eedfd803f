import { App, Chart, Duration, Testing, Yaml } from 'cdk8s';
import { HeadlessService, StatefulBackend } from '../../src';
import { clusterDns, Dns, IMAGE } from './support/dns';
import { eventually, get, kubectl, Namespaces, tryKubectl, warnings } from './support/kubectl';

// What the outputs promise is what cluster DNS answers, exactly.

const GATE = 'example.org/e2e';

const namespaces = new Namespaces();
let namespace: string;
let dns: Dns;
let chart: Chart;
let open: StatefulBackend; // its pods have names before they are ready
let strict: StatefulBackend; // its pods have not

function backend(id: string, publishNotReadyAddresses: boolean): StatefulBackend {
  const service = new HeadlessService(chart, id, {
    ports: [{ port: 9042, name: 'cql' }, { port: 80, targetPort: 9376, name: 'web' }, { port: 7000 }],
    publishNotReadyAddresses,
    clusterDomain: process.env.CLUSTER_DOMAIN,
  });
  return new StatefulBackend(chart, `${id}-set`, {
    metadata: { name: id },
    service,
    replicas: 3,
    ordinalsStart: 1,
    spread: [],
    securityContext: { user: 65534 },
    terminationGracePeriod: Duration.seconds(1),
    podFields: { readinessGates: [{ conditionType: GATE }] },
    containers: [{ image: IMAGE, command: ['sleep', '3600'] }],
  });
}

/** Makes a pod ready or not, on real nodes by its gate, on simulated ones by its condition. */
async function setReady(pods: readonly string[], ready: boolean): Promise<void> {
  const status = ready ? 'True' : 'False';
  const patch = JSON.stringify({ status: { conditions: [{ type: GATE, status }, { type: 'Ready', status }] } });
  for (const pod of pods) await kubectl(['patch', 'pod', pod, '-n', namespace, '--subresource=status', '--type=strategic', '-p', patch]);
}

async function addresses(pods: readonly string[]): Promise<string[]> {
  return Promise.all(pods.map(async pod => (await eventually(() => get('pod', pod, '-n', namespace), ({ status }) => status.podIP !== undefined)).status.podIP));
}

const same = (wanted: unknown) => (answer: unknown) => JSON.stringify(answer) === JSON.stringify(wanted);
const podsThere = (pods: readonly string[]) => eventually(
  async () => (await get('pods', '-n', namespace, '-l', `cdk8s.io/metadata.addr=${pods[0]!.replace(/-\d+$/, '')}`)).items.map(({ metadata }: { metadata: { name: string } }) => metadata.name).sort(),
  same(pods),
);

beforeAll(async () => {
  namespace = await namespaces.fresh();
  chart = new Chart(new App(), 'e2e', { namespace });
  open = backend('open', true);
  strict = backend('strict', false);
  expect(warnings(await kubectl(['apply', '-f', '-'], Yaml.stringify(...Testing.synth(chart))))).toEqual([]);
  dns = await clusterDns(namespace);
  for (const each of [open, strict]) { // each pod is made when the one before it is ready
    for (const pod of each.podNames) {
      await eventually(() => tryKubectl(['get', 'pod', pod, '-n', namespace]), answer => answer.ok);
      await addresses([pod]);
      await setReady([pod], true);
    }
  }
});

afterAll(() => namespaces.remove());

describe.each([['that publishes addresses early', () => open], ['that does not', () => strict]])('a governing Service %s', (_, of) => {
  test('answers with every pod', async () => {
    const wanted = (await addresses(of().podNames)).sort();
    expect(await eventually(() => dns.a(of().service.dnsName), same(wanted))).toEqual(wanted);
  });

  test('answers with each pod under its own name', async () => {
    for (const pod of of().podNames) {
      const wanted = await addresses([pod]);
      expect(await eventually(() => dns.a(of().service.podDnsName(pod)), same(wanted))).toEqual(wanted);
    }
  });

  test.each(['cql', 'web', 'port-7000'])('answers an SRV look-up of port %s with host and target port of each pod', async (port) => {
    const wanted = of().endpoints(port).map(({ host, port: number }) => ({ name: host, port: number }));
    expect(wanted).toHaveLength(3);
    expect(await eventually(() => dns.srv(of().service.srvName(port)), same(wanted))).toEqual(wanted);
  });
});

describe('a pod that is not ready', () => {
  beforeAll(() => Promise.all([setReady(['open-2'], false), setReady(['strict-2'], false)]));

  test('is left out by a governing Service that does not publish addresses early, and so is its name', async () => {
    const wanted = (await addresses(['strict-1', 'strict-3'])).sort();
    expect(await eventually(() => dns.a(strict.service.dnsName), same(wanted))).toEqual(wanted);
    expect(await eventually(() => dns.a(strict.service.podDnsName('strict-2')), same([]))).toEqual([]);
  });

  test('stays where they are published early', async () => {
    const wanted = (await addresses(open.podNames)).sort();
    expect(await dns.a(open.service.dnsName)).toEqual(wanted);
    expect(await dns.a(open.service.podDnsName('open-2'))).toEqual(await addresses(['open-2']));
  });

  afterAll(() => Promise.all([setReady(['open-2'], true), setReady(['strict-2'], true)]));
});

describe('scaling', () => {
  test.each([4, 2])('to %p pods leaves DNS with as many', async (replicas) => {
    const pods = Array.from({ length: replicas }, (_, i) => `open-${i + 1}`);
    await kubectl(['scale', 'statefulset', 'open', '-n', namespace, `--replicas=${replicas}`]);
    expect(await podsThere(pods)).toEqual(pods);
    const wanted = (await addresses(pods)).sort();
    expect(await eventually(() => dns.a(open.service.dnsName), same(wanted))).toEqual(wanted);
    expect(await dns.srv(open.service.srvName('web'))).toEqual(pods.map(pod => ({ name: open.service.podDnsName(pod), port: 9376 })));
  });
});
