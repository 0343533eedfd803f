import { Manifest } from './rule';

/** Whether a field is there: to the API server, null is as good as nothing. */
export function given(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** Whether a field says anything: most fields have a default in place of '', 0 and an empty list as well. */
export function filled(value: unknown): boolean {
  return given(value) && value !== '' && value !== 0 && !(Array.isArray(value) && value.length === 0);
}

// What is there to read: manifests come from anywhere, so whatever should be an object, a list, a text or a number may be something else.

export function fields(value: unknown): Manifest {
  return value !== null && typeof value === 'object' ? value : {};
}

export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The objects of a list; what is none counts as one that says nothing, so that the others keep their places. */
export function items(value: unknown): Manifest[] {
  return list(value).map(fields);
}

export function text(value: unknown, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? value : otherwise;
}

export function count(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
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
  return fields(statefulSet.spec?.template?.metadata?.labels);
}

/** The highest ordinal that a pod has, or would have if there were one. */
export function lastOrdinal(statefulSet: Manifest): number {
  return count(statefulSet.spec?.ordinals?.start, 0) + Math.max(count(statefulSet.spec?.replicas, 1), 1) - 1;
}

/** An object's namespace, as far as the manifest says. */
export function sameNamespace(one: Manifest, other: Manifest): boolean {
  return text(one.metadata?.namespace, '') === text(other.metadata?.namespace, '');
}

const QUANTITY = /^\+?([0-9]+(?:\.[0-9]*)?|\.[0-9]+)(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][-+]?[0-9]+)?$/;
const FACTORS: Record<string, number> = {
  n: 1e-9, u: 1e-6, m: 1e-3, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50, Ei: 2 ** 60,
};

/**
 * A resource quantity as a number; NaN if it is none.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export function quantity(value: unknown): number {
  const match = QUANTITY.exec(typeof value === 'number' ? String(value) : text(value, ''));
  if (match === null) return NaN;
  const [, amount, suffix = ''] = match;
  return Number(amount) * (FACTORS[suffix] ?? Number(`1${suffix}`));
}

/** Whether a label selector matches these labels; a selector that says nothing matches everything. */
export function selects(selector: Manifest, labels: Record<string, unknown>): boolean {
  return entries(selector?.matchLabels).every(([key, value]) => labels[key] === value) && items(selector?.matchExpressions).every(({ key, operator, values }) => {
    const label = text(key, '');
    const among = list(values).includes(labels[label]);
    switch (operator) {
      case 'In': return among;
      case 'NotIn': return !among;
      case 'Exists': return Object.hasOwn(labels, label);
      default: return !Object.hasOwn(labels, label);
    }
  });
}
