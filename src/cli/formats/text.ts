import { GuardSeverity } from '../../guard/finding';
import { fails } from '../../guard/judge';
import { printable } from '../../naming/printable';
import { counted } from '../../naming/refuse';
import { Located, placed, Report } from '../report';

const BOLD = 1;
const RED = 31;
const YELLOW = 33;

/** For people: where, how sure, which rule, and the sentence. */
export function text({ findings, problems, objects, files, notes, settings }: Report, coloured: boolean): string {
  const paint = (code: number, words: string) => coloured ? `\u001b[${code}m${words}\u001b[0m` : words;
  const colour = (finding: Located) => fails(finding, settings.failOn) ? RED : YELLOW;
  const open = findings.filter(({ acknowledged }) => acknowledged === undefined);
  const lines = [
    ...problems.map(problem => [
      `${paint(BOLD, printable(placed(problem)))}  ${paint(RED, 'not checked')}\n`,
      `  ${printable(problem.message)}\n`,
    ].join('')),
    ...open.map(finding => [
      `${paint(BOLD, printable(placed(finding)))}  ${paint(colour(finding), finding.certainty)}  ${finding.rule}\n`,
      `  ${finding.sentence}\n`,
    ].join('')),
    ...notes.map(note => `note: ${printable(note)}\n`),
  ];
  const refused = open.filter(({ severity }) => severity === GuardSeverity.REFUSED).length;
  const summary = [
    ...problems.length === 0 ? [] : [`${problems.length} not checked`],
    `${refused} refused`,
    `${open.length - refused} advice`,
    ...findings.length === open.length ? [] : [`${findings.length - open.length} acknowledged`],
  ].join(', ');
  const scope = `${counted(objects.length, 'object')} in ${counted(files, 'file')}, for Kubernetes 1.${settings.kubernetes}`;
  return `${lines.join('\n')}${lines.length === 0 ? '' : '\n'}${summary}: ${scope}\n`;
}
