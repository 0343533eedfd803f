import { readFileSync, statSync } from 'fs';
import { AddressInfo, createServer, Server, Socket } from 'net';

/** One call of a tool, as the process of it looks from outside. */
export interface Invocation {
  readonly pid: number;
  /** The path of the tool. */
  readonly program: string;
  readonly argv: string[];
  readonly environment: Record<string, string>;
  readonly input: string;
}

/** How it ends, and what it prints; one without a status goes on until it is told to end, and says so then. */
export interface Answer { readonly status?: number; readonly out?: string; readonly error?: string; readonly farewell?: string }

/** Without an answer it goes on for ever. */
export type Handler = (call: Invocation) => Answer | undefined;

/**
 * A tool of an image that asks the process of the test, which looks at it by its number while it waits: to start a bash takes a tenth of the time that a Node
 * takes, and an auth Job calls cqlsh some thirty times.
 */
export class AskingTool {
  static async thatAsks(handler: Handler): Promise<AskingTool> {
    const tool = new AskingTool(handler);
    await new Promise<void>((resolve, reject) => tool.server.on('error', reject).listen(0, '127.0.0.1', resolve));
    return tool;
  }

  private readonly sockets = new Set<Socket>();
  private readonly server: Server;

  private constructor(private readonly handler: Handler) {
    this.server = createServer(socket => {
      let text = '';
      this.sockets.add(socket.on('error', () => undefined).on('close', () => this.sockets.delete(socket)));
      socket.setEncoding('utf8').on('data', (more: string) => {
        text += more;
        const [pid, input, end] = text.split('\0');
        if (end !== undefined) this.answer(socket, Number(pid), input);
      });
    });
  }

  /** The program. */
  get text(): string {
    return `#!/usr/bin/env bash
exec 3<>/dev/tcp/127.0.0.1/${(this.server.address() as AddressInfo).port} || exit
IFS= read -r -d '' input
printf '%s\\0%s\\0' "$$" "$input" >&3
IFS= read -r -d '' -u 3 out && IFS= read -r -d '' -u 3 error && IFS= read -r -d '' -u 3 farewell || exit
if [[ $farewell ]]; then trap 'printf %s "$farewell" >&2; exit 1' TERM; fi
printf %s "$out"
printf %s "$error" >&2
IFS= read -r -d '' -u 3 status || exit
exit "$status"
`;
  }

  async ends(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise(resolve => this.server.close(resolve));
  }

  private answer(socket: Socket, pid: number, input: string): void {
    const [, program, ...argv] = list(pid, 'cmdline') as [string, string]; // after bash
    const environment = Object.fromEntries(list(pid, 'environ').map(pair => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
    const answer = this.handler({ pid, program, argv, environment, input });
    if (!answer) return;
    const { out = '', error = '', farewell = '', status } = answer;
    socket.write(`${out}\0${error}\0${farewell}\0`);
    if (status !== undefined) socket.end(`${status}\0`);
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
