import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { synth } from './synth';
import { Manifest } from '../../src/manifest/manifest';
import { sentence } from '../../src/naming/refuse';
import { forbids } from '../../src/rules/rule';
import { findings, RULES } from '../../src/rules/rules';

// What nobody should give, and what may come of it.

const circle: Record<string, unknown> = {};
circle.circle = circle;

/** Of every type, and of none. */
export const HOSTILE: readonly (readonly [name: string, value: unknown])[] = [
  ['NaN', NaN], ['Infinity', Infinity], ['-1', -1], ['0', 0], ['1.5', 1.5], ['2^53', 2 ** 53], ['a big number', 1n],
  ['nothing in quotes', ''], ['a blank', ' '], ['two words', 'a b'], ['a way out', '../x'], ['NUL', 'a\0b'], ['a long text', 'a'.repeat(300)],
  ['null', null], ['undefined', undefined], ['true', true], ['a symbol', Symbol('a')], ['a function', () => 1],
  ['an empty list', []], ['a list of null', [null]], ['a list of texts', ['a b']], ['an empty map', {}], ['a circle', circle],
  ['a Duration', Duration.seconds(5)], ['a Size', Size.gibibytes(5)], ['a Date', new Date(0)],
];

const REFUSING = RULES.filter(forbids);

/** Whether the message says who, what, what is right and what was given; or, of what others refuse, who. */
const OURS = /^.+: '.+' must be .+, got .+/;
const OF_OTHERS = /prod\/[\w-]+(\/[\w-]+)*: (?!.*(is not|annot|ndefined|null|call stack|BigInt)).+/;

/** What is wrong with what comes of it; undefined if it is refused in our words, or becomes something that the guard finds legal. */
export function faultOf(make: () => Construct | string | void): string | undefined {
  try {
    const of = make();
    return of instanceof Object && Construct.isConstruct(of) ? faultIn(synth(of)) : undefined;
  } catch (error) {
    const { message } = error as Error;
    const told = message.split('\n').every(line => OURS.test(line)) || (!(error instanceof TypeError || error instanceof RangeError) && OF_OTHERS.test(message));
    return told ? undefined : `${(error as Error).constructor.name}: ${message}`;
  }
}

function faultIn(manifests: readonly Manifest[]): string | undefined {
  const found = manifests.flatMap(manifest => findings(REFUSING, manifest, manifests).map(({ complaint }) => sentence(manifest.kind, complaint)));
  return [...found, ...manifests.flatMap(manifest => unwritable(manifest, manifest.kind))][0];
}

/** Where something stands that YAML does not have, or writes as nobody reads it. */
function unwritable(value: unknown, at: string): string[] {
  if (typeof value === 'object' && value !== null) return Object.entries(value).flatMap(([key, each]) => unwritable(each, `${at}.${key}`));
  return value === null || ['string', 'boolean'].includes(typeof value) || Number.isFinite(value) ? [] : [`${at} is ${String(value)}`];
}
