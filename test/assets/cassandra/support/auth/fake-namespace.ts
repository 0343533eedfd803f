import { ChildProcess, spawn } from 'child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Call, Kubectl, NamespaceState, Snapshot } from './fake-kubectl';
import { Answer, AskingTool, Invocation } from '../../../support/asking-tool';
import { ASSETS, Program } from '../program';

export const NEVER = 1e9;
export const SELECTOR = 'app=events';

/** A namespace with claims, a controller of snapshots, and a kubectl that sees them. */
export class FakeNamespace {
  static async of(...claims: string[]): Promise<FakeNamespace> {
    const namespace: FakeNamespace = new FakeNamespace(claims, await AskingTool.thatAsks(call => namespace.kubectl(call)));
    return namespace;
  }

  readonly folder = mkdtempSync(join(tmpdir(), 'backup-'));
  readonly calls: Call[] = [];
  private known: NamespaceState;
  private process?: ChildProcess;

  private constructor(claims: string[], private readonly program: AskingTool) {
    mkdirSync(join(this.folder, 'bin'));
    writeFileSync(join(this.folder, 'bin', 'kubectl'), program.text);
    chmodSync(join(this.folder, 'bin', 'kubectl'), 0o755);
    this.known = { claims: claims.map(name => ({ metadata: { name, labels: { app: 'events' } }, spec: { volumeName: `pv-${name}` } })), snapshots: [] };
  }

  get state(): NamespaceState {
    return structuredClone(this.known);
  }

  set state(state: NamespaceState) {
    this.known = structuredClone(state);
  }

  change(what: Partial<NamespaceState>): void {
    this.state = { ...this.state, ...what };
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

  async ends(): Promise<void> {
    if (this.process) this.end();
    await this.program.ends();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 30, retryDelay: 50 });
  }

  private kubectl({ argv, input }: Invocation): Answer {
    const kubectl = new Kubectl(this.known, argv, input);
    const answer = kubectl.answer();
    this.calls.push(kubectl.call);
    return answer;
  }
}
