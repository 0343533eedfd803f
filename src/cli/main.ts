import { Asked, asked, CheckOptions, Format, Usage } from './arguments';
import { check } from './check';
import { deliver, DONE, FAILED, FOUND, CommandContext } from './command-context';
import { CONFIG, config } from './config';
import { compare } from './diff/compare';
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

const FORM: Record<Format, (report: Report, coloured: boolean) => string> = { text, json, sarif, junit, github };

/** Runs the command, and returns its exit code. */
export async function main(args: readonly string[], context: CommandContext): Promise<number> {
  try {
    const wish = asked(args);
    if (wish.command === 'check') return await checked(wish.check, context);
    if (wish.command === 'diff') return await compare(wish.args, context);
    context.print(answer(wish));
    return DONE;
  } catch (error) {
    if (!(error instanceof Usage || error instanceof Refusal)) throw error;
    context.complain(`${error.message}\n${error instanceof Usage ? '`cdk8s-stateful --help` lists commands and options\n' : ''}`);
    return FAILED;
  }
}

function answer(wish: Exclude<Asked, { command: 'check' | 'diff' }>): string {
  switch (wish.command) {
    case 'help': return HELP;
    case 'version': return `${version}\n`;
    case 'rules': return wish.name === undefined ? list() : explain(wish.name);
  }
}

async function checked(options: CheckOptions, context: CommandContext): Promise<number> {
  const report = await check(options, settled(options), context.stdin);
  deliver(options.wanted, (format, coloured) => FORM[format](report, coloured), context);
  return exitCode(report, options.allowEmpty, context.complain);
}

/** The command line goes before the file, and adds to what is skipped there. */
function settled({ config: file, settings: wishes }: CheckOptions): Settings {
  const inFile = config(file);
  settings(file ?? CONFIG, inFile, today());
  const { skip = [] } = inFile as { skip?: readonly string[] };
  return settings('the command line', { ...inFile, ...wishes, skip: [...skip, ...wishes.skip ?? []] }, today());
}

function exitCode(report: Report, allowEmpty: boolean, complain: (text: string) => void): number {
  const { findings, problems, judged, settings: { failOn } } = report;
  if (problems.length > 0) return FAILED;
  if (judged === 0 && !allowEmpty) {
    complain('nothing to check: the input has no object that these rules check; --allow-empty accepts that\n');
    return FAILED;
  }
  return findings.some(finding => fails(finding, failOn)) ? FOUND : DONE;
}
