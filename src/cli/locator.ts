import { YamlDocument } from './documents';
import { Place } from './positions';

/** Of a map or a list: its own, and the first that is not in it any more. */
type Numbers = readonly [own: number, after: number];

/** Finds what a path leads to. It counts the values of a document once, as long as it is asked about that one. */
export class Locator {
  private latest?: { readonly document: YamlDocument; readonly numbers: Map<object, Numbers> };

  /** Where the field stands, or the nearest around it that is there. */
  public place(document: YamlDocument, path: string): Place {
    const numbers = this.numbersIn(document);
    let [value, number, rest] = [document.value, 0, path];
    for (let step = next(value, rest); step !== undefined; step = next(value, rest)) {
      const all = value as Record<string, unknown>;
      number = numberOf(step.key, all, numbers);
      [value, rest] = [all[step.key], step.rest];
    }
    return document.positions.place(number);
  }

  private numbersIn(document: YamlDocument): Map<object, Numbers> {
    if (this.latest?.document !== document) {
      const numbers = new Map<object, Numbers>();
      count(document.value, 0, numbers);
      this.latest = { document, numbers };
    }
    return this.latest.numbers;
  }
}

/** Numbers the values as they were made. Returns the next number that is free. */
function count(value: unknown, number: number, numbers: Map<object, Numbers>): number {
  let after = number + 1;
  if (value === null || typeof value !== 'object') return after;
  for (const one of Object.values(value)) after = count(one, after, numbers);
  numbers.set(value, [number, after]);
  return after;
}

function numberOf(key: string, all: Record<string, unknown>, numbers: Map<object, Numbers>): number {
  let number = numbers.get(all)![0] + 1;
  for (const [each, value] of Object.entries(all)) {
    if (each === key) break;
    number = numbers.get(value as object)?.[1] ?? number + 1;
  }
  return number;
}

/** The first step of a path that leads somewhere; a key may have dots and brackets in it, so the longest that fits is meant. */
function next(value: unknown, path: string): { key: string; rest: string } | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  const at = path.startsWith('.') ? path.slice(1) : path;
  const index = /^\[(\d+)\]/.exec(at);
  if (Array.isArray(value)) {
    return index !== null && Number(index[1]) < value.length ? { key: index[1]!, rest: at.slice(index[0].length) } : undefined;
  }
  const fitting = Object.keys(value).filter(key => at.startsWith(key) && ['', '.', '['].includes(at.charAt(key.length)));
  const [key] = fitting.sort((one, other) => other.length - one.length);
  return key === undefined ? undefined : { key, rest: at.slice(key.length) };
}
