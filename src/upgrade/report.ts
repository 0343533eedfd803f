import { FieldChange, Finding } from './finding';
import { printable } from '../naming/printable';

const MOST_FIELDS = 20;
const LONGEST = 60;

/** `StatefulSet prod/db` */
function objectOf({ object: { kind, namespace, name } }: Pick<Finding, 'object'>): string {
  return `${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`;
}

/** One line for each finding, for whoever has no room for more. */
export function oneLine(finding: Pick<Finding, 'effect' | 'object' | 'why'>): string {
  return printable(`${objectOf(finding)}: ${finding.effect}: ${finding.why}`);
}

/** All of it, for people. */
export function inLines(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'nothing changes\n';
  return findings.map(inBlock).join('\n');
}

function inBlock(finding: Finding): string {
  const steps = finding.steps.flatMap(({ command, see, back }, i) => [`  ${i + 1}. ${command}`, `     see: ${see}`, `     back: ${back}`]);
  return [
    `${objectOf(finding)}  ${finding.effect}  ${finding.rule}`,
    ...finding.fields.slice(0, MOST_FIELDS).map(field => `  ${inField(field)}`),
    ...finding.fields.length > MOST_FIELDS ? [`  and ${finding.fields.length - MOST_FIELDS} more fields`] : [],
    `  ${finding.why}`,
    ...finding.link === undefined ? [] : [`  ${finding.link}`],
    ...steps,
    '',
  ].map(printable).join('\n');
}

/** `spec.replicas: 3 → 1` */
function inField({ path, before, after }: FieldChange): string {
  return `${path}: ${value(before)} → ${value(after)}`;
}

function value(of: unknown): string {
  if (of === undefined) return 'nothing';
  const text = typeof of === 'string' ? of : JSON.stringify(of);
  const line = text.replaceAll('\n', '\\n');
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST)}…`;
}
