import { Size, SizeRoundingBehavior } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { canonicalQuantity } from '../manifest/canonical-quantity';
import { isProduced } from '../naming/typed';
import { mebibytes, sizeGiven } from '../naming/units';
import { amount, checkAmounts, checkRequirements, QUANTITY } from '../rules/pod/resources/resource-limits';
import { Report } from '../rules/rule';
import { plain } from '../synthesis/plain';

type Amount = kplus.Cpu | Size;
type Quantities = Readonly<Record<string, kplus.k8s.Quantity>>;

/**
 * The same amounts in the units that cdk8s-plus writes, MiB of memory and GiB of disk: of those it takes parts, as Kubernetes does; any
 * other unit it converts, and throws where that makes no whole number.
 */
export function exact({ cpu, memory, ephemeralStorage }: kplus.ContainerResources = {}): kplus.ContainerResources {
  return {
    cpu,
    memory: memory && { request: inMebibytes(memory.request), limit: inMebibytes(memory.limit) },
    ephemeralStorage: ephemeralStorage && { request: inGibibytes(ephemeralStorage.request), limit: inGibibytes(ephemeralStorage.limit) },
  };
}

/** Refuses amounts below nothing, and requests above their limits. They are compared as they will be written. */
export function checkResources(report: Report, what: string, resources: kplus.ContainerResources | undefined): void {
  if (resources === undefined || isProduced(resources)) return;
  const written = exact(resources);
  for (const resource of ['cpu', 'memory', 'ephemeralStorage'] as const) {
    const { request, limit } = written[resource] ?? {};
    const given = resources[resource];
    for (const [which, size] of Object.entries({ request, limit })) {
      if (size !== undefined && !(amountOf(size) >= 0)) {
        report({ what: `${what}.${resource}.${which}`, allowed: QUANTITY, got: shown(size) });
      }
    }
    if (request === undefined || limit === undefined || amountOf(request) <= amountOf(limit)) continue;
    report({ what: `${what}.${resource}.request`, allowed: `at most the limit, '${shown(given!.limit!)}'`, got: shown(given!.request!) });
  }
}

/** The same of quantities under their Kubernetes names, and whatever else the rules know of them. */
export function checkQuantities(report: Report, what: string, { requests, limits }: kplus.k8s.ResourceRequirements): void {
  if ([requests, limits].some(isLate)) return;
  checkRequirements({ requests: plainly(requests), limits: plainly(limits) }, what, report);
}

export function checkOverhead(report: Report, what: string, overhead: Quantities | undefined): void {
  if (!isLate(overhead)) checkAmounts(plainly(overhead), what, report);
}

/** Whether some of them are told only as they are written. */
function isLate(quantities: Quantities | undefined): boolean {
  return isProduced(quantities) || Object.values(quantities ?? {}).some(isProduced);
}

/** Without what nobody writes: nulls are left out of YAML. */
function plainly(quantities: Quantities | undefined): Record<string, unknown> {
  const there = Object.entries(quantities ?? {}).filter(([, quantity]) => (quantity ?? undefined) !== undefined);
  return Object.fromEntries(there.map(([resource, quantity]) => [resource, canonicalQuantity(plain(quantity))]));
}

function amountOf(size: Amount): number {
  return amount(canonicalQuantity('asString' in size ? size.asString() : size.amount));
}

function shown(size: Amount): string {
  return 'asString' in size ? sizeGiven(size) : size.amount;
}

function inMebibytes(size: Size | undefined): Size | undefined {
  return size && Size.mebibytes(mebibytes(size));
}

function inGibibytes(size: Size | undefined): Size | undefined {
  return size && Size.gibibytes(size.toGibibytes({ rounding: SizeRoundingBehavior.NONE }));
}
