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
export interface StatefulBackendProps extends PodPlacement {
  /**
   * Name, namespace, labels and annotations of the StatefulSet. Whatever belongs to it has the name, too, or begins with it.
   *
   * @default - named after the construct's id in lower case, in the namespace of the chart
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * The containers of the pods. They get no probe, no resources and no pull policy that is not asked for, and drop all capabilities.
   * `addContainer` adds more.
   *
   * @default - none: a backend to which none is added is refused when it is written
   */
  readonly containers?: kplus.ContainerProps[];

  /**
   * The containers that run to completion, one after another, before the others start. With `restartPolicy: ALWAYS` one is a sidecar, which
   * runs on.
   *
   * @default - none
   */
  readonly initContainers?: kplus.ContainerProps[];

  /**
   * Volumes of the pods beside those that containers mount, which they get by themselves. For disks that stay use `addClaim`.
   *
   * @default - none
   */
  readonly volumes?: kplus.Volume[];

  /**
   * When the containers of a pod are restarted. A StatefulSet takes `ALWAYS` only.
   *
   * @default - not written; it is RestartPolicy.ALWAYS
   */
  readonly restartPolicy?: kplus.RestartPolicy;

  /**
   * The service account of the pods. Refused if it is known to be in another namespace.
   *
   * @default - not written: the account `default` of the namespace
   */
  readonly serviceAccount?: kplus.IServiceAccount;

  /**
   * The user, the group and the owner of volumes, and what else is said for all containers. A user that is given is the group and the owner
   * of volumes as well, and where volumes have an owner already it is not set again.
   *
   * @default - the image's user, which must not be root; seccomp profile `RuntimeDefault`
   */
  readonly securityContext?: kplus.PodSecurityContextProps;

  /**
   * DNS policy, name servers, search domains and options of the pods.
   *
   * @default - not written: the DNS of the cluster, policy `ClusterFirst`
   */
  readonly dns?: kplus.PodDnsProps;

  /**
   * How long a pod has to stop before it is killed. Whole seconds.
   *
   * @default - not written; Kubernetes gives 30 seconds
   */
  readonly terminationGracePeriod?: Duration;

  /**
   * The Secret with the credentials of the image registry. Refused if it is known to be in another namespace.
   *
   * @default - none: the nodes can pull the images without credentials
   */
  readonly dockerRegistryAuth?: kplus.ISecret;

  /**
   * Further lines of `/etc/hosts` in the pods.
   *
   * @default - none
   */
  readonly hostAliases?: kplus.HostAlias[];

  /**
   * Whether the pods get the token of their service account, with which they can ask the API server.
   *
   * @default false
   */
  readonly automountServiceAccountToken?: boolean;

  /**
   * Whether the pods are in the network of their nodes. Pod Security `restricted` forbids it.
   *
   * @default false
   */
  readonly hostNetwork?: boolean;

  /**
   * Whether a NetworkPolicy keeps everything from the pods and the pods from everything, each other included, until `connections` lets
   * something through. `addNetworkPolicy` restricts what comes in, and lets members reach each other.
   *
   * @default false
   */
  readonly isolate?: boolean;

  /**
   * Labels and annotations of the pods.
   *
   * @default - the labels that Kubernetes recommends, and the selector labels
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
