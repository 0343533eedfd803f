import { decidedOption, decidedParameter, decidedWord } from './decisions';
import { isEnterprise, isSection, isText, nearest, OptionKind, optionKind } from './option-names';
import { newOptionName, newParameterName, removedOption } from './renamed-options';
import { Complaint, refuse } from '../naming/refuse';

type Options = Record<string, unknown>;

/**
 * Other images may know other words, but not __exec and __rest, which make mongod run something; nor such as YAML takes for no names of its
 * own.
 */
const OTHER = /^[A-Za-z][A-Za-z0-9_]{0,99}(\.[A-Za-z][A-Za-z0-9_]{0,99}){0,9}$/;

const ANYTHING: OptionKind = {
  allowed: 'a string, a number, true, false, or a list or map of them',
  accepts: value => isScalar(value) || Array.isArray(value) && value.every(isScalar),
};

const PARAMETER = /^[A-Za-z][A-Za-z0-9_.]{0,99}$/;

/**
 * The user's options of mongod.conf, checked: what mongod would not start with is refused here, before the first member of a running set is
 * restarted with it. An image of the user's own may know other options. Returned is what mongod is to read.
 */
export function checkMongodConfig(where: string, config: Options, ownImage: boolean): Options {
  return section(where, '', config, ownImage);
}

function section(where: string, name: string, given: unknown, ownImage: boolean): Options {
  const what = name === '' ? 'mongodConfig' : called(name);
  const checked = entries(where, what, given).map(([key, got]): [string, unknown] => [
    key,
    option(where, name === '' ? key : `${name}.${key}`, key, got, ownImage),
  ]);
  return Object.fromEntries(checked.filter(([, value]) => !isMap(value) || Object.keys(value).length > 0));
}

function option(where: string, name: string, key: string, got: unknown, ownImage: boolean): unknown {
  const what = called(name);
  const own = decidedOption(name) ?? removedOption(name);
  if (own !== undefined) refuse(where, { what, allowed: 'left out', got, instead: own });
  const renamed = newOptionName(name);
  if (renamed !== undefined) refuse(where, { what, allowed: `called ${renamed}, its name in MongoDB 8.0`, got });
  if (key.includes('.')) {
    const maps = `{ ${printable(key).replaceAll('.', ': { ')}: …${' }'.repeat(key.split('.').length)}`;
    refuse(where, { what, allowed: 'a nested map', got: key, instead: `write ${maps}` });
  }
  if (name === 'setParameter') {
    return Object.fromEntries(entries(where, what, got).map(([parameter, value]) => [parameter, checkParameter(where, parameter, value)]));
  }
  const kind = optionKind(name);
  const known = kind !== undefined || isSection(name);
  if (!known && !(ownImage && OTHER.test(name))) refuse(where, unknown(what, name, key));
  if (isSection(name) || !known && isMap(got)) return section(where, name, got, ownImage);
  const { allowed, accepts } = kind ?? ANYTHING;
  if (!accepts(got)) refuse(where, { what, allowed, got });
  if (key === 'configString') checkWords(where, what, got);
  return got;
}

/** What WiredTiger is told in its own language comes after the options, and would win. */
function checkWords(where: string, what: string, got: unknown): void {
  const instead = decidedWord(got);
  if (instead !== undefined) refuse(where, { what, allowed: 'without what the construct decides', got, instead });
}

function unknown(what: string, name: string, key: string): Complaint {
  const near = nearest(name);
  const guess = near === undefined ? 'if your image knows more of them, set image' : `did you mean ${near}?`;
  const instead = isEnterprise(name) ? 'MongoDB Enterprise knows it: if that is your image, set image' : guess;
  return { what, allowed: 'an option of mongod.conf that MongoDB 8.0 knows', got: key, instead };
}

/** mongod takes nothing but scalars for its parameters; where one is a document, its text. */
function checkParameter(where: string, name: string, got: unknown): unknown {
  const what = called(`setParameter.${name}`);
  const own = decidedParameter(name);
  if (own !== undefined) refuse(where, { what, allowed: 'left out', got, instead: own });
  const renamed = newParameterName(name);
  if (renamed !== undefined) refuse(where, { what, allowed: `called ${renamed}, its name in MongoDB 8.0`, got });
  if (name === 'wiredTigerEngineRuntimeConfig') checkWords(where, what, got);
  if (!PARAMETER.test(name)) {
    refuse(where, { what, allowed: 'named with 1 to 100 letters, digits, _ and ., beginning with a letter', got: name });
  }
  if (name === 'authenticationMechanisms' && !(typeof got === 'string' && got.split(',').includes('SCRAM-SHA-256'))) {
    refuse(where, { what, allowed: 'a string that contains SCRAM-SHA-256, which managers and users log in with', got });
  }
  if (isMap(got) && canBeSaid(got)) return JSON.stringify(got);
  return isScalar(got) ? got : refuse(where, { what, allowed: 'a string, a number, true, false, or a document', got });
}

/** What there is in a map; what is undefined is not there. */
function entries(where: string, what: string, given: unknown): [string, unknown][] {
  if (!isMap(given)) refuse(where, { what, allowed: 'a map', got: given });
  return Object.entries(given).filter(([, got]) => got !== undefined);
}

function isScalar(value: unknown): boolean {
  return typeof value === 'boolean' || Number.isFinite(value) || isText(value);
}

/** As a document of JSON, not deeper than MongoDB's own documents. */
function canBeSaid(value: unknown, depth = 100): boolean {
  if (isScalar(value)) return true;
  const parts = Array.isArray(value) ? value : isMap(value) ? Object.values(value).filter(each => each !== undefined) : [undefined];
  return depth > 0 && parts.every(each => canBeSaid(each, depth - 1));
}

function isMap(value: unknown): value is Options {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function called(name: string): string {
  return `mongodConfig.${printable(name)}`;
}

/** On one line, whatever is in it. */
function printable(name: string): string {
  return JSON.stringify(name).slice(1, -1);
}

/**
 * The text of mongod.conf, made of maps of options; of two values for one option, the later stands. It is JSON, which is YAML, and ASCII,
 * so that it survives every tool on its way. Only characters beyond U+FFFF stand as they are, because mongod's reader of YAML refuses the
 * two halves in which JSON escapes them.
 */
export function mongodConf(parts: readonly Options[]): string {
  const json = JSON.stringify(parts.reduce(merged, {}), undefined, 2);
  return `${json.replace(/[\x7f-\uffff]/gu, char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}

/** In the order of the alphabet, however the maps were written. */
function merged(one: Options, other: Options): Options {
  const all = new Map(Object.entries(one));
  for (const [key, value] of Object.entries(other)) {
    const before = all.get(key);
    if (value !== undefined) all.set(key, isMap(value) ? merged(isMap(before) ? before : {}, value) : value);
  }
  return Object.fromEntries([...all].sort(([key], [next]) => key < next ? -1 : 1));
}
