import { filled, KINDS } from '../../manifest/reading';
import { Rule } from '../rule';

/** What an object of a type cannot do without, by type. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  AWSElasticBlockStoreVolumeSource: ['volumeID'],
  AppArmorProfile: ['type'],
  AzureDiskVolumeSource: ['diskName', 'diskURI'],
  AzureFileVolumeSource: ['secretName', 'shareName'],
  CSIVolumeSource: ['driver'],
  CephFSVolumeSource: ['monitors'],
  CinderVolumeSource: ['volumeID'],
  ClusterTrustBundleProjection: ['path'],
  ConfigMapEnvSource: ['name'],
  ConfigMapKeySelector: ['name', 'key'],
  ConfigMapProjection: ['name'],
  ConfigMapVolumeSource: ['name'],
  DownwardAPIVolumeFile: ['path'],
  EphemeralVolumeSource: ['volumeClaimTemplate'],
  ExecAction: ['command'],
  FileKeySelector: ['key', 'volumeName', 'path'],
  FlexVolumeSource: ['driver'],
  GCEPersistentDiskVolumeSource: ['pdName'],
  GRPCAction: ['port'],
  GitRepoVolumeSource: ['repository'],
  GlusterfsVolumeSource: ['endpoints', 'path'],
  HTTPGetAction: ['port'],
  HTTPHeader: ['name'],
  HostAlias: ['ip'],
  HostPathVolumeSource: ['path'],
  ISCSIVolumeSource: ['targetPortal', 'iqn'],
  ImageVolumeSource: ['reference'],
  KeyToPath: ['key', 'path'],
  LabelSelectorRequirement: ['key', 'operator'],
  NFSVolumeSource: ['server', 'path'],
  NodeSelector: ['nodeSelectorTerms'],
  NodeSelectorRequirement: ['key', 'operator'],
  ObjectFieldSelector: ['fieldPath'],
  PersistentVolumeClaimSpec: ['accessModes'],
  PersistentVolumeClaimVolumeSource: ['claimName'],
  PhotonPersistentDiskVolumeSource: ['pdID'],
  PodAffinityTerm: ['topologyKey'],
  PodCertificateProjection: ['signerName', 'keyType'],
  PodDNSConfigOption: ['name'],
  PodOS: ['name'],
  PodReadinessGate: ['conditionType'],
  PodResourceClaim: ['name'],
  PodSchedulingGate: ['name'],
  PortworxVolumeSource: ['volumeID'],
  PreferredSchedulingTerm: ['weight'],
  QuobyteVolumeSource: ['registry', 'volume'],
  RBDVolumeSource: ['monitors', 'image'],
  ScaleIOVolumeSource: ['gateway', 'system', 'volumeName'],
  SeccompProfile: ['type'],
  SecretEnvSource: ['name'],
  SecretKeySelector: ['name', 'key'],
  SecretProjection: ['name'],
  SecretVolumeSource: ['secretName'],
  ServiceAccountTokenProjection: ['path'],
  StorageOSVolumeSource: ['volumeName'],
  Sysctl: ['name'],
  TCPSocketAction: ['port'],
  TopologySpreadConstraint: ['maxSkew', 'topologyKey', 'whenUnsatisfiable'],
  TypedLocalObjectReference: ['kind', 'name'],
  TypedObjectReference: ['kind', 'name'],
  VolumeDevice: ['name', 'devicePath'],
  VolumeMount: ['name', 'mountPath'],
  VsphereVirtualDiskVolumeSource: ['volumePath'],
  WeightedPodAffinityTerm: ['weight', 'podAffinityTerm'],
};

/** What is asked of pods alone, not of what makes pods, until then. */
const OF_PODS_UNTIL: Readonly<Record<string, number>> = { ImageVolumeSource: 36 };

const ENTRIES = Object.entries(REQUIRED).map(([type, fields]) => ({ type, fields, ofPodsUntil: OF_PODS_UNTIL[type] ?? 0 }));

/** What cannot be left out. */
export const required: Rule = {
  name: 'required',
  certainty: 'refused by the API server',
  kinds: KINDS,
  check(_, report, __, places) {
    for (const { type, fields, ofPodsUntil } of ENTRIES) {
      const certainty = places.kubernetes <= ofPodsUntil ? 'never runs' : undefined;
      for (const { value, path } of places.every(type)) {
        for (const field of fields) {
          if (!filled(value[field])) report({ what: `${path}.${field}`, allowed: 'given', got: value[field] ?? undefined }, certainty);
        }
      }
    }
  },
};
