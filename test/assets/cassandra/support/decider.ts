import { ChildProcess, spawn } from 'child_process';
import { join } from 'path';
import { ASSETS } from './program';

/** What decide.sh says, line by line. */
export type Decide = (facts: string[]) => Promise<string[]>;

// As gate.sh does, but time after time: each decision has its facts up to a line with a dot.
const LOOP = `
set -u -o pipefail
. "$1"
PATH=/nonexistent # it needs nothing but itself
facts=''
while IFS= read -r line; do
  if [[ $line != . ]]; then facts+=$line$'\\n'; continue; fi
  printf '%s' "$facts" | decide
  echo .
  facts=''
done
`;

/** One bash that decides as often as it is asked to; by another decide.sh, if one is given. */
export class Decider {
  private readonly bash: ChildProcess;
  private printed = '';
  private asked?: { answer(lines: string[]): void; fail(error: Error): void };

  constructor(program = join(ASSETS, 'decide.sh')) {
    this.bash = spawn('bash', ['-c', LOOP, 'bash', program]);
    this.bash.stderr!.on('data', text => this.asked?.fail(new Error(`decide.sh: ${text}`)));
    this.bash.stdout!.on('data', (text: Buffer) => {
      this.printed += text;
      if (!this.printed.endsWith('\n.\n')) return;
      const lines = this.printed.split('\n').slice(0, -2);
      this.printed = '';
      this.asked?.answer(lines);
    });
  }

  /** What decide.sh says of these facts, line by line. */
  async decide(facts: string[]): Promise<string[]> {
    return new Promise((answer, fail) => {
      this.asked = { answer, fail };
      this.bash.stdin!.write([...facts, '.', ''].join('\n'));
    });
  }

  end(): void {
    this.bash.stdin!.end();
  }
}
