import { Lazy } from 'cdk8s';
import { inOrder } from './in-order';

/** The fields that the generated classes of cdk8s-plus spell otherwise than Kubernetes does. */
export const SPELLING: ReadonlyMap<string, string> = new Map(Object.entries({
  clientIp: 'clientIP',
  clusterIp: 'clusterIP',
  datasetUuid: 'datasetUUID',
  diskUri: 'diskURI',
  downwardApi: 'downwardAPI',
  hostIp: 'hostIP',
  hostIpc: 'hostIPC',
  hostPid: 'hostPID',
  loadBalancerIp: 'loadBalancerIP',
  pdId: 'pdID',
  scaleIo: 'scaleIO',
  setHostnameAsFqdn: 'setHostnameAsFQDN',
  storagePolicyId: 'storagePolicyID',
  targetWwNs: 'targetWWNs',
  volumeId: 'volumeID',
}));

/** The fields whose keys are the user's own: labels and the like. A label called `hostIp` stays what it is. */
export const MAPS: ReadonlySet<string> = new Set([
  'annotations', 'labels', 'limits', 'matchLabels', 'nodeSelector', 'options', 'overhead', 'requests', 'selector', 'volumeAttributes',
]);

/**
 * A spec as it goes into YAML: lazy values, tokens and quantities produced, what is undefined or null left out, keys sorted and spelled as
 * Kubernetes spells them. cdk8s does the same in four passes, each of which looks at each of a hundred values; `test/properties` holds the
 * two against each other.
 */
export function plain(spec: unknown): unknown {
  return write(spec, false, !process.env.CDK8S_DISABLE_SORT);
}

function write(value: unknown, ownKeys: boolean, sort: boolean): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(each => write(each, false, sort) ?? undefined);
  const prototype = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return writeMap(value as Record<string, unknown>, ownKeys, sort);
  if (value instanceof Lazy) return write(value.produce(), ownKeys, sort);
  if ('resolve' in value && typeof value.resolve === 'function') return write(value.resolve(), ownKeys, sort);
  if ('value' in value && (typeof value.value === 'string' || typeof value.value === 'number')) return value.value;
  throw new Error(`a ${value.constructor.name} cannot be written to YAML`);
}

function writeMap(map: Record<string, unknown>, ownKeys: boolean, sort: boolean): Record<string, unknown> {
  const keys = Object.keys(map);
  if (sort) inOrder(keys);
  const result: Record<string, unknown> = {};
  for (const key of keys) {
    const value = map[key];
    const written = typeof value === 'object' ? write(value, MAPS.has(key), sort) : value;
    if (written !== undefined && written !== null) result[ownKeys ? key : SPELLING.get(key) ?? key] = written;
  }
  return result;
}
