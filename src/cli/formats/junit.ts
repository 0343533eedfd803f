import { fails } from '../../guard/judge';
import { printable } from '../../naming/printable';
import { Located, placed, Problem, Report } from '../report';

interface Case {
  readonly name: string;
  readonly kind: 'passed' | 'failure' | 'error' | 'skipped';
  readonly body: string;
}

/** For CI servers: a suite for each file, a case for each finding, and one for each object of which there is none. */
export function junit(report: Report): string {
  const { findings, problems, objects, settings } = report;
  const suites = new Map<string, Case[]>();
  const add = (file: string, one: Case) => suites.set(file, [...suites.get(file) ?? [], one]);
  const told = new Set(findings.map(({ file, where }) => `${file}\n${where}`));
  for (const problem of problems) add(problem.file, broken(problem));
  for (const finding of findings) add(finding.file, judged(finding, fails(finding, settings.failOn)));
  for (const { file, where } of objects) if (!told.has(`${file}\n${where}`)) add(file, { name: where, kind: 'passed', body: '' });
  const all = [...suites.values()].flat();
  const body = [...suites].map(([file, cases]) => suite(file, cases)).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="cdk8s-stateful"${totals(all)}>\n${body}</testsuites>\n`;
}

function suite(file: string, cases: readonly Case[]): string {
  const body = cases.map(({ name, body: inside }) => (
    `    <testcase classname="${xml(file)}" name="${xml(name)}" time="0">${inside}</testcase>\n`
  )).join('');
  return `  <testsuite name="${xml(file)}"${totals(cases)} skipped="${number(cases, 'skipped')}" time="0">\n${body}  </testsuite>\n`;
}

function totals(cases: readonly Case[]): string {
  return ` tests="${cases.length}" failures="${number(cases, 'failure')}" errors="${number(cases, 'error')}"`;
}

function number(cases: readonly Case[], kind: Case['kind']): number {
  return cases.filter(each => each.kind === kind).length;
}

function broken(problem: Problem): Case {
  const body = `<error message="${xml(problem.message)}" type="not checked">${xml(placed(problem))}</error>`;
  return { name: 'not checked', kind: 'error', body };
}

function judged(finding: Located, failing: boolean): Case {
  const { where, path, rule, certainty, sentence, acknowledged } = finding;
  const name = `${where} ${path} ${rule}`;
  const long = xml(`${placed(finding)} ${certainty}: ${sentence}`);
  if (acknowledged !== undefined) return { name, kind: 'skipped', body: `<skipped message="${xml(acknowledged)}"/>` };
  if (!failing) return { name, kind: 'passed', body: `<system-out>${long}</system-out>` };
  return { name, kind: 'failure', body: `<failure message="${xml(sentence)}" type="${xml(certainty)}">${long}</failure>` };
}

function xml(text: string): string {
  return printable(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
