import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';

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
