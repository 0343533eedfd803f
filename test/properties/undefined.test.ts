import { createHash } from 'crypto';
import { Construct } from 'constructs';
import { Guard } from '../../src';
import { basesOf, ownStructs, propertiesOf, structIn } from '../support/assembly';
import { NEEDED } from '../support/full-props';
import { outcome } from '../support/outcome';
import { leastOf, Make, memoized, Pair, pairsInMaps, pairsOfLeast, pairsOfLeastAtOnce, pairsOfMost, Value, valuesOf, without } from '../support/pairs';
import { PLACES, USES } from '../support/uses';

// An undefined that is written is none: `{ heap: large ? size : undefined }` is how people leave something out. What is tried is read from `.jsii`: every
// optional prop of every struct, wherever one can be given to a public method, beside nothing and beside everything else.

const nothing = () => () => undefined;

/** What makes a difference: of what is tried at once, each by itself, if that does too. */
function different(atOnce: readonly Pair[], each: readonly Pair[], seen: (make: Make) => string): string[] {
  const differs = ({ absent, explicit }: Pair) => seen(absent) !== seen(explicit);
  const found = atOnce.filter(differs);
  const narrower = found.length > 0 ? each.filter(differs) : [];
  return (narrower.length > 0 ? narrower : found).map(({ what }) => what);
}

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
  const inMaps = valuesOf(place, struct!).flatMap(make => pairsInMaps(struct!, place, make));
  const [least, most] = [pairsOfLeast(place, struct!, nothing), [...pairsOfMost(place, struct!, nothing), ...inMaps]];
  for (const { prop } of [...least, ...most]) tried.add(prop).add(prop.slice(0, prop.lastIndexOf('.')));
  for (const { prop, absent, given } of most) if (given && seen(given) !== seen(absent)) shown.add(prop);
  expect([...different(pairsOfLeastAtOnce(place, struct!, nothing), least, seen), ...different(most, most, seen)]).toEqual([]);
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
  expect([make, leastOf(struct!, make)].map(each => outcome(USES[place]!, each())).filter(seen => seen.startsWith('refused: '))).toEqual([]);
});

test.each(['CassandraCluster.new.props', 'MongoCluster.new.props'])('%s is advised on the same', (place) => {
  const { struct } = PLACES.find(other => other.place === place)!;
  const advice = memoized(make => String(new Guard().report((USES[place]!(make()) as Construct).node.root)));
  const ofCluster = ({ prop }: Pair) => prop.startsWith(struct!) && !NEEDED[struct!]?.some(needed => prop.endsWith(needed));
  expect(different(pairsOfLeastAtOnce(place, struct!, nothing).filter(ofCluster), pairsOfLeast(place, struct!, nothing).filter(ofCluster), advice)).toEqual([]);
});

test('every struct is tried', () => {
  const bases = [...tried].filter(struct => ownStructs.includes(struct)).flatMap(basesOf);
  const given = ownStructs.filter(struct => !['GuardFinding', 'UpgradeFinding', 'UpgradeField'].includes(struct)); // which users get
  expect(given.filter(struct => !tried.has(struct) && !bases.includes(struct) && propertiesOf(struct).some(({ optional }) => optional))).toEqual([]);
});

test('every optional prop is given somewhere, and is seen', () => {
  const all = ownStructs.filter(struct => tried.has(struct)).flatMap(struct => propertiesOf(struct).filter(({ optional }) => optional).map(({ name }) => `${struct}.${name}`));
  // it stands beside none of the others: stateful-backend/pod-template
  expect(all.filter(prop => !shown.has(prop))).toEqual(['PodFields.windowsOptions']);
});
