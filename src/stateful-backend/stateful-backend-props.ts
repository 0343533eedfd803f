import { ApiObjectMetadata, Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { ClaimRetention } from './claim';
import { DisruptionBudget } from './disruption-budget';
import { PodFields } from './pod-fields';
import { PodPlacement } from './pod-placement';
import { Spread } from './spread';
import { UpdateStrategy } from './update-strategy';
import { HeadlessService } from '../headless-service/headless-service';

/**
 * Properties of a `StatefulBackend`. They include those of a cdk8s-plus pod, with other defaults if cdk8s-plus' own would hurt a database:
 * no resources, no startup probe and no pull policy unless they are set, and Pod Security `restricted` throughout.
 */
export interface StatefulBackendProps extends kplus.AbstractPodProps, PodPlacement {
  /**
   * Labels and annotations of the pods.
   *
   * @default - the selector labels only
   */
  readonly podMetadata?: ApiObjectMetadata;

  /**
   * The labels by which the StatefulSet, the Services and the disruption budget select the pods. The pods get them automatically. They can
   * never be changed: Kubernetes refuses a new selector for a StatefulSet that exists.
   *
   * @default - the labels that the given governing Service selects by, else `cdk8s.io/metadata.addr: <name>`
   */
  readonly selectorLabels?: { [key: string]: string };

  /**
   * The governing Service, which gives every pod its DNS name. A Service that governs another backend, or is in another namespace, is
   * refused.
   *
   * @default - a new one with the name of the backend and the ports of the containers
   */
  readonly service?: HeadlessService;

  /**
   * Whether DNS resolves to pods that are not ready yet, so that members find each other while they start. Refused if `service` is given,
   * which has a setting of its own.
   *
   * @default true
   */
  readonly publishNotReadyAddresses?: boolean;

  /**
   * The DNS domain of the cluster, for the full names that this construct returns. Refused if `service` is given, which has a setting of
   * its own.
   *
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;

  /**
   * The number of pods. A whole number, 0 or more.
   *
   * @default 1
   */
  readonly replicas?: number;

  /**
   * The ordinal of the first pod. A whole number, 0 or more.
   *
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#start-ordinal
   * @default 0
   */
  readonly ordinalsStart?: number;

  /**
   * Whether pods are created one after another, each once its predecessor is ready, or all at once. It can never be changed: Kubernetes
   * refuses a new policy for a StatefulSet that exists.
   *
   * @default - PodManagementPolicy.ORDERED_READY
   */
  readonly podManagementPolicy?: kplus.PodManagementPolicy;

  /**
   * How a change of the pod template is rolled out.
   *
   * @default - UpdateStrategy.rollingUpdate()
   */
  readonly updateStrategy?: UpdateStrategy;

  /**
   * How long a pod must be ready before it counts as available, and the next one is updated. Whole seconds; anything else
   * is refused.
   *
   * @default - 0 seconds
   */
  readonly minReady?: Duration;

  /**
   * The number of old revisions to keep for rollbacks. A whole number, 0 or more.
   *
   * @default - 10
   */
  readonly revisionHistoryLimit?: number;

  /**
   * What happens to the claims when the StatefulSet is deleted.
   *
   * @default ClaimRetention.RETAIN
   */
  readonly claimsWhenDeleted?: ClaimRetention;

  /**
   * What happens to the claims of pods that are removed by scaling down.
   *
   * @default ClaimRetention.RETAIN
   */
  readonly claimsWhenScaled?: ClaimRetention;

  /**
   * How many pods may be down at a time while nodes are drained.
   *
   * @default - one if there are several replicas, else no budget
   */
  readonly disruptionBudget?: DisruptionBudget;

  /**
   * How the pods are spread over topology domains, such as hosts and zones. An empty list leaves it to the scheduler.
   *
   * @default - over hosts hard, over zones soft
   */
  readonly spread?: Spread[];

  /**
   * Pod fields that cdk8s-plus does not cover.
   *
   * @default - none
   */
  readonly podFields?: PodFields;

  /**
   * Leave user, group and `fsGroup` of the pods to the cluster, as the SecurityContextConstraints `restricted-v2` of OpenShift want it: the
   * namespace has a range of its own. Refused together with a user or groups in `securityContext`. Where no cluster assigns one, the user
   * is that of the image.
   *
   * @see https://docs.redhat.com/en/documentation/openshift_container_platform/latest/html/authentication_and_authorization/managing-pod-security-policies
   * @default false
   */
  readonly assignedUser?: boolean;
}
