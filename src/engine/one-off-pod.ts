import * as kplus from 'cdk8s-plus-28';
import { OFFICIAL_USER } from './settings';
import { Labels } from '../naming/labels';
import { PodFields } from '../stateful-backend/pod-fields';

/** A pod that does one thing and ends. */
export interface OneOffPod {
  readonly image: string;
  readonly command: string[];
  /** Whether the same pod tries again, or stays as it failed, with its log. */
  readonly restartPolicy: 'OnFailure' | 'Never';
  readonly variables: Record<string, kplus.EnvValue>;
  readonly volumes: kplus.k8s.Volume[];
  readonly volumeMounts: kplus.k8s.VolumeMount[];
  /** Those of all objects of its kind, and those by which NetworkPolicies select it. */
  readonly labels: Labels;
  /** The service account whose token it gets; none if it does not call the API server. */
  readonly serviceAccountName?: string;
  readonly imagePullSecret?: string;
  /** Its memory limit, if the usual one is too low. */
  readonly memory?: string;
  /** The user that it runs as; by default that of the official images. */
  readonly user?: Pick<kplus.PodSecurityContextProps, 'user' | 'group' | 'fsGroup' | 'ensureNonRoot'>;
  /** Where it may run: what the user asked of the pods of the cluster. */
  readonly fields: Pick<PodFields, 'nodeSelector' | 'priorityClassName' | 'runtimeClassName' | 'schedulerName'> | undefined;
}

/** Its template, restricted as the pods of a cluster are. */
export function oneOffPod(pod: OneOffPod): kplus.k8s.PodTemplateSpec {
  const { user = OFFICIAL_USER, group = user, fsGroup = group, ensureNonRoot = true } = pod.user ?? {};
  return {
    metadata: { labels: pod.labels },
    spec: {
      restartPolicy: pod.restartPolicy,
      automountServiceAccountToken: pod.serviceAccountName !== undefined,
      serviceAccountName: pod.serviceAccountName,
      enableServiceLinks: false,
      imagePullSecrets: pod.imagePullSecret === undefined ? undefined : [{ name: pod.imagePullSecret }],
      securityContext: {
        runAsUser: user,
        runAsGroup: group,
        runAsNonRoot: ensureNonRoot,
        fsGroup,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      containers: [{
        name: 'main',
        image: pod.image,
        command: pod.command,
        env: Object.entries(pod.variables).map(([name, { value, valueFrom }]) => ({ name, value, valueFrom })),
        resources: {
          requests: { cpu: kplus.k8s.Quantity.fromString('50m'), memory: kplus.k8s.Quantity.fromString('128Mi') },
          limits: { memory: kplus.k8s.Quantity.fromString(pod.memory ?? '256Mi') },
        },
        securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
        volumeMounts: [...pod.volumeMounts, { name: 'tmp', mountPath: '/tmp' }],
      }],
      volumes: [...pod.volumes, { name: 'tmp', emptyDir: {} }],
      nodeSelector: pod.fields?.nodeSelector,
      priorityClassName: pod.fields?.priorityClassName,
      runtimeClassName: pod.fields?.runtimeClassName,
      schedulerName: pod.fields?.schedulerName,
    },
  };
}
