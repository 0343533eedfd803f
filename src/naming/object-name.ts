import { Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { NameKind } from './dns-label';
import { door } from './door';
import { refuse } from './refuse';

/** The path of a construct that is about to be made. */
export function pathOf(scope: IConstruct, id: string): string {
  return [scope.node.path, id].filter(part => part !== '').join('/');
}

/** The namespace an object will be in, if it is known: its own, else its chart's. */
export function namespaceOf(scope: Construct, given: string | undefined): string | undefined {
  return given ?? Chart.of(scope).namespace;
}

/**
 * An object is called what the user called it: `metadata.name`, else the construct's id in lower case.
 * Never after a hash of the construct's path: an object renamed by moving code is a new object, with empty disks.
 */
export function objectName(where: string, id: string, given: string | undefined, kind: NameKind): string {
  const name = given ?? id.toLowerCase();
  if (kind.accepts(name)) return name;
  return refuse(where, {
    what: given === undefined ? 'id' : 'metadata.name',
    allowed: kind.allowed,
    got: given ?? id,
    instead: given === undefined ? "the object is named after the construct's id; call it something else, or set metadata.name" : undefined,
  });
}

/** The names that are taken in a construct tree, and by which construct. */
const taken = new WeakMap<IConstruct, Map<string, string>>();

/**
 * Takes a name for an object, so that a second one of the same kind and namespace is refused: applied, it would overwrite the first. If the
 * namespace is not known, the chart stands for it.
 */
export function takeName(owner: Construct, kind: string, namespace: string | undefined, name: string): void {
  const names = taken.get(owner.node.root) ?? new Map<string, string>();
  taken.set(owner.node.root, names);
  const key = `${kind}/${namespace ?? Chart.of(owner).node.addr}/${name}`;
  const holder = names.get(key);
  if (holder !== undefined) {
    refuse(door(owner.node.path), {
      what: 'metadata.name',
      allowed: `a name that no other ${kind} has in ${namespace === undefined ? 'this chart' : `namespace '${namespace}'`}`,
      got: name,
      instead: `${holder} has it already; the second would overwrite the first when they are applied`,
    });
  }
  names.set(key, door(owner.node.path));
}
