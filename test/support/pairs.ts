import { isMap, Prop, propertiesOf, structIn } from './assembly';
import { FULL, NEEDED } from './full-props';
import { PLACES } from './uses';

// What can be given to a public method in two ways that must mean the same: without an optional prop, and with it.

export type Value = Record<string, unknown>;

/** Makes the same value each time: what is in it may be good for one construct only. */
export type Make = () => Value;

/** Two values that mean the same, and where there is one, the one in which something else is said. */
export interface Pair {
  readonly what: string;
  readonly prop: string;
  readonly absent: Make;
  readonly explicit: Make;
  readonly given?: Make;
}

/** What a prop that may be left out is given, to the same effect. None where there is nothing to give. */
export type Explicit = (prop: Prop) => (() => unknown) | undefined;

type Pairs = (struct: string, what: string, make: Make, explicit: Explicit) => Pair[];

const optionalsOf = (struct: string) => propertiesOf(struct).filter(({ optional }) => optional);

export function without(value: Value, props: readonly string[]): Value {
  return Object.fromEntries(Object.entries(value).filter(([prop]) => !props.includes(prop)));
}

/** Of the optional props, no more than is needed. */
export function leastOf(struct: string, make: Make): Make {
  const spare = optionalsOf(struct).map(({ name }) => name).filter(name => !NEEDED[struct]?.includes(name));
  return () => without(make(), spare);
}

export const valuesOf = (place: string, struct: string) => (FULL[place] ?? FULL[struct]!) as Make[];

/** Each optional prop, absent and explicit, in a value where as much is said as can be; so also in the structs that are in it. */
function pairsBesideOthers(struct: string, what: string, make: Make, explicit: Explicit, but: readonly string[] = []): Pair[] {
  const value = make();
  const props = propertiesOf(struct).filter(({ name }) => !but.includes(name));
  const pairs = props.filter(({ optional }) => optional).flatMap((prop): Pair[] => {
    const { name } = prop;
    const to = explicit(prop);
    return to === undefined ? [] : [{
      what: `${what}.${name}`,
      prop: `${struct}.${name}`,
      absent: () => without(make(), [name]),
      explicit: () => ({ ...make(), [name]: to() }),
      given: value[name] === undefined ? undefined : make,
    }];
  });
  return [...pairs, ...props.flatMap(prop => inside(prop, what, make, make, explicit, pairsBesideOthers))];
}

/** The same where nothing is said but what must be. */
function pairsAlone(struct: string, what: string, make: Make, explicit: Explicit): Pair[] {
  return [...ownAlone(struct, what, make, explicit), ...propertiesOf(struct).flatMap(prop => inside(prop, what, leastOf(struct, make), make, explicit, pairsAlone))];
}

/** The same with all props of a struct at once: where that makes no difference none of them does, and it takes a tenth of the time. */
function pairsAtOnce(struct: string, what: string, make: Make, explicit: Explicit): Pair[] {
  const least = leastOf(struct, make);
  const own = ownAlone(struct, what, make, explicit);
  const others = own.filter(({ prop }) => NEEDED[struct]?.includes(prop.slice(struct.length + 1)));
  const together = own.filter(pair => !others.includes(pair));
  const all: Pair = { what: `${what} alone`, prop: struct, absent: least, explicit: () => Object.assign(least(), ...together.map(pair => pair.explicit())) as Value };
  return [all, ...others, ...propertiesOf(struct).flatMap(prop => inside(prop, what, least, make, explicit, pairsAtOnce))];
}

function ownAlone(struct: string, what: string, make: Make, explicit: Explicit): Pair[] {
  const least = leastOf(struct, make);
  return optionalsOf(struct).flatMap((prop): Pair[] => {
    const { name } = prop;
    const to = explicit(prop);
    return to === undefined ? [] : [{
      what: `${what}.${name} alone`,
      prop: `${struct}.${name}`,
      absent: NEEDED[struct]?.includes(name) ? () => without(least(), [name]) : least,
      explicit: () => ({ ...least(), [name]: to() }),
    }];
  });
}

/** In every map that is given, something that is not there. */
export function pairsInMaps(struct: string, what: string, make: Make): Pair[] {
  const value = make();
  const maps = propertiesOf(struct).filter(({ name, type }) => isMap(type) && value[name] !== undefined).map(({ name }): Pair => ({
    what: `${what}.${name}{}`, prop: `${struct}.${name}`, absent: make, explicit: () => ({ ...make(), [name]: { ...make()[name] as Value, none: undefined } }),
  }));
  return [...maps, ...propertiesOf(struct).flatMap(prop => inside(prop, what, make, make, () => undefined, pairsInMaps))];
}

/** The pairs of the structs that a prop has, itself or in a list. Those that a method takes by themselves are tried there. */
function inside({ name, type }: Prop, what: string, outer: Make, make: Make, explicit: Explicit, pairsIn: Pairs): Pair[] {
  const struct = structIn(type);
  const value = make()[name];
  if (struct === undefined || value === undefined || PLACES.some(other => other.struct === struct)) return [];
  const wrapped = (called: string, inner: Make, put: (value: Value) => unknown) => {
    const wrap = memoized(of => () => ({ ...outer(), [name]: put(of()) }));
    const pairs = pairsIn(struct, called, inner, explicit);
    return pairs.map(pair => ({ ...pair, absent: wrap(pair.absent), explicit: wrap(pair.explicit), given: pair.given && wrap(pair.given) }));
  };
  if (!Array.isArray(value)) return wrapped(`${what}.${name}`, () => make()[name] as Value, each => each);
  return value.flatMap((_, i) => wrapped(`${what}.${name}[${i}]`, () => (make()[name] as Value[])[i]!, each => (make()[name] as Value[]).map((other, j) => j === i ? each : other)));
}

export function memoized<T>(of: (make: Make) => T): (make: Make) => T {
  const known = new Map<Make, T>();
  return (make) => {
    if (!known.has(make)) known.set(make, of(make));
    return known.get(make)!;
  };
}

/** What can be given in that place, beside as little as can be. */
export const pairsOfLeast = (place: string, struct: string, explicit: Explicit) => pairsAlone(struct, place, valuesOf(place, struct)[0]!, explicit);

/** The same, at once. */
export const pairsOfLeastAtOnce = (place: string, struct: string, explicit: Explicit) => pairsAtOnce(struct, place, valuesOf(place, struct)[0]!, explicit);

/** What can be given in that place, beside as much as can be. In a further value, only what stands in none before. */
export function pairsOfMost(place: string, struct: string, explicit: Explicit): Pair[] {
  const makes = valuesOf(place, struct);
  const values = makes.map(make => make());
  return makes.flatMap((make, i) => {
    const isNew = (prop: string) => values[i]![prop] !== undefined && values.slice(0, i).every(other => other[prop] === undefined);
    return pairsBesideOthers(struct, place, make, explicit, propertiesOf(struct).map(({ name }) => name).filter(prop => i > 0 && !isNew(prop)));
  });
}
