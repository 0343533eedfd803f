import { ApiObjectMetadata, Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { ClaimRetention } from './claim';
import { DisruptionBudget } from './disruption-budget';
import { PodFields } from './pod-fields';
import { Spread } from './spread';
import { UpdateStrategy } from './update-strategy';
import { HeadlessService } from '../headless-service/headless-service';

/**
 * Properties of a `StatefulBackend`. Those of a cdk8s-plus pod are among them, with other defaults where cdk8s-plus' ones hurt a database:
 * no resources, no startup probe and no pull policy unless asked for, Pod Security `restricted` throughout.
 */
export interface StatefulBackendProps extends kplus.AbstractPodProps {
  /**
   * Labels and annotations of the pods.
   *
   * @default - the selector labels only
   */
  readonly podMetadata?: ApiObjectMetadata;

  /**
   * The labels by which the StatefulSet, the Services and the budget know the pods. They go to the pods by themselves, and can never be
   * changed: Kubernetes refuses another selector for a StatefulSet that is there.
   *
   * @default - those that the given governing Service selects by, else `cdk8s.io/metadata.addr: <name>`
   */
  readonly selectorLabels?: { [key: string]: string };

  /**
   * The governing Service, which gives every pod its DNS name. One that governs another backend, or is in another namespace, is refused.
   *
   * @default - one is made, under the name of the backend, with the ports of the containers
   */
  readonly service?: HeadlessService;

  /**
   * Let DNS answer with pods before they are ready, so that members find each other while they start. For the Service that is made; refused
   * where one is given.
   *
   * @default true
   */
  readonly publishNotReadyAddresses?: boolean;

  /**
   * The domain of the cluster, for the names this construct tells. For the Service that is made; refused where one is given.
   *
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;

  /**
   * How many pods. A whole number, 0 or more.
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
   * Whether pods are made one after the other, each when the one before it is ready, or all at once. It can never be changed: Kubernetes
   * refuses another policy for a StatefulSet that is there.
   *
   * @default - PodManagementPolicy.ORDERED_READY
   */
  readonly podManagementPolicy?: kplus.PodManagementPolicy;

  /**
   * How a change of the pods is rolled out.
   *
   * @default - UpdateStrategy.rollingUpdate()
   */
  readonly updateStrategy?: UpdateStrategy;

  /**
   * How long a pod must have been ready before it counts as available, and the next one is updated. Whole seconds;
   * anything else is refused.
   *
   * @default - 0 seconds
   */
  readonly minReady?: Duration;

  /**
   * How many old revisions to keep for a rollback. A whole number, 0 or more.
   *
   * @default - 10
   */
  readonly revisionHistoryLimit?: number;

  /**
   * What becomes of the claims when the StatefulSet is deleted.
   *
   * @default ClaimRetention.RETAIN
   */
  readonly claimsWhenDeleted?: ClaimRetention;

  /**
   * What becomes of the claims of pods that are scaled away.
   *
   * @default ClaimRetention.RETAIN
   */
  readonly claimsWhenScaled?: ClaimRetention;

  /**
   * How many pods may be down at a time when somebody drains nodes.
   *
   * @default - one, where there are several replicas; else no budget
   */
  readonly disruptionBudget?: DisruptionBudget;

  /**
   * How the pods are spread. An empty list leaves it to the scheduler.
   *
   * @default - over hosts hard, over zones soft
   */
  readonly spread?: Spread[];

  /**
   * Fields of the pods that cdk8s-plus has no word for.
   *
   * @default - none
   */
  readonly podFields?: PodFields;
}
