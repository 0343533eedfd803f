import { ApiObjectMetadata } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct, RootConstruct } from 'constructs';
import { CHECKSUM, ClusterPods } from './cluster-pods';
import { TMP_DIRECTORY } from './volumes';
import { keepLabels, Labels, leaveLabels } from '../naming/labels';
import { loosePodSpec } from '../stateful-backend/loose-pod';
import { checkResources } from '../stateful-backend/resources';
import { checkGivenMetadata } from '../synthesis/given-metadata';
import { refusing } from '../synthesis/refusing';

/**
 * Properties of the pods of one Job or CronJob. They inherit all others from the cluster.
 */
export interface JobPodProps {
  /**
   * CPU and memory of its container. Unless given, it may use as much CPU as a server, and 256 MiB of memory; a dump 1 GiB.
   *
   * @default - 50m of a processor and 128 MiB of memory requested
   */
  readonly resources?: kplus.ContainerResources;

  /**
   * Labels and annotations of its pods, on top of `podMetadata` of the cluster and stronger, such as `sidecar.istio.io/inject: 'false'`: a
   * pod never completes beside a proxy that keeps running. A label by which servers, or these pods, are selected is refused.
   *
   * @default - those of the cluster's pods
   */
  readonly podMetadata?: ApiObjectMetadata;
}

/** A volume, and where its container sees it. */
export interface MountedVolume extends kplus.k8s.Volume {
  readonly at: string;
  /** Else nothing is written to it. */
  readonly writable?: true;
}

/** A pod that does one thing and ends. */
export interface OneOffPod {
  readonly image: string;
  readonly command: string[];
  /** Whether the same pod tries again, or stays as it failed, with its log. */
  readonly restartPolicy: kplus.RestartPolicy;
  readonly variables: Record<string, kplus.EnvValue>;
  readonly volumes: readonly MountedVolume[];
  /** Those of all objects of its kind. */
  readonly labels: Labels;
  /** The labels by which NetworkPolicies select it. */
  readonly selectedBy: Labels;
  /** The service account of its own, whose token it gets; else it has that of the cluster. */
  readonly account?: string;
  readonly resources: kplus.ContainerResources;
  /** What the user says of it alone. */
  readonly metadata?: ApiObjectMetadata;
}

/**
 * Refuses labels that would make a server of it, or something that no NetworkPolicy knows, and amounts that no pod can have. What goes
 * before the names of the props is `of`.
 */
export function checkJobPod(
  scope: Construct, of: string, pods: ClusterPods, labels: Record<string, string>, { podMetadata, resources }: JobPodProps,
): void {
  const what = `${of}podMetadata`;
  const where = scope.node.path;
  checkGivenMetadata(refusing(scope, where), what, podMetadata);
  checkResources(refusing(scope, where), `${of}resources`, resources);
  keepLabels(where, what, labels, podMetadata?.labels);
  leaveLabels(where, what, pods.selectedBy.filter(key => !(key in labels)), podMetadata?.labels);
}

/** Its template, of the same description as the pods of the servers; see `loosePodSpec`. */
export function oneOffPod(pods: ClusterPods, pod: OneOffPod, servers: readonly kplus.Workload[]): kplus.k8s.PodTemplateSpec {
  const { podMetadata: _, podFields, ...props } = pods.props;
  const spec = loosePodSpec({
    ...props,
    ...(pod.account !== undefined && accountOf(pod.account)),
    podFields: { ...podFields, readinessGates: undefined, resourceClaims: undefined },
    restartPolicy: pod.restartPolicy,
  }, {
    name: 'main',
    image: pod.image,
    command: pod.command,
    envVariables: pod.variables,
    resources: pod.resources,
  }, servers);
  const [container] = spec.containers;
  const volumes: MountedVolume[] = [...pod.volumes, { name: 'tmp', emptyDir: {}, at: TMP_DIRECTORY, writable: true }];
  return {
    metadata: metadataOf(pods, pod, servers),
    spec: {
      ...spec,
      containers: [{ ...container!, volumeMounts: volumes.map(mountOf) }],
      volumes: volumes.map(({ at: __, writable: ___, ...volume }) => volume),
    },
  };
}

function mountOf({ name, at, writable }: MountedVolume): kplus.k8s.VolumeMount {
  return { name, mountPath: at, readOnly: writable ? undefined : true };
}

function accountOf(name: string): { readonly serviceAccount: kplus.IServiceAccount; readonly automountServiceAccountToken: boolean } {
  return {
    serviceAccount: kplus.ServiceAccount.fromServiceAccountName(new RootConstruct(), 'account', name),
    automountServiceAccountToken: true,
  };
}

/**
 * What all servers have, whether by a prop or said to `podMetadata` of each backend. No label by which they are selected is on it: it would
 * be one to Services, budgets and NetworkPolicies.
 */
function metadataOf(
  pods: ClusterPods, { labels, selectedBy, metadata = {} }: OneOffPod, servers: readonly kplus.Workload[],
): kplus.k8s.ObjectMeta {
  // a checksum, if nothing else
  const all = servers.map(({ podMetadata }) => podMetadata.toJson() as Record<'labels' | 'annotations', Labels>);
  const ofCluster = pods.props.podMetadata?.labels ?? {};
  const others = shared(all.map(each => each.labels))
    .filter(([key]) => !pods.selectedBy.includes(key) && (!(key in labels) || key in ofCluster));
  const common = shared(all.map(each => each.annotations)).filter(([key]) => key !== CHECKSUM);
  const annotations = { ...Object.fromEntries(common), ...metadata.annotations };
  return {
    labels: { ...labels, ...Object.fromEntries(others), ...metadata.labels, ...selectedBy },
    annotations: Object.keys(annotations).length > 0 ? annotations : undefined,
  };
}

/** The entries that are in each of them. */
function shared([first, ...others]: readonly Labels[]): [string, string][] {
  return Object.entries(first!).filter(([key, value]) => others.every(other => other[key] === value));
}
