import { Identity } from '../manifest/identity';

/**
 * What a change does, the worst first.
 *
 * - `refused`: the API server does not take it.
 * - `loses data`: data is deleted, or is left behind while its program begins anew on an empty disk.
 * - `loses quorum`: members are lost to a majority, or may all be taken at once.
 * - `recreated`: something is deleted, and made anew under its name or another one.
 * - `unknown`: it depends on what no manifest says.
 * - `rolls`: pods are restarted, one after another.
 * - `restarts nothing`: what it changes, no pod is restarted for.
 */
export const EFFECTS = ['refused', 'loses data', 'loses quorum', 'recreated', 'unknown', 'rolls', 'restarts nothing'] as const;
export type Effect = typeof EFFECTS[number];

/** A field as it is in the cluster, and as it is to be. */
export interface FieldChange {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** When a step is to be taken: those of all findings make one plan. */
export enum Phase {
  /** Other manifests are applied first, and waited for. */
  BEFORE,
  /** Those who would put back what the next steps change are told to wait. */
  PAUSE,
  /** What is changed by hand, because the new manifests do not change it. */
  BY_HAND,
  /** What stands in the way is deleted, without what depends on it. */
  MAKE_WAY,
  /** The new manifests are applied. */
  APPLY,
  /** What the apply does not do by itself. */
  AFTER,
  /** What nobody needs any more. */
  CLEAN_UP,
}

/** One step of the way out. */
export interface Step {
  readonly phase: Phase;
  /** For a shell; a line that begins with `#` says what to do by hand. */
  readonly command: string;
  /** What to see before the next step. */
  readonly see: string;
  /** How to go back. */
  readonly back: string;
  /** The command of another step that does all that this one would do. */
  readonly unless?: string;
}

/** What a judge says of a change. */
export interface Verdict {
  readonly effect: Effect;
  readonly fields: readonly FieldChange[];
  /** Whole sentences: what happens, and why. */
  readonly why: string;
  /** Where that is written. */
  readonly link?: string;
  readonly steps: readonly Step[];
}

export interface Finding extends Verdict {
  /** The name of the file in which the judge stands. */
  readonly rule: string;
  readonly object: Identity;
}
