import { ApiObjectMetadata } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { given } from '../naming/given';
import { keepLabels, Labels, leaveLabels } from '../naming/labels';
import { PodFields } from '../stateful-backend/pod-fields';
import { PodPlacement } from '../stateful-backend/pod-placement';

/** The user whom both official images run their server as. */
const OFFICIAL_USER = 999;

/**
 * How all pods of a cluster are: those of servers, and those of its Jobs and CronJobs. What is said here reaches every one of them, so that
 * each runs wherever the others do.
 */
export interface ClusterPodProps extends PodPlacement {
  /**
   * Labels and annotations of all pods. A label by which the pods are selected cannot have another value; that is refused. Pods of Jobs do
   * not get those labels.
   *
   * @default - the labels that Kubernetes recommends, and those by which the pods are selected
   */
  readonly podMetadata?: ApiObjectMetadata;

  /**
   * Fields of all pods that cdk8s-plus does not cover. The pods of Jobs get all but `readinessGates` and `resourceClaims`, which are about
   * servers.
   *
   * @default - none
   */
  readonly podFields?: PodFields;

  /**
   * The service account of all pods. A Job that asks the API server, as the snapshots of Cassandra's volumes do, has one of its own. The
   * cluster needs no permissions: no other of its programs asks the API server. Refused if it is known to be in another namespace.
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
   * The Secret with the credentials of the image registry, for all pods. Refused if it is known to be in another namespace.
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
   * The security context of all pods: user, groups, the group of the volumes, and sysctls.
   *
   * @default - the image's own user, 999, also where other fields are set and `user` is not
   */
  readonly securityContext?: kplus.PodSecurityContextProps;

  /**
   * Leave user, group and `fsGroup` of all pods to the cluster, as the SecurityContextConstraints `restricted-v2` of OpenShift want it: the
   * namespace has a range of its own. Refused together with a user or groups in `securityContext`. Where no cluster assigns one, no pod
   * starts, because the images would run as root.
   *
   * @see https://docs.redhat.com/en/documentation/openshift_container_platform/latest/html/authentication_and_authorization/managing-pod-security-policies
   * @default false
   */
  readonly assignedUser?: boolean;
}

/** The annotation of what servers start with, by which a change of it rolls through them. It is no other pod's. */
export const CHECKSUM = 'checksum/config';

/** The compiler sees to it that none is forgotten. */
const ALL: Readonly<Record<keyof Required<ClusterPodProps>, true>> = {
  tolerations: true,
  nodeSelector: true,
  nodeAffinity: true,
  priorityClassName: true,
  podMetadata: true,
  podFields: true,
  serviceAccount: true,
  automountServiceAccountToken: true,
  dockerRegistryAuth: true,
  dns: true,
  hostAliases: true,
  securityContext: true,
  assignedUser: true,
};

/** The one description of the pods of a cluster, with every default settled. */
export interface ClusterPods {
  readonly props: ClusterPodProps;
  /** The keys of the labels by which servers are selected, which no other pod may have. */
  readonly selectedBy: readonly string[];
}

/** The servers run on Linux alone, and as the user of the official images unless somebody says otherwise. */
export function clusterPods(
  where: string,
  asked: ClusterPodProps & { readonly metadata?: { readonly labels?: Labels } },
  labels: Labels,
  selectedBy: readonly string[],
): ClusterPods {
  const keys = [...Object.keys(labels), ...selectedBy];
  leaveLabels(where, 'metadata', keys, asked.metadata?.labels);
  const props: ClusterPodProps = Object.fromEntries(Object.keys(ALL).map(prop => [prop, asked[prop as keyof ClusterPodProps]]));
  const { podFields, nodeSelector, securityContext, assignedUser, podMetadata } = props;
  keepLabels(where, 'podMetadata', labels, podMetadata?.labels);
  return {
    props: {
      ...props,
      podFields: { ...podFields, nodeSelector: undefined },
      nodeSelector: { 'kubernetes.io/os': 'linux', ...given(podFields?.nodeSelector ?? {}), ...given(nodeSelector ?? {}) },
      securityContext: assignedUser ? securityContext : { ...securityContext, user: securityContext?.user ?? OFFICIAL_USER },
    },
    selectedBy: keys,
  };
}
