import { FakeCluster } from './support/fake-cluster';
import { FakeRing } from './support/fake-ring';
import { decision } from './support/gate';

let cluster: FakeCluster;
afterEach(async () => cluster.ends());

test('a first start of three: all gates at once, one founds, the others join one after the other', async () => {
  cluster = new FakeCluster(3);
  const ring = new FakeRing(cluster);
  const [zero, one] = cluster.pods;
  await Promise.all([...cluster.pods].reverse().map(async pod => ring.starts(pod)));
  expect(ring.story).toEqual([
    `events-0: found, seeds ${zero.address}`,
    `events-1: join, seeds ${zero.host}`,
    `events-2: join, seeds ${zero.host},${one.host}`,
  ]);
});

test('of many that serve, three are asked for the ring in each look', async () => {
  cluster = new FakeCluster(6);
  const newcomer = cluster.pods[5]!;
  await cluster.isARing(cluster.pods.slice(0, 5));
  await decision(newcomer.runs('gate.sh'), newcomer);
  const asked = cluster.pods.slice(0, 3).map(({ address }) => `${address} `);
  expect(cluster.log('cqlsh')).toEqual([...asked, ...asked]); // it looks twice
});

test('the next steps of a ring: it grows by two at once, and loses a disk meanwhile', async () => {
  cluster = new FakeCluster(2);
  const ring = new FakeRing(cluster);
  const [zero, one] = cluster.pods;
  await Promise.all(cluster.pods.map(async pod => ring.starts(pod)));
  const former = one.address;
  const newcomers = [cluster.add(), cluster.add()];
  await ring.loses(one);
  await Promise.all([...newcomers, one].map(async pod => ring.starts(pod)));
  expect(ring.story.slice(2)).toEqual([
    `events-1: replace ${former}, seeds ${zero.host}`,
    `events-2: join, seeds ${zero.host},${one.host}`,
    `events-3: join, seeds ${zero.host},${one.host},${newcomers[0].host}`,
  ]);
});
