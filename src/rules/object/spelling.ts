import { given, KINDS, list } from '../../manifest/reading';
import {
  DATA_KEY, FILE_BELOW, HEADER, LABEL_VALUE, PATH_BELOW, PATH_WITHOUT_STEPS_BACK, PORT_NAME, QUALIFIED_NAME,
  RELAXED_VARIABLE, SIGNER, SUBDOMAIN, SYSCTL,
} from '../../manifest/syntax';
import { DNS_LABEL, NameKind } from '../../naming/dns-label';
import { Report, Rule } from '../rule';

interface Spelling {
  readonly as: NameKind;
  /** Whether '' is a name as well; else it is as good as nothing, of which `required` speaks where it matters. */
  readonly even?: true;
  readonly since?: number;
  /** Whether the controller of a StatefulSet writes its own over it. */
  readonly overwritten?: true;
}

const LABEL: Spelling = { as: DNS_LABEL };
const DOMAIN: Spelling = { as: SUBDOMAIN };
const QUALIFIED: Spelling = { as: QUALIFIED_NAME };
const PORT: Spelling = { as: PORT_NAME };
const KEY: Spelling = { as: DATA_KEY };
const BELOW: Spelling = { as: FILE_BELOW };

const SPELLINGS: Readonly<Record<string, Readonly<Record<string, Spelling>>>> = {
  ServicePort: { appProtocol: { as: QUALIFIED_NAME, even: true }, targetPort: PORT },
  StatefulSetSpec: { serviceName: { as: DNS_LABEL, since: 33 } },
  PersistentVolumeClaimSpec: { storageClassName: DOMAIN, volumeAttributesClassName: DOMAIN },
  TypedLocalObjectReference: { apiGroup: { as: SUBDOMAIN, since: 32 } },
  TypedObjectReference: { apiGroup: { as: SUBDOMAIN, since: 32 }, namespace: LABEL },
  PodSpec: {
    serviceAccountName: DOMAIN,
    serviceAccount: DOMAIN,
    nodeName: DOMAIN,
    priorityClassName: DOMAIN,
    hostname: { as: DNS_LABEL, overwritten: true },
    subdomain: { as: DNS_LABEL, overwritten: true },
    runtimeClassName: { as: SUBDOMAIN, even: true },
    hostnameOverride: { as: SUBDOMAIN, even: true },
  },
  PodReadinessGate: { conditionType: QUALIFIED },
  PodSchedulingGate: { name: QUALIFIED },
  PodResourceClaim: { name: LABEL },
  Sysctl: { name: { as: SYSCTL } },
  HostAlias: { hostnames: { as: SUBDOMAIN, even: true } },
  Toleration: { key: QUALIFIED },
  LabelSelectorRequirement: { key: QUALIFIED, values: { as: LABEL_VALUE } },
  PodAffinityTerm: { topologyKey: QUALIFIED, namespaces: { as: DNS_LABEL, even: true } },
  HTTPGetAction: { port: PORT },
  TCPSocketAction: { port: PORT },
  HTTPHeader: { name: { as: HEADER } },
  Volume: { name: LABEL },
  VolumeMount: { subPath: { as: PATH_BELOW }, subPathExpr: { as: PATH_BELOW } },
  VolumeDevice: { devicePath: { as: PATH_WITHOUT_STEPS_BACK } },
  HostPathVolumeSource: { path: { as: PATH_WITHOUT_STEPS_BACK } },
  GitRepoVolumeSource: { directory: { as: PATH_BELOW } },
  FileKeySelector: { key: { as: RELAXED_VARIABLE }, volumeName: LABEL, path: { as: PATH_WITHOUT_STEPS_BACK } },
  KeyToPath: { path: BELOW },
  ClusterTrustBundleProjection: { signerName: { as: SIGNER, even: true }, path: BELOW },
  PodCertificateProjection: { signerName: { as: SIGNER }, credentialBundlePath: BELOW, keyPath: BELOW, certificateChainPath: BELOW },
  DownwardAPIVolumeFile: { path: BELOW },
  ServiceAccountTokenProjection: { path: { as: FILE_BELOW, since: 30 } },
  StorageOSVolumeSource: { volumeName: LABEL, volumeNamespace: LABEL },
  ConfigMapKeySelector: { name: DOMAIN, key: KEY },
  SecretKeySelector: { name: DOMAIN, key: KEY },
};

const ENTRIES = Object.entries(SPELLINGS).map(([type, fields]) => [type, Object.entries(fields)] as const);

/** Names, keys and paths are spelled as Kubernetes, DNS or a file system takes them. */
export const spelling: Rule = {
  name: 'spelling',
  certainty: 'refused by the API server',
  kinds: KINDS,
  check({ kind }, report, _, places) {
    for (const [type, fields] of ENTRIES) {
      for (const { value, path } of places.every(type)) {
        for (const [field, asked] of fields) {
          const said: unknown = value[field];
          if (!given(said)) continue;
          const { since = 0, overwritten = false } = asked;
          if (places.kubernetes < since || (overwritten && kind === 'StatefulSet')) continue;
          judge(asked, `${path}.${field}`, said, report);
        }
      }
    }
  },
};

/** The same of what is to be a field of a type, wherever it is given. */
export function checkSpelling(type: string, field: string, what: string, said: unknown, report: Report): void {
  if (given(said)) judge(SPELLINGS[type]![field]!, what, said, report);
}

function judge({ as, even }: Spelling, what: string, said: unknown, report: Report): void {
  const several = Array.isArray(said);
  (several ? list(said) : [said]).forEach((each, i) => {
    const got = each ?? ''; // nothing, in a list of names
    if (typeof got !== 'string' || as.accepts(got) || (got === '' && !even)) return;
    report({ what: `${what}${several ? `[${i}]` : ''}`, allowed: as.allowed, got });
  });
}
