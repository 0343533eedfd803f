import { spawn } from 'child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Answer, RingState, Session } from './fake-nodes';
import { ini } from './ini';
import { killWithAll, maskOf, seen } from './processes';
import { AskingTool, fileOf, Invocation } from '../../../support/asking-tool';
import { FakeCluster } from '../fake-cluster';
import { ASSETS, Program } from '../program';

/** One call of cqlsh. */
export interface Call {
  readonly host: string;
  readonly user: string;
  readonly password: string;
  readonly cql: string;
  readonly outcome: string;
  readonly argv: string[];
  readonly rc: string;
  /** Of the file of credentials: its permissions, its names, and the environment in which it was read. */
  readonly mode: string;
  readonly names: number;
  /** Of the permissions of what it writes itself. */
  readonly mask: string;
  readonly environment: Record<string, string>;
  /** Where the secret was seen. */
  readonly seen: string[];
  /** Roles that some node would not have known after this, though it is a role of the ring. */
  readonly unknown: string[];
}

/** Nodes on loopback addresses that serve CQL, and a cqlsh that knows what they know. */
export class FakeRing {
  static async of(nodes: number, extra: Record<string, string> = {}): Promise<FakeRing> {
    const ring: FakeRing = new FakeRing(nodes, extra, await AskingTool.thatAsks(call => ring.cqlsh(call)));
    return ring;
  }

  readonly cluster: FakeCluster;
  readonly folder = mkdtempSync(join(tmpdir(), 'roles-'));
  private known: RingState;
  private asked: Call[] = [];

  private constructor(nodes: number, extra: Record<string, string>, private readonly program: AskingTool) {
    this.cluster = new FakeCluster(nodes);
    const addresses = this.cluster.pods.map(({ address }) => address);
    this.known = {
      nodes: Object.fromEntries([...addresses.map(address => [address, { dc: 'dc1' }]), ...Object.entries(extra).map(([address, dc]) => [address, { dc }])]),
      roles: { cassandra: { password: 'cassandra', superuser: true, login: true, on: [addresses[0] ?? Object.keys(extra)[0]] } },
      replication: { class: 'org.apache.cassandra.locator.SimpleStrategy', replication_factor: '1' },
    };
    writeFileSync(join(this.folder, 'cqlsh'), program.text);
    chmodSync(join(this.folder, 'cqlsh'), 0o755);
  }

  get state(): RingState {
    return copy(this.known);
  }

  set state(state: RingState) {
    this.known = copy(state);
  }

  change(what: Partial<RingState>): void {
    this.state = { ...this.state, ...what };
  }

  get addresses(): string[] {
    return Object.keys(this.state.nodes);
  }

  /** Those so far. */
  get calls(): readonly Call[] {
    return this.asked;
  }

  forgetCalls(): void {
    this.asked = [];
  }

  async serves(): Promise<this> {
    await Promise.all(this.cluster.pods.map(async pod => pod.serves()));
    return this;
  }

  secret(keys: Record<string, string>): void {
    rmSync(this.cluster.superuser, { recursive: true, force: true });
    mkdirSync(this.cluster.superuser);
    for (const [key, value] of Object.entries(keys)) writeFileSync(join(this.cluster.superuser, key), value);
  }

  get env(): Record<string, string> {
    const env = this.cluster.env(this.cluster.pods[0]);
    return { ...env, PATH: `${this.folder}:${env.PATH}`, RING_AUTH_REPLICATION: '3', AUTH_PATIENCE: '60' };
  }

  /** The Job. */
  auth(env: Record<string, string> = {}): Program {
    return this.cluster.track(new Program('auth.sh', [], { ...this.env, ...env }));
  }

  /** A line of bash that knows cql.sh. */
  async bash(line: string, env: Record<string, string> = {}): Promise<{ status: number | null; printed: string; said: string }> {
    const bash = spawn('bash', ['-c', `. "$0/common.sh"; . "$0/cql.sh"; ${line}`, ASSETS], { env: { ...this.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let printed = '';
    let said = '';
    bash.stdout.on('data', (text: Buffer) => printed += text);
    bash.stderr.on('data', (text: Buffer) => said += text);
    return new Promise(resolve => bash.on('close', status => resolve({ status, printed, said })));
  }

  /** What its programs have left lying about. */
  left(): string[] {
    return readdirSync(join(this.cluster.root, 'tmp'));
  }

  async ends(): Promise<void> {
    await this.cluster.ends();
    await this.program.ends();
    rmSync(this.folder, { recursive: true });
  }

  private cqlsh({ pid, argv, environment, input: cql }: Invocation): Answer | undefined {
    const option = (name: string) => argv[argv.indexOf(name) + 1];
    const credentials = fileOf(pid, option('--credentials'));
    const { username: user = '', password = '' } = ini(credentials.text, 'PlainTextAuthProvider');
    const host = argv[argv.length - 2];
    const number = this.asked.length + 1;
    const { known } = this;
    const session = new Session(known, host, user, password, number);
    const answer = session.answer(cql);
    this.asked.push({
      host,
      user,
      password,
      cql,
      argv,
      environment,
      rc: fileOf(pid, option('--cqlshrc')).text,
      mode: credentials.mode,
      names: credentials.names,
      mask: maskOf(pid),
      outcome: answer.error || 'done',
      seen: known.secret ? seen(known.secret) : [],
      unknown: session.unknown(),
    });
    if (number === known.dieAfter) killWithAll(pid);
    else if (!known.hangs) return answer;
    return undefined;
  }
}

/** Nobody else's to change. */
function copy(state: RingState): RingState {
  return JSON.parse(JSON.stringify(state)) as RingState;
}
