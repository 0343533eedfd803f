import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { PodFields } from './pod-fields';
import { given } from '../naming/given';
import { refuse, wholeNumber } from '../naming/refuse';
import { wholeSeconds } from '../naming/units';
import { checkSpelling } from '../rules/object/spelling';
import { checkWord } from '../rules/object/words';
import { checkExpression } from '../rules/pod/scheduling/node-selection';
import { checkToleration } from '../rules/pod/scheduling/tolerations';
import { Report } from '../rules/rule';
import { checkGivenLabels } from '../synthesis/given-metadata';

/**
 * Nodes that pods must run on, or had better.
 */
export interface NodeAffinity {
  /** The nodes, by their labels: `kplus.Node.labeled(kplus.NodeLabelQuery.in('pool', ['a', 'b']))`. */
  readonly node: kplus.LabeledNode;

  /**
   * How much such a node is preferred. A whole number from 1 to 100; anything else is refused.
   *
   * @default - none: the pods run on no other nodes
   */
  readonly weight?: number;
}

/**
 * Which nodes pods may run on.
 */
export interface PodPlacement {
  /**
   * The taints of nodes that the pods tolerate, as `scheduling.tolerate` takes them: `kplus.NodeTaintQuery.is('dedicated', 'databases')`.
   *
   * @see https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/
   * @default - none but those that Kubernetes adds
   */
  readonly tolerations?: kplus.NodeTaintQuery[];

  /**
   * The labels that a node must have to run the pods. A label to which `podFields.nodeSelector` gives another value is refused. The pods of
   * a cluster want `kubernetes.io/os: linux` on top, unless these say something else of it.
   *
   * @see https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodeselector
   * @default - any node; for the pods of a cluster, any node with Linux
   */
  readonly nodeSelector?: { [key: string]: string };

  /**
   * Nodes that the pods must run on, or had better, as `scheduling.attract` takes them. Of several without a weight, one is enough.
   *
   * @see https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity
   * @default - any node
   */
  readonly nodeAffinity?: NodeAffinity[];

  /**
   * The PriorityClass of the pods. Another one than `podFields.priorityClassName` is refused.
   *
   * @see https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/
   * @default - the cluster's default class
   */
  readonly priorityClassName?: string;
}

/** What cdk8s-plus keeps of a toleration to itself. */
interface Toleration {
  readonly evictAfter?: Duration;
}

/** What is said twice must be the same, and all of it what nodes and taints can be chosen by. */
export function checkPlacement(where: string, asked: PodPlacement & { readonly podFields?: PodFields }, report: Report): void {
  const { tolerations = [], nodeSelector = {}, nodeAffinity = [], priorityClassName, podFields } = asked;
  tolerations.forEach((toleration, i) => checkTaint(where, `tolerations[${i}]`, toleration, report));
  checkGivenLabels(report, 'nodeSelector', nodeSelector);
  checkGivenLabels(report, 'podFields.nodeSelector', podFields?.nodeSelector);
  const same = (what: string, got: string | undefined, other: string | undefined) => {
    if (got === undefined || other === undefined || got === other) return;
    refuse(where, { what, allowed: `'${other}' or left out, because podFields says it, too`, got });
  };
  same('priorityClassName', priorityClassName, podFields?.priorityClassName);
  const others = new Map(Object.entries(podFields?.nodeSelector ?? {}));
  for (const [key, value] of Object.entries(nodeSelector)) same(`nodeSelector.${key}`, value, others.get(key));
  nodeAffinity.forEach(({ node, weight }, i) => {
    if (weight !== undefined) wholeNumber(where, `nodeAffinity[${i}].weight`, weight, 1, 100);
    const what = `nodeAffinity[${i}].node.labelSelector`;
    node.labelSelector.forEach((label, j) => checkExpression(label._toKube(), `${what}[${j}]`, weight === undefined, report));
  });
}

function checkTaint(where: string, what: string, query: kplus.NodeTaintQuery, report: Report): void {
  const { evictAfter } = query as unknown as Toleration;
  if (evictAfter !== undefined) wholeSeconds(where, `${what}.evictAfter`, evictAfter);
  const toleration = query._toKube();
  checkSpelling('Toleration', 'key', `${what}.key`, toleration.key, report);
  checkWord('Toleration', 'effect', `${what}.effect`, toleration.effect, report);
  checkToleration(toleration, what, report);
}

/** Tells a workload what it has words for. */
export function place({ scheduling }: kplus.Workload, { tolerations = [], nodeAffinity = [] }: PodPlacement): void {
  if (tolerations.length > 0) scheduling.tolerate(kplus.Node.tainted(...tolerations));
  for (const { node, weight } of nodeAffinity) scheduling.attract(node, { weight });
}

/** The rest. */
export function placementFields(
  { nodeSelector, priorityClassName }: PodPlacement, fields: PodFields,
): Pick<kplus.k8s.PodSpec, 'nodeSelector' | 'priorityClassName'> {
  const labels = { ...fields.nodeSelector, ...given(nodeSelector ?? {}) };
  return {
    nodeSelector: Object.keys(labels).length > 0 ? labels : undefined,
    priorityClassName: priorityClassName ?? fields.priorityClassName,
  };
}
