import { DROPPED_IN, KEPT_SINCE, LATER } from './kept-since';
import { NEWEST, TYPES } from './kubernetes-types';
import { isMap, Letter, LETTERS } from './letters';
import { Manifest } from './manifest';
import { Complaint } from '../naming/refuse';

/** Somewhere in a manifest; its path is empty for the whole. */
export interface Place {
  readonly value: Manifest;
  readonly path: string;
}

/** A field that Kubernetes does not have, or not of this type. */
export interface Misfit extends Complaint {
  readonly unknown: boolean;
}

/** A manifest as Kubernetes of a version reads it. */
export interface Places {
  /** The minor version. */
  readonly kubernetes: number;
  readonly misfits: readonly Misfit[];
  /** Fields that are known, and dropped, because what they are for is behind a feature gate that is off. */
  readonly dropped: readonly Complaint[];
  /** The manifest as it is written. */
  readonly written: Manifest;
  /** The manifest without all these, so that each field is of its type, null, or not there. */
  readonly manifest: Manifest;
  /** Everything that is of a type of Kubernetes', wherever it stands, in the order of the manifest. */
  every(type: string): readonly Place[];
}

/** What is known of a field: how it is held (in a list, in a map, or by itself), and what its type is. */
interface Field {
  readonly held: '[' | '{' | '';
  readonly type: string;
  /** None if the type is one of Kubernetes' own. */
  readonly letter?: Letter;
  /** The first version that does not drop the field, if this one does. */
  readonly keptSince?: number;
  /** Where it is dropped, if not everywhere. */
  readonly droppedIn?: RegExp;
}

/** What is known of a type. */
interface Type {
  readonly fields: ReadonlyMap<string, Field>;
  readonly spec?: Field;
}

const NONE: readonly Place[] = [];

const compiled = new Map<number, ReadonlyMap<string, Type>>();

/** Reads a manifest field by field, as the API server does before it looks at what they say. */
export function placesOf(manifest: Manifest, kubernetes = NEWEST): Places {
  const reading = new Reading(typesOf(kubernetes), kubernetes);
  reading.whole(manifest);
  if (reading.fits) return reading.places(manifest, manifest, reading);
  const fitting = reading.fitting(manifest);
  const again = new Reading(typesOf(kubernetes), kubernetes);
  again.whole(fitting);
  return again.places(manifest, fitting, reading);
}

/** Whether manifests of this kind are read here; of others nothing is known. */
function isKnownKind(kind: unknown): boolean {
  const fields = typesOf(NEWEST).get(kind as string)?.fields;
  return fields?.has('kind') === true && fields.has('metadata');
}

class Reading {
  public readonly misfits: Misfit[] = [];
  public readonly dropped: Complaint[] = [];
  private readonly found = new Map<string, Place[]>();
  /** What does not fit, by what holds it. */
  private readonly bad = new Map<object, Set<string>>();

  constructor(private readonly types: ReadonlyMap<string, Type>, private readonly kubernetes: number) {}

  public whole(manifest: Manifest): void {
    if (isKnownKind(manifest.kind)) this.object(manifest, manifest.kind, '');
  }

  public get fits(): boolean {
    return this.bad.size === 0;
  }

  public places(written: Manifest, manifest: Manifest, { misfits, dropped }: Reading): Places {
    return { written, manifest, misfits, dropped, kubernetes: this.kubernetes, every: type => this.found.get(type) ?? NONE };
  }

  /** A copy without what does not fit. In a list nothing is left in its place, so that the others keep theirs. */
  public fitting(value: unknown): unknown {
    if (value === null || typeof value !== 'object') return value;
    const bad = this.bad.get(value);
    if (Array.isArray(value)) return value.map((each, i) => bad?.has(String(i)) === true ? null : this.fitting(each));
    return Object.fromEntries(Object.keys(value).filter(key => bad?.has(key) !== true)
      .map(key => [key, this.fitting((value as Record<string, unknown>)[key])]));
  }

  private object(value: Manifest, type: string, path: string): void {
    const { fields, spec } = this.types.get(type)!;
    const places = this.found.get(type);
    if (places === undefined) this.found.set(type, [{ value, path }]);
    else places.push({ value, path });
    // who has a spec and says nothing in it, has one that says nothing
    if (spec !== undefined && !isThere(value.spec)) this.object({}, spec.type, path === '' ? 'spec' : `${path}.spec`);
    for (const key of Object.keys(value)) {
      const given = value[key];
      const field = fields.get(key);
      if (field === undefined) this.unknown(value, key, type, path);
      if (field === undefined || !isThere(given)) continue;
      if (!fitsAtOnce(field, given)) this.field(value, key, field, path === '' ? key : `${path}.${key}`);
      if (field.keptSince !== undefined && field.droppedIn?.test(path) !== false) this.drop(value, key, field.keptSince, path);
    }
  }

  private field(holder: Manifest, key: string, field: Field, path: string): void {
    const value = holder[key];
    const { held } = field;
    if (held === '') {
      this.one(holder, key, field, path);
    } else if (held === '[' ? !Array.isArray(value) : !isMap(value)) {
      this.misfit(holder, key, path, held === '[' ? 'a list' : 'a map');
    } else if (held === '[') {
      for (let i = 0; i < value.length; i++) this.one(value, String(i), field, `${path}[${i}]`);
    } else {
      for (const each of Object.keys(value)) this.one(value, each, field, `${path}.${each}`);
    }
  }

  private one(holder: Manifest, key: string, { type, letter }: Field, path: string): void {
    const value = holder[key];
    if (letter === undefined) {
      // nothing, in a list, is an object that says nothing
      if (isMap(value ?? {})) this.object(value ?? {}, type, path);
      else this.misfit(holder, key, path, 'an object');
    } else if (isThere(value) && !letter.fits(value)) {
      this.misfit(holder, key, path, letter.allowed);
    }
  }

  private misfit(holder: Manifest, key: string, what: string, allowed: string): void {
    this.leaveOut(holder, key);
    this.misfits.push({ what, allowed, got: holder[key], unknown: false });
  }

  private unknown(holder: Manifest, key: string, type: string, path: string): void {
    this.leaveOut(holder, key);
    const what = path === '' ? key : `${path}.${key}`;
    const since = versionWith(type, key);
    const meant = closest(key, [...this.types.get(type)!.fields.keys()]);
    this.misfits.push({
      what,
      allowed: `left out, because Kubernetes 1.${this.kubernetes} has no such field`,
      got: holder[key],
      unknown: true,
      ...(since !== undefined && { instead: since }),
      ...(since === undefined && meant !== undefined && { instead: `is '${meant}' meant?` }),
    });
  }

  private drop(holder: Manifest, key: string, since: number, path: string): void {
    this.leaveOut(holder, key);
    const allowed = `left out, because Kubernetes 1.${this.kubernetes} drops it unless a feature gate is on`;
    this.dropped.push({ what: `${path}.${key}`, allowed, got: holder[key], ...(since < LATER && { instead: `1.${since} keeps it` }) });
  }

  private leaveOut(holder: Manifest, key: string): void {
    const keys = this.bad.get(holder);
    if (keys === undefined) this.bad.set(holder, new Set([key]));
    else keys.add(key);
  }
}

function typesOf(kubernetes: number): ReadonlyMap<string, Type> {
  const known = compiled.get(kubernetes);
  if (known !== undefined) return known;
  const types = new Map(TYPES.split(';').map(line => {
    const [type, ...words] = line.split(' ');
    const fields = new Map(words.flatMap(word => fieldIn(type!, word, kubernetes)));
    return [type!, { fields, spec: fields.get('spec') }] as const;
  }));
  compiled.set(kubernetes, types);
  return types;
}

function fieldIn(of: string, word: string, kubernetes: number): [string, Field][] {
  const [, name, held, type, since = 0, until = NEWEST] = /^(\w+):([[{]?)(\w+)(?:@(\d+))?(?:~(\d+))?$/.exec(word)!;
  if (kubernetes < Number(since) || kubernetes > Number(until)) return [];
  const kept = KEPT_SINCE[of]?.[name!] ?? 0;
  const keptSince = kubernetes < kept ? kept : undefined;
  return [[name!, { held: held as Field['held'], type: type!, letter: LETTERS[type!], keptSince, droppedIn: DROPPED_IN[of]?.[name!] }]];
}

/** Most of what is said is a word or a number that fits: of that nobody needs to know where it stands. */
function fitsAtOnce({ held, letter }: Field, value: unknown): boolean {
  if (letter === undefined) return false;
  if (held === '[') return Array.isArray(value) && value.every(each => !isThere(each) || letter.fits(each));
  return held === '' && letter.fits(value);
}

/** Which other version has the field, in words. */
function versionWith(type: string, key: string): string | undefined {
  const line = TYPES.split(';').find(each => each.startsWith(`${type} `))!;
  const word = line.split(' ').find(each => each.startsWith(`${key}:`));
  const [, since, until] = /(?:@(\d+))?(?:~(\d+))?$/.exec(word ?? '')!;
  if (since !== undefined) return `it is there from 1.${since} on`;
  return until === undefined ? undefined : `it was there until 1.${until}`;
}

/** The name that was probably meant: the same in other letters, or with one letter more, less, or another. */
function closest(name: string, names: readonly string[]): string | undefined {
  return names.find(other => other.toLowerCase() === name.toLowerCase()) ?? names.find(other => isNear(name, other));
}

function isNear(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  let end = 0;
  while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) end++;
  return Math.max(one.length, other.length) - start - end <= 1;
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null;
}
