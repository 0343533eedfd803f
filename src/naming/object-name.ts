import { ApiObject, Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { NameKind } from './dns-label';
import { door } from './door';
import { refuse } from './refuse';
import { clusterOf, mayMeet } from './target-cluster';

/** Who has a name. */
interface Holder {
  readonly where: string;
  readonly chart: Chart;
  readonly cluster?: string;
}

/** The names that are taken in a construct tree. */
const taken = new WeakMap<IConstruct, Map<string, Holder[]>>();

/** What gives back the names that were taken since something was begun. */
let since: (() => void)[] | undefined;

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

/**
 * Takes a name for an object, so that a second one of the same kind and namespace is refused: applied, it would overwrite the first. If the
 * namespace is not known, the chart stands for it. Objects that are said to go to different clusters never meet.
 */
export function takeName(owner: Construct, kind: string, namespace: string | undefined, name: string): void {
  const own: Holder = { where: door(owner.node.path), chart: Chart.of(owner), cluster: clusterOf(owner) };
  const { root } = owner.node;
  const names = taken.get(root) ?? new Map<string, Holder[]>();
  taken.set(root, names);
  const key = keyOf(own.chart, kind, namespace, name);
  const holders = names.get(key) ?? [];
  const holder = holders.find(other => mayMeet(other.cluster, own.cluster));
  if (holder !== undefined) {
    refuse(own.where, {
      what: 'metadata.name',
      allowed: `a name that no other ${kind} has in ${namespace === undefined ? 'this chart' : `namespace '${namespace}'`}`,
      got: name,
      instead: `${holder.where} has it already; the second would overwrite the first when they are applied${unlessApart(holder, own)}`,
    });
  }
  names.set(key, [...holders, own]);
  since?.push(() => names.set(key, holders));
}

/** Gives names back that were taken for something that is refused in the end, now or later with what it is part of. */
export function givingNamesBack<T>(make: () => T): T {
  const outer = since;
  const own: (() => void)[] = since = [];
  try {
    const made = make();
    outer?.push(...own);
    return made;
  } catch (error) {
    for (const giveBack of own.reverse()) giveBack();
    throw error;
  } finally {
    since = outer;
  }
}

/** The construct that has taken the name of an object. */
export function holderOf(object: ApiObject): string | undefined {
  const key = keyOf(Chart.of(object), object.kind, object.metadata.namespace, object.name);
  const holders = taken.get(object.node.root)?.get(key) ?? [];
  return holders.find(holder => holder.cluster === clusterOf(object))?.where;
}

function keyOf(chart: Chart, kind: string, namespace: string | undefined, name: string): string {
  return `${kind}/${namespace ?? chart.node.addr}/${name}`;
}

function unlessApart(one: Holder, other: Holder): string {
  const said = one.cluster !== undefined && other.cluster !== undefined;
  return said || one.chart === other.chart ? '' : '; if their charts go to different clusters, say so with TargetCluster.set';
}
