import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'fs';
import { connect, createServer, Server, Socket } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import { fakeCommands } from './fake-commands';
import { Program } from './program';

/** One pod: an address of its own on the loopback, its disk, and what it listens on. */
export class FakePod {
  readonly data: string;
  readonly run: string;
  address: string;
  rack = 'rack1';
  /** Its JVM answers nobody, though the kernel goes on to accept connections for it. */
  hangs = false;
  private readonly servers = new Map<number, { server: Server; sockets: Set<Socket> }>();

  constructor(readonly cluster: FakeCluster, readonly name: string) {
    this.address = cluster.freshAddress();
    this.data = cluster.folder(name, 'data');
    this.run = cluster.folder(name, 'run');
    cluster.resolves(this.host, this.address);
  }

  get host(): string {
    return `${this.name}.events.prod.svc.cluster.local`;
  }

  /** Accepts connections there. */
  async listens(port: number): Promise<void> {
    const sockets = new Set<Socket>();
    const server = createServer(socket => {
      sockets.add(socket.on('error', () => undefined).on('close', () => sockets.delete(socket)));
      // A JVM answers whoever speaks its protocol.
      socket.on('data', data => port === this.cluster.ports.jmx && !this.hangs && data.toString('latin1') === 'JRMI\0\x02K' && socket.write('N'));
    });
    await new Promise<void>((resolve, reject) => server.on('error', reject).listen(port, port === this.cluster.ports.jmx ? '127.0.0.1' : this.address, resolve));
    this.servers.set(port, { server, sockets });
  }

  async stopsListening(port?: number): Promise<void> {
    for (const [at, { server, sockets }] of [...this.servers]) {
      if (port !== undefined && at !== port) continue;
      this.servers.delete(at);
      for (const socket of sockets) socket.destroy();
      await new Promise(resolve => server.close(resolve));
    }
  }

  async serves(): Promise<void> {
    await this.listens(this.cluster.ports.cql);
  }

  /** A program in this pod. */
  runs(name: string, env: Record<string, string> = {}, ...args: string[]): Program {
    return this.cluster.track(new Program(name, args, { ...this.cluster.env(this), ...env }));
  }

  /** Its companion: the other pods can ask it. */
  async tellsTheRing(): Promise<void> {
    this.runs('companion.sh', { CASSANDRA_CONF: this.run, RING_FOLLOW: '1000' }, String(process.pid));
    while (!await accepts(this.address, this.cluster.ports.word)) await new Promise(resolve => setTimeout(resolve, 20));
  }

  /** What its programs have announced. */
  announces(word: string, text = ''): void {
    const folder = join(this.run, 'words', this.host);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, word), text);
  }

  /** An empty disk in place of the old one. */
  losesItsDisk(): void {
    rmSync(this.data, { recursive: true });
    mkdirSync(this.data);
  }

  hasOnDisk(path: string, text = ''): void {
    mkdirSync(join(this.data, path, '..'), { recursive: true });
    writeFileSync(join(this.data, path), text);
  }

  /** As Cassandra leaves it, and alive.sh. */
  hasJoined(): void {
    this.hasOnDisk('data/system/local-1/nb-1-big-Data.db');
    this.hasOnDisk('.joined', `${this.data}/data/system\n`);
  }

  /** The next incarnation, on the same disk. */
  moves(address = this.cluster.freshAddress()): void {
    this.address = address;
    this.cluster.resolves(this.host, address);
    rmSync(this.run, { recursive: true });
    mkdirSync(this.run);
  }

  get decision(): string {
    return existsSync(join(this.run, 'decision')) ? readFileSync(join(this.run, 'decision'), 'utf8') : '';
  }

  /** As `entry` of the ring. */
  entry(hostId = `id-${this.name}`, datacenter = 'dc1'): Entry {
    return { address: this.address, hostId, datacenter, rack: this.rack };
  }
}

export interface Entry {
  readonly address: string;
  readonly hostId: string;
  readonly datacenter: string;
  readonly rack: string;
}

/** Pods on loopback addresses, with names, a ring to ask, and the commands of the image. Each has its own part of 127/8, so that tests can run at once. */
export class FakeCluster {
  readonly root = mkdtempSync(join(tmpdir(), 'ring-'));
  readonly ring = this.folder('ring');
  readonly fakes = this.folder('fakes');
  readonly superuser = join(this.root, 'superuser');
  readonly pods: FakePod[];
  readonly ports: { cql: number; internode: number; jmx: number; word: number };
  private readonly bin = fakeCommands(join(this.root, 'bin'));
  private readonly net = `127.${1 + random(254)}.${random(256)}`;
  private readonly programs: Program[] = [];
  private addresses = 0;

  constructor(count: number) {
    const first = 20000 + 4 * random(3000); // below the ports that the kernel gives away
    this.ports = { cql: first, internode: first + 1, jmx: first + 2, word: first + 3 };
    this.folder('fakes', 'dns');
    this.folder('fakes', 'cql');
    this.folder('tmp');
    this.pods = Array.from({ length: count }, (_, index) => new FakePod(this, `events-${index}`));
    this.members();
    this.file('extra-seeds');
    this.file('replace');
    this.file('overrides');
  }

  folder(...path: string[]): string {
    const folder = join(this.root, ...path);
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  freshAddress(): string {
    return `${this.net}.${++this.addresses}`;
  }

  add(name = `events-${this.pods.length}`): FakePod {
    const pod = new FakePod(this, name);
    this.pods.push(pod);
    this.members();
    return pod;
  }

  /** The list that the pods see; everybody stays unless said otherwise. */
  members(pods: FakePod[] = this.pods, leaving: FakePod[] = []): void {
    this.file('members', ...pods.map(pod => `${pod.name} ${pod.rack} ${leaving.includes(pod) ? 'leaves' : 'stays'}`));
  }

  /** A file of the ConfigMap. */
  file(name: string, ...lines: string[]): void {
    writeFileSync(join(this.ring, name), lines.map(line => `${line}\n`).join(''));
  }

  fake(name: string, text: string | undefined): void {
    if (text !== undefined) writeFileSync(join(this.fakes, name), text);
    else if (existsSync(join(this.fakes, name))) unlinkSync(join(this.fakes, name));
  }

  log(name: string): string[] {
    const file = join(this.fakes, `${name}.log`);
    return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
  }

  resolves(name: string, ...addresses: string[]): void {
    this.fake(`dns/${name}`, addresses.length > 0 ? addresses.map(address => `${address}\n`).join('') : undefined);
  }

  /** What cqlsh is told at that address: this node, and its peers. */
  answers(at: string, entries: Entry[], gossip: Record<string, string> = {}): void {
    const row = ({ address, hostId, datacenter, rack }: Entry) => ` ${address} | ${hostId} | ${datacenter} | ${rack} | {'-1', '22'}`;
    const table = (heading: string, rows: string[]) => ['', ` ${heading}`, '-------+-------', ...rows, '', `(${rows.length} rows)`];
    const columns = 'ring_address | host_id | data_center | rack | tokens';
    this.fake(`cql/${at}`, [
      ...table(columns, entries.filter(({ address }) => address === at).map(row)),
      ...table(columns, entries.filter(({ address }) => address !== at).map(row)),
      ...table('gossip_address | status_with_port', Object.entries(gossip).map(([address, status]) => ` ${address} | ${status}`)),
      '',
    ].join('\n'));
  }

  /** What `nodetool status` prints of a ring of these pods in these states, beside another datacenter. */
  status(states: Record<string, string>): string {
    const line = (address: string, state: string, id: string) => `${state}  ${address}  1.5 KiB  16  ?  ${id}  rack1`;
    const pods = Object.entries(states).map(([name, state]) => line(this.pods.find(pod => pod.name === name)?.address ?? name, state, uuidOf(name)));
    return ['Datacenter: dc0', '===============', line('10.1.0.1', 'DN', uuidOf('far')), '', 'Datacenter: dc1', '===============', '|/ State=Normal/Leaving/Joining/Moving', ...pods, ''].join('\n');
  }

  /** How the node of a pod sees the ring. */
  sees(pod: FakePod, states: Record<string, string>): void {
    this.fake(`nodetool.status.${pod.name}`, this.status(states));
  }

  /** Everybody who serves answers the same. */
  async isARing(serving: FakePod[], others: Entry[] = [], gossip: Record<string, string> = {}): Promise<void> {
    for (const pod of serving) {
      this.answers(pod.address, [...serving.map(one => one.entry()), ...others], gossip);
      await pod.serves();
    }
  }

  env(pod: FakePod): Record<string, string> {
    return {
      PATH: `${this.bin}:${process.env.PATH}`,
      HOME: join(this.root, 'tmp'),
      TMPDIR: join(this.root, 'tmp'),
      FAKES: this.fakes,
      POD_NAME: pod.name,
      POD_NAMESPACE: 'prod',
      POD_IP: pod.address,
      RING_SERVICE: 'events',
      RING_DOMAIN: 'cluster.local',
      RING_DATACENTER: 'dc1',
      RING_RACK: pod.rack,
      RING_TLS: '',
      MEMORY_LIMIT: '2147483648',
      RING_HEAP: '',
      RING_DIRECT_MEMORY: '',
      RING_JVM_OPTIONS: '',
      RING_AGENT: '',
      RING_COMMITLOG: '',
      RING_PATIENCE: '60',
      RING_GC_GRACE: '864000',
      CASSANDRA_CONF: join(pod.run, 'conf'),
      RING_DIR: this.ring,
      RUN_DIR: pod.run,
      DATA_DIR: pod.data,
      SUPERUSER_DIR: this.superuser,
      RING_CONSOLE: '/dev/null/none',
      CQL_PORT: `${this.ports.cql}`,
      INTERNODE_PORT: `${this.ports.internode}`,
      RING_JMX_PORT: `${this.ports.jmx}`,
      WORD_PORT: `${this.ports.word}`,
      RING_ROUND: '0.05',
      RING_REMIND: '0',
      RING_CONNECT: '5',
      RING_LOOKUP: '20', // a busy machine is no silent pod
      RING_ANSWER: '5',
      LOG_DIR: this.root,
    };
  }

  track(program: Program): Program {
    this.programs.push(program);
    return program;
  }

  async ends(): Promise<void> {
    for (const program of this.programs) program.end();
    await Promise.all(this.programs.map(program => program.ended));
    for (const pod of this.pods) await pod.stopsListening();
    rmSync(this.root, { recursive: true, force: true, maxRetries: 30, retryDelay: 50 });
  }
}

/** Whatever the name, a host id of its own. */
export function uuidOf(name: string): string {
  return `00000000-0000-0000-0000-${Buffer.from(name).toString('hex').padStart(12, '0').slice(-12)}`;
}

/** Whether somebody accepts connections there. */
export async function accepts(address: string, port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, address);
    socket.on('connect', () => { socket.destroy(); resolve(true); });
    socket.on('error', () => resolve(false));
  });
}

function random(below: number): number {
  return Math.floor(Math.random() * below);
}
