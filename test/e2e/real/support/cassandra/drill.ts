import { randomBytes } from 'crypto';
import { appendFileSync } from 'fs';
import { App, Chart, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Client } from './client';
import { can, machine } from './machine';
import { Ring } from './ring';
import { CassandraAuthentication } from '../../../../../src/cassandra/authentication';
import { CassandraCluster } from '../../../../../src/cassandra/cassandra-cluster';
import { CassandraClusterProps } from '../../../../../src/cassandra/cassandra-cluster-props';
import { Manifest } from '../../../../../src/manifest/manifest';
import { eventually, get, kubectl, Namespaces, toYaml, tryKubectl } from '../../../support/kubectl';

// A ring in a namespace of its own, somebody who uses it, and a fault.

/** Seconds that a ring gets to be whole again; the image of the example takes some minutes for each step. */
export const PATIENCE = Number(process.env.E2E_PATIENCE ?? 900);

const IMAGE = process.env.E2E_CASSANDRA_IMAGE ?? 'cassandra:5.0';
const NAME = 'events';
const SUPERUSER = 'events-superuser';

/** To make a ring is no part of a fault, and has its own time. */
const MADE_IN = 900;

const namespaces = new Namespaces();

export type DrillProps = Partial<CassandraClusterProps>;

export const seconds = (count: number) => new Promise<void>(resolve => setTimeout(resolve, count * 1000));

export class Drill {
  public static async make(props: DrillProps): Promise<Drill> {
    const drill = new Drill(await namespaces.fresh(), props);
    await drill.start();
    return drill;
  }

  public static async endAll(): Promise<void> {
    await namespaces.remove();
  }

  public readonly ring: Ring;
  public readonly client: Client;
  private readonly nodes: number;

  private constructor(public readonly namespace: string, private readonly props: DrillProps) {
    this.nodes = props.nodes ?? 3;
    this.ring = new Ring({ namespace, sets: props.racks?.map(({ name }) => `${NAME}-${name}`), patience: PATIENCE });
    this.client = new Client({ namespace, image: IMAGE, secret: SUPERUSER, hosts: this.ring.pods(this.nodes).map(pod => `${pod}.${NAME}.${namespace}.svc.cluster.local`) });
  }

  public async apply(changed: DrillProps = {}): Promise<void> {
    await kubectl(['apply', '-f', '-'], toYaml(this.manifests(changed)));
  }

  /** Whether all nodes are ready, see one ring, and are as many as in the beginning. Asked once. */
  public async isWhole(): Promise<boolean> {
    if (await this.ring.ready(this.nodes).catch(() => 0) !== this.nodes) return false;
    const views = await Promise.all(this.ring.pods(this.nodes).map(pod => this.ring.view(pod)));
    return views.every(view => view.length === this.nodes && view.every(node => node.startsWith('UN ')) && view.join() === views[0]!.join());
  }

  /** Nobody waits for the grace periods of a ring that is done with. */
  public async end(): Promise<void> {
    await tryKubectl(['delete', 'statefulsets', '--all', '-n', this.namespace, '--cascade=orphan']);
    await tryKubectl(['delete', 'pods', '--all', '-n', this.namespace, '--grace-period=1', '--wait=false']);
    await kubectl(['delete', 'namespace', this.namespace, '--wait=false', '--ignore-not-found']);
  }

  /**
   * What is done, and what must come of it by itself: `nodes` nodes that see one ring, and every row that was acknowledged, before, meanwhile and after,
   * read at QUORUM through each of them. Prints a line of figures, whatever comes of it. Answers how many seconds it took.
   */
  public async survives(nodes: number, fault: () => Promise<void>): Promise<number> {
    const since = await this.client.now();
    let done: number | undefined;
    let whole: number | undefined;
    let lost = 'not asked';
    try {
      await fault();
      done = Date.now();
      await this.ring.isOneRing(nodes);
      whole = (Date.now() - done) / 1000;
      lost = JSON.stringify(await this.missing(nodes));
    } finally {
      await this.report([became(done, whole), `lost ${lost}`], since);
      if (whole === undefined) process.stdout.write(`${await this.ring.lastWords(nodes)}\n`);
    }
    expect(lost).toBe(JSON.stringify(Array(nodes).fill(0)));
    return whole;
  }

  /** Acknowledged rows that are not found, by node. */
  private async missing(nodes: number): Promise<number[] | string> {
    const addresses = await this.ring.addresses(nodes);
    const verdict = await eventually(() => this.client.verify(addresses), each => each !== undefined && Object.values(each.missing).every(count => count === 0), 60);
    if (verdict === undefined) return 'some node does not answer';
    if (verdict.rows === 0) return 'nothing was ever acknowledged';
    return Object.values(verdict.missing);
  }

  private async report(results: string[], since: number): Promise<void> {
    const { acknowledged, failedWrites, failedReads, longestGap, missed } = await this.client.figures(since);
    const line = [expect.getState().currentTestName, ...results, `longest gap ${longestGap} s`, `${acknowledged} writes, ${failedWrites} failed, ${failedReads} reads failed, ${missed} reads missed a row`].join(' | ');
    process.stdout.write(`${line}\n`);
    if (process.env.E2E_FIGURES) appendFileSync(process.env.E2E_FIGURES, `${line}\n`);
  }

  private async start(): Promise<void> {
    const secret = ['--from-literal=username=admin', `--from-literal=password=${randomBytes(12).toString('hex')}`];
    await kubectl(['create', 'secret', 'generic', SUPERUSER, '-n', this.namespace, ...secret]);
    await this.apply();
    if (await eventually(() => this.isWhole(), is => is, MADE_IN) === false) throw new Error(`no ring was made:\n${await this.ring.lastWords(this.nodes)}`);
    await eventually(() => get('jobs', '-n', this.namespace), ({ items }) => items.length > 0 && items.every(({ status }: Manifest) => status.succeeded === 1), MADE_IN);
    await this.must(`
      CREATE KEYSPACE app WITH replication = {'class': 'NetworkTopologyStrategy', 'datacenter1': ${Math.min(3, this.nodes)}};
      CREATE TABLE app.written (id text PRIMARY KEY);
      CREATE TABLE app.bulk (id text PRIMARY KEY, data blob) WITH compression = {'enabled': false};`);
    await this.client.start();
  }

  public async must(statements: string): Promise<string> {
    const { ok, stdout, stderr } = await this.ring.cql(statements);
    if (!ok) throw new Error(stderr);
    return stdout;
  }

  /** The first process of a container is killed; where nobody can do that, it is told to end, and no hook runs. */
  public async crash(pod: string): Promise<void> {
    if (can('E2E_KILL_CONTAINER')) machine('E2E_KILL_CONTAINER', this.namespace, pod, 'cassandra');
    else await this.ring.exec(pod, 'kill -TERM 1');
  }

  private manifests(changed: DrillProps): Manifest[] {
    const chart = new Chart(new App(), 'drill', { namespace: this.namespace });
    new CassandraCluster(chart, NAME, {
      nodes: this.nodes,
      storage: Size.gibibytes(2),
      image: IMAGE,
      authentication: CassandraAuthentication.password({ secret: kplus.Secret.fromSecretName(chart, 'Superuser', SUPERUSER) }),
      resources: { cpu: { request: kplus.Cpu.millis(100) }, memory: { limit: Size.mebibytes(1536) } },
      ...this.props,
      ...changed,
    });
    return Testing.synth(chart);
  }
}

/** In words: `done` is when the fault was over, `whole` how many seconds it took from then. */
function became(done: number | undefined, whole: number | undefined): string {
  if (whole !== undefined) return `whole after ${Math.round(whole)} s`;
  return done === undefined ? 'what was to follow at once did not' : `not whole in ${Math.round((Date.now() - done) / 1000)} s`;
}
