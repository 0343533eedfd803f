import { Place } from './positions';
import { Absent } from '../guard/absent';
import { GuardFinding } from '../guard/finding';
import { Settings } from '../guard/settings';

/** A finding, and where in which file. */
export interface Located extends GuardFinding, Place {
  readonly file: string;
}

/** What kept a file, or a part of it, from being checked. */
export interface Problem extends Partial<Place> {
  readonly file: string;
  readonly message: string;
}

/** An object that was checked. */
export interface Checked {
  readonly file: string;
  readonly where: string;
}

/** All that there is to tell, whatever the form. */
export interface Report {
  readonly findings: readonly Located[];
  readonly problems: readonly Problem[];
  readonly objects: readonly Checked[];
  /** How many of the objects are of kinds that the rules are about. */
  readonly judged: number;
  readonly files: number;
  /** What objects refer to and nobody here knows. */
  readonly unknown: readonly Absent[];
  readonly notes: readonly string[];
  readonly settings: Settings;
}

/** `dist/db.yaml:12:3`, as editors and terminals know it. */
export function placed({ file, line, column }: Problem | Located): string {
  return line === undefined ? file : `${file}:${line}:${column}`;
}
