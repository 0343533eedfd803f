import { createHash } from 'crypto';
import { Construct } from 'constructs';
import { Guard } from '../../src';
import { basesOf, isMap, ownStructs, propertiesOf, Property, structIn, wordsOf } from '../support/assembly';
import { FULL, NEEDED } from '../support/full-props';
import { synth } from '../support/synth';
import { PLACES, Use, USES } from '../support/uses';

// An undefined that is written is none: `{ heap: large ? size : undefined }` is how people leave something out. What is tried is read from `.jsii`: every
// optional prop of every struct, wherever one can be given to a public method, beside nothing and beside everything else.

/** All there is to see, or what was said when it was refused. Of one piece of JSON there is one piece of YAML, and it is made faster. */
function outcome(use: Use, ...given: object[]): string {
  try {
    const of = use(...given);
    return typeof of === 'string' ? of : JSON.stringify([wordsOf(of), synth(of)]);
  } catch (error) {
    return `refused: ${(error as Error).message}`;
  }
}

type Value = Record<string, unknown>;

/** Makes the same value each time: what is in it may be good for one construct only. */
type Make = () => Value;

/** Two values that mean the same, and where there is one, the one in which the prop is given. */
interface Pair {
  readonly what: string;
  readonly prop: string;
  readonly absent: Make;
  readonly undefined: Make;
  readonly given?: Make;
}

const optionalsOf = (struct: string) => propertiesOf(struct).filter(({ optional }) => optional).map(({ name }) => name);

function without(value: Value, props: readonly string[]): Value {
  return Object.fromEntries(Object.entries(value).filter(([prop]) => !props.includes(prop)));
}

/** Each optional prop, absent and undefined, in a value where as much is said as can be; so also in the structs that are in it. */
function pairsBesideOthers(struct: string, what: string, make: Make, but: readonly string[] = []): Pair[] {
  const value = make();
  const props = propertiesOf(struct).filter(({ name }) => !but.includes(name));
  const pairs = props.filter(({ optional }) => optional).map(({ name }): Pair => ({
    what: `${what}.${name}`,
    prop: `${struct}.${name}`,
    absent: () => without(make(), [name]),
    undefined: () => ({ ...make(), [name]: undefined }),
    given: value[name] === undefined ? undefined : make,
  }));
  const maps = props.filter(({ name, type }) => isMap(type) && value[name] !== undefined).map(({ name }): Pair => ({
    what: `${what}.${name}{}`, prop: `${struct}.${name}`, absent: make, undefined: () => ({ ...make(), [name]: { ...make()[name] as Value, none: undefined } }),
  }));
  return [...pairs, ...maps, ...props.flatMap(prop => inside(prop, what, make, make, pairsBesideOthers))];
}

/** The same where nothing is said but what must be. */
function pairsAlone(struct: string, what: string, make: Make): Pair[] {
  const needed = NEEDED[struct] ?? [];
  const optional = optionalsOf(struct);
  const least: Make = () => without(make(), optional.filter(prop => !needed.includes(prop)));
  const pairs = optional.map((prop): Pair => ({
    what: `${what}.${prop} alone`,
    prop: `${struct}.${prop}`,
    absent: needed.includes(prop) ? () => without(least(), [prop]) : least,
    undefined: () => ({ ...least(), [prop]: undefined }),
  }));
  return [...pairs, ...propertiesOf(struct).flatMap(prop => inside(prop, what, least, make, pairsAlone))];
}

/** The pairs of the structs that a prop has, itself or in a list. Those that a method takes by themselves are tried there. */
function inside({ name, type }: Property, what: string, outer: Make, make: Make, pairsIn: (struct: string, what: string, make: Make) => Pair[]): Pair[] {
  const struct = structIn(type);
  const value = make()[name];
  if (struct === undefined || value === undefined || PLACES.some(other => other.struct === struct)) return [];
  const wrapped = (called: string, inner: Make, put: (value: Value) => unknown) => {
    const wrap = memoized(of => () => ({ ...outer(), [name]: put(of()) }));
    return pairsIn(struct, called, inner).map(pair => ({ ...pair, absent: wrap(pair.absent), undefined: wrap(pair.undefined), given: pair.given && wrap(pair.given) }));
  };
  if (!Array.isArray(value)) return wrapped(`${what}.${name}`, () => make()[name] as Value, each => each);
  return value.flatMap((_, i) => wrapped(`${what}.${name}[${i}]`, () => (make()[name] as Value[])[i]!, each => (make()[name] as Value[]).map((other, j) => j === i ? each : other)));
}

function memoized<T>(of: (make: Make) => T): (make: Make) => T {
  const known = new Map<Make, T>();
  return (make) => {
    if (!known.has(make)) known.set(make, of(make));
    return known.get(make)!;
  };
}

/** What can be given in that place. In a further value, only what stands in none before. */
function pairsOf(place: string, struct: string): Pair[] {
  const makes = valuesOf(place, struct);
  const values = makes.map(make => make());
  return [
    ...pairsAlone(struct, place, makes[0]!),
    ...makes.flatMap((make, i) => {
      const isNew = (prop: string) => values[i]![prop] !== undefined && values.slice(0, i).every(other => other[prop] === undefined);
      return pairsBesideOthers(struct, place, make, propertiesOf(struct).map(({ name }) => name).filter(prop => i > 0 && !isNew(prop)));
    }),
  ];
}

const valuesOf = (place: string, struct: string) => (FULL[place] ?? FULL[struct]!) as Make[];

const tried = new Set<string>();
const shown = new Set<string>();

test('every public method that takes a struct, or something that may be left out, is in the table', () => {
  expect(Object.keys(USES).sort()).toEqual(PLACES.map(({ place }) => place).sort());
});

test.each(PLACES.filter(({ optional }) => optional))('$place may be undefined', ({ place }) => {
  const use = USES[place]!;
  const absent = outcome(use);
  expect([outcome(use, undefined as never), outcome(use, {})]).toEqual([absent, absent]);
});

test.each(PLACES)('$place takes what is undefined for what is not there', ({ place, struct }) => {
  const seen = memoized(make => createHash('sha256').update(outcome(USES[place]!, make())).digest('hex')); // there are hundreds, of hundreds of kilobytes
  const pairs = pairsOf(place, struct!);
  for (const { prop, absent, given } of pairs) {
    tried.add(prop).add(prop.slice(0, prop.lastIndexOf('.')));
    if (given && seen(given) !== seen(absent)) shown.add(prop);
  }
  const different = pairs.filter(({ absent, undefined: explicit }) => seen(explicit) !== seen(absent));
  expect(different.map(({ what }) => what)).toEqual([]);
});

/** Each prop that must be given, left out: of structs of this library, because what cdk8s-plus takes it looks at itself. */
function gapsOf(struct: string, what: string, make: Make): { readonly what: string; readonly make: Make }[] {
  if (!ownStructs.includes(struct)) return [];
  const own = propertiesOf(struct).filter(({ optional }) => !optional).map(({ name }) => ({ what: `${what}.${name}`, make: () => without(make(), [name]) }));
  const nested = propertiesOf(struct).flatMap(({ name, type }) => {
    const of = structIn(type);
    const value = make()[name];
    if (of === undefined || value === undefined || PLACES.some(other => other.struct === of)) return [];
    const [first, put] = Array.isArray(value)
      ? [() => (make()[name] as Value[])[0]!, (each: Value): unknown => [each, ...(make()[name] as Value[]).slice(1)]]
      : [() => make()[name] as Value, (each: Value): unknown => each];
    return gapsOf(of, `${what}.${name}`, first).map(gap => ({ what: gap.what, make: () => ({ ...make(), [name]: put(gap.make()) }) }));
  });
  return [...own, ...nested];
}

test.each(PLACES.filter(({ struct }) => struct !== undefined))('$place is told what it lacks, where no compiler has said so', ({ place, struct }) => {
  const gaps = valuesOf(place, struct!).flatMap(make => gapsOf(struct!, place, make)).map(({ what, make }) => [what, outcome(USES[place]!, make())]);
  expect(gaps.filter(([, said]) => !/^refused: [\w/.-]+: '[^']+' must be [^\n]+, got nothing(;|$)/.test(said!))).toEqual([]);
});

test.each(PLACES)('what the table gives to $place is legal', ({ place, struct }) => {
  const make = valuesOf(place, struct!)[0]!;
  const least = without(make(), optionalsOf(struct!).filter(prop => !NEEDED[struct!]?.includes(prop)));
  expect([make(), least].map(value => outcome(USES[place]!, value)).filter(seen => seen.startsWith('refused: '))).toEqual([]);
});

test.each(['CassandraCluster.new.props', 'MongoCluster.new.props'])('%s is advised on the same', (place) => {
  const { struct } = PLACES.find(other => other.place === place)!;
  const advice = memoized(make => new Guard().report((USES[place]!(make()) as Construct).node.root));
  const pairs = pairsAlone(struct!, place, valuesOf(place, struct!)[0]!).filter(({ prop }) => prop.startsWith(struct!) && !NEEDED[struct!]?.some(needed => prop.endsWith(needed)));
  expect(pairs.filter(({ absent, undefined: explicit }) => String(advice(absent)) !== String(advice(explicit))).map(({ what }) => what)).toEqual([]);
});

test('every struct is tried', () => {
  const bases = [...tried].filter(struct => ownStructs.includes(struct)).flatMap(basesOf);
  const given = ownStructs.filter(struct => !['GuardFinding', 'UpgradeFinding', 'UpgradeField'].includes(struct)); // which users get
  expect(given.filter(struct => !tried.has(struct) && !bases.includes(struct) && propertiesOf(struct).some(({ optional }) => optional))).toEqual([]);
});

test('every optional prop is given somewhere, and is seen', () => {
  const all = ownStructs.filter(struct => tried.has(struct)).flatMap(struct => optionalsOf(struct).map(prop => `${struct}.${prop}`));
  // it stands beside none of the others: stateful-backend/pod-template
  expect(all.filter(prop => !shown.has(prop))).toEqual(['PodFields.windowsOptions']);
});
