import { existsSync, readFileSync } from 'fs';
import { dirname, join } from 'path';
import { gunzipSync } from 'zlib';

// What the public types are, as jsii has written them down: of this library, and of those that it takes props from.

interface TypeReference {
  readonly fqn?: string;
  readonly collection?: { readonly elementtype: TypeReference; readonly kind: 'array' | 'map' };
  readonly union?: { readonly types: TypeReference[] };
}

export interface Property {
  readonly name: string;
  readonly type: TypeReference;
  readonly optional?: boolean;
  readonly docs?: { readonly summary?: string; readonly remarks?: string; readonly default?: string };
}

/** The prop of a struct, and the struct that says what it means. */
export interface Prop extends Property {
  readonly of: string;
}

interface Method {
  readonly name: string;
  readonly parameters?: Property[];
}

interface Type {
  readonly fqn: string;
  readonly name: string;
  readonly assembly: string;
  readonly kind: 'class' | 'enum' | 'interface';
  readonly datatype?: boolean;
  readonly base?: string;
  readonly interfaces?: string[];
  readonly initializer?: Omit<Method, 'name'>;
  readonly methods?: Method[];
  readonly properties?: Property[];
}

interface Assembly {
  readonly name: string;
  readonly version: string;
  readonly types: Record<string, Type>;
  readonly filename?: string;
}

function read(folder: string, file = '.jsii'): Assembly {
  const assembly = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Assembly;
  return assembly.filename === undefined ? assembly : JSON.parse(gunzipSync(readFileSync(join(folder, assembly.filename))).toString());
}

/** The folder of a package, which need not let anybody in by that name. */
function packageOf(module: string): string {
  let folder = dirname(require.resolve(module));
  while (!existsSync(join(folder, '.jsii'))) folder = dirname(folder);
  return folder;
}

/** With all that the docstrings say, which the package has elsewhere. */
const own = read(join(__dirname, '..', '..'), '.jsii.full');
const types: Record<string, Type> = Object.assign({}, ...[own, ...['constructs', 'cdk8s', 'cdk8s-plus-28'].map(name => read(packageOf(name)))].map(({ types: all }) => all));
const ownTypes = Object.values(own.types);

/** Kubernetes' own words are written as they are given; only what has a meaning to somebody counts. */
const isStruct = (type: Type | undefined): type is Type => type?.kind === 'interface' && type.datatype === true && !type.fqn.includes('.k8s.');

/** By its name where it is this library's, else in full. */
const called = (type: Type) => type.assembly === own.name ? type.name : type.fqn;

/** The structs of this library, and what they are made from. */
export const ownStructs: readonly string[] = ownTypes.filter(isStruct).map(called);

export const ownTypeNames = ownTypes.map(({ name }) => name);
export const ownClasses = ownTypes.filter(({ kind }) => kind === 'class').map(({ name, fqn }) => ({ name, fqn, version: own.version }));

/** What it is made from, and what that is made from. */
export const basesOf = (struct: string): string[] => (find(struct).interfaces ?? []).map(base => called(types[base]!)).flatMap(base => [base, ...basesOf(base)]);

function find(struct: string): Type {
  return types[struct] ?? types[`${own.name}.${struct}`]!;
}

/** Its own, and those of what it is made from. */
export function propertiesOf(struct: string): Prop[] {
  const type = find(struct);
  const { properties = [], interfaces = [] } = type;
  return [...properties.map(property => ({ ...property, of: called(type) })), ...interfaces.flatMap(propertiesOf)];
}

/** What stands in a value of that type, itself or in a list or a map: the name of a struct. */
export function structIn({ fqn, collection, union }: TypeReference): string | undefined {
  if (collection) return structIn(collection.elementtype);
  if (union) return union.types.map(structIn).find(struct => struct !== undefined);
  return fqn !== undefined && isStruct(types[fqn]) ? called(types[fqn]!) : undefined;
}

/** A public method, or a constructor. */
export interface Call {
  /** `Class.method` */
  readonly call: string;
  readonly parameters: readonly { readonly name: string; readonly optional: boolean; readonly struct?: string }[];
}

export const calls: readonly Call[] = ownTypes.flatMap(({ name: of, initializer, methods = [] }) =>
  [...initializer ? [{ ...initializer, name: 'new' }] : [], ...methods].map(({ name: method, parameters: all = [] }) => ({
    call: `${of}.${method}`,
    parameters: all.map(({ name, type, optional = false }) => ({ name, optional, struct: structIn(type) })),
  })));

/** A parameter of a public method, or of a constructor. */
export interface Parameter {
  /** `Class.method.parameter` */
  readonly place: string;
  readonly optional: boolean;
  readonly struct?: string;
}

/** Every parameter that takes a struct or need not be given. */
export const parameters: readonly Parameter[] = calls
  .flatMap(({ call, parameters: all }) => all.map(({ name, optional, struct }) => ({ place: `${call}.${name}`, optional, struct })))
  .filter(({ optional, struct }) => optional || struct !== undefined);

/** Every public method, and every constructor, that takes anything: `Class.method`. */
export const methods: readonly string[] = ownTypes.filter(({ datatype }) => datatype !== true).flatMap(({ name: of, initializer, methods: all = [] }) =>
  [...initializer ? [{ ...initializer, name: 'new' }] : [], ...all].filter(({ parameters: taken = [] }) => taken.length > 0).map(({ name }) => `${of}.${name}`));

/** What a construct tells in words, numbers and lists of them. */
export function wordsOf(of: object): Record<string, unknown> {
  const all: Record<string, unknown> = {};
  for (let type = own.types[`${own.name}.${of.constructor.name}`]; type !== undefined; type = own.types[type.base!]) {
    for (const { name } of type.properties ?? []) {
      const value: unknown = (of as Record<string, unknown>)[name];
      if ((Array.isArray(value) ? value : [value]).every(isWord)) all[name] = value;
    }
  }
  return all;
}

const isWord = (value: unknown) => typeof value !== 'object' || value === null || value.constructor.name === 'Endpoint';

export const isMap = ({ collection }: TypeReference) => collection?.kind === 'map';
