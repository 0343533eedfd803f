import { fails } from '../../guard/judge';
import { Located, Problem, Report } from '../report';

/**
 * For the log of a GitHub workflow, which puts each line beside the line that it is about.
 *
 * @see https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
export function github({ findings, problems, settings }: Report): string {
  const open = findings.filter(({ acknowledged }) => acknowledged === undefined);
  return [
    ...problems.map(problem => command('error', problem, 'not checked', problem.message)),
    ...open.map(finding => {
      const level = fails(finding, settings.failOn) ? 'error' : 'warning';
      return command(level, finding, `${finding.rule}: ${finding.certainty}`, finding.sentence);
    }),
  ].join('');
}

function command(level: string, { file, line, column }: Located | Problem, title: string, message: string): string {
  const place = line === undefined ? '' : `,line=${line},col=${column}`;
  return `::${level} file=${property(file)}${place},title=${property(title)}::${data(message)}\n`;
}

/** What ends a message, or begins another command, is written as the runner reads it. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
