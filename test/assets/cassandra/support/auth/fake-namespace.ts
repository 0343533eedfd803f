import { ChildProcess, spawn } from 'child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ASSETS, Program } from '../program';

export interface Snapshot {
  metadata: { name: string; labels?: Record<string, string>; deletionTimestamp?: string };
  spec: { source: { persistentVolumeClaimName: string }; volumeSnapshotClassName?: string };
  status?: { creationTime?: string; readyToUse?: boolean };
}

interface State {
  claims: { metadata: { name: string; labels: Record<string, string> }; spec: { volumeName?: string } }[];
  snapshots: Snapshot[];
  /** At which look at it the snapshot of a claim is cut, and ready; 0 for never. */
  plans?: Record<string, { cut?: number; ready?: number; error?: string }>;
  failures?: { verb: string; kind?: string; error: string; times: number; doneAllTheSame?: boolean }[];
}

/** One call of kubectl. */
interface Call {
  readonly verb: string;
  readonly kind?: string;
  readonly namespace: string;
  readonly created?: Snapshot;
  readonly cutSoFar?: string[];
  readonly deleted?: string[];
}

export const NEVER = 1e9;
export const SELECTOR = 'app=events';

/** A namespace with claims, a controller of snapshots, and a kubectl that sees them. */
export class FakeNamespace {
  readonly folder = mkdtempSync(join(tmpdir(), 'backup-'));
  private process?: ChildProcess;

  constructor(...claims: string[]) {
    mkdirSync(join(this.folder, 'bin'));
    writeFileSync(join(this.folder, 'bin', 'kubectl'), `#!${process.execPath}\n${readFileSync(join(__dirname, 'fake-kubectl.js'), 'utf8')}`);
    chmodSync(join(this.folder, 'bin', 'kubectl'), 0o755);
    this.state = { claims: claims.map(name => ({ metadata: { name, labels: { app: 'events' } }, spec: { volumeName: `pv-${name}` } })), snapshots: [] };
  }

  get state(): State {
    return JSON.parse(readFileSync(join(this.folder, 'state.json'), 'utf8'));
  }

  set state(state: State) {
    writeFileSync(join(this.folder, 'state.json'), JSON.stringify(state));
  }

  change(what: Partial<State>): void {
    this.state = { ...this.state, ...what };
  }

  get calls(): Call[] {
    const file = join(this.folder, 'calls');
    return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean).map(line => JSON.parse(line)) : [];
  }

  /** The names of all snapshots. */
  get names(): string[] {
    return this.state.snapshots.map(({ metadata }) => metadata.name).sort();
  }

  /** An older backup; `ready` of its `size` snapshots are. */
  hasBackup(backup: string, size: number, ready = size, labels: Record<string, string> = {}): void {
    const old = Array.from({ length: size }, (_, index): Snapshot => ({
      metadata: { name: `data-events-${index}-${backup}`, labels: { 'cdk8s-stateful/backup-of': 'events', 'cdk8s-stateful/backup': backup, 'cdk8s-stateful/backup-size': `${size}`, ...labels } },
      spec: { source: { persistentVolumeClaimName: `data-events-${index}` } },
      status: { creationTime: '2026-01-01T00:00:00Z', readyToUse: index < ready },
    }));
    this.change({ snapshots: [...this.state.snapshots, ...old] });
  }

  /** The container of the CronJob. */
  async backUp(env: Record<string, string> = {}, meanwhile: (said: string) => void = () => undefined): Promise<{ status: number | null; said: string }> {
    this.process = spawn('sh', [join(ASSETS, 'snapshot.sh')], {
      env: {
        PATH: `${join(this.folder, 'bin')}:${process.env.PATH}`,
        FAKE_NAMESPACE: this.folder,
        HOME: this.folder,
        POD_NAMESPACE: 'prod',
        SNAPSHOT_CLUSTER: 'events',
        SNAPSHOT_SELECTOR: SELECTOR,
        SNAPSHOT_KEEP: '2',
        SNAPSHOT_TIMEOUT: '60',
        SNAPSHOT_PAUSE: '0.05',
        ...env,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
      ...Program.as,
      detached: true, // a process group of its own, so that whatever is left of it can be ended
    });
    let said = '';
    this.process.stderr!.on('data', (text: Buffer) => meanwhile(said += text));
    return new Promise(resolve => this.process!.on('exit', status => {
      this.end();
      this.process!.on('close', () => resolve({ status, said }));
    }));
  }

  signal(signal: NodeJS.Signals): void {
    this.process!.kill(signal);
  }

  private end(): void {
    try {
      process.kill(-this.process!.pid!, 'SIGKILL');
    } catch {
      // nothing is left
    }
  }

  ends(): void {
    if (this.process) this.end();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}
