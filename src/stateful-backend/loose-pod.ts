import { ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { RootConstruct } from 'constructs';
import { asGiven, ContainerWishes } from './container-wishes';
import { PodFields } from './pod-fields';
import { place } from './pod-placement';
import { podSpec } from './pod-template';
import { StatefulBackendProps } from './stateful-backend-props';

/** Pods that are a part of somebody else's manifest, and have none of their own. It stands in a tree of its own. */
class LoosePod extends kplus.Workload {
  public readonly resourceType = 'pods';
  declare protected readonly apiObject: ApiObject;
}

/**
 * The spec of a pod of one container, told of the same props and rendered in the same way as those of a backend; and it may run wherever
 * one of the given backends may.
 */
export function loosePodSpec(
  props: StatefulBackendProps & { readonly podFields: PodFields }, container: kplus.ContainerProps, beside: readonly kplus.Workload[],
): kplus.k8s.PodSpec {
  const pod = new LoosePod(new RootConstruct(), 'pod', { ...props, spread: false, select: false });
  const wishes = new ContainerWishes();
  place(pod, props);
  wishes.remember(container, pod.addContainer(asGiven(container)));
  const written = pod._toPodSpec();
  return podSpec({
    ...written,
    ...placedBeside(written, beside),
    containers: wishes.grant(written.containers, pod.containers),
  }, props, props.podFields, new Set());
}

type Placed = Pick<kplus.k8s.PodSpec, 'affinity' | 'tolerations'>;

/** With the taints that any of them tolerates; and on the nodes that they want, if they agree. */
function placedBeside(own: Placed, beside: readonly kplus.Workload[]): Placed {
  const all = beside.map(({ scheduling }) => scheduling._toKube());
  const tolerations = [own, ...all].flatMap(placed => placed.tolerations ?? []);
  const wanted = new Map(all.map(({ affinity }) => [JSON.stringify(affinity?.nodeAffinity), affinity?.nodeAffinity]));
  const [nodeAffinity] = wanted.size === 1 ? wanted.values() : [own.affinity?.nodeAffinity];
  return {
    tolerations: tolerations.length === 0 ? undefined : [...new Map(tolerations.map(each => [JSON.stringify(each), each])).values()],
    affinity: nodeAffinity && { nodeAffinity },
  };
}
