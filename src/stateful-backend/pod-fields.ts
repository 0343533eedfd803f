import { Duration } from 'cdk8s';
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
  /** It may. */
  PREEMPT_LOWER_PRIORITY = 'PreemptLowerPriority',

  /** It waits for a node. */
  NEVER = 'Never',
}

/**
 * Where the termination message of a container comes from, which `kubectl describe pod` shows.
 *
 * @see https://kubernetes.io/docs/tasks/debug/debug-application/determine-reason-pod-failure/
 */
export enum TerminationMessagePolicy {
  /** From the file at `terminationMessagePath`. */
  FILE = 'File',

  /** From the end of the log, if the container failed and that file is empty. */
  FALLBACK_TO_LOGS_ON_ERROR = 'FallbackToLogsOnError',
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

/**
 * Container fields that cdk8s-plus does not cover, under their Kubernetes names. Each replaces what was set before.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Container
 */
export interface ContainerFields {
  /**
   * The hooks that run after the container starts and before it stops.
   *
   * @default - as set through cdk8s-plus
   */
  readonly lifecycle?: kplus.k8s.Lifecycle;

  /**
   * The probe that decides when to restart the container. It can use gRPC.
   *
   * @default - as set through cdk8s-plus
   */
  readonly livenessProbe?: kplus.k8s.Probe;

  /**
   * The grace period after a failed liveness probe, which includes the `preStop` hook: a program that hangs makes no use of a long one.
   * Whole seconds, 1 or more; anything else is refused. It has no effect without a liveness probe, nor on a `livenessProbe` with a grace
   * period of its own.
   *
   * @default - the pod's grace period
   */
  readonly livenessGracePeriod?: Duration;

  /**
   * The probe that decides when the container is ready. It can use gRPC.
   *
   * @default - as set through cdk8s-plus
   */
  readonly readinessProbe?: kplus.k8s.Probe;

  /**
   * The probe that decides when the container has started. It can use gRPC.
   *
   * @default - as set through cdk8s-plus
   */
  readonly startupProbe?: kplus.k8s.Probe;

  /**
   * Which resources can be resized without a restart.
   *
   * @default - all that can
   */
  readonly resizePolicy?: kplus.k8s.ContainerResizePolicy[];

  /**
   * Requests and limits of any resource: huge pages, GPUs, claims.
   *
   * @default - as set through cdk8s-plus
   */
  readonly resources?: kplus.k8s.ResourceRequirements;

  /**
   * The complete security context. It must satisfy Pod Security `restricted` by itself.
   *
   * @default - as set through cdk8s-plus, and restricted
   */
  readonly securityContext?: kplus.k8s.SecurityContext;

  /**
   * Whether standard input stays open.
   *
   * @default false
   */
  readonly stdin?: boolean;

  /**
   * Whether standard input closes after the first client.
   *
   * @default false
   */
  readonly stdinOnce?: boolean;

  /**
   * The file from which Kubernetes reads the termination message.
   *
   * @default '/dev/termination-log'
   */
  readonly terminationMessagePath?: string;

  /**
   * The source of the termination message.
   *
   * @default TerminationMessagePolicy.FILE
   */
  readonly terminationMessagePolicy?: TerminationMessagePolicy;

  /**
   * Whether the container gets a terminal.
   *
   * @default false
   */
  readonly tty?: boolean;
}
