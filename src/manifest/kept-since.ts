/** Never, as far as is known here. */
export const LATER = Infinity;

/** The first version that does not drop the field by default. */
export const KEPT_SINCE: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  ServiceSpec: { trafficDistribution: 31 },
  RollingUpdateStatefulSetStrategy: { maxUnavailable: 37 },
  PersistentVolumeClaimSpec: { volumeAttributesClassName: 34 },
  PodSpec: {
    hostUsers: 33,
    resources: 34,
    resourceClaims: 34,
    hostnameOverride: 35,
    workloadRef: LATER,
    schedulingGroup: LATER,
    evictionResponders: LATER,
  },
  PodSecurityContext: { appArmorProfile: 30, supplementalGroupsPolicy: 33, seLinuxChangePolicy: 33 },
  SecurityContext: { appArmorProfile: 30, procMount: 33 },
  Container: { restartPolicy: 29, resizePolicy: 33, restartPolicyRules: 35 },
  ResourceRequirements: { claims: 34 },
  EnvVarSource: { fileKeyRef: 35 },
  Lifecycle: { stopSignal: LATER },
  LifecycleHandler: { sleep: 30 },
  GRPCAction: { mode: LATER },
  HTTPGetAction: { protocol: LATER },
  Volume: { image: 35 },
  VolumeMount: { recursiveReadOnly: 31, bindMountOptions: LATER },
  VolumeProjection: { clusterTrustBundle: 37, podCertificate: 37 },
  EmptyDirVolumeSource: { mode: LATER },
  SecretVolumeSource: { defaultUser: LATER },
  ConfigMapVolumeSource: { defaultUser: LATER },
  DownwardAPIVolumeSource: { defaultUser: LATER },
  ProjectedVolumeSource: { defaultUser: LATER },
  KeyToPath: { user: LATER },
  DownwardAPIVolumeFile: { user: LATER },
  ServiceAccountTokenProjection: { user: LATER },
  PodAffinityTerm: { matchLabelKeys: 31, mismatchLabelKeys: 31 },
  JobSpec: {
    backoffLimitPerIndex: 29,
    maxFailedIndexes: 29,
    podReplacementPolicy: 29,
    successPolicy: 31,
    managedBy: 32,
    scheduling: LATER,
  },
};

/** What is dropped in these places alone, and left to the rules in others. */
export const DROPPED_IN: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  Container: { restartPolicy: /\binitContainers\[\d+\]$/ },
};
