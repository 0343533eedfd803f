import { counted } from '../../naming/refuse';
import { EFFECTS, Step } from '../../upgrade/finding';
import { inLines, oneLine } from '../../upgrade/report';
import { github } from '../formats/github';
import { junit } from '../formats/junit';
import { sarif } from '../formats/sarif';
import { placed } from '../report';
import { DiffFormat } from './arguments';
import { DiffReport } from './diff';

const FORM: Record<DiffFormat, (report: DiffReport) => string> = {
  text: report => unread(report) ?? inLines(report.findings),
  plan: report => unread(report) ?? script(report),
  json: ({ findings, plan, problems, kubernetes }) => `${JSON.stringify(
    { kubernetes: `1.${kubernetes}`, findings, plan, problems },
    undefined,
    2,
  )}\n`,
  markdown,
  github: ({ asChecked }) => github(asChecked),
  sarif: ({ asChecked }) => sarif(asChecked),
  junit: ({ asChecked }) => junit(asChecked),
};

/** The answer, in the form that was asked for. */
export function formatted(report: DiffReport, format: DiffFormat): string {
  return FORM[format](report);
}

/** What could not be read is all that there is to say. */
function unread({ problems }: DiffReport): string | undefined {
  return problems.length === 0 ? undefined : problems.map(each => `${placed(each)}: ${each.message}\n`).join('');
}

/** The whole way, to be read line by line, and taken step by step. Nothing here runs it. */
function script({ plan }: DiffReport): string {
  return plan.map(lines).join('\n');
}

function lines({ command, see, back }: Step, i: number, { length }: readonly Step[]): string {
  return `# Step ${i + 1} of ${length}\n${command}\n#    see: ${see}\n#    back: ${back}\n`;
}

/** For a comment on a pull request: a line for each effect, and the way below. */
function markdown({ findings, plan, problems }: DiffReport): string {
  if (problems.length > 0) return `${problems.map(each => `- ${escaped(`${placed(each)}: ${each.message}`)}`).join('\n')}\n`;
  if (findings.length === 0) return 'Nothing changes.\n';
  const groups = EFFECTS.map(effect => ({ effect, all: findings.filter(each => each.effect === effect) }))
    .filter(({ all }) => all.length > 0);
  const told = groups.map(({ effect, all }) =>
    `**${effect}** (${counted(all.length, 'finding')})\n\n${all.map(each => `- ${escaped(oneLine(each))}`).join('\n')}\n`);
  const way = plan.map(({ command, see }) => `${command}\n# see: ${see}`).join('\n').replaceAll('```', "'''");
  const steps = counted(plan.length, 'step');
  return `${told.join('\n')}\n<details><summary>The plan, in ${steps}</summary>\n\n\`\`\`sh\n${way}\n\`\`\`\n\n</details>\n`;
}

/** What would be a link, a table or a tag. */
function escaped(text: string): string {
  return text.replace(/[<>|*_\\[\]`]/g, '\\$&');
}
