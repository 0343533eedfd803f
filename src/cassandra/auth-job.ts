import { Lazy } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Superuser } from './authentication';
import { RING_DIRECTORY, ringVariables, SUPERUSER_DIRECTORY, superuserVariables } from './pods';
import { Settings } from './settings';
import { checkJobPod, OneOffPod, oneOffPod } from '../engine/one-off-pod';
import { areWhole, clientSource, PARTS_DIRECTORY, TLS_DIRECTORY, TlsFiles } from '../engine/tls-files';
import { Manifest } from '../manifest/manifest';
import { clusterNames, revisionName } from '../naming/cluster-names';
import { COMPONENT } from '../naming/labels';
import { takeName } from '../naming/object-name';
import { hash } from '../synthesis/hash';
import { rulesFor, WrittenObject } from '../synthesis/written';

/** What the Job uses and others have made. */
export interface AuthJobParts {
  readonly configMap: string;
  readonly superuser: Superuser;
  readonly tls?: TlsFiles;
  /** By which its pods are selected. */
  readonly labels: Record<string, string>;
  /** The racks, where it may run as well. */
  readonly servers: readonly kplus.Workload[];
}

const RULES = rulesFor('Job');

/** What of a Job can be changed; by its other fields it is another one. */
const CHANGEABLE = ['activeDeadlineSeconds', 'backoffLimit', 'parallelism', 'suspend', 'ttlSecondsAfterFinished'];

/**
 * Replaces the superuser that every Cassandra begins with by that of the Secret, and replicates the roles to as many nodes as were asked
 * for; see assets/cassandra/auth.sh. A Job cannot be changed, so another replication, another Secret, another revision of it, or whatever a
 * patch has changed, makes another Job, under another name.
 */
export function makeAuthJob(scope: Construct, settings: Settings, parts: AuthJobParts): WrittenObject {
  const { namespace, pods } = settings;
  const name = clusterNames(settings.name).auth;
  const { job, revision } = parts.superuser;
  checkJobPod(scope, 'authentication.job.', pods, parts.labels, job);
  takeName(scope, 'Job', namespace, name);
  const spec = (): kplus.k8s.JobSpec => ({
    backoffLimit: 100, // it waits by itself for what takes time; what fails is worth another try
    template: oneOffPod(pods, podOf(settings, parts), parts.servers),
  });
  const metadata = { name, namespace, labels: settings.labels.of(COMPONENT.auth) };
  const object = new kplus.k8s.KubeJob(scope, 'Auth', { metadata, spec: Lazy.any({ produce: spec }) });
  return new WrittenObject({ where: scope.node.path, rules: RULES, object, spec, name: manifest => nameOf(manifest, name, revision) });
}

/** After all that it cannot be changed in, unless somebody has called it something else. */
function nameOf({ metadata, spec }: Manifest, name: string, revision: number): string {
  if (metadata.name !== name) return metadata.name;
  return revisionName(name, hash([Object.entries(spec).filter(([field]) => !CHANGEABLE.includes(field)).sort(), revision]));
}

function podOf(settings: Settings, parts: AuthJobParts): OneOffPod {
  const { image, asked } = settings;
  const { credentials, systemAuthReplication, job } = parts.superuser;
  // only where nodes refuse clients without TLS: while TLS is rolled out, nodes that do not speak it yet take a login without
  const tls = asked.tls?._clientsMust ? parts.tls : undefined;
  return {
    image,
    command: ['bash', `${RING_DIRECTORY}/auth.sh`],
    restartPolicy: kplus.RestartPolicy.ON_FAILURE,
    labels: settings.labels.of(COMPONENT.auth),
    selectedBy: parts.labels,
    metadata: job.podMetadata,
    resources: job.resources,
    variables: {
      ...ringVariables(settings),
      ...superuserVariables(credentials),
      RING_AUTH_REPLICATION: kplus.EnvValue.fromValue(String(systemAuthReplication)),
      JOB_NAME: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_LABEL, { key: 'batch.kubernetes.io/job-name' }),
    },
    volumes: [
      { name: 'ring', configMap: { name: parts.configMap }, at: RING_DIRECTORY },
      { name: 'superuser', secret: { secretName: credentials.secret.name }, at: SUPERUSER_DIRECTORY },
      ...tls === undefined ? [] : [{ name: 'tls', secret: clientSource(tls, true), at: areWhole(tls) ? TLS_DIRECTORY : PARTS_DIRECTORY }],
    ],
  };
}
