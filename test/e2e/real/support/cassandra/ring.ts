import { eventually, get, kubectl, tryKubectl } from '../../../support/kubectl';

// A ring that runs: what its nodes say, and what is done to them.

export interface RingProps {
  readonly namespace: string;
  /** The StatefulSets, one for each rack. */
  readonly sets?: string[];
  /** Seconds that each change may take. */
  readonly patience: number;
}

/** Seconds from the last node that is ready until all of them must see the same. */
const SETTLED = 180;

/** Milliseconds between two looks with nodetool, each of which is a JVM. */
const COSTLY = 3000;

export class Ring {
  public readonly namespace: string;
  private readonly sets: string[];
  private readonly patience: number;

  constructor(props: RingProps) {
    this.namespace = props.namespace;
    this.sets = props.sets ?? ['events'];
    this.patience = props.patience;
  }

  /** Dealt out to the racks in turn. */
  public pods(nodes: number): string[] {
    return Array.from({ length: nodes }, (_, i) => `${this.sets[i % this.sets.length]}-${Math.floor(i / this.sets.length)}`);
  }

  public exec(pod: string, script: string, input?: string) {
    return tryKubectl(['exec', '-i', '-n', this.namespace, pod, '-c', 'cassandra', '--', 'bash', '-c', script], input);
  }

  /** As the superuser, with the programs and the Secret that the pod has. */
  public cql(statements: string, pod = this.pods(1)[0]!) {
    return this.exec(pod, '. /opt/ring/common.sh; . /opt/ring/cql.sh; cql "$POD_IP" /run/superuser/username /run/superuser/password', statements);
  }

  /** What the programs and the server of a pod have said, in the containers that run now and in those before them. */
  public async log(pod: string): Promise<string> {
    const logs = ['gate', 'cassandra'].flatMap(container => [['-c', container, '--previous'], ['-c', container]]);
    const said = await Promise.all(logs.map(args => tryKubectl(['logs', '-n', this.namespace, pod, ...args])));
    return said.map(({ stdout }) => stdout).join('');
  }

  /** The ring as one of its nodes sees it: `UN <host id>` and the like. */
  public async view(pod: string): Promise<string[]> {
    const { stdout } = await this.exec(pod, 'nodetool status');
    return [...stdout.matchAll(/^([UD?][NLJM]) .* ([0-9a-f-]{36}) /gm)].map(([, state, id]) => `${state} ${id}`).sort();
  }

  /** Every node sees the same ring: as many nodes as there should be, all of them up. */
  public async isOneRing(nodes: number): Promise<void> {
    expect(await eventually(() => this.ready(nodes), ready => ready === nodes, this.patience)).toBe(nodes);
    const views = async () => {
      const each = await Promise.all(this.pods(nodes).map(pod => this.view(pod)));
      if (!whole(each, nodes)) await new Promise(resolve => setTimeout(resolve, COSTLY)); // or the looks would take the processors that the nodes need
      return each;
    };
    const seen = await eventually(views, each => whole(each, nodes), Math.min(this.patience, SETTLED));
    expect(seen[0]!.map(node => node.slice(0, 3))).toEqual(Array(nodes).fill('UN '));
    for (const view of seen) expect(view).toEqual(seen[0]);
  }

  /** How many of the pods are ready; none as long as there are others than there should be. */
  public async ready(nodes: number): Promise<number> {
    const sets = await Promise.all(this.sets.map(set => get('statefulset', set, '-n', this.namespace)));
    const wanted = sets.reduce((sum, { spec }) => sum + spec.replicas, 0);
    const settled = wanted === nodes && sets.every(({ spec, status, metadata }) => status.replicas === spec.replicas && status.observedGeneration === metadata.generation);
    return settled ? sets.reduce((sum, { status }) => sum + (status.readyReplicas ?? 0), 0) : 0;
  }

  public async isReady(pod: string): Promise<boolean> {
    return (await this.field(pod, '.status.conditions[?(@.type=="Ready")].status')) === 'True';
  }

  public async addresses(nodes: number): Promise<string[]> {
    return Promise.all(this.pods(nodes).map(pod => this.field(pod, '.status.podIP')));
  }

  public uid(pod: string): Promise<string> {
    return this.field(pod, '.metadata.uid');
  }

  public async restarts(pod: string): Promise<number> {
    return Number(await this.field(pod, '.status.containerStatuses[?(@.name=="cassandra")].restartCount'));
  }

  /** Of a pod; empty where there is none. */
  public async field(pod: string, path: string): Promise<string> {
    return (await tryKubectl(['get', 'pod', pod, '-n', this.namespace, '-o', `jsonpath={${path}}`])).stdout;
  }

  /** As the API server forgets a pod whose machine is gone. Its containers may run on for as long as the grace period. */
  public forget(...pods: string[]): Promise<void> {
    return this.makeAnew(pods, '--grace-period=0', '--force');
  }

  /** A second of grace: no hook gets anywhere, and no container outlives its pod. */
  public kill(...pods: string[]): Promise<void> {
    return this.makeAnew(pods, '--grace-period=1');
  }

  /** The next pods of these names begin with empty disks. */
  public async forgetDisks(...pods: string[]): Promise<void> {
    await kubectl(['delete', 'pvc', '-n', this.namespace, '--wait=false', ...pods.map(pod => `data-${pod}`)]);
  }

  private async makeAnew(pods: string[], ...how: string[]): Promise<void> {
    const before = await Promise.all(pods.map(pod => this.uid(pod)));
    await kubectl(['delete', 'pod', '-n', this.namespace, ...how, ...pods]);
    await eventually(() => Promise.all(pods.map(pod => this.uid(pod))), after => after.every((each, i) => each !== '' && each !== before[i]), this.patience);
  }

  /** The last words of whoever is not ready, for the report of a failure. */
  public async lastWords(nodes: number): Promise<string> {
    const silent = /^\s+at |^\s*$/;
    const words = await Promise.all(this.pods(nodes).map(async (pod) => {
      if (await this.isReady(pod)) return [];
      const lines = (await this.log(pod)).split('\n').filter(line => !silent.test(line));
      const own = lines.filter(line => /^\d{4}-\d\d-\d\dT/.test(line)).slice(-2);
      const wrong = lines.filter(line => /ERROR|Exception|aborting|failed/i.test(line)).slice(-3);
      return [`${pod}, ${await this.restarts(pod)} restarts:`, ...[...own, ...wrong].map(line => `  ${line.slice(0, 300)}`)];
    }));
    return words.flat().join('\n');
  }
}

const whole = (views: string[][], nodes: number) => views.every(view => view.length === nodes && view.every(node => node.startsWith('UN ')) && view.join() === views[0]!.join());
