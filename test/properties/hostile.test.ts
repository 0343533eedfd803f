import { methods, propertiesOf } from '../support/assembly';
import { CALLS } from '../support/calls';
import { FULL } from '../support/full-props';
import { faultOf, HOSTILE } from '../support/hostile';
import { PLACES, USES } from '../support/uses';

// Whatever is given to whatever is public, against all types: it is refused in our one shape, or becomes manifests that the guard finds legal. Never is it a
// TypeError, never somebody else's refusal that does not say of whom. HOSTILE=all tries all 39,000, in a minute and a half; else it is one in 23, always the same.

const EACH = process.env.HOSTILE === 'all' ? 1 : 23;

type Path = readonly string[];
type Value = Record<string, unknown>;

let tries = 0;
const isTried = () => tries++ % EACH === 0;

function isPlain(value: unknown): value is Value {
  return typeof value === 'object' && value !== null && (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype);
}

/** Each place in maps and lists. */
function pathsIn(value: unknown): Path[] {
  return isPlain(value) ? Object.keys(value).flatMap(key => [[key], ...pathsIn(value[key]).map(path => [key, ...path])]) : [];
}

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  const copy = Array.isArray(value) ? [...value as unknown[]] : { ...value as Value };
  (copy as Value)[key] = replaced((copy as Value)[key], rest, by);
  return copy;
}

test.each(PLACES)('$place takes anything for any prop, or refuses it', ({ place, struct }) => {
  const makes = (FULL[place] ?? FULL[struct!]!) as (() => Value)[];
  const values = makes.map(make => make());
  const faults = makes.flatMap((make, i) => {
    // of a further value, only what is in none before
    const own = pathsIn(values[i]).filter(([prop]) => values.slice(0, i).every(other => other[prop!] === undefined));
    const absent = i > 0 ? [] : propertiesOf(struct!).map(({ name }) => [name]).filter(([prop]) => !(prop! in values[i]!));
    return [...own, ...absent].flatMap(path => HOSTILE.filter(isTried).map(([name, value]) => {
      const fault = faultOf(() => USES[place]!(replaced(make(), path, value)));
      return fault && `${path.join('.')}, ${name}: ${fault}`;
    }));
  });
  expect(faults.filter(fault => fault !== undefined)).toEqual([]);
});

test('every public method that takes anything is called', () => {
  // what others implement, and what is given from files
  const elsewhere = ['GuardPlugin.new', 'GuardPlugin.validate', 'IConsumerEnvironment.addVariable'];
  // whatever is given to it is refused
  const never = ['ClientService.select', 'ClientService.selectLabel'];
  expect([...Object.keys(CALLS), ...elsewhere, ...never].sort()).toEqual([...methods, 'HeadlessService.bind'].sort());
});

test.each(Object.entries(CALLS))('%s can be called', (_, make) => {
  const { args, call } = make();
  expect(faultOf(() => call(...args))).toBeUndefined();
  expect(() => { const again = make(); again.call(...again.args); }).not.toThrow();
});

test.each(Object.entries(CALLS))('%s takes anything for any argument, or refuses it', (_, make) => {
  const faults = make().args.flatMap((_arg, i) => HOSTILE.filter(isTried).map(([name, value]) => {
    const { args, call } = make();
    const fault = faultOf(() => call(...args.map((arg, j) => j === i ? value : arg)));
    return fault && `argument ${i}, ${name}: ${fault}`;
  }));
  expect(faults.filter(fault => fault !== undefined)).toEqual([]);
});
