import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { checkAmount, toIntOrString } from './amount';
import { asPartOf, door } from '../naming/door';
import { Labels, ObjectMetadata } from '../naming/labels';
import { takeName } from '../naming/object-name';
import { INT32, wholeNumber } from '../naming/refuse';
import { typed } from '../naming/typed';
import { rulesFor, WrittenObject } from '../synthesis/written';

const RULES = rulesFor('PodDisruptionBudget');

/**
 * Whether pods that are not ready may be evicted.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy
 */
export enum UnhealthyPodEvictionPolicy {
  /** Always: a pod that serves nobody never blocks the drain of its node. */
  ALWAYS_ALLOW = 'AlwaysAllow',

  /** Only while the budget is met without them. A crash-looping pod can block the drain of its node for ever. */
  IF_HEALTHY_BUDGET = 'IfHealthyBudget',
}

/**
 * Options of a `DisruptionBudget`.
 */
export interface DisruptionBudgetOptions {
  /**
   * Whether pods that are not ready may be evicted.
   *
   * @default UnhealthyPodEvictionPolicy.ALWAYS_ALLOW
   */
  readonly unhealthyPodEvictionPolicy?: UnhealthyPodEvictionPolicy;
}

/**
 * How many pods may be down at a time while nodes are drained.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/disruptions/
 */
export class DisruptionBudget {
  /** The largest number, or percentage, of pods that may be down. */
  public static maxUnavailable(amount: kplus.PercentOrAbsolute, options: DisruptionBudgetOptions = {}): DisruptionBudget {
    typed('DisruptionBudget.maxUnavailable', 'DisruptionBudget.maxUnavailable', amount, options);
    return new DisruptionBudget('maxUnavailable', amount, options);
  }

  /** The smallest number, or percentage, of pods that must stay available. */
  public static minAvailable(amount: kplus.PercentOrAbsolute, options: DisruptionBudgetOptions = {}): DisruptionBudget {
    typed('DisruptionBudget.minAvailable', 'DisruptionBudget.minAvailable', amount, options);
    return new DisruptionBudget('minAvailable', amount, options);
  }

  /** No budget: all pods may be down at once. */
  public static none(): DisruptionBudget {
    return new DisruptionBudget('maxUnavailable');
  }

  /**
   * One pod at a time if there are several, else no budget. A budget for a single pod would block every drain of its node.
   *
   * @param replicas the number of pods
   */
  public static fitted(replicas: number): DisruptionBudget {
    wholeNumber('DisruptionBudget.fitted', 'replicas', replicas, 0, INT32);
    return replicas > 1 ? DisruptionBudget.maxUnavailable(kplus.PercentOrAbsolute.absolute(1)) : DisruptionBudget.none();
  }

  private constructor(
    private readonly field: 'maxUnavailable' | 'minAvailable',
    private readonly amount?: kplus.PercentOrAbsolute,
    private readonly options: DisruptionBudgetOptions = {},
  ) {}

  /**
   * What is written. The amount is checked here, because every budget comes through here, whoever writes it.
   *
   * @internal
   */
  public _toKube(where: string, matchLabels: Record<string, string>): kplus.k8s.PodDisruptionBudgetSpec | undefined {
    if (this.amount === undefined) return undefined;
    checkAmount(where, `disruptionBudget.${this.field}`, this.amount, 0);
    return {
      [this.field]: toIntOrString(this.amount),
      selector: { matchLabels },
      unhealthyPodEvictionPolicy: this.options.unhealthyPodEvictionPolicy ?? UnhealthyPodEvictionPolicy.ALWAYS_ALLOW,
    };
  }
}

/** Puts the budget beside its pods; nothing if there is none. */
export function makeDisruptionBudget(
  scope: Construct,
  metadata: ObjectMetadata,
  budget: DisruptionBudget,
  selectorLabels: Labels,
): void {
  const spec = budget._toKube(door(scope.node.path), selectorLabels);
  if (spec === undefined) return;
  takeName(scope, 'PodDisruptionBudget', metadata.namespace, metadata.name);
  const object = new kplus.k8s.KubePodDisruptionBudget(scope, 'DisruptionBudget', { metadata, spec });
  asPartOf(scope, () => new WrittenObject({ where: object.node.path, rules: RULES, object, spec: () => spec }));
}
