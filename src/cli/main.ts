import { writeFileSync } from 'fs';
import { Asked, asked, CheckOptions, Format, Usage } from './arguments';
import { check } from './check';
import { CONFIG, config } from './config';
import { github } from './formats/github';
import { json } from './formats/json';
import { junit } from './formats/junit';
import { sarif } from './formats/sarif';
import { text } from './formats/text';
import { HELP } from './help';
import { Report } from './report';
import { explain, list } from './rules';
import { version } from './version';
import { fails } from '../guard/judge';
import { Settings, settings, today } from '../guard/settings';
import { Refusal } from '../naming/refuse';

/** What the command is run in. */
export interface Surroundings {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
  /** Whether what is printed may have colours. */
  readonly coloured: boolean;
}

const DONE = 0;
const FOUND = 1;
const FAILED = 2;

const FORM: Record<Format, (report: Report, coloured: boolean) => string> = { text, json, sarif, junit, github };

/** Runs the command, and returns its exit code. */
export async function main(args: readonly string[], surroundings: Surroundings): Promise<number> {
  try {
    const wish = asked(args);
    if (wish.command === 'check') return await checked(wish.check, surroundings);
    surroundings.print(answer(wish));
    return DONE;
  } catch (error) {
    if (!(error instanceof Usage || error instanceof Refusal)) throw error;
    surroundings.complain(`${error.message}\n${error instanceof Usage ? '`cdk8s-stateful --help` says what there is\n' : ''}`);
    return FAILED;
  }
}

function answer(wish: Exclude<Asked, { command: 'check' }>): string {
  switch (wish.command) {
    case 'help': return HELP;
    case 'version': return `${version}\n`;
    case 'rules': return wish.name === undefined ? list() : explain(wish.name);
  }
}

async function checked(options: CheckOptions, { stdin, print, complain, coloured }: Surroundings): Promise<number> {
  const report = await check(options, settled(options), stdin);
  for (const { format, output } of options.wanted) {
    if (output === undefined) print(FORM[format](report, coloured));
    else write(output, FORM[format](report, false));
  }
  return exitCode(report, options.allowEmpty, complain);
}

/** The command line goes before the file, and adds to what is skipped there. */
function settled({ config: file, settings: wishes }: CheckOptions): Settings {
  const inFile = config(file);
  settings(file ?? CONFIG, inFile, today());
  const { skip = [] } = inFile as { skip?: readonly string[] };
  return settings('the command line', { ...inFile, ...wishes, skip: [...skip, ...wishes.skip ?? []] }, today());
}

function write(file: string, content: string): void {
  try {
    writeFileSync(file, content);
  } catch (error) {
    throw new Refusal(`${file}: it cannot be written: ${(error as Error).message}`);
  }
}

function exitCode(report: Report, allowEmpty: boolean, complain: (text: string) => void): number {
  const { findings, problems, judged, settings: { failOn } } = report;
  if (problems.length > 0) return FAILED;
  if (judged === 0 && !allowEmpty) {
    complain('nothing to check: there is no object that these rules are about; --allow-empty makes that fine\n');
    return FAILED;
  }
  return findings.some(finding => fails(finding, failOn)) ? FOUND : DONE;
}
