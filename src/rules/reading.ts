import { Manifest } from './rule';

/** What is there to read: manifests come from anywhere, so a list may be missing, or no list. */
export function items(list: unknown): Manifest[] {
  return Array.isArray(list) ? list.filter(item => item !== null && typeof item === 'object') : [];
}

export function entries(map: unknown): [string, unknown][] {
  return map !== null && typeof map === 'object' && !Array.isArray(map) ? Object.entries(map) : [];
}

export function isHeadless(service: Manifest): boolean {
  return service.spec?.clusterIP === 'None';
}

/** Init containers first, as they run; each with its path in a StatefulSet. */
export function containers(statefulSet: Manifest): { container: Manifest; path: string; init: boolean }[] {
  const pod = statefulSet.spec?.template?.spec;
  const found: { container: Manifest; path: string; init: boolean }[] = [];
  items(pod?.initContainers).forEach((container, i) => found.push({ container, path: `spec.template.spec.initContainers[${i}]`, init: true }));
  items(pod?.containers).forEach((container, i) => found.push({ container, path: `spec.template.spec.containers[${i}]`, init: false }));
  return found;
}

export function podLabels(statefulSet: Manifest): Record<string, unknown> {
  return statefulSet.spec?.template?.metadata?.labels ?? {};
}

/** An object's namespace, as far as the manifest says. */
export function sameNamespace(one: Manifest, other: Manifest): boolean {
  return one.metadata?.namespace === other.metadata?.namespace;
}

const QUANTITY = /^([0-9]+(?:\.[0-9]*)?|\.[0-9]+)(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][-+]?[0-9]+)?$/;
const FACTORS: Record<string, number> = {
  m: 1e-3, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50, Ei: 2 ** 60,
};

/**
 * A resource quantity as a number; NaN if it is none.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export function quantity(value: unknown): number {
  const match = QUANTITY.exec(String(value));
  if (match === null) return NaN;
  const [, amount, suffix = ''] = match;
  return Number(amount) * (FACTORS[suffix] ?? Number(`1${suffix}`));
}

/** Whether a label selector matches these labels; a selector that says nothing matches everything. */
export function selects(selector: Manifest, labels: Record<string, unknown>): boolean {
  return entries(selector?.matchLabels).every(([key, value]) => labels[key] === value) && items(selector?.matchExpressions).every(({ key, operator, values }) => {
    const among = Array.isArray(values) && values.includes(labels[key]);
    switch (operator) {
      case 'In': return among;
      case 'NotIn': return !among;
      case 'Exists': return key in labels;
      default: return !(key in labels);
    }
  });
}
