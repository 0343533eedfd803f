import { Cluster } from './cluster';
import { FieldChange } from './finding';
import { applied } from './state/applied';
import { differences } from './state/differences';
import { lastSaid } from './state/said';
import { settled } from './state/settled';
import { Identity, identity } from '../manifest/identity';
import { Manifest } from '../manifest/manifest';
import { fields, items } from '../manifest/reading';

/** One object, before and after. */
export interface Change {
  readonly object: Identity;
  /** As the cluster has it. */
  readonly before: Manifest;
  /** As the cluster has it when the new manifest has been applied. */
  readonly after: Manifest;
  /** As the new manifest says it. */
  readonly written: Manifest;
  readonly fields: readonly FieldChange[];
}

/** Objects of two names that are taken for one. */
export interface Rename {
  readonly before: Manifest;
  readonly after: Manifest;
}

/** All that changes, and all there is. */
export interface Upgrade {
  readonly cluster: Cluster;
  readonly before: readonly Manifest[];
  readonly after: readonly Manifest[];
  readonly kept: readonly Change[];
  readonly removed: readonly Manifest[];
  readonly added: readonly Manifest[];
  readonly renamed: readonly Rename[];
}

/** One object as it is before, and after, whatever its name was and is. */
export function pairOf(before: Manifest, written: Manifest): Change {
  const live = settled(before);
  const after = settled(asServed(live, applied(live, lastSaid(before), withoutNotes(written))));
  return { object: identity(written), before: live, after, written, fields: differences(live, after) };
}

function withoutNotes(written: Manifest): Manifest {
  const { status: _, ...said } = fields(written);
  return said;
}

/**
 * Whatever a manifest leaves out of a Service's addresses, the server leaves as it is; and it takes away what a Service of the new type, or
 * one that keeps no sessions, does not have.
 */
function asServed(live: Manifest, after: Manifest): Manifest {
  if (live.kind !== 'Service' || live.spec?.type === 'ExternalName' || after.spec?.type === 'ExternalName') return after;
  const { clusterIP, ipFamilies, ipFamilyPolicy } = fields(live.spec);
  return { ...after, spec: { ...possible(fields(after.spec)), ...addresses(after.spec, { clusterIP, ipFamilies, ipFamilyPolicy }) } };
}

function addresses(after: Manifest, before: Manifest): Manifest {
  return Object.fromEntries(Object.entries(before).map(([key, value]) => [key, fields(after)[key] || value]));
}

function possible(spec: Manifest): Manifest {
  const {
    sessionAffinityConfig, healthCheckNodePort, loadBalancerClass, allocateLoadBalancerNodePorts, externalTrafficPolicy, ports, ...others
  } = spec;
  const [balanced, outside] = [spec.type === 'LoadBalancer', ['NodePort', 'LoadBalancer'].includes(spec.type)];
  return {
    ...others,
    ...spec.sessionAffinity === 'ClientIP' && { sessionAffinityConfig },
    ...balanced && { loadBalancerClass, allocateLoadBalancerNodePorts },
    ...balanced && externalTrafficPolicy === 'Local' && { healthCheckNodePort },
    ...outside && { externalTrafficPolicy },
    ports: outside ? ports : items(ports).map(({ nodePort: _, ...port }) => port),
  };
}
