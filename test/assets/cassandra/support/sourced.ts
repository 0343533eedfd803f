import { spawnSync } from 'child_process';
import { join } from 'path';
import { ASSETS } from './program';

export interface Outcome {
  readonly status: number | null;
  readonly printed: string;
  readonly said: string;
}

/** Runs some lines of bash after the files that they need, as start.sh does: what is unset is an error. */
export function sourced(files: readonly string[], lines: string, env: Record<string, string> = {}): Outcome {
  const sources = files.map(file => `. '${join(ASSETS, file)}'\n`).join('');
  const { status, stdout, stderr } = spawnSync('bash', ['-c', `set -u -o pipefail\n${sources}${lines}`], {
    env: { PATH: process.env.PATH!, ...env }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], timeout: 30_000,
  });
  return { status, printed: stdout, said: stderr.replace(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ /gm, '') };
}
