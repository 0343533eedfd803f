import { given, KINDS, list } from '../../manifest/reading';
import { INT32 } from '../../naming/refuse';
import { Rule } from '../rule';

/** From, to, and whether 0 is a way to say nothing where it is below. */
type Bounds = readonly [least: number, most: number, orNothing?: 0];

const PORT: Bounds = [1, 65535];
const COUNT: Bounds = [0, INT32];
const FROM_ONE: Bounds = [1, INT32];
const BYTE: Bounds = [0, 255];
const MODE: Bounds = [0, 0o777];
const WEIGHT: Bounds = [1, 100];

const NUMBERS: Readonly<Record<string, Readonly<Record<string, Bounds>>>> = {
  StatefulSetSpec: { replicas: COUNT, minReadySeconds: COUNT },
  StatefulSetOrdinals: { start: COUNT },
  RollingUpdateStatefulSetStrategy: { partition: COUNT },
  ContainerPort: { hostPort: [1, 65535, 0] },
  Probe: {
    initialDelaySeconds: COUNT, timeoutSeconds: COUNT, periodSeconds: COUNT, successThreshold: COUNT, failureThreshold: COUNT,
  },
  GRPCAction: { port: PORT },
  HTTPGetAction: { port: PORT },
  TCPSocketAction: { port: PORT },
  SecurityContext: { runAsUser: COUNT, runAsGroup: COUNT },
  PodSecurityContext: { runAsUser: COUNT, runAsGroup: COUNT, fsGroup: COUNT, supplementalGroups: COUNT },
  WeightedPodAffinityTerm: { weight: WEIGHT },
  PreferredSchedulingTerm: { weight: WEIGHT },
  TopologySpreadConstraint: { maxSkew: FROM_ONE, minDomains: FROM_ONE },
  KeyToPath: { mode: MODE },
  DownwardAPIVolumeFile: { mode: MODE },
  SecretVolumeSource: { defaultMode: MODE },
  ConfigMapVolumeSource: { defaultMode: MODE },
  DownwardAPIVolumeSource: { defaultMode: MODE },
  ProjectedVolumeSource: { defaultMode: MODE },
  ServiceAccountTokenProjection: { expirationSeconds: [600, 2 ** 32] },
  AWSElasticBlockStoreVolumeSource: { partition: BYTE },
  GCEPersistentDiskVolumeSource: { partition: BYTE },
  ISCSIVolumeSource: { lun: BYTE },
};

const ENTRIES = Object.entries(NUMBERS).map(([type, fields]) => [type, Object.entries(fields)] as const);

/** Whatever is counted is counted from somewhere, and to somewhere. */
export const numbers: Rule = {
  name: 'numbers',
  certainty: 'refused by the API server',
  kinds: KINDS,
  check(_, report, __, places) {
    for (const [type, fields] of ENTRIES) {
      for (const { value, path } of places.every(type)) {
        for (const [field, bounds] of fields) {
          const said: unknown = value[field];
          if (!given(said)) continue;
          const [least, most, orNothing = least] = bounds;
          const several = Array.isArray(said);
          (several ? list(said) : [said]).forEach((each, i) => {
            const got = each ?? 0; // nothing, in a list of numbers
            if (typeof got !== 'number' || got === orNothing || (got >= least && got <= most)) return;
            const told = most === 0o777 ? 'from 0 to 0777, 511 in decimal' : `from ${least} to ${most}`;
            report({ what: `${path}.${field}${several ? `[${i}]` : ''}`, allowed: `a whole number ${told}`, got });
          });
        }
      }
    }
  },
};
