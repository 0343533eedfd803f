import { spawn } from 'child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { FakeCluster } from '../fake-cluster';
import { ASSETS, Program } from '../program';

/** A role, and the nodes that hold its row. */
export interface Role {
  password: string;
  superuser: boolean;
  login: boolean;
  on: string[];
}

/** What the nodes of a ring know, as far as CQL shows it. */
export interface RingState {
  /** By address, in the order in which they become replicas. */
  nodes: Record<string, { dc: string; down?: boolean }>;
  roles: Record<string, Role>;
  replication: Record<string, string>;
  /** Calls of cqlsh for which a password is not changed again. */
  passwordLimit?: number;
  /** Logins after a change of password that are refused all the same. */
  remembers?: number;
  /** Instead of doing it: what cqlsh says then, so many times. */
  failures?: { statement: string; error: string; times: number }[];
  /** Whoever comes is let in. */
  open?: boolean;
  /** The call after which nobody lives to see the answer. */
  dieAfter?: number;
  /** No answer ever comes. */
  hangs?: boolean;
  /** What must not be seen in any process. */
  secret?: string;
}

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
  readonly environment: Record<string, string>;
  /** Where the secret was seen. */
  readonly seen: string[];
  /** Roles that some node would not have known after this, though it is a role of the ring. */
  readonly unknown: string[];
}

/** Nodes on loopback addresses that serve CQL, and a cqlsh that knows what they know. */
export class FakeRing {
  readonly cluster: FakeCluster;
  readonly folder = mkdtempSync(join(tmpdir(), 'roles-'));

  constructor(nodes: number, extra: Record<string, string> = {}) {
    this.cluster = new FakeCluster(nodes);
    const addresses = this.cluster.pods.map(({ address }) => address);
    this.state = {
      nodes: Object.fromEntries([...addresses.map(address => [address, { dc: 'dc1' }]), ...Object.entries(extra).map(([address, dc]) => [address, { dc }])]),
      roles: { cassandra: { password: 'cassandra', superuser: true, login: true, on: [addresses[0] ?? Object.keys(extra)[0]] } },
      replication: { class: 'org.apache.cassandra.locator.SimpleStrategy', replication_factor: '1' },
    };
    mkdirSync(join(this.folder, 'bin'));
    mkdirSync(join(this.folder, 'calls'));
    writeFileSync(join(this.folder, 'bin', 'cqlsh'), `#!${process.execPath}\n${readFileSync(join(__dirname, 'fake-cqlsh.js'), 'utf8')}`);
    chmodSync(join(this.folder, 'bin', 'cqlsh'), 0o755);
  }

  get state(): RingState {
    return JSON.parse(readFileSync(join(this.folder, 'state.json'), 'utf8'));
  }

  set state(state: RingState) {
    writeFileSync(join(this.folder, 'state.json'), JSON.stringify(state));
  }

  change(what: Partial<RingState>): void {
    this.state = { ...this.state, ...what };
  }

  get addresses(): string[] {
    return Object.keys(this.state.nodes);
  }

  /** Those of the calls so far. */
  get calls(): Call[] {
    return readdirSync(join(this.folder, 'calls')).sort().map(file => JSON.parse(readFileSync(join(this.folder, 'calls', file), 'utf8')));
  }

  forgetCalls(): void {
    for (const file of readdirSync(join(this.folder, 'calls'))) rmSync(join(this.folder, 'calls', file));
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
    return { ...env, PATH: `${join(this.folder, 'bin')}:${env.PATH}`, FAKE_RING: this.folder, RING_AUTH_REPLICATION: '3', AUTH_PATIENCE: '60' };
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
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}
