import { readdirSync, readFileSync, statSync } from 'fs';
import { AddressInfo, createServer, Server, Socket } from 'net';

/** One call of cqlsh, as the process of it looks from outside. */
export interface Invocation {
  readonly pid: number;
  readonly argv: string[];
  readonly environment: Record<string, string>;
  readonly cql: string;
}

/** How it ends, and what it prints; without one it goes on for ever. */
export type Handler = (call: Invocation) => { readonly status: number; readonly out?: string; readonly error?: string } | undefined;

/**
 * A cqlsh that asks the process of the test, which looks at it by its number while it waits: to start a bash takes a tenth of the time that a Node
 * takes, and an auth Job calls cqlsh some thirty times.
 */
export class FakeCqlsh {
  static async thatAsks(handler: Handler): Promise<FakeCqlsh> {
    const cqlsh = new FakeCqlsh(handler);
    await new Promise<void>((resolve, reject) => cqlsh.server.on('error', reject).listen(0, '127.0.0.1', resolve));
    return cqlsh;
  }

  private readonly sockets = new Set<Socket>();
  private readonly server: Server;

  private constructor(private readonly handler: Handler) {
    this.server = createServer(socket => {
      let text = '';
      this.sockets.add(socket.on('error', () => undefined).on('close', () => this.sockets.delete(socket)));
      socket.setEncoding('utf8').on('data', (more: string) => {
        text += more;
        const [pid, cql, end] = text.split('\0');
        if (end !== undefined) this.answer(socket, Number(pid), cql);
      });
    });
  }

  /** The program. */
  get text(): string {
    return `#!/usr/bin/env bash
exec 3<>/dev/tcp/127.0.0.1/${(this.server.address() as AddressInfo).port} || exit
IFS= read -r -d '' cql
printf '%s\\0%s\\0' "$$" "$cql" >&3
IFS= read -r -d '' -u 3 out && IFS= read -r -d '' -u 3 error && IFS= read -r -d '' -u 3 status || exit
printf %s "$out"
printf %s "$error" >&2
exit "$status"
`;
  }

  async ends(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise(resolve => this.server.close(resolve));
  }

  private answer(socket: Socket, pid: number, cql: string): void {
    const [, , ...argv] = list(pid, 'cmdline'); // bash, and the program
    const environment = Object.fromEntries(list(pid, 'environ').map(pair => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
    const answer = this.handler({ pid, argv, environment, cql });
    if (answer) socket.end(`${answer.out ?? ''}\0${answer.error ?? ''}\0${answer.status}\0`);
  }
}

function list(pid: number, what: 'cmdline' | 'environ'): string[] {
  return readFileSync(`/proc/${pid}/${what}`, 'utf8').split('\0').slice(0, -1);
}

/** A file as that process opens it; nothing if it cannot. */
export function fileOf(pid: number, name: string): { text: string; mode: string; names: number } {
  const file = name.replace(/^\/dev\/fd\//, `/proc/${pid}/fd/`);
  try {
    const { mode, nlink } = statSync(file);
    return { text: readFileSync(file, 'utf8'), mode: (mode & 0o777).toString(8), names: nlink }; // eslint-disable-line no-bitwise
  } catch {
    return { text: '', mode: '', names: 0 };
  }
}

/** As Python's configparser: a section, `key = value`, and what Python takes for blank does not count around the value. */
export function ini(text: string, section: string): Record<string, string> {
  const values: Record<string, string> = {};
  let within = '';
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (/^[#;]/.test(strip(line)) || strip(line) === '') continue;
    const heading = /^\[(.+)\]/.exec(line);
    if (heading) {within = heading[1];} else if (within === section) {
      const [, key, value] = /^(.*?)[=:](.*)$/.exec(line)!;
      values[strip(key).toLowerCase()] = strip(value);
    }
  }
  return values;
}

function strip(text: string): string {
  return text.replace(/^[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+|[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/g, '');
}

/** Where any process shows that text. */
export function seen(secret: string): string[] {
  const where: string[] = [];
  for (const pid of readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
    for (const file of ['cmdline', 'environ']) {
      try {
        if (readFileSync(`/proc/${pid}/${file}`, 'utf8').includes(secret)) where.push(`${file} of ${readFileSync(`/proc/${pid}/comm`, 'utf8').trim()}`);
      } catch {
        // gone, or somebody else's
      }
    }
  }
  return where;
}

/** The Job and all that it started, as when the node under the pod loses its power. */
export function killWithAll(call: number): void {
  let pid = parentOf(call);
  while (!isAuth(pid) || isAuth(parentOf(pid))) pid = parentOf(pid);
  process.kill(-pid, 'SIGKILL');
  process.kill(call, 'SIGKILL');
}

function isAuth(pid: number): boolean {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('auth.sh');
}

function parentOf(pid: number): number {
  return Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]);
}
