import { ApiObjectMetadata, Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Labels } from '../naming/labels';
import { ClaimRetention } from '../stateful-backend/claim';
import { DisruptionBudget } from '../stateful-backend/disruption-budget';
import { PodFields } from '../stateful-backend/pod-fields';
import { StatefulBackendProps } from '../stateful-backend/stateful-backend-props';
import { UpdateStrategy } from '../stateful-backend/update-strategy';

/**
 * What every cluster takes for its pods and StatefulSets, of which it may have several. The pods of Jobs are not
 * meant, unless a prop says so.
 */
export interface StatefulClusterProps {
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
   * Further labels and annotations of all pods. A label by which the pods are selected cannot have another value; that is refused.
   *
   * @default - the labels of `metadata`, and those by which the pods are selected
   */
  readonly podMetadata?: ApiObjectMetadata;

  /**
   * Fields of all pods that cdk8s-plus does not cover. `nodeSelector`, `priorityClassName`, `runtimeClassName` and `schedulerName` apply to
   * the pods of Jobs, too.
   *
   * @default - none
   */
  readonly podFields?: PodFields;

  /**
   * The service account of all pods. The cluster needs no permissions: none of its programs asks the API server.
   *
   * @default - the account `default` of the namespace
   */
  readonly serviceAccount?: kplus.IServiceAccount;

  /**
   * Whether all pods get the token of their service account, with which they can ask the API server.
   *
   * @default false
   */
  readonly automountServiceAccountToken?: boolean;

  /**
   * The Secret with the credentials of the image registry, for all pods, and for those of Jobs.
   *
   * @default - none: the nodes can pull the images without credentials
   */
  readonly dockerRegistryAuth?: kplus.ISecret;

  /**
   * DNS policy, name servers, search domains and options of all pods. `hostname` and `subdomain` are refused, because the StatefulSet
   * gives every pod its own.
   *
   * @default - the DNS of the cluster, policy `ClusterFirst`
   */
  readonly dns?: kplus.PodDnsProps;

  /**
   * Further lines of `/etc/hosts` in all pods.
   *
   * @default - none
   */
  readonly hostAliases?: kplus.HostAlias[];

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

/** A pod that has just become ready is still warming up, so the next one is not taken down yet. */
const MIN_READY = Duration.seconds(10);

/** One StatefulSet of a cluster. */
export interface ClusterSet {
  readonly name: string;
  readonly namespace?: string;
  /** Of all that is made of it. */
  readonly labels: Labels;
  /** Further labels of its pods. */
  readonly podLabels?: Labels;
  /** Of what its pods start with: another one rolls through them. */
  readonly checksum: string;
}

/** What the backend of each StatefulSet is told of it; the budget is the cluster's. */
export function backendProps(asked: StatefulClusterProps, set: ClusterSet): StatefulBackendProps {
  const { podMetadata } = asked;
  const { name, namespace, labels, podLabels, checksum } = set;
  return {
    metadata: { ...asked.metadata, name, namespace, labels },
    podMetadata: {
      ...podMetadata,
      labels: { ...podMetadata?.labels, ...podLabels },
      annotations: { ...podMetadata?.annotations, 'checksum/config': checksum },
    },
    podFields: asked.podFields,
    serviceAccount: asked.serviceAccount,
    automountServiceAccountToken: asked.automountServiceAccountToken,
    dockerRegistryAuth: asked.dockerRegistryAuth,
    dns: asked.dns,
    hostAliases: asked.hostAliases,
    updateStrategy: asked.updateStrategy,
    minReady: asked.minReady ?? MIN_READY,
    revisionHistoryLimit: asked.revisionHistoryLimit,
    claimsWhenDeleted: asked.claimsWhenDeleted,
    claimsWhenScaled: asked.claimsWhenScaled,
  };
}
