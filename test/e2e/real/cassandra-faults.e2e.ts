import { Size } from 'cdk8s';
import { Drill, DrillProps, PATIENCE, seconds } from './support/cassandra/drill';
import { can, machine, testWith } from './support/cassandra/machine';
import { Manifest } from '../../../src/manifest/manifest';
import { eventually, get, kubectl, tryKubectl } from '../support/kubectl';

// Faults, on nodes that run containers. Through each of them somebody writes and reads at QUORUM (support/cassandra/client.py), and after each the same is
// asked: does every node see one ring, and does every node find every row that was acknowledged? A line of figures is printed for each.
//
//   E2E_CASSANDRA_IMAGE=… npx jest -c test/e2e/real/jest.config.json cassandra-faults -t 'a source dies'
//
// Variables, all optional. E2E_PATIENCE: the seconds that a ring gets to be whole again (900). E2E_FIGURES: a file that gets the lines of figures too. Some
// faults need the machine, and are commands: what each variable is to name, and what it is given, stands in support/cassandra/machine.ts. A test without its
// command is skipped, and says which it lacks. A ring that a test leaves whole, with three nodes, serves the next one; otherwise a new one is made.

/** Enough that a join takes a minute at the rate below, by which a source sends. */
const MEBIBYTES = 96;
const SLOW = { stream_throughput_outbound: '512KiB/s', entire_sstable_stream_throughput_outbound: '512KiB/s' };

let usual: Drill | undefined;

async function usualRing(): Promise<Drill> {
  if (usual !== undefined && await usual.isWhole()) return usual;
  await usual?.end();
  usual = undefined;
  return usual = await Drill.make({ nodes: 3, cassandraYaml: SLOW });
}

/** For a ring of its own, which is gone afterwards. */
async function onAnother(props: DrillProps, what: (drill: Drill) => Promise<void>): Promise<void> {
  const drill = await Drill.make(props);
  try {
    await what(drill);
  } finally {
    await drill.end();
  }
}

afterAll(async () => {
  if (can('E2E_START_DNS')) machine('E2E_START_DNS');
  await usual?.end();
  await Drill.endAll();
});

/** With data that takes a while to stream, by one source quickly and by the others slowly: one session is complete long before the rest. */
async function ringWithData(): Promise<Drill> {
  const drill = await usualRing();
  const { stdout } = await drill.ring.cql('SELECT id FROM app.bulk LIMIT 1;');
  if (stdout.includes('(0 rows)')) await drill.client.fill(MEBIBYTES);
  expect((await drill.ring.exec('events-1', 'nodetool setstreamthroughput 0')).ok).toBe(true);
  return drill;
}

async function whileItStreams({ ring }: Drill, pod: string): Promise<void> {
  const log = await eventually(() => ring.log(pod), said => /Session with .* is complete/.test(said), PATIENCE);
  expect(log).toMatch(/Session with .* is complete/);
  expect(log).not.toMatch(/All sessions completed|Bootstrap completed/);
}

const deleted = ({ namespace }: Drill, ...pods: string[]) => kubectl(['delete', 'pod', '-n', namespace, ...pods]);

async function powerCut(drill: Drill, pod: string): Promise<void> {
  const node = await drill.ring.field(pod, '.spec.nodeName');
  machine('E2E_NODE_DOWN', node);
  try {
    await seconds(60); // the API server has noticed
  } finally {
    machine('E2E_NODE_UP', node);
  }
}

describe('a fourth node that joins ends by itself in a ring of four', () => {
  async function interrupted(how: (drill: Drill) => Promise<unknown>): Promise<void> {
    const drill = await ringWithData();
    await drill.survives(4, async () => {
      await drill.apply({ nodes: 4 });
      await whileItStreams(drill, 'events-3');
      await how(drill);
    });
  }

  test('when it crashes while it streams', () => interrupted(drill => drill.crash('events-3')));
  test('when a source dies while it streams', () => interrupted(drill => drill.crash('events-0')));
  test('when its pod is deleted while it streams', () => interrupted(drill => deleted(drill, 'events-3')));
  testWith(['E2E_NODE_DOWN', 'E2E_NODE_UP'], 'when its machine loses power while it streams', () => interrupted(drill => powerCut(drill, 'events-3')));
});

describe('a node that replaces the one of its lost disk ends by itself in a ring of three', () => {
  async function interrupted(how: (drill: Drill) => Promise<unknown>): Promise<void> {
    const drill = await ringWithData();
    await drill.survives(3, async () => {
      await drill.ring.forgetDisks('events-2');
      await drill.ring.kill('events-2');
      await whileItStreams(drill, 'events-2');
      await how(drill);
    });
  }

  test('when it crashes while it streams', () => interrupted(drill => drill.crash('events-2')));
  test('when a source dies while it streams', () => interrupted(drill => drill.crash('events-0')));
  test('when its pod is deleted while it streams', () => interrupted(drill => deleted(drill, 'events-2')));
  testWith(['E2E_NODE_DOWN', 'E2E_NODE_UP'], 'when its machine loses power while it streams', () => interrupted(drill => powerCut(drill, 'events-2')));
});

describe('nodes that come up while DNS is silent', () => {
  const SERVES_BY_THEN = 150; // a minute of waiting for DNS, and a start
  const DNS = ['E2E_STOP_DNS', 'E2E_START_DNS'] as const;

  async function withoutDns(forSeconds: number, what: () => Promise<void>): Promise<void> {
    machine('E2E_STOP_DNS');
    try {
      await what();
      await seconds(forSeconds); // a node that does not wait for it serves by then
    } finally {
      machine('E2E_START_DNS');
    }
  }

  testWith([...DNS], 'are one ring after an outage of all of them', async () => {
    const drill = await usualRing();
    await drill.survives(3, () => withoutDns(SERVES_BY_THEN, () => drill.ring.kill(...drill.ring.pods(3))));
  });

  testWith([...DNS], 'are one ring even if the first one has lost its disk in it', async () => {
    const drill = await usualRing();
    await drill.survives(3, () => withoutDns(SERVES_BY_THEN, async () => {
      // where volumes are local, the new one could take the machine that another pod must go back to
      await drill.ring.kill('events-1', 'events-2');
      for (const pod of ['events-1', 'events-2']) await eventually(() => drill.ring.field(pod, '.spec.nodeName'), node => node !== '');
      await drill.ring.forgetDisks('events-0');
      await drill.ring.kill('events-0');
    }));
  });

  testWith([...DNS], 'see all others, and are seen by them, a minute and a half after it is back: one seed', async () => {
    const drill = await usualRing();
    expect(await drill.survives(3, () => withoutDns(40, () => drill.ring.kill('events-0')))).toBeLessThan(90);
  });

  testWith([...DNS], 'see all others, and are seen by them, a minute and a half after it is back: two seeds', async () => {
    const drill = await usualRing();
    expect(await drill.survives(3, () => withoutDns(40, () => drill.ring.kill('events-0', 'events-1')))).toBeLessThan(90);
  });

  testWith(['E2E_BLOCK_DNS', 'E2E_UNBLOCK_DNS'], 'see all others, and are seen by them, if it is silent for one while another restarts', async () => {
    const drill = await usualRing();
    const took = await drill.survives(3, async () => {
      await drill.ring.kill('events-2', 'events-0');
      const address = await eventually(() => drill.ring.field('events-2', '.status.podIP'), known => known !== '', 60);
      machine('E2E_BLOCK_DNS', address);
      try {
        await seconds(40);
      } finally {
        machine('E2E_UNBLOCK_DNS', address);
      }
    });
    expect(took).toBeLessThan(90);
  });
});

testWith(['E2E_COUNT_SERVERS'], 'a pod that was forgotten while it stops never shares its disk with the next of its name', async () => {
  const drill = await usualRing();
  const { ring, namespace } = drill;
  const servers: number[] = [];
  await drill.survives(3, async () => {
    await kubectl(['delete', 'pod', '-n', namespace, '--wait=false', 'events-0', 'events-1']);
    await seconds(6); // both are in their hooks, and one waits for the other
    await ring.forget('events-1');
    const deadline = Date.now() + Math.min(PATIENCE, 240) * 1000;
    do {
      servers.push(Number(machine('E2E_COUNT_SERVERS', namespace, 'events-1')));
      await seconds(2);
    } while (Date.now() < deadline && !(servers[servers.length - 1] === 1 && await ring.isReady('events-1')));
  });
  await drill.survives(3, async () => {
    await deleted(drill, 'events-1');
    await eventually(() => ring.uid('events-1'), uid => uid !== '');
  });
  expect(Math.max(...servers)).toBe(1);
  expect(await ring.log('events-1')).toMatch(/waiting: another container still uses this disk, events-1 at [\d.]+, since /);
});

test('a node that is out of memory is restarted within a minute, and serves again', () => onAnother({ nodes: 1, heap: Size.mebibytes(256) }, async (drill) => {
  const { ring, client } = drill;
  await client.fill(200);
  await drill.survives(1, async () => {
    const outOfMemory = /java\.lang\.OutOfMemoryError/;
    for (let i = 0; i < 10 && !outOfMemory.test(await ring.log('events-0')); i++) await client.gulp(4);
    expect(await ring.log('events-0')).toMatch(outOfMemory);
    expect(await eventually(() => ring.restarts('events-0'), count => count > 0, 60)).toBeGreaterThan(0);
  });
}));

test('a disk that comes back after its node was removed does not bring deleted rows back', async () => {
  const drill = await usualRing();
  const { ring, namespace } = drill;
  const ghosts = async () => /^\s+(\d+)\s*$/m.exec((await ring.cql('CONSISTENCY ALL; SELECT count(*) FROM ghosts.rows;')).stdout)?.[1];
  await drill.must([
    // Two replicas, so that all of them can be asked while there are two nodes; and nothing of ten days for the tombstones.
    "CREATE KEYSPACE IF NOT EXISTS ghosts WITH replication = {'class': 'NetworkTopologyStrategy', 'datacenter1': 2};",
    'CREATE TABLE IF NOT EXISTS ghosts.rows (id int PRIMARY KEY) WITH gc_grace_seconds = 0;',
    'CONSISTENCY ALL;',
    ...Array.from({ length: 20 }, (_, i) => `INSERT INTO ghosts.rows (id) VALUES (${i});`),
  ].join('\n'));
  await Promise.all(ring.pods(3).map(pod => ring.exec(pod, 'nodetool flush ghosts')));
  const [id] = /[0-9a-f-]{36}/.exec((await ring.exec('events-2', 'nodetool info')).stdout)!;

  await drill.apply({ nodes: 2 });
  await eventually(() => ring.uid('events-2'), uid => uid === '', PATIENCE);
  await eventually(() => ring.view('events-0'), view => view.includes(`DN ${id}`), 120);
  expect(await ring.exec('events-0', `nodetool removenode ${id}`)).toMatchObject({ ok: true });
  await drill.survives(2, async () => {});
  await drill.must(['CONSISTENCY ALL;', ...Array.from({ length: 20 }, (_, i) => `DELETE FROM ghosts.rows WHERE id = ${i};`)].join('\n'));
  for (const pod of ring.pods(2)) await ring.exec(pod, 'nodetool flush ghosts && nodetool compact ghosts');
  expect(await ghosts()).toBe('0');

  await drill.apply({ nodes: 3 });
  const started = await eventually(() => ring.isReady('events-2'), is => is, Math.min(PATIENCE, 150));
  process.stdout.write(`after the disk came back: started ${started}, ghosts ${await ghosts()}\n${await ring.lastWords(3)}\n`);
  expect(await ghosts()).toBe('0');
  expect(started).toBe(false);
  expect(await ring.log('events-2')).toContain(`the ring no longer contains the node of this disk (host id ${id}): it was removed or decommissioned`);

  // one of the ways out: the disk is given up, and a new node joins
  await drill.survives(3, async () => {
    await tryKubectl(['delete', 'pvc', '-n', namespace, '--wait=false', 'data-events-2']);
    await ring.kill('events-2');
  });
  expect(await ghosts()).toBe('0');
});

testWith(['E2E_FREEZE_CONTAINER'], 'a server that hangs is restarted within five minutes', async () => {
  const drill = await usualRing();
  const before = await drill.ring.restarts('events-1');
  await drill.survives(3, async () => {
    machine('E2E_FREEZE_CONTAINER', drill.namespace, 'events-1', 'cassandra');
    const frozen = Date.now();
    expect(await eventually(() => drill.ring.restarts('events-1'), count => count > before, Math.max(PATIENCE, 300))).toBeGreaterThan(before);
    expect((Date.now() - frozen) / 1000).toBeLessThan(300);
  });
});

/** The racks of a ring, in the zones that there are; where there are fewer, some racks share one. */
async function racksOf(count: number) {
  const { items } = await get('nodes');
  const zones = [...new Set<string>(items.map(({ metadata }: Manifest) => metadata.labels['topology.kubernetes.io/zone']))].sort();
  return Array.from({ length: count }, (_, i) => ({ name: 'abcd'[i]!, zone: zones[i % zones.length]! }));
}

test.each([[2, 6], [4, 8]])('with %i racks, all of %i nodes join', async (racks, nodes) => {
  await onAnother({ nodes: racks, racks: await racksOf(racks) }, drill => drill.survives(nodes, () => drill.apply({ nodes })).then(() => {}));
});

test('a namespace with three racks is gone half a minute a node after its governing Service and it were deleted', () => racksOf(3).then(racks => onAnother({ nodes: 3, racks }, async ({ namespace }) => {
  const began = Date.now();
  await kubectl(['delete', 'service', 'events', '-n', namespace]); // Kubernetes deletes the pods of a namespace before its Services
  await kubectl(['delete', 'namespace', namespace, '--wait=false']);
  const left = () => tryKubectl(['get', 'pods', '-n', namespace, '-o', 'name']);
  const { stdout } = await eventually(left, pods => pods.stdout === '', Math.min(PATIENCE, 300));
  process.stdout.write(`${expect.getState().currentTestName} | ${stdout === '' ? 'gone' : `not gone: ${stdout.split('\n').join(' ')}`} after ${Math.round((Date.now() - began) / 1000)} s\n`);
  expect(stdout).toBe('');
  expect((Date.now() - began) / 1000).toBeLessThan(90);
})));
