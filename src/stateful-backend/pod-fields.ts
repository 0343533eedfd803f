import * as kplus from 'cdk8s-plus-28';

/**
 * The operating system of a pod's containers.
 */
export enum OperatingSystem {
  /** Linux, which the images of databases are made for. */
  LINUX = 'linux',

  /** Windows, whose pods have another security context. */
  WINDOWS = 'windows',
}

/**
 * Whether a pod that finds no node may evict others of lower priority.
 */
export enum PreemptionPolicy {
  /** It may evict pods with a lower priority. */
  PREEMPT_LOWER_PRIORITY = 'PreemptLowerPriority',

  /** It waits for a node. */
  NEVER = 'Never',
}

/**
 * Pod fields that cdk8s-plus does not cover, under their Kubernetes names.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#PodSpec
 */
export interface PodFields {
  /**
   * Whether environment variables list the addresses of all Services of the namespace.
   *
   * @default false
   */
  readonly enableServiceLinks?: boolean;

  /**
   * Whether pods share the host's IPC namespace. Pod Security `restricted` refuses it.
   *
   * @default false
   */
  readonly hostIpc?: boolean;

  /**
   * Whether pods share the host's process namespace. Pod Security `restricted` refuses it.
   *
   * @default false
   */
  readonly hostPid?: boolean;

  /**
   * Whether pods run in the host's user namespace. In one of their own they have no block devices and none of the host's other namespaces;
   * what has is refused at synthesis.
   *
   * @default true
   */
  readonly hostUsers?: boolean;

  /**
   * The labels that a node must have to run the pods. `scheduling.attract` can express more.
   *
   * @default - any node
   */
  readonly nodeSelector?: { [key: string]: string };

  /**
   * The operating system of the containers.
   *
   * @default - not set
   */
  readonly os?: OperatingSystem;

  /**
   * The resources that a pod uses beyond its containers. The runtime class sets it.
   *
   * @default - set by the runtime class
   */
  readonly overhead?: { [key: string]: kplus.k8s.Quantity };

  /**
   * Whether the pods may preempt pods of lower priority.
   *
   * @default - that of the priority class
   */
  readonly preemptionPolicy?: PreemptionPolicy;

  /**
   * The scheduling priority as a number. The priority class sets it.
   *
   * @default - set by the priority class
   */
  readonly priority?: number;

  /**
   * The PriorityClass of the pods.
   *
   * @see https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/
   * @default - the cluster's default class
   */
  readonly priorityClassName?: string;

  /**
   * Further conditions that must be true before a pod counts as ready.
   *
   * @default - no gates
   */
  readonly readinessGates?: kplus.k8s.PodReadinessGate[];

  /**
   * Claims of devices and other dynamic resources, as Kubernetes 1.31 and later have them.
   *
   * @see https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/
   * @default - none
   */
  readonly resourceClaims?: PodResourceClaim[];

  /**
   * The RuntimeClass of the pods.
   *
   * @default - the cluster's default class
   */
  readonly runtimeClassName?: string;

  /**
   * The scheduler that places the pods.
   *
   * @default - the cluster's default scheduler
   */
  readonly schedulerName?: string;

  /**
   * Gates that must be removed before a pod is scheduled.
   *
   * @default - no gates
   */
  readonly schedulingGates?: kplus.k8s.PodSchedulingGate[];

  /**
   * The seccomp profile of all containers.
   *
   * @default - RuntimeDefault
   */
  readonly seccompProfile?: kplus.k8s.SeccompProfile;

  /**
   * The SELinux context of all containers.
   *
   * @default - set by the container runtime
   */
  readonly seLinuxOptions?: kplus.k8s.SeLinuxOptions;

  /**
   * Whether the containers of a pod see each other's processes.
   *
   * @default false
   */
  readonly shareProcessNamespace?: boolean;

  /**
   * Further group IDs of the first process of each container.
   *
   * @default - those of the image
   */
  readonly supplementalGroups?: number[];

  /**
   * The security settings of Windows containers.
   *
   * @default - none
   */
  readonly windowsOptions?: kplus.k8s.WindowsSecurityContextOptions;
}

/**
 * A claim of devices, which containers use by its name. It is taken from one of the two; from both, or none, is refused.
 */
export interface PodResourceClaim {
  /** The name by which containers use it. */
  readonly name: string;

  /**
   * The ResourceClaim that all pods share.
   *
   * @default - none
   */
  readonly resourceClaimName?: string;

  /**
   * The ResourceClaimTemplate of which each pod gets a claim of its own.
   *
   * @default - none
   */
  readonly resourceClaimTemplateName?: string;
}
