import { refuse } from '../naming/refuse';

declare const because: unique symbol;

/**
 * The type of a prop that a headless Service cannot have. Nothing is assignable to it but `undefined`, and the compiler's message says why.
 */
export interface NotAllowed<Why extends string> {
  readonly [because]: Why;
}

const OUTSIDE = 'for access from outside put a client Service beside it (a StatefulBackend has addClientService), '
  + 'or one Service per pod (addPodServices)';

/** The message of each prop, for callers whom no compiler has told: JavaScript, casts, the other languages of jsii. */
const REFUSED: Record<string, { readonly allowed: string; readonly instead: string }> = {
  type: { allowed: 'left out, because a headless Service is always of type ClusterIP', instead: OUTSIDE },
  clusterIP: {
    allowed: "left out, because a headless Service always has clusterIP 'None'",
    instead: 'for one address for all pods add a client Service (a StatefulBackend has addClientService)',
  },
  externalName: {
    allowed: 'left out, because a headless Service answers with pods, not with an alias',
    instead: 'for an alias put a kplus.Service of type ExternalName beside it',
  },
  externalIPs: { allowed: 'left out, because a headless Service has no address to route to', instead: OUTSIDE },
  loadBalancerSourceRanges: { allowed: 'left out, because a headless Service has no load balancer', instead: OUTSIDE },
};

/** Refuses what the types refuse; an explicit `undefined` is as good as nothing. */
export function refuseProps(where: string, props: object): void {
  for (const [prop, { allowed, instead }] of Object.entries(REFUSED)) {
    const got = (props as Record<string, unknown>)[prop];
    if (got !== undefined) refuse(where, { what: prop, allowed, got, instead });
  }
}

export function refuseNodePort(where: string, what: string, nodePort: unknown): void {
  if (nodePort !== undefined) {
    refuse(where, { what, allowed: 'left out, because a headless Service opens no port on the nodes', got: nodePort, instead: OUTSIDE });
  }
}
