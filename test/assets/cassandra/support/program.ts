import { ChildProcess, spawn } from 'child_process';
import { join } from 'path';

export const ASSETS = join(__dirname, '..', '..', '..', '..', 'assets', 'cassandra');

/** An in-pod program that runs. What it says can be awaited; nothing is ever slept for. */
export class Program {
  /** Who the programs run as, if not as the tests do. */
  static as: { readonly uid?: number; readonly gid?: number } = {};
  readonly ended: Promise<number | string>;
  /** When nobody can write any more to where it wrote, not even a child. */
  readonly closed: Promise<void>;
  said = '';
  printed = '';
  private readonly process: ChildProcess;
  private listeners = new Set<() => void>();
  private running = true;

  constructor(readonly name: string, args: string[], env: Record<string, string>) {
    // a process group of its own, so that whatever is left of it can be ended
    this.process = spawn('bash', [join(ASSETS, name), ...args], { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true, ...Program.as });
    this.process.stderr!.on('data', (text: Buffer) => { this.said += text; this.changed(); });
    this.process.stdout!.on('data', (text: Buffer) => { this.printed += text; this.changed(); });
    this.closed = new Promise(resolve => this.process.on('close', () => resolve()));
    this.ended = new Promise(resolve => this.process.on('exit', (code, signal) => {
      this.running = false;
      resolve(code ?? signal!);
      this.changed();
    }));
  }

  /** Until it has said that, so many times; fails when it ends without. */
  async says(what: string | RegExp, times = 1): Promise<void> {
    const pattern = typeof what === 'string' ? what.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : what.source;
    while ([...this.said.matchAll(new RegExp(pattern, 'g'))].length < times) {
      if (!this.running) throw new Error(`${this.name} ended without saying ${String(what)}, but:\n${this.said}`);
      await new Promise<void>(resolve => this.listeners.add(resolve));
    }
  }

  /** What it says from now on. */
  forget(): void {
    this.said = '';
  }

  get pid(): number {
    return this.process.pid!;
  }

  signal(signal: NodeJS.Signals): void {
    this.process.kill(signal);
  }

  /** It and its children, if they are still there. */
  end(): void {
    try {
      process.kill(-this.process.pid!, 'SIGKILL');
    } catch {
      // nothing is left
    }
  }

  private changed(): void {
    const waiting = this.listeners;
    this.listeners = new Set();
    for (const listener of waiting) listener();
  }
}
