import { Finding, Step } from './finding';
import { Upgrade } from './upgrade';
import { apply } from './ways/steps';

/**
 * The whole way, of all findings together: each step once, in the order in which they are taken. Where nothing is in the way, it is the
 * apply alone.
 */
export function planOf(findings: readonly Finding[], { cluster }: Upgrade): Step[] {
  const steps = [...findings.flatMap(each => each.steps), ...findings.length === 0 ? [] : [apply(cluster.apply)]];
  const once = new Map<string, Step>();
  for (const each of steps) if (!once.has(key(each))) once.set(key(each), each);
  const commands = new Set(steps.map(each => each.command));
  return [...once.values()].filter(({ unless }) => unless === undefined || !commands.has(unless))
    .sort((one, other) => one.phase - other.phase);
}

function key({ phase, command }: Step): string {
  return `${phase}/${command}`;
}
