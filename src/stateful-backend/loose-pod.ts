import { ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { RootConstruct } from 'constructs';
import { asGiven, ContainerWishes } from './container-wishes';
import { PodFields } from './pod-fields';
import { place } from './pod-placement';
import { podSpec } from './pod-template';
import { StatefulBackendProps } from './stateful-backend-props';

type Placed = Pick<kplus.k8s.PodSpec, 'affinity' | 'tolerations'>;
type NodeAffinity = kplus.k8s.NodeAffinity;

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

/** With the taints that any of them tolerates, and on the nodes that any of them may be on. */
function placedBeside(own: Placed, beside: readonly kplus.Workload[]): Placed {
  const all = beside.map(({ scheduling }) => scheduling._toKube());
  const nodeAffinity = nodeAffinityBeside(own.affinity?.nodeAffinity, all.map(({ affinity }) => affinity?.nodeAffinity));
  return {
    tolerations: each([own, ...all].flatMap(placed => placed.tolerations ?? [])),
    affinity: nodeAffinity && { nodeAffinity },
  };
}

/** What they agree on; else the nodes of each of them, of which one is enough, and the preferences of all. */
function nodeAffinityBeside(own: NodeAffinity | undefined, all: readonly (NodeAffinity | undefined)[]): NodeAffinity | undefined {
  if (new Set(all.map(one => JSON.stringify(one))).size === 1) return all[0];
  const terms = all.map(one => one?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms);
  if (terms.includes(undefined)) return own;
  return { ...own, requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: each(terms.flatMap(one => one!))! } };
}

/** Each once; none if there are none. */
function each<T>(things: readonly T[]): T[] | undefined {
  return things.length === 0 ? undefined : [...new Map(things.map(thing => [JSON.stringify(thing), thing])).values()];
}
