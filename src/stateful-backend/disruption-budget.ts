import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { checkAmount, toIntOrString } from './amount';
import { door } from '../naming/door';
import { takeName } from '../naming/object-name';
import { rulesFor, WrittenObject } from '../synthesis/written';

const RULES = rulesFor('PodDisruptionBudget');

/**
 * Which pods that are not ready may be evicted.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy
 */
export enum UnhealthyPodEvictionPolicy {
  /** Any: a pod that serves nobody never keeps a node from being drained. */
  ALWAYS_ALLOW = 'AlwaysAllow',

  /** Only while the budget is met without them: a crash-looping pod can keep a node from being drained for ever. */
  IF_HEALTHY_BUDGET = 'IfHealthyBudget',
}

/**
 * Options of a `DisruptionBudget`.
 */
export interface DisruptionBudgetOptions {
  /**
   * Which pods that are not ready may be evicted.
   *
   * @default UnhealthyPodEvictionPolicy.ALWAYS_ALLOW
   */
  readonly unhealthyPodEvictionPolicy?: UnhealthyPodEvictionPolicy;
}

/**
 * How many pods may be down at a time when somebody drains nodes.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/disruptions/
 */
export class DisruptionBudget {
  /** At most so many pods, or so large a share of them, may be down. */
  public static maxUnavailable(amount: kplus.PercentOrAbsolute, options: DisruptionBudgetOptions = {}): DisruptionBudget {
    return new DisruptionBudget('maxUnavailable', amount, options);
  }

  /** At least so many pods, or so large a share of them, must stay. */
  public static minAvailable(amount: kplus.PercentOrAbsolute, options: DisruptionBudgetOptions = {}): DisruptionBudget {
    return new DisruptionBudget('minAvailable', amount, options);
  }

  /** No budget: all pods may be down at once. */
  public static none(): DisruptionBudget {
    return new DisruptionBudget('maxUnavailable');
  }

  /**
   * One pod at a time where there are several; a budget for a single pod would only keep its node from ever being drained.
   *
   * @param replicas how many pods there are
   */
  public static fitted(replicas: number): DisruptionBudget {
    return replicas > 1 ? DisruptionBudget.maxUnavailable(kplus.PercentOrAbsolute.absolute(1)) : DisruptionBudget.none();
  }

  private constructor(
    private readonly field: 'maxUnavailable' | 'minAvailable',
    private readonly amount?: kplus.PercentOrAbsolute,
    private readonly options: DisruptionBudgetOptions = {},
  ) {}

  /**
   * Checked where it is written, so that nobody can write one that is not.
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

/** Puts the budget beside what it is for, under the same name; nothing where there is none. */
export function makeDisruptionBudget(scope: Construct, name: string, namespace: string | undefined, budget: DisruptionBudget, labels: Record<string, string>): void {
  const spec = budget._toKube(door(scope.node.path), labels);
  if (spec === undefined) return;
  takeName(scope, 'PodDisruptionBudget', namespace, name);
  const object = new kplus.k8s.KubePodDisruptionBudget(scope, 'DisruptionBudget', { metadata: { name, namespace }, spec });
  new WrittenObject({ where: object.node.path, rules: RULES, object, spec: () => spec });
}
