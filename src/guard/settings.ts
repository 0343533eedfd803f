import { GuardAcknowledgement } from './acknowledgement';
import { GuardSeverity } from './finding';
import { NEWEST, OLDEST } from '../manifest/kubernetes-types';
import { entries, list } from '../manifest/reading';
import { refuse } from '../naming/refuse';
import { Rule } from '../rules/rule';
import { RULES } from '../rules/rules';

const DAY = /^\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01])$/;

/** The name under which advice goes that constructs give on themselves. */
export const CONSTRUCT_ADVICE = 'construct-advice';

/** The name under which wrong acknowledgements go. */
export const ACKNOWLEDGEMENT = 'acknowledgement';

/** Where to find out what they are. */
export const LISTED = '`cdk8s-stateful rules` lists them';

/** What may be acknowledged. */
export const NAMES: readonly string[] = [...RULES.map(({ name }) => name), CONSTRUCT_ADVICE];

/** What to ask of manifests. */
export interface GuardProps {
  /**
   * The names of the rules to ask. Those that there are not are refused.
   *
   * @default - all rules
   */
  readonly rules?: string[];
  /**
   * The names of rules not to ask. Those that there are not are refused.
   *
   * @default []
   */
  readonly skip?: string[];
  /**
   * What is found, and lived with.
   *
   * @default []
   */
  readonly acknowledgements?: GuardAcknowledgement[];
  /**
   * The version of Kubernetes that the manifests are for, from `1.28` to `1.37`.
   *
   * @default '1.37'
   */
  readonly kubernetes?: string;
  /**
   * The least severity that fails.
   *
   * @default GuardSeverity.REFUSED
   */
  readonly failOn?: GuardSeverity;
}

/** What was asked for, checked and with its defaults. */
export interface Settings {
  readonly rules: readonly Rule[];
  /** Whether constructs are asked for the advice that they give on themselves. */
  readonly constructs: boolean;
  readonly acknowledgements: readonly GuardAcknowledgement[];
  /** A minor version. */
  readonly kubernetes: number;
  readonly failOn: GuardSeverity | 'never';
  /** As `2027-01-31`. */
  readonly today: string;
}

const PROPS = ['rules', 'skip', 'acknowledgements', 'kubernetes', 'failOn'];

/** Whatever stands in a file, or comes from JavaScript; what nobody asks for is refused, because it is most likely misspelled. */
export function settings(where: string, asked: unknown, day: string): Settings {
  if (asked === null || typeof asked !== 'object' || Array.isArray(asked)) {
    return refuse(where, { what: 'settings', allowed: 'a map', got: asked });
  }
  onlyThese(where, '', asked, PROPS);
  const { rules, skip, acknowledgements, kubernetes, failOn } = asked as Record<string, unknown>;
  const chosen = names(where, 'rules', rules) ?? NAMES;
  const left = names(where, 'skip', skip) ?? [];
  const asks = (name: string) => chosen.includes(name) && !left.includes(name);
  return {
    rules: RULES.filter(({ name }) => asks(name)),
    constructs: asks(CONSTRUCT_ADVICE),
    acknowledgements: acknowledged(where, acknowledgements),
    kubernetes: minor(where, kubernetes),
    failOn: failing(where, failOn),
    today: day,
  };
}

/** Today, everywhere on Earth at once. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function onlyThese(where: string, path: string, map: object, known: readonly string[]): void {
  const unknown = entries(map).find(([key]) => !known.includes(key));
  if (unknown === undefined) return;
  const [key, got] = unknown;
  refuse(where, { what: `${path}${key}`, allowed: `left out; there are ${known.join(', ')}`, got });
}

function names(where: string, what: string, given: unknown): readonly string[] | undefined {
  if (given === undefined || given === null) return undefined;
  if (!Array.isArray(given)) return refuse(where, { what, allowed: 'a list of rule names', got: given });
  return given.map((name, i) => ruleName(where, `${what}[${i}]`, name));
}

function ruleName(where: string, what: string, name: unknown): string {
  if (typeof name === 'string' && NAMES.includes(name)) return name;
  return refuse(where, { what, allowed: 'the name of a rule', got: name, instead: LISTED });
}

function acknowledged(where: string, given: unknown): GuardAcknowledgement[] {
  if (given === undefined || given === null) return [];
  if (!Array.isArray(given)) return refuse(where, { what: 'acknowledgements', allowed: 'a list', got: given });
  return list(given).map((one, i) => acknowledgement(where, `acknowledgements[${i}]`, one));
}

function acknowledgement(where: string, what: string, given: unknown): GuardAcknowledgement {
  if (given === null || typeof given !== 'object' || Array.isArray(given)) {
    return refuse(where, { what, allowed: 'a map with rule, object, reason and, optionally, expires', got: given });
  }
  onlyThese(where, `${what}.`, given, ['rule', 'object', 'reason', 'expires']);
  const { rule, object, reason, expires } = given as Record<string, unknown>;
  return {
    rule: ruleName(where, `${what}.rule`, rule),
    object: words(where, `${what}.object`, 'Kind/name or Kind/namespace/name', object),
    reason: words(where, `${what}.reason`, 'the reason why the finding is accepted', reason),
    ...expires === undefined || expires === null ? {} : { expires: lastDay(where, `${what}.expires`, expires) },
  };
}

function words(where: string, what: string, allowed: string, given: unknown): string {
  return typeof given === 'string' && given.trim() !== '' ? given : refuse(where, { what, allowed, got: given });
}

function lastDay(where: string, what: string, given: unknown): string {
  // of the 30th of February the clock makes the 2nd of March
  const isDay = typeof given === 'string' && DAY.test(given) && new Date(given).toISOString().startsWith(given);
  return isDay ? given : refuse(where, { what, allowed: "a day, such as '2027-01-31'", got: given });
}

function minor(where: string, given: unknown): number {
  if (given === undefined || given === null) return NEWEST;
  const version = Number(/^1\.(\d\d)$/.exec(String(given))?.[1]);
  if (version >= OLDEST && version <= NEWEST) return version;
  return refuse(where, { what: 'kubernetes', allowed: `a version from 1.${OLDEST} to 1.${NEWEST}`, got: given });
}

function failing(where: string, given: unknown): GuardSeverity | 'never' {
  if (given === undefined || given === null) return GuardSeverity.REFUSED;
  if (given === 'never' || given === GuardSeverity.REFUSED || given === GuardSeverity.ADVICE) return given;
  return refuse(where, { what: 'failOn', allowed: 'refused, advice or never', got: given });
}
