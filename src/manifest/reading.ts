import { Manifest } from './manifest';
import { INT32 } from '../naming/refuse';
import { remembered } from '../naming/remembered';

/** Where a kind has its pod, or the template of its pods. */
const PODS: ReadonlyMap<string, string> = new Map(Object.entries({
  Pod: '',
  CronJob: 'spec.jobTemplate.spec.template.',
  DaemonSet: 'spec.template.',
  Deployment: 'spec.template.',
  Job: 'spec.template.',
  ReplicaSet: 'spec.template.',
  ReplicationController: 'spec.template.',
  StatefulSet: 'spec.template.',
}));

const STEPS = new Map([...PODS.values()].map(path => [path, path.split('.').filter(key => key !== '')]));

/** The kinds that are pods, or make them. */
export const POD_KINDS: readonly string[] = [...PODS.keys()];

/** The kinds that rules judge. */
export const KINDS: readonly string[] = ['Service', 'PersistentVolumeClaim', 'PodDisruptionBudget', ...POD_KINDS];

/** A pod, or what pods are made from: its metadata, its spec, and where in the manifest they stand. */
export interface PodTemplate {
  readonly metadata: Manifest;
  readonly spec: Manifest;
  /** To go before `metadata` and `spec`: '', or a path that ends in a dot. */
  readonly path: string;
}

/** A container, with its path in the manifest. */
export interface PlacedContainer {
  readonly container: Manifest;
  readonly path: string;
  readonly init: boolean;
}

const QUANTITY = /^\+?([0-9]+(?:\.[0-9]*)?|\.[0-9]+)(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][-+]?[0-9]+)?$/;
const FACTORS: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

const parsed = remembered((written) => {
  const match = QUANTITY.exec(written);
  if (match === null) return NaN;
  const [, amount, suffix = ''] = match;
  return Number(amount) * (FACTORS[suffix] ?? Number(`1${suffix}`));
});

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

/** The objects of a list. An entry that is no object becomes an empty one, so that the others keep their index. */
export function items(value: unknown): Manifest[] {
  return list(value).map(fields);
}

export function text(value: unknown, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? value : otherwise;
}

/** As it would be written in YAML, if it is no list and no map: a map may have no way of its own to become text. */
export function scalar(value: unknown): string {
  return typeof value === 'object' && value !== null ? '' : String(value);
}

export function count(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}

/** Whether it is a number of pods, or a share of them, as Kubernetes takes it. */
export function isAmount(value: unknown, least: number): boolean {
  if (typeof value === 'number') return Number.isInteger(value) && value >= least && value <= INT32;
  const percent = Number(/^([0-9]+)%$/.exec(text(value, ''))?.[1]);
  return percent >= least && percent <= 100;
}

/** How many of so many it is; a share that makes no whole number counts as the next one above. */
export function amountOf(amount: unknown, all: number): number {
  const percent = /^([0-9]+)%$/.exec(text(amount, ''));
  return percent === null ? count(amount, 0) : Math.ceil(Number(percent[1]) * all / 100);
}

export function entries(map: unknown): [string, unknown][] {
  return map !== null && typeof map === 'object' && !Array.isArray(map) ? Object.entries(map) : [];
}

export function isHeadless(service: Manifest): boolean {
  return service.spec?.clusterIP === 'None';
}

export function podTemplate(manifest: Manifest): PodTemplate {
  const path = PODS.get(manifest.kind) ?? '';
  let template = fields(manifest);
  for (const key of STEPS.get(path)!) template = fields(template[key]);
  return { metadata: fields(template.metadata), spec: fields(template.spec), path };
}

/** Init containers first, as they run. */
export function containers(manifest: Manifest): PlacedContainer[] {
  return containersOf(podTemplate(manifest));
}

export function containersOf({ spec, path }: PodTemplate): PlacedContainer[] {
  return [
    ...items(spec.initContainers).map((container, i) => ({ container, path: `${path}spec.initContainers[${i}]`, init: true })),
    ...items(spec.containers).map((container, i) => ({ container, path: `${path}spec.containers[${i}]`, init: false })),
  ];
}

export function podLabels(manifest: Manifest): Record<string, unknown> {
  return fields(podTemplate(manifest).metadata.labels);
}

/** The highest ordinal that a pod has, or would have if there were one. */
export function lastOrdinal(statefulSet: Manifest): number {
  return count(statefulSet.spec?.ordinals?.start, 0) + Math.max(count(statefulSet.spec?.replicas, 1), 1) - 1;
}

/**
 * A resource quantity as a number; NaN if it is none.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export function quantity(value: unknown): number {
  return parsed(typeof value === 'number' ? String(value) : text(value, ''));
}

/** Whether a label selector matches these labels; a selector that says nothing matches everything. */
export function selects(selector: Manifest, labels: Record<string, unknown>): boolean {
  const allLabels = entries(selector?.matchLabels).every(([key, value]) => labels[key] === value);
  return allLabels && items(selector?.matchExpressions).every(({ key, operator, values }) => {
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
