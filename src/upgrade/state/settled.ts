import { withDefaults } from './defaults';
import { Manifest } from '../../manifest/manifest';
import { fields } from '../../manifest/reading';

/** What the API server and its controllers say of an object, and nobody else. */
const OF_THE_SERVER = [
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'managedFields',
  'selfLink',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
];

/** What tools note of themselves, and no program reads. */
export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

const NOTES = [LAST_APPLIED, 'deployment.kubernetes.io/revision', 'deprecated.daemonset.template.generation'];

/** Maps that mean as much when they are empty as when they are not there. */
const NOTHING_IF_EMPTY = new Set([
  'annotations', 'labels', 'nodeSelector', 'resources', 'requests', 'limits', 'overhead', 'securityContext', 'capabilities', 'affinity',
  'nodeAffinity', 'podAffinity', 'podAntiAffinity', 'matchLabels', 'data', 'binaryData', 'metadata', 'ordinals', 'lifecycle',
]);

/**
 * An object as the server keeps it: with all defaults, and without what says nothing. Two manifests that ask for the same are the same
 * then, however they were written.
 */
export function settled(manifest: Manifest): Manifest {
  const { status: _, metadata, ...others } = fields(manifest);
  const { annotations, ...about } = fields(metadata);
  const own = without(fields(about), OF_THE_SERVER);
  const copy = dense({ ...others, metadata: { ...own, annotations: without(fields(annotations), NOTES) } }, '') as Manifest;
  return { metadata: {}, ...dense(withDefaults(copy), '') as Manifest };
}

function without(map: Manifest, keys: readonly string[]): Manifest {
  return Object.fromEntries(Object.entries(map).filter(([key]) => !keys.includes(key)));
}

/** A copy without what is null, and without maps and lists that say nothing. */
function dense(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(each => dense(each, '') ?? each);
  if (typeof value !== 'object' || value === null) return value ?? undefined;
  const kept = Object.entries(value).map(([key, each]) => [key, dense(each, key)] as const).filter(([, each]) => each !== undefined);
  return kept.length === 0 && NOTHING_IF_EMPTY.has(name) ? undefined : Object.fromEntries(kept);
}
