import { Manifest } from '../../../manifest/manifest';
import { entries, fields, given, POD_KINDS, quantity, scalar } from '../../../manifest/reading';
import { QUALIFIED_NAME } from '../../../manifest/syntax';
import { Report, Rule } from '../../rule';

const STANDARD = ['cpu', 'memory', 'ephemeral-storage'];
const HUGE = 'hugepages-';
/** Of what there is, or of what may be had. */
export const QUANTITY = "a quantity, 0 or more, such as '500m' or '2Gi'";

/** Amounts are quantities of what there is, and nobody may ask for more than they may have. */
export const resourceLimits: Rule = {
  name: 'resource-limits',
  certainty: 'refused by the API server',
  kinds: POD_KINDS,
  check(_, report, __, { every }) {
    for (const { value: { resources }, path } of every('Container')) {
      if (given(resources)) checkRequirements(resources, `${path}.resources`, report);
    }
    for (const { value: { overhead }, path } of every('PodSpec')) {
      checkAmounts(overhead, `${path}.overhead`, report);
      hugePagesBesideOthers(entries(overhead), `${path}.overhead`, report);
    }
  },
};

export function checkRequirements({ requests, limits }: Manifest, path: string, report: Report): void {
  checkAmounts(requests, `${path}.requests`, report);
  checkAmounts(limits, `${path}.limits`, report);
  const most = fields(limits);
  for (const [resource, request] of entries(requests).filter(([, value]) => value !== undefined)) {
    const what = `${path}.requests.${resource}`;
    const limit = most[resource];
    const shared = isShared(resource);
    if (limit === undefined) {
      if (!shared) report({ what: `${path}.limits.${resource}`, allowed: 'given, because it cannot be shared', got: undefined });
    } else if (shared && amount(request) > amount(limit)) {
      report({ what, allowed: `at most the limit, '${limit}'`, got: request });
    } else if (!shared && amount(request) !== amount(limit)) {
      report({ what, allowed: `the limit, '${limit}', because it cannot be shared`, got: request });
    }
  }
  hugePagesBesideOthers([...entries(requests), ...entries(limits)], path, report);
}

function hugePagesBesideOthers(asked: readonly [string, unknown][], path: string, report: Report): void {
  const named = asked.map(([resource]) => resource);
  if (named.some(resource => resource.startsWith(HUGE)) && !named.includes('cpu') && !named.includes('memory')) {
    report({ what: path, allowed: 'set for cpu or memory too, because huge pages need one of them', got: named });
  }
}

export function checkAmounts(list: unknown, path: string, report: Report): void {
  for (const [resource, got] of entries(list).filter(([, value]) => value !== undefined)) {
    const what = `${path}.${resource}`;
    if (!isResource(resource)) {
      report({ what, allowed: `one of ${STANDARD.join(', ')}, ${HUGE}SIZE, or a resource with a domain of its own`, got: resource });
    } else if (amount(got) < 0) {
      report({ what, allowed: QUANTITY, got });
    } else if (resource.includes('/') && !isNative(resource) && Math.ceil(amount(got) * 1000) % 1000 !== 0) {
      report({ what, allowed: 'a whole number', got });
    } else if (resource.startsWith(HUGE) && !(amount(got) % quantity(resource.slice(HUGE.length)) === 0)) {
      report({ what, allowed: `a multiple of ${resource.slice(HUGE.length)}`, got });
    }
  }
}

/** As a number, below 0 as well; NaN if it is none. */
export function amount(value: unknown): number {
  const text = scalar(value ?? 0).trim();
  return text.startsWith('-') ? -quantity(text.slice(1)) : quantity(text);
}

function isResource(name: string): boolean {
  if (STANDARD.includes(name)) return true;
  if (!QUALIFIED_NAME.accepts(name)) return false;
  if (!name.includes('/')) return name.startsWith(HUGE);
  return isNative(name) || (!name.startsWith('requests.') && QUALIFIED_NAME.accepts(`requests.${name}`));
}

function isNative(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/');
}

/** Whether more of it can be promised than there is. */
function isShared(name: string): boolean {
  return isNative(name) && !name.startsWith(HUGE);
}
