import { Finding, Step } from './finding';
import { Upgrade } from './upgrade';
import { apply } from './ways/steps';

/**
 * The whole way, of all findings together: each step once, in the order in which they are taken. Where nothing is in the way, it is the
 * apply alone.
 */
export function planOf(findings: readonly Finding[], { cluster }: Upgrade): Step[] {
  const steps = [...findings.flatMap(each => each.steps), ...findings.length === 0 ? [] : [apply(cluster.apply)]];
  const once = [...new Map(steps.map(each => [`${each.phase}/${each.command}`, each])).values()];
  return once.sort((one, other) => one.phase - other.phase);
}
