import { fails } from '../../guard/judge';
import { Rule } from '../../rules/rule';
import { Located, Problem, Report } from '../report';
import { Section, sections } from '../rules';
import { version } from '../version';

/**
 * For code scanning, as SARIF 2.1.0.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarif({ findings, problems, settings }: Report): string {
  const written = sections();
  const rules = [...settings.rules.map(rule => described(rule, written.get(rule.name)!)), ...others(findings, settings.rules)];
  const index = new Map(rules.map(({ id }, i) => [id, i]));
  const run = {
    tool: { driver: { name: 'cdk8s-stateful', version, rules } },
    invocations: [{ executionSuccessful: problems.length === 0, toolExecutionNotifications: problems.map(notification) }],
    columnKind: 'utf16CodeUnits',
    results: findings.map(finding => result(finding, index.get(finding.rule)!, fails(finding, settings.failOn))),
  };
  const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
  return `${JSON.stringify({ $schema: schema, version: '2.1.0', runs: [run] }, undefined, 2)}\n`;
}

function described({ name, certainty }: Rule, { text, uri }: Section) {
  return {
    id: name,
    shortDescription: { text: `${name}: ${certainty}` },
    helpUri: uri,
    help: { text, markdown: text },
    defaultConfiguration: { level: certainty === 'advice' ? 'warning' : 'error' },
  };
}

/** What is found without a rule: wrong acknowledgements. */
function others(findings: readonly Located[], rules: readonly Rule[]) {
  const names = new Set(findings.map(({ rule }) => rule).filter(name => !rules.some(rule => rule.name === name)));
  return [...names].map(id => ({ id, shortDescription: { text: id }, defaultConfiguration: { level: 'warning' } }));
}

function result(finding: Located, ruleIndex: number, failing: boolean) {
  const { rule, sentence, where, path, acknowledged } = finding;
  return {
    ruleId: rule,
    ruleIndex,
    level: failing ? 'error' : 'warning',
    message: { text: sentence },
    locations: [{ ...location(finding), logicalLocations: [{ fullyQualifiedName: `${where} ${path}`, kind: 'object' }] }],
    ...acknowledged === undefined ? {} : { suppressions: [{ kind: 'external', justification: acknowledged }] },
  };
}

function notification(problem: Problem) {
  return { level: 'error', message: { text: problem.message }, locations: [location(problem)] };
}

function location({ file, line, column }: Located | Problem) {
  return {
    physicalLocation: {
      artifactLocation: { uri: file.split(/[\\/]/).map(encodeURIComponent).join('/') },
      ...line === undefined ? {} : { region: { startLine: line, startColumn: column } },
    },
  };
}
