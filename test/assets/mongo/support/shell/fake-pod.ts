import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { gunzipSync, gzipSync } from 'zlib';
import { Call, callOf, State } from './fake-tools';
import { Program } from '../../../cassandra/support/program';
import { AskingTool } from '../../../support/asking-tool';

export const ASSETS = join(__dirname, '..', '..', '..', '..', '..', 'assets', 'mongo');

/** In which folder a program is. */
const folderOf = (name: string) => ['member', 'manager', 'backup'].find(folder => existsSync(join(ASSETS, folder, name)))!;

/** An archive as mongodump writes them; what is in it makes no difference here. */
export const archive = (text = 'hello') => gzipSync(Buffer.concat([Buffer.from('6de29981', 'hex'), Buffer.from(text)]));

const pods = new Map<string, FakePod>();

// One for all pods of a file.
let tools: AskingTool;
beforeAll(async () => {
  tools = await AskingTool.thatAsks(call => {
    const pod = pods.get(dirname(dirname(call.program)))!;
    const { call: made, answer } = callOf(call, pod.state);
    pod.calls.push(made);
    return answer;
  });
});
afterAll(async () => tools.ends());

/** A container with bash, the folders that pods have, and MongoDB's tools as far as the programs see them. */
export class FakePod {
  /** Whether a manager lets mongod start on an empty disk. */
  lets = true;
  readonly root = mkdtempSync(join(tmpdir(), 'mongo-pod-'));
  readonly programs: Program[] = [];
  readonly calls: Call[] = [];
  state: State = {};

  constructor() {
    for (const folder of ['bin', 'backup', 'tmp', 'credentials', 'data', 'mongod', 'manager', 'keyfile', 'tls']) mkdirSync(this.path(folder));
    for (const tool of ['mongodump', 'mongorestore', 'mongosh']) this.command(tool, tools.text);
    pods.set(this.root, this);
    this.command('sync', `#!/usr/bin/env bash\necho "$* $(ls -A "$1" | tr '\\n' ' ')" >>${this.path('synced')}\n`); // the real one waits for everybody's disk
    this.secret({ username: 'backup', password: 'right' });
  }

  path(...names: string[]): string {
    return join(this.root, ...names);
  }

  command(name: string, text: string): void {
    writeFileSync(this.path('bin', name), text);
    chmodSync(this.path('bin', name), 0o755);
  }

  mayStart(): void {
    writeFileSync(this.path('manager', 'may-start'), `${Math.floor(Date.now() / 1000)}\n`);
  }

  change(state: State): void {
    this.state = { ...this.state, ...state };
  }

  secret(keys: Record<string, string | Buffer>): void {
    for (const name of readdirSync(this.path('credentials'))) rmSync(this.path('credentials', name));
    for (const [name, value] of Object.entries(keys)) writeFileSync(this.path('credentials', name), value);
  }

  call(tool: string): Call {
    const calls = this.calls.filter(call => call.tool === tool);
    if (calls.length !== 1) throw new Error(`${calls.length} calls of ${tool}`);
    return calls[0]!;
  }

  /** What was made sure to be on the disk, in this order; of a folder, with what was in it then. */
  get synced(): string[] {
    return readFileSync(this.path('synced'), 'utf8').split('\n').slice(0, -1).map(line => line.trim());
  }

  has(file: string, content: Buffer | string = archive()): void {
    writeFileSync(this.path('backup', file), content);
  }

  get backups(): string[] {
    return readdirSync(this.path('backup')).sort();
  }

  unpacked(file: string): string {
    return gunzipSync(readFileSync(this.path('backup', file))).toString('latin1');
  }

  runs(name: string, env: Record<string, string> = {}, ...args: string[]): Program {
    const program = new Program(`../mongo/${folderOf(name)}/${name}`, args, {
      PATH: `${this.path('bin')}:${process.env.PATH}`,
      HOME: this.path('tmp'),
      TMPDIR: this.path('tmp'),
      LC_ALL: 'C.UTF-8',
      MONGO_SET: 'rs0',
      MONGO_FILES: '1', // whatever the limit is on the machine of the tests
      MONGO_HOSTS: 'orders-0.orders:27017,orders-1.orders:27017',
      DB_DIR: this.path('data'),
      MONGOD_DIR: this.path('mongod'),
      MANAGER_DIR: this.path('manager'),
      KEYFILE: this.path('keyfile', 'keyfile'),
      TLS_DIR: this.path('tls'),
      TLS_PARTS: this.path('tls-parts'),
      BACKUP_DIR: this.path('backup'),
      BACKUP_NAME: 'rs0',
      BACKUP_KEEP: '7',
      BACKUP_TIMEOUT: '600',
      CREDENTIALS_DIR: this.path('credentials'),
      ...env,
    });
    this.programs.push(program);
    const manager = setInterval(() => {
      if (this.lets && existsSync(this.path('manager', 'empty'))) this.mayStart();
    }, 20);
    void program.ended.finally(() => clearInterval(manager));
    return program;
  }

  /** Until it has ended. */
  async ran(name: string, env: Record<string, string> = {}, ...args: string[]): Promise<{ status: number | string; said: string; printed: string }> {
    const program = this.runs(name, env, ...args);
    const status = await program.ended;
    await program.closed;
    return { status, said: program.said.replace(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ (waiting: empty disk; .*\n)?/gm, ''), printed: program.printed };
  }

  ends(): void {
    for (const program of this.programs) program.end();
    pods.delete(this.root);
    rmSync(this.root, { recursive: true, force: true });
  }
}
