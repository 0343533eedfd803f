import { Manifest } from '../manifest/manifest';
import { Places } from '../manifest/places';
import { PlacedContainer, PodTemplate } from '../manifest/reading';
import { Complaint } from '../naming/refuse';

/**
 * What is sure to come of it.
 *
 * - `refused by the API server`: the object is not taken; by older ones, which look at pods and claims only when they are made, not these.
 * - `never runs`: the object is taken, and its pods or claims never are.
 * - `loses data`: it runs, and data is lost.
 * - `advice`: it runs, but hardly as it was meant.
 */
export type Certainty = 'refused by the API server' | 'never runs' | 'loses data' | 'advice';

/**
 * Tells of one violation; `what` is a path in the manifest. What is sure to come of it is what the rule says, unless it is told otherwise.
 */
export type Report = (violation: Complaint, certainty?: Certainty) => void;

/** What is where in a manifest; read once for all rules. */
export interface Parts extends Places {
  /** The pod, or what pods are made from. */
  readonly pod: PodTemplate;
  /** Its containers, init containers first. */
  readonly containers: readonly PlacedContainer[];
}

/** One thing that must hold of every manifest of certain kinds. */
export interface Rule {
  /** The name of the file the rule stands in. */
  readonly name: string;
  readonly certainty: Certainty;
  readonly kinds: readonly string[];
  /** The first minor version of Kubernetes 1 that it holds for; left out: the oldest that is known here. */
  readonly since?: number;
  /** The last one; left out: the newest. */
  readonly until?: number;
  /**
   * Reports every violation in `manifest`, in which each field is of its type; `among` are the manifests it will be applied with, `parts`
   * what is where in it.
   */
  check(manifest: Manifest, report: Report, among: readonly Manifest[], parts: Parts): void;
}

/** A violation, with the rule it breaks and the manifest that breaks it. */
export interface Finding {
  readonly rule: Rule;
  /**
   * That of the rule, or of this violation; for older versions, which look at pods only when they are to be made, `never runs` in place of
   * `refused`, and of a pod by itself, which is to be made at once, `refused` in place of `never runs`.
   */
  readonly certainty: Certainty;
  readonly manifest: Manifest;
  readonly complaint: Complaint;
}

/** Whether no synthesis may let it pass. */
export function forbids(rule: Rule): boolean {
  return rule.certainty !== 'advice';
}
