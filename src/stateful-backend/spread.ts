import * as kplus from 'cdk8s-plus-28';
import { refuse, wholeNumber } from '../naming/refuse';

/**
 * Options of a `Spread`.
 */
export interface SpreadOptions {
  /**
   * The largest allowed difference in pods between two topology domains. A whole number, 1 or more.
   *
   * @default 1
   */
  readonly maxSkew?: number;

  /**
   * The minimum number of topology domains that must have pods. A whole number, 1 or more, and only for `Spread.hard`; anything else is
   * refused.
   *
   * @default - no minimum
   */
  readonly minDomains?: number;

  /**
   * The labels of the pods to count.
   *
   * @default - those that the backend selects its own pods by
   */
  readonly matchLabels?: { [key: string]: string };
}

/**
 * How pods are spread over topology domains: hosts, zones or regions.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
 */
export class Spread {
  /** Spreads pods strictly. A pod that would break the rule is not scheduled. */
  public static hard(over: kplus.Topology, options: SpreadOptions = {}): Spread {
    return new Spread(over, 'DoNotSchedule', options);
  }

  /** Spreads pods as far as possible. The scheduler prefers nodes that satisfy the rule. */
  public static soft(over: kplus.Topology, options: SpreadOptions = {}): Spread {
    return new Spread(over, 'ScheduleAnyway', options);
  }

  /** The topology domains: hosts, zones or regions. */
  public readonly over: kplus.Topology;

  private constructor(over: kplus.Topology, private readonly whenUnsatisfiable: string, private readonly options: SpreadOptions) {
    this.over = over;
  }

  /** @internal */
  public _check(where: string, what: string, others: readonly Spread[]): void {
    const { maxSkew, minDomains } = this.options;
    if (maxSkew !== undefined) wholeNumber(where, `${what}.maxSkew`, maxSkew, 1);
    if (minDomains !== undefined) {
      wholeNumber(where, `${what}.minDomains`, minDomains, 1);
      if (this.whenUnsatisfiable !== 'DoNotSchedule') {
        refuse(where, { what: `${what}.minDomains`, allowed: 'left out for a soft spread', got: minDomains });
      }
    }
    if (others.some(other => other.over.key === this.over.key && other.whenUnsatisfiable === this.whenUnsatisfiable)) {
      refuse(where, {
        what,
        allowed: `the only ${this.whenUnsatisfiable === 'DoNotSchedule' ? 'hard' : 'soft'} spread over its topology domains`,
        got: this.over.key,
      });
    }
  }

  /**
   * The labels must outlive a change of the pod template, so that old and new pods are spread together.
   *
   * @internal
   */
  public _toKube(matchLabels: Record<string, string>): kplus.k8s.TopologySpreadConstraint {
    return {
      topologyKey: this.over.key,
      maxSkew: this.options.maxSkew ?? 1,
      minDomains: this.options.minDomains,
      whenUnsatisfiable: this.whenUnsatisfiable,
      labelSelector: { matchLabels: this.options.matchLabels ?? matchLabels },
    };
  }
}
