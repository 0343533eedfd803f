import { Usage } from './arguments';
import { rulePages } from './rule-pages';
import { NAMES } from '../guard/settings';
import { NEWEST, OLDEST } from '../manifest/kubernetes-types';
import { POD_KINDS } from '../manifest/reading';
import { Rule } from '../rules/rule';
import { RULES } from '../rules/rules';

const PAGES = 'https://github.com/cdk8s-stateful/cdk8s-stateful/blob/main/docs/rules';

/** What is written of a rule. */
export interface Section {
  /** Why it is there, what to do, and what is good and bad. */
  readonly text: string;
  /** Where it can be read with its links. */
  readonly uri: string;
}

/** A line for each rule. */
export function list(): string {
  const width = Math.max(...RULES.map(({ name }) => name.length));
  const certainty = Math.max(...RULES.map(each => each.certainty.length));
  return [...RULES].sort((one, other) => one.name < other.name ? -1 : 1)
    .map(rule => `${rule.name.padEnd(width)}  ${rule.certainty.padEnd(certainty)}  ${kinds(rule)}${versions(rule)}\n`).join('');
}

/** Why a rule is there, what to do, and what is good and bad. */
export function explain(name: string): string {
  const section = sections().get(name);
  if (section === undefined) throw new Usage(`there is no rule '${name}': \`cdk8s-stateful rules\` lists them${near(name)}`);
  return `${name}\n\n${section.text}`;
}

/** What the pages say of each rule: under a heading with its name. */
export function sections(): ReadonlyMap<string, Section> {
  return new Map(Object.entries(rulePages()).flatMap(([room, page]) => page.split(/^## /m).slice(1).map(section => {
    const [name] = section.split('\n', 1) as [string];
    return [name, { text: `${section.slice(name.length).trim()}\n`, uri: `${PAGES}/${room}.md#${name}` }] as const;
  })));
}

/** What a rule is about, and what comes of it: the first line of what is written of it. */
export function about(rule: Rule): string {
  return `${kinds(rule)}: ${rule.certainty}${versions(rule)}`;
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
