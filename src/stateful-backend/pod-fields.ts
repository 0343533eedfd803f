import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';

/**
 * Fields of the pods that cdk8s-plus has no word for, in Kubernetes' own.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#PodSpec
 */
export interface PodFields {
  /**
   * Put the addresses of all Services of the namespace into the environment.
   *
   * @default false
   */
  readonly enableServiceLinks?: boolean;

  /**
   * Share the host's IPC namespace. Pod Security `restricted` refuses it.
   *
   * @default false
   */
  readonly hostIpc?: boolean;

  /**
   * Share the host's process namespace. Pod Security `restricted` refuses it.
   *
   * @default false
   */
  readonly hostPid?: boolean;

  /**
   * Run in the host's user namespace.
   *
   * @default true
   */
  readonly hostUsers?: boolean;

  /**
   * Run only on nodes with these labels. `scheduling.attract` says more.
   *
   * @default - any node
   */
  readonly nodeSelector?: { [key: string]: string };

  /**
   * The operating system of the containers.
   *
   * @default - not said
   */
  readonly os?: kplus.k8s.PodOs;

  /**
   * What running a pod costs beyond its containers; set by the runtime class.
   *
   * @default - set by the runtime class
   */
  readonly overhead?: { [key: string]: kplus.k8s.Quantity };

  /**
   * Whether pods of lower priority are evicted for these: `PreemptLowerPriority` or `Never`.
   *
   * @default - PreemptLowerPriority
   */
  readonly preemptionPolicy?: string;

  /**
   * The priority as a number; set by the priority class.
   *
   * @default - set by the priority class
   */
  readonly priority?: number;

  /**
   * The priority class.
   *
   * @see https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/
   * @default - the cluster's default class
   */
  readonly priorityClassName?: string;

  /**
   * Conditions that somebody else must set before a pod counts as ready.
   *
   * @default - no gates
   */
  readonly readinessGates?: kplus.k8s.PodReadinessGate[];

  /**
   * Devices and other resources that are claimed.
   *
   * @default - none
   */
  readonly resourceClaims?: kplus.k8s.PodResourceClaim[];

  /**
   * The runtime class.
   *
   * @default - the cluster's default class
   */
  readonly runtimeClassName?: string;

  /**
   * The scheduler.
   *
   * @default - the cluster's default scheduler
   */
  readonly schedulerName?: string;

  /**
   * What must be lifted before a pod is scheduled.
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
   * Let the containers of a pod see each other's processes.
   *
   * @default false
   */
  readonly shareProcessNamespace?: boolean;

  /**
   * Further groups of the first process of each container.
   *
   * @default - those of the image
   */
  readonly supplementalGroups?: number[];

  /**
   * Settings for Windows.
   *
   * @default - none
   */
  readonly windowsOptions?: kplus.k8s.WindowsSecurityContextOptions;
}

/**
 * What cdk8s-plus has no word for in a container: its fields, in Kubernetes' own, each of which replaces what was there.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Container
 */
export interface ContainerFields {
  /**
   * What is done after the start and before the end.
   *
   * @default - what cdk8s-plus was told
   */
  readonly lifecycle?: kplus.k8s.Lifecycle;

  /**
   * When to restart the container; also by gRPC.
   *
   * @default - what cdk8s-plus was told
   */
  readonly livenessProbe?: kplus.k8s.Probe;

  /**
   * How long the container has to end when its liveness probe has failed, its `preStop` hook among it: a program that hangs does not use its time well. Whole
   * seconds, one or more; anything else is refused. Without a liveness probe it says nothing, and a `livenessProbe` with a grace period of its own keeps that.
   *
   * @default - as long as the pod's grace period
   */
  readonly livenessGracePeriod?: Duration;

  /**
   * When the container is ready; also by gRPC.
   *
   * @default - what cdk8s-plus was told
   */
  readonly readinessProbe?: kplus.k8s.Probe;

  /**
   * When the container has started; also by gRPC.
   *
   * @default - what cdk8s-plus was told
   */
  readonly startupProbe?: kplus.k8s.Probe;

  /**
   * Which resources can change without a restart.
   *
   * @default - all that can
   */
  readonly resizePolicy?: kplus.k8s.ContainerResizePolicy[];

  /**
   * Requests and limits of any resource: huge pages, GPUs, claims.
   *
   * @default - what cdk8s-plus was told
   */
  readonly resources?: kplus.k8s.ResourceRequirements;

  /**
   * The whole security context. It must pass Pod Security `restricted` by itself.
   *
   * @default - what cdk8s-plus was told, restricted
   */
  readonly securityContext?: kplus.k8s.SecurityContext;

  /**
   * Keep standard input open.
   *
   * @default false
   */
  readonly stdin?: boolean;

  /**
   * Close standard input after the first client.
   *
   * @default false
   */
  readonly stdinOnce?: boolean;

  /**
   * Where the container leaves its last words.
   *
   * @default '/dev/termination-log'
   */
  readonly terminationMessagePath?: string;

  /**
   * What its last words are: `File` or `FallbackToLogsOnError`.
   *
   * @default 'File'
   */
  readonly terminationMessagePolicy?: string;

  /**
   * Give the container a terminal.
   *
   * @default false
   */
  readonly tty?: boolean;
}
