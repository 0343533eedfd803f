import { readersKey } from './list-keys';
import { Manifest } from '../../manifest/manifest';
import { fields, quantity } from '../../manifest/reading';
import { FieldChange } from '../finding';

/** Where quantities stand: fields of these names, and what is in maps of these names. */
const QUANTITIES = new Set(['sizeLimit', 'divisor']);
const OF_QUANTITIES = new Set(['requests', 'limits', 'capacity', 'overhead', 'hard']);

type List = readonly unknown[] | undefined;

/**
 * The fields in which two settled objects differ, in the words of whoever reads them: entries of lists by their names, not by their
 * places. The order of a list with keys counts only in templates: the pods' revision is made of all that stands there, and claims are
 * fixed.
 */
export function differences(before: Manifest, after: Manifest): FieldChange[] {
  const found: FieldChange[] = [];
  compare(before, after, '', '', found);
  return found;
}

function compare(before: unknown, after: unknown, path: string, parent: string, found: FieldChange[]): void {
  if (before === after || Object.is(before, after)) return;
  const name = lastOf(path);
  if (isMap(before) && isMap(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      compare(own(before, key), own(after, key), join(path, key), name, found);
    }
  } else if (Array.isArray(before ?? after) && Array.isArray(after ?? before)) {
    compareLists(before as List, after as List, path, name, found);
  } else if (!same(before, after, name, parent)) {
    found.push({ path, before, after });
  }
}

function compareLists(before: List, after: List, path: string, name: string, found: FieldChange[]): void {
  const [one, other] = [keyed(name, before ?? []), keyed(name, after ?? [])];
  if (one === undefined || other === undefined || one.size + other.size === 0) {
    if (!sameList(before, after)) found.push({ path, before, after });
    return;
  }
  for (const key of new Set([...one.keys(), ...other.keys()])) compare(one.get(key), other.get(key), `${path}[${key}]`, '', found);
  const [order, reordered] = [[...one.keys()].filter(key => other.has(key)), [...other.keys()].filter(key => one.has(key))];
  if ((path.startsWith('spec.template.') || name === 'volumeClaimTemplates')
    && order.join() !== reordered.join()) found.push({ path: `${path} (order)`, before: order, after: reordered });
}

function keyed(name: string, list: readonly unknown[]): Map<string, unknown> | undefined {
  const keys = list.map(entry => readersKey(name, entry));
  if (keys.includes(undefined) || new Set(keys).size < keys.length) return undefined;
  return new Map(list.map((entry, i) => [keys[i]!, entry]));
}

function sameList(before: List, after: List): boolean {
  return before !== undefined && before.length === after?.length && before.every((entry, i) => {
    const within: FieldChange[] = [];
    compare(entry, after[i], '', '', within);
    return within.length === 0;
  });
}

/** 1Gi is 1024Mi, and the port 80 is the port "80" nowhere but in a quantity. */
function same(before: unknown, after: unknown, name: string, parent: string): boolean {
  return (QUANTITIES.has(name) || OF_QUANTITIES.has(parent)) && quantity(before) === quantity(after);
}

function isMap(value: unknown): value is Manifest {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function own(map: Manifest, key: string): unknown {
  return Object.hasOwn(map, key) ? fields(map)[key] : undefined;
}

function join(path: string, key: string): string {
  if (/[./[\]]/.test(key)) return `${path}[${key}]`;
  return path === '' ? key : `${path}.${key}`;
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
