import { execFileSync } from 'child_process';
import { promises as fs } from 'fs';
import { join } from 'path';
import { Entry, FakeCluster, FakePod } from './support/fake-cluster';
import { decision } from './support/gate';
import { Program } from './support/program';

let cluster: FakeCluster;
afterEach(async () => cluster.ends());

/** A ring of one, whose node answers when it is told to, and a newcomer. */
class Scene {
  static async begins(): Promise<Scene> {
    const scene = new Scene();
    await scene.zero.serves();
    return scene;
  }

  readonly zero: FakePod;
  readonly one: FakePod;
  readonly gate: Program;
  private readonly pipe: string;
  private asked = 0;

  private constructor() {
    cluster = new FakeCluster(2);
    [this.zero, this.one] = cluster.pods as [FakePod, FakePod];
    this.pipe = join(cluster.fakes, 'cql', this.zero.address);
    execFileSync('mkfifo', [this.pipe]);
    this.gate = this.one.runs('gate.sh');
  }

  /** Until the gate has asked once more, and waits for the answer. */
  async asks(): Promise<void> {
    this.asked++;
    while (cluster.log('cqlsh').length < this.asked) await new Promise(resolve => setTimeout(resolve, 20));
  }

  async answers(...entries: Entry[]): Promise<void> {
    const rows = entries.map(({ address, hostId, datacenter, rack }) => ` ${address} | ${hostId} | ${datacenter} | ${rack} | {'1'}\n`).join('');
    await fs.writeFile(this.pipe, ` ring_address | host_id | data_center | rack | tokens\n---+---\n${rows}\n`);
  }

  /** What whoever asks the newcomer hears. */
  async saysThatItIsNew(): Promise<boolean> {
    return (await fetch(`http://${this.one.address}:${cluster.ports.word}/${this.one.host}/newcomer`)).status === 200;
  }
}

test('a pod that is about to start says no more that it is new, so that nobody founds a ring by what it said', async () => {
  const scene = await Scene.begins();
  await scene.asks();
  expect(await scene.saysThatItIsNew()).toBe(true);
  await scene.answers(scene.zero.entry());
  await scene.asks();
  expect(await scene.saysThatItIsNew()).toBe(false);
  await scene.answers(scene.zero.entry());
  expect(await decision(scene.gate, scene.one)).toBe(`join\nseeds ${scene.zero.host}\n`);
});

test('a ring that says something else the second time is looked at anew, and is told again that the pod is new', async () => {
  const scene = await Scene.begins();
  await scene.asks();
  await scene.answers(scene.zero.entry());
  await scene.asks();
  await scene.answers(scene.zero.entry('another-id')); // the same would be decided
  await scene.gate.says('the ring has changed while it was looked at');
  await scene.asks();
  expect(await scene.saysThatItIsNew()).toBe(true);
  expect(scene.one.decision).toBe('');
  await scene.answers(scene.zero.entry('another-id'));
  await scene.asks();
  await scene.answers(scene.zero.entry('another-id'));
  expect(await decision(scene.gate, scene.one)).toMatch(/^join\n/);
});

test('members are looked at for the second time, too', async () => {
  const scene = await Scene.begins();
  await scene.asks();
  await scene.zero.stopsListening();
  await scene.answers(scene.zero.entry());
  await scene.gate.says('the ring has changed while it was looked at');
  expect(scene.one.decision).toBe('');
});
