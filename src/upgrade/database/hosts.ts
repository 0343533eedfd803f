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
    why: ' The members of the replica set are written in it by their names, which are other ones then: they must be written anew, by hand.',
    steps: [byHand(Phase.AFTER, 'on one member, as root: cfg = rs.conf(); give each of cfg.members its new host; rs.reconfig(cfg, { force: '
      + `true }). ${podNames(after)[0]} and the others are called by the new name`,
    'rs.status() shows a primary, and all members by their new names', 'the old configuration is in rs.conf() until then: note it')],
  };
}
