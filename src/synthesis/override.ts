type Class = new (...args: never[]) => object;
type Methods = Record<string, (...args: unknown[]) => unknown>;

/** What stands for the methods of an object. */
const ours = new WeakMap<object, Methods>();

/** For each class, and each choice of its methods: the prototype of the class between. */
const between = new WeakMap<Class, Map<string, object>>();

/**
 * Replaces methods of one object that a class of somebody else made, here and nowhere else.
 *
 * They stand on a class between the object and its own: the jsii kernel, through which other languages call, takes an object's methods from
 * `object.constructor.prototype` and would not see what is assigned to the object itself. Objects of one class share the class between,
 * because one for each object would make every access to them slow.
 */
export function override<T extends object>(object: T, methods: Partial<T>): void {
  const prototype = prototypeBetween(object.constructor as Class, Object.keys(methods));
  const before = ours.get(object);
  ours.set(object, before === undefined ? methods as Methods : { ...before, ...methods as Methods });
  Object.setPrototypeOf(object, prototype);
}

function prototypeBetween(own: Class, names: readonly string[]): object {
  const known = between.get(own) ?? new Map<string, object>();
  const choice = names.join();
  const there = known.get(choice);
  if (there !== undefined) return there;
  const made = Object.assign(derived(own).prototype as object, Object.fromEntries(names.map(name => [name, caller(name)])));
  between.set(own, known.set(choice, made));
  return made;
}

/** Under the same name. */
function derived(own: Class): Class {
  return { [own.name]: class extends own {} }[own.name]!;
}

function caller(name: string): (...args: unknown[]) => unknown {
  return function (this: object, ...args) {
    return ours.get(this)![name]!(...args);
  };
}
