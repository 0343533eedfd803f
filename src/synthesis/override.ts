type Class = new (...args: never[]) => object;
type Methods = Record<string, (...args: unknown[]) => unknown>;

/** For each class, and each choice of its methods: the class that the jsii kernel is shown. */
const shown = new WeakMap<Class, Map<string, Class>>();

/**
 * Replaces methods of one object that a class of somebody else made, here and nowhere else.
 *
 * They are assigned to the object. The jsii kernel, through which other languages call, would not see them there: it takes an object's
 * methods from `object.constructor.prototype`. So it is shown a class of the same name that passes on to the object what is replaced.
 * (To change the object's own prototype would do both, but makes every later access to it slow.)
 */
export function override<T extends object>(object: T, methods: Partial<T>): void {
  Object.assign(object, methods);
  const value = passingOn(object.constructor as Class, Object.keys(methods));
  Object.defineProperty(object, 'constructor', { value, configurable: true, writable: true });
}

function passingOn(own: Class, names: readonly string[]): Class {
  const known = shown.get(own) ?? new Map<string, Class>();
  shown.set(own, known);
  const choice = names.join();
  const there = known.get(choice);
  if (there !== undefined) return there;
  const made = { [own.name]: class extends own {} }[own.name]!;
  Object.assign(made.prototype, Object.fromEntries(names.map(name => [name, passOn(name)])));
  known.set(choice, made);
  return made;
}

function passOn(name: string): (...args: unknown[]) => unknown {
  return function (this: Methods, ...args) {
    return this[name]!(...args);
  } as (...args: unknown[]) => unknown;
}
