import { spawnSync } from 'child_process';
import { printable } from '../../naming/printable';
import { Usage } from '../arguments';

const MOST_BYTES = 2 ** 28;

/** What another program answers; what it complains of is one sentence, and the end. */
export function answer(program: 'git' | 'kubectl', args: readonly string[], input = ''): Buffer {
  const { error, status, stdout, stderr } = spawnSync(program, args, { input, maxBuffer: MOST_BYTES, env: process.env });
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  if (code === 'ENOENT') throw new Usage(`there is no ${program} on the PATH`);
  // it has its answer, or its complaint, before it has read all of the input
  const started = error === undefined || code === 'EPIPE';
  if (started && status === 0) return stdout;
  const said = started ? stderr.toString().trim().replace(/\s*\n\s*/g, '; ') : error!.message;
  throw new Usage(printable(`${program} ${args.join(' ')}: ${said}`));
}
