import { Manifest } from '../manifest/manifest';
import { Complaint } from '../naming/refuse';

/**
 * How bad it is.
 *
 * - `refused`: the API server refuses the object, or refuses every pod it asks for, or data is lost.
 * - `advice`: it will be accepted and will run, but hardly as it was meant.
 */
export type Severity = 'refused' | 'advice';

/** Tells of one violation; `what` is a path in the manifest. */
export type Report = (violation: Complaint) => void;

/** One thing that must hold of every manifest of certain kinds. */
export interface Rule {
  /** The name of the file the rule stands in. */
  readonly name: string;
  readonly severity: Severity;
  readonly kinds: readonly string[];
  /** Reports every violation in `manifest`; `among` are the manifests it will be applied with. */
  check(manifest: Manifest, report: Report, among: readonly Manifest[]): void;
}

/** A violation, with the rule it breaks and the manifest that breaks it. */
export interface Finding {
  readonly rule: Rule;
  readonly manifest: Manifest;
  readonly complaint: Complaint;
}
