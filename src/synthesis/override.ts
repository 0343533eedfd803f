type Class = new (...args: never[]) => object;

/**
 * Replaces methods of one object that a class of somebody else made, here and nowhere else.
 *
 * They stand on a class between the object and its own: the jsii kernel, through which other languages call, takes an object's methods from
 * `object.constructor.prototype` and would not see what is assigned to the object itself.
 */
export function override<T extends object>(object: T, methods: Partial<T>): void {
  const own = object.constructor as Class;
  const { [own.name]: between } = { [own.name]: class extends own {} };
  Object.setPrototypeOf(object, Object.assign(between!.prototype, methods));
}
