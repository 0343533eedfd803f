import { Entry, FakeCluster, FakePod } from './fake-cluster';
import { decision } from './gate';

/** Plays Cassandra behind the gates: who may start comes up, and is in the ring then. */
export class FakeRing {
  readonly story: string[] = [];
  private entries: Entry[] = [];
  private readonly serving: FakePod[] = [];
  private bootstrapping = 0;

  constructor(private readonly cluster: FakeCluster) {}

  async starts(pod: FakePod): Promise<void> {
    const [verdict, seeds] = (await decision(pod.runs('gate.sh'), pod)).split('\n');
    this.story.push(`${pod.name}: ${verdict}, ${seeds}`);
    if (++this.bootstrapping > 1) throw new Error('two at once');
    // so long it is heard of by nobody; the others have looked meanwhile
    await new Promise(resolve => setTimeout(resolve, 300));
    this.bootstrapping--;
    if (verdict === 'found' && this.entries.length > 0) throw new Error('a second ring');
    this.entries = [...this.entries.filter(({ address }) => verdict !== `replace ${address}`), pod.entry()];
    this.serving.push(pod);
    for (const { address } of this.serving) this.cluster.answers(address, this.entries);
    await pod.serves();
  }

  async loses(pod: FakePod): Promise<void> {
    await pod.stopsListening();
    this.serving.splice(this.serving.indexOf(pod), 1);
    pod.losesItsDisk();
    pod.moves();
  }
}
