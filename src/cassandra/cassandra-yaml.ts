import { decidedKey } from './decisions';
import { NewName, newName, removed } from './renamed-keys';
import { kindOf, nearest, YamlKind } from './yaml-keys';
import { given } from '../naming/given';
import { Complaint, refuse } from '../naming/refuse';

interface Shape {
  readonly allowed: string;
  accepts(value: unknown): boolean;
}

const text = (allowed: string, form: RegExp): Shape => ({ allowed, accepts: value => typeof value === 'string' && form.test(value) });

const SHAPES: Record<YamlKind, Shape> = {
  boolean: { allowed: 'true or false', accepts: value => typeof value === 'boolean' },
  whole: { allowed: 'a whole number', accepts: Number.isSafeInteger },
  number: { allowed: 'a number', accepts: Number.isFinite },
  text: { allowed: 'a string', accepts: value => typeof value === 'string' },
  duration: text("a duration such as '500ms', '30s', '5m', '4h' or '1d'", /^\d+(ns|us|µs|ms|s|m|h|d)$/),
  size: text("a size such as '512B', '64KiB', '32MiB' or '1GiB'", /^\d+(B|KiB|MiB|GiB)$/),
  rate: text("a rate such as '64MiB/s'", /^\d+(B|KiB|MiB)\/s$/),
  list: { allowed: 'a list of strings', accepts: value => Array.isArray(value) && value.every(each => typeof each === 'string') },
  map: { allowed: 'a value of YAML: strings, numbers, true, false, lists and maps of them', accepts: plain },
};

/**
 * The user's settings of cassandra.yaml, checked. A key that Cassandra would refuse to start with is refused here, before the first node of
 * a running ring is restarted with it. An image of the user's own may know other keys.
 */
export function checkYaml(where: string, yaml: Record<string, unknown>, ownImage: boolean): Record<string, unknown> {
  const asked = given(yaml);
  for (const [key, got] of Object.entries(asked)) {
    const what = `cassandraYaml.${key}`;
    const kind = kindOf(key);
    const renamed = kind === undefined ? newName(key) : undefined;
    const instead = decidedKey(renamed?.name ?? key) ?? removed(key);
    if (instead !== undefined) refuse(where, { what, allowed: 'left out', got, instead });
    if (renamed && kindOf(renamed.name) !== undefined) refuse(where, underNewName(what, renamed, got));
    if (kind === undefined && !(ownImage && /^[a-z][a-z0-9_]*$/.test(key))) refuse(where, unknown(what, key));
    const shape = SHAPES[kind ?? 'map'];
    if (!(got === null || shape.accepts(got))) refuse(where, { what, allowed: shape.allowed, got });
  }
  return asked;
}

/** Cassandra takes the old name of most of them, but not beside the new one, which the image may have. */
function underNewName(what: string, { name, unit }: NewName, got: unknown): Complaint {
  const value = Number.isFinite(got) ? String(got) : '…';
  // megabits are no unit that Cassandra still reads
  const instead = unit === undefined ? `write ${name}` : `write ${name}: '${what.includes('megabits') ? '…' : value}${unit}'`;
  return { what, allowed: `called ${name}, its name since Cassandra 4.1`, got, instead };
}

function unknown(what: string, key: string): Complaint {
  const near = nearest(key);
  return {
    what,
    allowed: 'a key of cassandra.yaml that Cassandra 5.0 knows',
    got: key,
    instead: near === undefined ? 'if your image knows more of them, set image' : `did you mean ${near}?`,
  };
}

function plain(value: unknown, ...around: readonly unknown[]): boolean {
  if (value === null || ['string', 'boolean'].includes(typeof value)) return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || around.includes(value)) return false;
  if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return false;
  return Object.values(Array.isArray(value) ? value : given(value)).every(each => plain(each, value, ...around));
}

/**
 * One line for each key. JSON is YAML, and ASCII survives every tool on its way, so anything else is escaped.
 */
export function yamlLines(yaml: Record<string, unknown>): string {
  return Object.entries(yaml).map(([key, value]) => `${key}: ${ascii(JSON.stringify(value))}\n`).join('');
}

function ascii(json: string): string {
  return json.replace(/[^ -~]/g, char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
