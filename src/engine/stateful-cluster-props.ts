import { ApiObjectMetadata, Duration } from 'cdk8s';
import { CHECKSUM, ClusterPodProps, ClusterPods } from './cluster-pods';
import { Labels } from '../naming/labels';
import { ClaimRetention } from '../stateful-backend/claim';
import { DisruptionBudget } from '../stateful-backend/disruption-budget';
import { StatefulBackendProps } from '../stateful-backend/stateful-backend-props';
import { UpdateStrategy } from '../stateful-backend/update-strategy';

/**
 * Properties of every cluster for its pods and its StatefulSets, of which it may have several.
 */
export interface StatefulClusterProps extends ClusterPodProps {
  /**
   * Name and namespace of the cluster, the labels of all its objects, pods and claims, and the annotations of its StatefulSets. Each label
   * that Kubernetes recommends (`app.kubernetes.io/…`) replaces ours. Kubernetes lets nobody change the labels of claims once their
   * StatefulSet exists: what changes belongs into `podMetadata`, or into the labels of the chart, which only objects have.
   *
   * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
   * @default - named after the construct's id, in the namespace of the chart, with the recommended labels
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * The DNS domain of the Kubernetes cluster.
   *
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;

  /**
   * How a change of the pod template is rolled out, in every StatefulSet.
   *
   * @default - UpdateStrategy.rollingUpdate()
   */
  readonly updateStrategy?: UpdateStrategy;

  /**
   * How long a pod must be ready before it counts as available, and the next one of its StatefulSet is updated. Whole seconds.
   *
   * @default - 10 seconds
   */
  readonly minReady?: Duration;

  /**
   * The number of old revisions that each StatefulSet keeps for rollbacks. A whole number, 0 or more.
   *
   * @default - 10
   */
  readonly revisionHistoryLimit?: number;

  /**
   * What happens to the claims, and with them to the data, when their StatefulSet is deleted.
   *
   * @default ClaimRetention.RETAIN
   */
  readonly claimsWhenDeleted?: ClaimRetention;

  /**
   * What happens to the claims of pods that are removed by scaling down. `DELETE` is safe only for a pod that has left the cluster before.
   *
   * @default ClaimRetention.RETAIN
   */
  readonly claimsWhenScaled?: ClaimRetention;

  /**
   * How many pods, over all StatefulSets, may be down at a time while nodes are drained.
   *
   * @default - one; no budget for a single pod
   */
  readonly disruptionBudget?: DisruptionBudget;
}

/** One StatefulSet of a cluster. */
export interface ClusterSet {
  readonly name: string;
  readonly namespace?: string;
  /** Of all that is made of it. */
  readonly labels: Labels;
  /** Further labels of its pods. */
  readonly podLabels?: Labels;
  /** Further labels that its nodes must have. */
  readonly nodeSelector?: Record<string, string>;
  /** Of what its pods start with: another one rolls through them. */
  readonly checksum: string;
}

/** What all of them have, settled. */
export interface ClusterSets {
  readonly asked: StatefulClusterProps;
  readonly pods: ClusterPods;
  readonly minReady: Duration;
}

/** What the backend of each StatefulSet is told of it; the budget is the cluster's. */
export function backendProps({ asked, pods: { props }, minReady }: ClusterSets, set: ClusterSet): StatefulBackendProps {
  const { podMetadata } = props;
  const { name, namespace, labels } = set;
  return {
    ...props,
    metadata: { ...asked.metadata, name, namespace, labels },
    podMetadata: {
      ...podMetadata,
      labels: { ...podMetadata?.labels, ...set.podLabels },
      annotations: { ...podMetadata?.annotations, [CHECKSUM]: set.checksum },
    },
    nodeSelector: { ...props.nodeSelector, ...set.nodeSelector },
    updateStrategy: asked.updateStrategy,
    minReady,
    revisionHistoryLimit: asked.revisionHistoryLimit,
    claimsWhenDeleted: asked.claimsWhenDeleted,
    claimsWhenScaled: asked.claimsWhenScaled,
  };
}
