import * as kplus from 'cdk8s-plus-28';
import { QUALIFIED_NAME } from '../manifest/syntax';
import { refuse, wholeNumber } from '../naming/refuse';
import { typed } from '../naming/typed';
import { Report } from '../rules/rule';
import { checkGivenLabels } from '../synthesis/given-metadata';

/**
 * Whether the spread heeds what keeps pods off a node, or counts the node all the same.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#scheduling
 */
export enum NodeInclusionPolicy {
  /** Nodes that the pods may not use are not counted. */
  HONOR = 'Honor',

  /** All nodes are counted. */
  IGNORE = 'Ignore',
}

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

  /**
   * Keys of labels of the pods whose values are looked up in the pod that is to be scheduled: only pods that have the same are counted,
   * such as those of one revision by `controller-revision-hash`. Anything but label keys, and a key of `matchLabels`, is refused.
   *
   * @default - none: old and new pods are spread together
   */
  readonly matchLabelKeys?: string[];

  /**
   * Whether nodes with taints that the pods do not tolerate are left out of the count, such as control planes, and nodes that are being
   * drained. If they are counted, a hard spread leaves pods pending for a node that none of them may go to.
   *
   * @see https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/#spread-constraint-definition
   * @default - NodeInclusionPolicy.HONOR for a hard spread; for a soft one what Kubernetes does, which is IGNORE
   */
  readonly nodeTaintsPolicy?: NodeInclusionPolicy;

  /**
   * Whether nodes that `nodeSelector` or node affinity exclude are left out of the count.
   *
   * @default - what Kubernetes does, which is NodeInclusionPolicy.HONOR
   */
  readonly nodeAffinityPolicy?: NodeInclusionPolicy;
}

const POLICIES: readonly string[] = Object.values(NodeInclusionPolicy);

/**
 * How pods are spread over topology domains: hosts, zones or regions.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
 */
export class Spread {
  /** Spreads pods strictly. A pod that would break the rule is not scheduled. */
  public static hard(over: kplus.Topology, options: SpreadOptions = {}): Spread {
    typed('Spread.hard', 'Spread.hard', over, options);
    return new Spread(over, 'DoNotSchedule', options);
  }

  /** Spreads pods as far as possible. The scheduler prefers nodes that satisfy the rule. */
  public static soft(over: kplus.Topology, options: SpreadOptions = {}): Spread {
    typed('Spread.soft', 'Spread.soft', over, options);
    return new Spread(over, 'ScheduleAnyway', options);
  }

  /** The topology domains: hosts, zones or regions. */
  public readonly over: kplus.Topology;

  private constructor(over: kplus.Topology, private readonly whenUnsatisfiable: string, private readonly options: SpreadOptions) {
    this.over = over;
  }

  /**
   * @param selectorLabels those that the pods are counted by, unless the user has named others
   * @internal
   */
  public _check(
    where: string, what: string, others: readonly Spread[], selectorLabels: Record<string, string>, report: Report,
  ): void {
    const { maxSkew, minDomains, matchLabels = selectorLabels, matchLabelKeys = [] } = this.options;
    if (maxSkew !== undefined) wholeNumber(where, `${what}.maxSkew`, maxSkew, 1);
    if (minDomains !== undefined) {
      wholeNumber(where, `${what}.minDomains`, minDomains, 1);
      if (this.whenUnsatisfiable !== 'DoNotSchedule') {
        refuse(where, { what: `${what}.minDomains`, allowed: 'left out for a soft spread', got: minDomains });
      }
    }
    checkGivenLabels(report, `${what}.matchLabels`, this.options.matchLabels);
    matchLabelKeys.forEach((key, i) => {
      if (!QUALIFIED_NAME.accepts(key)) refuse(where, { what: `${what}.matchLabelKeys[${i}]`, allowed: 'the key of a label', got: key });
      if (Object.hasOwn(matchLabels, key)) {
        refuse(where, { what: `${what}.matchLabelKeys[${i}]`, allowed: 'a label that the pods are not counted by already', got: key });
      }
    });
    for (const policy of ['nodeTaintsPolicy', 'nodeAffinityPolicy'] as const) {
      const got = this.options[policy];
      if (got !== undefined && !POLICIES.includes(got)) {
        refuse(where, { what: `${what}.${policy}`, allowed: POLICIES.join(' or '), got });
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
    const { options, whenUnsatisfiable } = this;
    return {
      topologyKey: this.over.key,
      maxSkew: options.maxSkew ?? 1,
      minDomains: options.minDomains,
      whenUnsatisfiable,
      labelSelector: { matchLabels: options.matchLabels ?? matchLabels },
      matchLabelKeys: options.matchLabelKeys?.length ? options.matchLabelKeys : undefined,
      nodeAffinityPolicy: options.nodeAffinityPolicy,
      // A node that none of the pods may go to stays empty, and a hard spread would wait for one of them to go there.
      nodeTaintsPolicy: options.nodeTaintsPolicy ?? (whenUnsatisfiable === 'DoNotSchedule' ? NodeInclusionPolicy.HONOR : undefined),
    };
  }
}
