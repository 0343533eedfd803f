import { Usage } from './arguments';
import { rulePages } from './rule-pages';
import { NAMES } from '../guard/settings';
import { NEWEST, OLDEST } from '../manifest/kubernetes-types';
import { POD_KINDS } from '../manifest/reading';
import { Rule } from '../rules/rule';
import { RULES } from '../rules/rules';

/** A line for each rule. */
export function list(): string {
  const width = Math.max(...RULES.map(({ name }) => name.length));
  const certainty = Math.max(...RULES.map(each => each.certainty.length));
  return [...RULES].sort((one, other) => one.name < other.name ? -1 : 1)
    .map(rule => `${rule.name.padEnd(width)}  ${rule.certainty.padEnd(certainty)}  ${kinds(rule)}${versions(rule)}\n`).join('');
}

/** Why a rule is there, what to do, and what is good and bad. */
export function explain(name: string): string {
  const rule = RULES.find(each => each.name === name);
  if (rule === undefined) throw new Usage(`there is no rule '${name}': \`cdk8s-stateful rules\` lists them${near(name)}`);
  return `${rule.name}: ${rule.certainty}\n${kinds(rule)}${versions(rule)}\n\n${page(name) ?? 'There is no page about it yet.\n'}`;
}

/** What the pages say of a rule: under a heading with its name. */
export function page(name: string): string | undefined {
  const section = rulePages().flatMap(text => text.split(/^## /m)).find(each => each.split('\n')[0] === name);
  return section?.slice(name.length).trim().concat('\n');
}

function kinds(rule: Rule): string {
  return rule.kinds.join(', ').replace(POD_KINDS.join(', '), 'everything that has pods');
}

function versions({ since = OLDEST, until = NEWEST }: Rule): string {
  if (since === OLDEST && until === NEWEST) return '';
  return `, Kubernetes 1.${since} to 1.${until}`;
}

/** Names that hold what was written, or are held by it. */
function near(name: string): string {
  const alike = NAMES.filter(each => each.includes(name) || name.includes(each));
  return alike.length === 0 ? '' : `; did you mean ${alike.join(', ')}?`;
}
