import { Cluster } from './cluster';
import { FieldChange } from './finding';
import { applied } from './state/applied';
import { differences } from './state/differences';
import { isAppliedByServer, lastSaid, saidByOthers } from './state/managed-fields';
import { served } from './state/served';
import { settled } from './state/settled';
import { Identity, identity } from '../manifest/identity';
import { Manifest } from '../manifest/manifest';
import { fields } from '../manifest/reading';

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
export function pairOf(before: Manifest, written: Manifest, apply = ''): Change {
  const live = settled(before);
  const serverSide = apply.includes('--server-side') || isAppliedByServer(before);
  const others = serverSide ? saidByOthers(before) : undefined;
  const after = settled(served(live, applied(live, lastSaid(before), withoutNotes(written), others)));
  return { object: identity(written), before: live, after, written, fields: differences(live, after) };
}

/** What is applied always has annotations: the note, if no other. */
function withoutNotes(written: Manifest): Manifest {
  const { status: _, metadata, ...said } = fields(written);
  return { ...said, metadata: { ...fields(metadata), annotations: fields(fields(metadata).annotations) } };
}
