import * as kplus from 'cdk8s-plus-28';
import { checkAmount, toIntOrString } from './amount';
import { INT32, wholeNumber } from '../naming/refuse';
import { typed } from '../naming/typed';

/**
 * Options of `UpdateStrategy.rollingUpdate`.
 */
export interface RollingUpdateOptions {
  /**
   * The lowest ordinal to update. Pods below it stay as they are. A whole number, 0 or more.
   *
   * @default 0
   */
  readonly partition?: number;

  /**
   * How many pods are updated at a time. It takes effect only in clusters with the feature gate `MaxUnavailableStatefulSet`.
   *
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#maximum-unavailable-pods
   * @default - one
   */
  readonly maxUnavailable?: kplus.PercentOrAbsolute;
}

/**
 * How a change of the pod template is rolled out.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#update-strategies
 */
export class UpdateStrategy {
  /** Pods keep their old template until somebody deletes them. */
  public static onDelete(): UpdateStrategy {
    return new UpdateStrategy('OnDelete');
  }

  /** Pods are replaced one by one, from the highest ordinal down. */
  public static rollingUpdate(options: RollingUpdateOptions = {}): UpdateStrategy {
    typed('UpdateStrategy.rollingUpdate', 'UpdateStrategy.rollingUpdate', options);
    return new UpdateStrategy('RollingUpdate', options);
  }

  private constructor(private readonly type: string, private readonly options: RollingUpdateOptions = {}) {}

  /** @internal */
  public _check(where: string): void {
    const { partition, maxUnavailable } = this.options;
    if (partition !== undefined) wholeNumber(where, 'updateStrategy.partition', partition, 0, INT32);
    if (maxUnavailable !== undefined) checkAmount(where, 'updateStrategy.maxUnavailable', maxUnavailable, 1);
  }

  /** @internal */
  public _toKube(): kplus.k8s.StatefulSetUpdateStrategy {
    const { partition, maxUnavailable } = this.options;
    const said = partition !== undefined || maxUnavailable !== undefined;
    return {
      type: this.type,
      rollingUpdate: said ? { partition, maxUnavailable: maxUnavailable && toIntOrString(maxUnavailable) } : undefined,
    };
  }
}
