import { jobDefaults, podSpecDefaults } from './pod-defaults';
import { Manifest } from '../../manifest/manifest';
import { fields, items, podTemplate, POD_KINDS, text } from '../../manifest/reading';

type Defaults = (spec: Manifest, manifest: Manifest) => Manifest;

const BY_KIND: Readonly<Record<string, Defaults>> = {
  StatefulSet: spec => ({
    replicas: 1,
    minReadySeconds: 0,
    revisionHistoryLimit: 10,
    podManagementPolicy: 'OrderedReady',
    ...spec,
    persistentVolumeClaimRetentionPolicy: {
      whenDeleted: 'Retain',
      whenScaled: 'Retain',
      ...fields(spec.persistentVolumeClaimRetentionPolicy),
    },
    updateStrategy: statefulSetStrategy(fields(spec.updateStrategy)),
    volumeClaimTemplates: items(spec.volumeClaimTemplates).map(claimTemplate),
  }),
  Deployment: spec => ({
    replicas: 1,
    minReadySeconds: 0,
    revisionHistoryLimit: 10,
    progressDeadlineSeconds: 600,
    ...spec,
    strategy: rolling(fields(spec.strategy), { maxSurge: '25%', maxUnavailable: '25%' }),
  }),
  ReplicaSet: spec => ({ replicas: 1, minReadySeconds: 0, ...spec }),
  DaemonSet: spec => ({
    minReadySeconds: 0,
    revisionHistoryLimit: 10,
    ...spec,
    updateStrategy: rolling(fields(spec.updateStrategy), { maxSurge: 0, maxUnavailable: 1 }),
  }),
  Job: jobDefaults,
  CronJob: spec => ({
    concurrencyPolicy: 'Allow',
    suspend: false,
    successfulJobsHistoryLimit: 3,
    failedJobsHistoryLimit: 1,
    ...spec,
  }),
  Service: serviceDefaults,
  PersistentVolumeClaim: claimDefaults,
  NetworkPolicy: spec => ({ policyTypes: spec.egress === undefined ? ['Ingress'] : ['Ingress', 'Egress'], ...spec }),
};

const RBAC = 'rbac.authorization.k8s.io';

const WHOLE: Readonly<Record<string, (manifest: Manifest) => Manifest>> = {
  Secret: ({ stringData, ...secret }) => ({ type: 'Opaque', ...secret, data: { ...fields(secret.data), ...encoded(fields(stringData)) } }),
  RoleBinding: bindingDefaults,
  ClusterRoleBinding: bindingDefaults,
  StorageClass: storageClass => ({ reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate', ...storageClass }),
};

/** The manifest as the server completes it, and spelled as it spells it, as far as that is the same on every server. */
export function withDefaults(manifest: Manifest): Manifest {
  const { kind, spec } = manifest;
  if (POD_KINDS.includes(kind)) podSpecDefaults(podTemplate(manifest).spec, kind);
  const complete = Object.hasOwn(BY_KIND, text(kind, '')) ? { ...manifest, spec: BY_KIND[kind]!(fields(spec), manifest) } : manifest;
  return Object.hasOwn(WHOLE, text(kind, '')) ? WHOLE[kind]!(complete) : complete;
}

function encoded(data: Manifest): Manifest {
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(String(value)).toString('base64')]));
}

function bindingDefaults({ roleRef, subjects, ...binding }: Manifest): Manifest {
  return {
    ...binding,
    roleRef: { apiGroup: RBAC, ...fields(roleRef) },
    subjects: items(subjects).map(subject => subject.kind === 'ServiceAccount' ? subject : { apiGroup: RBAC, ...subject }),
  };
}

/** Where the type is written, the server fills in no rollingUpdate. */
function statefulSetStrategy({ type, rollingUpdate, ...others }: Manifest): Manifest {
  if (type === undefined) return { ...others, type: 'RollingUpdate', rollingUpdate: { partition: 0, ...fields(rollingUpdate) } };
  if (type !== 'RollingUpdate' || rollingUpdate === undefined) return { ...others, type, rollingUpdate };
  return { ...others, type, rollingUpdate: { partition: 0, ...fields(rollingUpdate) } };
}

function rolling({ type = 'RollingUpdate', ...others }: Manifest, defaults: Manifest): Manifest {
  return type === 'RollingUpdate' ? {
    ...others,
    type,
    rollingUpdate: { ...defaults, ...fields(others.rollingUpdate) },
  } : { ...others, type };
}

/** What it is, every server knows; what became of it, no manifest says. */
function claimTemplate({ apiVersion: _, kind: __, status: ___, spec, ...others }: Manifest): Manifest {
  const { creationTimestamp: ____, ...metadata } = fields(others.metadata);
  return { ...others, metadata, spec: claimDefaults(fields(spec)) };
}

function claimDefaults(spec: Manifest): Manifest {
  const { dataSource, dataSourceRef } = spec;
  return { volumeMode: 'Filesystem', ...spec, dataSource: dataSource ?? dataSourceRef, dataSourceRef: dataSourceRef ?? dataSource };
}

function serviceDefaults(spec: Manifest): Manifest {
  const { type = 'ClusterIP', publishNotReadyAddresses, clusterIPs: _, ...others } = spec;
  if (type === 'ExternalName') return { sessionAffinity: 'None', ...others, type };
  const outside = type === 'NodePort' || type === 'LoadBalancer';
  return {
    sessionAffinity: 'None',
    internalTrafficPolicy: 'Cluster',
    ipFamilyPolicy: 'SingleStack',
    ...outside && { externalTrafficPolicy: 'Cluster' },
    ...type === 'LoadBalancer' && { allocateLoadBalancerNodePorts: true },
    ...spec.sessionAffinity === 'ClientIP' && { sessionAffinityConfig: { clientIP: { timeoutSeconds: 10800 } } },
    ...others,
    type,
    ...publishNotReadyAddresses === true && { publishNotReadyAddresses },
    ports: items(spec.ports).map(port => ({ protocol: 'TCP', targetPort: port.port, ...port })),
  };
}
