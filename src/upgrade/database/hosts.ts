import { engineOf } from './engine';
import { Manifest } from '../../manifest/manifest';
import { Phase, Step } from '../finding';
import { podNames } from '../set';
import { byHand } from '../ways/steps';

/** What the members of a set are known by that gets another name. */
export interface Hosts {
  readonly why: string;
  readonly steps: readonly Step[];
}

/** Of a database that has the names of its members in its data; others find each other anew. */
export function hostsIn(before: Manifest, after: Manifest): Hosts {
  if (engineOf(before) !== 'mongodb') return { why: '', steps: [] };
  return {
    why: ' The configuration of the replica set still has the old names of its members: replace them by hand.',
    steps: [byHand(Phase.AFTER, 'on one member, as root: cfg = rs.conf(); give each of cfg.members its new host; rs.reconfig(cfg, { force: '
      + `true }). The new hosts begin with the new pod names, such as ${podNames(after)[0]}`,
    'rs.status() shows a primary, and all members under their new names', 'save rs.conf() before this step: it has the old configuration')],
  };
}
