import { Manifest } from '../../manifest/manifest';
import { fields, items } from '../../manifest/reading';

/** Of a name of somebody else's the server knows no address. */
const OF_ADDRESSES = ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy', 'internalTrafficPolicy'];

/**
 * What a server makes of a changed Service. Whatever a manifest leaves out of its addresses stays as it is. What one of the new type does
 * not have is taken away; but not if it was changed as well, and then it is refused.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/registry/core/service/strategy.go
 */
export function served(live: Manifest, after: Manifest): Manifest {
  if (live.kind !== 'Service') return after;
  const [old, now] = [fields(live.spec), fields(after.spec)];
  const idle = Object.keys(now).filter(field => isIdle(field, now) && (field === 'sessionAffinityConfig' || now[field] === old[field]));
  const spec = Object.fromEntries(Object.entries({ ...now, ...addresses(old, now) }).filter(([field]) => !idle.includes(field)));
  return { ...after, spec: isOutside(now) ? spec : { ...spec, ports: withoutNodePorts(now, old) } };
}

/** Whether it means nothing for a Service like this. */
function isIdle(field: string, { type, sessionAffinity, externalTrafficPolicy }: Manifest): boolean {
  const balanced = type === 'LoadBalancer';
  switch (field) {
    case 'sessionAffinityConfig': return sessionAffinity !== 'ClientIP';
    case 'loadBalancerClass':
    case 'allocateLoadBalancerNodePorts': return !balanced;
    case 'healthCheckNodePort': return !balanced || externalTrafficPolicy !== 'Local';
    case 'externalTrafficPolicy': return !isOutside({ type });
    default: return type === 'ExternalName' && OF_ADDRESSES.includes(field);
  }
}

function isOutside({ type }: Manifest): boolean {
  return type === 'NodePort' || type === 'LoadBalancer';
}

function addresses(old: Manifest, now: Manifest): Manifest {
  if ([old, now].some(({ type }) => type === 'ExternalName')) return {};
  return Object.fromEntries(['clusterIP', 'ipFamilies', 'ipFamilyPolicy'].map(field => [field, now[field] || old[field]]));
}

/** Unless there is one that was not there before. */
function withoutNodePorts(now: Manifest, old: Manifest): unknown {
  const before = items(old.ports).map(({ nodePort }) => nodePort);
  const known = items(now.ports).every(({ nodePort }) => nodePort === undefined || before.includes(nodePort));
  return known ? items(now.ports).map(({ nodePort: _, ...port }) => port) : now.ports;
}
