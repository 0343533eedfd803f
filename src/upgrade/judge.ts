import { Verdict } from './finding';
import { Change, Rename, Upgrade } from './upgrade';
import { Manifest } from '../manifest/manifest';

/** What one kind of change does. Each in a file of its name. */
export interface Judge {
  readonly name: string;
  /** All, if it does not say. */
  readonly kinds?: readonly string[];
  /** Of an object that has changed. */
  kept?(change: Change, upgrade: Upgrade): readonly Verdict[];
  /** Of one that is in the old manifests only. */
  removed?(object: Manifest, upgrade: Upgrade): readonly Verdict[];
  /** Of one that is in the new manifests only. */
  added?(object: Manifest, upgrade: Upgrade): readonly Verdict[];
  /** Of one that has another name, by the kind of the old one. */
  renamed?(rename: Rename, upgrade: Upgrade): readonly Verdict[];
}

/** The fields at and below these paths. */
export function at(change: Change, ...paths: readonly string[]): Change['fields'] {
  return change.fields.filter(({ path }) => paths.some(each => path === each || path.startsWith(`${each}.`) || path.startsWith(`${each}[`)
    || path === `${each} (order)`));
}
