import { Cluster } from './cluster';
import { FieldChange } from './finding';
import { applied } from './state/applied';
import { differences } from './state/differences';
import { LAST_APPLIED, settled } from './state/settled';
import { Identity, identity } from '../manifest/identity';
import { Manifest } from '../manifest/manifest';
import { fields, text } from '../manifest/reading';

/** One object, before and after. */
export interface Change {
  readonly object: Identity;
  /** As the cluster has it. */
  readonly before: Manifest;
  /** As the cluster has it when the new manifest has been applied. */
  readonly after: Manifest;
  /** As the new manifest says it. */
  readonly written: Manifest;
  readonly fields: readonly FieldChange[];
}

/** Objects of two names that are taken for one. */
export interface Rename {
  readonly before: Manifest;
  readonly after: Manifest;
}

/** All that changes, and all there is. */
export interface Upgrade {
  readonly cluster: Cluster;
  readonly before: readonly Manifest[];
  readonly after: readonly Manifest[];
  readonly kept: readonly Change[];
  readonly removed: readonly Manifest[];
  readonly added: readonly Manifest[];
  readonly renamed: readonly Rename[];
}

/** One object as it is before, and after, whatever its name was and is. */
export function pairOf(before: Manifest, written: Manifest): Change {
  const live = settled(before);
  const after = settled(asServed(live, applied(live, lastSaid(before), withoutNotes(written))));
  return { object: identity(written), before: live, after, written, fields: differences(live, after) };
}

/**
 * What was applied last: kubectl notes it on what it applies; a manifest from a file is what was applied. Of an object without a note,
 * nobody knows who said what: all of it is taken for said, but for what others write as a rule.
 */
function lastSaid(before: Manifest): Manifest {
  const { metadata, status: _, ...said } = fields(before);
  const note = fields(metadata?.annotations)[LAST_APPLIED];
  if (note === undefined && metadata?.uid === undefined) return before;
  const noted = parsed(note);
  if (noted !== undefined) return noted;
  const { replicas: __, ...spec } = fields(said.spec);
  return said.spec === undefined ? said : { ...said, spec };
}

function parsed(note: unknown): Manifest | undefined {
  try {
    return fields(JSON.parse(text(note, '')));
  } catch {
    return undefined;
  }
}

function withoutNotes(written: Manifest): Manifest {
  const { status: _, ...said } = fields(written);
  return said;
}

/** Whatever a manifest leaves out of a Service's addresses, the server leaves as it is. */
function asServed(live: Manifest, after: Manifest): Manifest {
  if (live.kind !== 'Service' || live.spec?.type === 'ExternalName' || after.spec?.type === 'ExternalName') return after;
  const { clusterIP, ipFamilies, ipFamilyPolicy } = fields(live.spec);
  return { ...after, spec: { ...fields(after.spec), ...addresses(after.spec, { clusterIP, ipFamilies, ipFamilyPolicy }) } };
}

function addresses(after: Manifest, before: Manifest): Manifest {
  return Object.fromEntries(Object.entries(before).map(([key, value]) => [key, fields(after)[key] || value]));
}
