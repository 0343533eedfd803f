import { diffOptions } from './arguments';
import { diff, DiffReport, needsCare } from './diff';
import { formatted } from './formats';
import { deliver, DONE, FAILED, FOUND, CommandContext } from '../command-context';

/** Runs the command, with the arguments that come after its name, and returns its exit code. */
export async function compare(args: readonly string[], context: CommandContext): Promise<number> {
  const options = diffOptions(args);
  const report = await diff(options, context.stdin, context.complain);
  deliver(options.wanted, format => formatted(report, format), context);
  return exitCode(report);
}

function exitCode({ findings, problems, failOn }: DiffReport): number {
  if (problems.length > 0) return FAILED;
  return findings.some(each => needsCare(each, failOn)) ? FOUND : DONE;
}
