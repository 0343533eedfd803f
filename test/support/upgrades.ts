import { NEWEST } from '../../src/manifest/kubernetes-types';
import { Manifest } from '../../src/manifest/manifest';
import { Cluster } from '../../src/upgrade/cluster';
import { Finding } from '../../src/upgrade/finding';
import { judged } from '../../src/upgrade/judges';
import { compared } from '../../src/upgrade/pairs';
import { planOf } from '../../src/upgrade/plan';
import { Upgrade } from '../../src/upgrade/upgrade';

/** What a change of manifests does, to the newest Kubernetes where it does not say. */
export function found(before: readonly Manifest[], after: readonly Manifest[], cluster: Partial<Cluster> = {}): Finding[] {
  return judged(between(before, after, cluster));
}

/** The same in short: `refused: claim-templates`. */
export function effects(before: readonly Manifest[], after: readonly Manifest[], cluster?: Partial<Cluster>): string[] {
  return found(before, after, cluster).map(({ effect, rule }) => `${effect}: ${rule}`);
}

/** The commands of the whole way, in their order. */
export function commands(before: readonly Manifest[], after: readonly Manifest[], cluster: Partial<Cluster> = {}): string[] {
  const upgrade = between(before, after, cluster);
  return planOf(judged(upgrade), upgrade).map(({ command }) => command);
}

function between(before: readonly Manifest[], after: readonly Manifest[], cluster: Partial<Cluster>): Upgrade {
  return compared(before, after, { minor: NEWEST, apply: 'kubectl apply -f dist/', objects: [], ...cluster });
}
