import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Superuser } from './authentication';
import { RING_DIRECTORY, ringVariables, SUPERUSER_DIRECTORY } from './pods';
import { Settings } from './settings';
import { TLS_DIRECTORY } from '../engine/certificate';
import { oneOffPod } from '../engine/one-off-pod';
import { clusterNames, revisionName } from '../naming/cluster-names';
import { takeName } from '../naming/object-name';
import { hash } from '../synthesis/hash';

/** What the Job uses and others have made. */
export interface AuthJobParts {
  readonly configMap: string;
  readonly superuser: Superuser;
  readonly tlsSecret?: string;
  readonly labels: Record<string, string>;
}

/** A Job that is about to be made. */
export interface AuthJob {
  readonly name: string;
  readonly template: kplus.k8s.PodTemplateSpec;
}

/**
 * Replaces the superuser that every Cassandra begins with by that of the Secret, and replicates the roles to as many nodes as were asked
 * for; see assets/cassandra/auth.sh. A Job cannot be changed, so another replication, another Secret, or another revision of it makes
 * another Job, under another name.
 */
export function authJob(settings: Settings, parts: AuthJobParts): AuthJob {
  const { name, image, asked } = settings;
  const { secret, revision, systemAuthReplication } = parts.superuser;
  // who may come without TLS, does: it works with old nodes and new
  const tlsSecret = asked.tls?._clientsMust ? parts.tlsSecret : undefined;
  const template = oneOffPod({
    image,
    command: ['bash', `${RING_DIRECTORY}/auth.sh`],
    restartPolicy: 'OnFailure',
    labels: parts.labels,
    variables: {
      ...ringVariables(settings),
      RING_AUTH_REPLICATION: kplus.EnvValue.fromValue(String(systemAuthReplication)),
      JOB_NAME: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_LABEL, { key: 'batch.kubernetes.io/job-name' }),
    },
    volumes: [
      { name: 'ring', configMap: { name: parts.configMap } },
      { name: 'superuser', secret: { secretName: secret.name } },
      ...tlsSecret === undefined ? [] : [{ name: 'tls', secret: { secretName: tlsSecret } }],
    ],
    volumeMounts: [
      { name: 'ring', mountPath: RING_DIRECTORY, readOnly: true },
      { name: 'superuser', mountPath: SUPERUSER_DIRECTORY, readOnly: true },
      ...tlsSecret === undefined ? [] : [{ name: 'tls', mountPath: TLS_DIRECTORY, readOnly: true }],
    ],
    imagePullSecret: asked.dockerRegistryAuth?.name,
    fields: asked.podFields,
  });
  return { name: revisionName(clusterNames(name).auth, hash([template, revision])), template };
}

export function makeAuthJob(scope: Construct, namespace: string | undefined, { name, template }: AuthJob): void {
  takeName(scope, 'Job', namespace, name);
  new kplus.k8s.KubeJob(scope, 'Auth', {
    metadata: { name, namespace },
    spec: { backoffLimit: 100, template }, // it waits by itself for what takes time; what fails is worth another try
  });
}
