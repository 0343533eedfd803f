import { Manifest } from '../../../manifest/manifest';
import { filled, given, items, POD_KINDS, scalar, text } from '../../../manifest/reading';
import { SUBDOMAIN } from '../../../manifest/syntax';
import { Report, Rule } from '../../rule';

/** A volume comes from one place; from none, it is an empty directory. */
export const volumeSources: Rule = {
  name: 'volume-sources',
  certainty: 'refused by the API server',
  kinds: POD_KINDS,
  check(_, report, __, { every }) {
    for (const { value: pod, path: at } of every('PodSpec')) {
      const names = new Set<unknown>();
      items(pod.volumes).forEach((volume, i) => {
        const path = `${at}.volumes[${i}]`;
        const { name } = volume;
        if (!filled(name)) report({ what: `${path}.name`, allowed: 'given', got: undefined });
        else if (names.has(name)) report({ what: `${path}.name`, allowed: 'a name that no other volume of the pod has', got: name });
        names.add(name);
        const sources = Object.keys(volume).filter(key => key !== 'name' && given(volume[key]));
        if (sources.length > 1) report({ what: path, allowed: 'from one source', got: sources });
        const [source] = sources;
        if (sources.length === 1) SOURCES[source!]?.(volume[source!], `${path}.${source}`, report, volume);
      });
    }
  },
};

type Check = (source: Manifest, path: string, report: Report, volume: Manifest) => void;

/** What sources owe beyond names and numbers. */
const SOURCES: Readonly<Record<string, Check>> = {
  emptyDir({ sizeLimit: got }, path, report) {
    if (scalar(got ?? '').trim().startsWith('-')) report({ what: `${path}.sizeLimit`, allowed: 'a quantity, 0 or more', got });
  },
  nfs({ path: got }, path, report) {
    if (filled(got) && !text(got, '').startsWith('/')) report({ what: `${path}.path`, allowed: "a path that begins with '/'", got });
  },
  csi({ driver: got, nodePublishSecretRef: secret }, path, report) {
    if (filled(got) && !/^(?=.{1,63}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/i.test(got)) {
      report({ what: `${path}.driver`, allowed: "up to 63 letters, digits, '-' or '.'", got });
    }
    secretNamed(secret, `${path}.nodePublishSecretRef`, report);
    if (filled(secret?.name) && !SUBDOMAIN.accepts(secret.name)) {
      report({ what: `${path}.nodePublishSecretRef.name`, allowed: SUBDOMAIN.allowed, got: secret.name });
    }
  },
  cinder: ({ secretRef }, path, report) => secretNamed(secretRef, `${path}.secretRef`, report),
  storageos: ({ secretRef }, path, report) => secretNamed(secretRef, `${path}.secretRef`, report),
  flocker({ datasetName, datasetUUID }, path, report) {
    if (filled(datasetName) === filled(datasetUUID)) {
      report({
        what: path,
        allowed: 'set by either datasetName or datasetUUID',
        got: datasetName,
      });
    }
    if (text(datasetName, '').includes('/')) report({ what: `${path}.datasetName`, allowed: "without '/'", got: datasetName });
  },
  fc({ targetWWNs, wwids, lun }, path, report) {
    if (filled(targetWWNs) === filled(wwids)) {
      report({
        what: `${path}.targetWWNs`,
        allowed: 'set, unless wwids is set',
        got: targetWWNs,
      });
    }
    if (!filled(targetWWNs)) return;
    if (!given(lun) || lun < 0 || lun > 255) {
      report({
        what: `${path}.lun`,
        allowed: 'a whole number from 0 to 255',
        got: lun ?? undefined,
      });
    }
  },
  iscsi({ iqn, initiatorName, chapAuthDiscovery, chapAuthSession, secretRef, targetPortal }, path, report, { name }) {
    for (const [field, got] of Object.entries({ iqn, initiatorName })) {
      if ((field === 'iqn' ? filled(got) : given(got)) && !isIqn(got)) {
        report({ what: `${path}.${field}`, allowed: 'a name that begins with iqn., eui. or naa.', got });
      }
    }
    if ((chapAuthDiscovery === true || chapAuthSession === true) && !given(secretRef)) {
      report({ what: `${path}.secretRef`, allowed: 'given for CHAP', got: undefined });
    }
    if (given(initiatorName) && `${name}:${targetPortal}`.length > 64) {
      report({ what: `${path}.targetPortal`, allowed: 'of 64 characters at most, with the name of the volume', got: targetPortal });
    }
  },
  quobyte({ registry, tenant }, path, report) {
    if (filled(registry) && !text(registry, '').split(',').every(each => /^(\[[^\]]*\]|[^:[\]]*):[^:]*$/.test(each))) {
      report({ what: `${path}.registry`, allowed: 'host:port, or several with commas between them', got: registry });
    }
    if (text(tenant, '').length > 64) report({ what: `${path}.tenant`, allowed: '64 characters at most', got: tenant });
  },
  flexVolume({ options }, path, report) {
    for (const key of Object.keys(options ?? {})) {
      const domain = key.split('/')[0]!.toLowerCase();
      if (/(^|\.)(kubernetes|k8s)\.io$/.test(domain)) {
        report({
          what: `${path}.options.${key}`,
          allowed: "a name with a domain other than Kubernetes' own",
          got: key,
        });
      }
    }
  },
  azureDisk({ kind, diskURI: got }, path, report) {
    const begins = kind === 'Managed' ? '/subscriptions/' : 'https://';
    if (filled(got) && !text(got, '').startsWith(begins)) {
      report({ what: `${path}.diskURI`, allowed: `an address that begins with '${begins}'`, got });
    }
  },
  ephemeral({ volumeClaimTemplate }, path, report) {
    for (const field of Object.keys(volumeClaimTemplate?.metadata ?? {})) {
      const got = volumeClaimTemplate.metadata[field];
      if (!['labels', 'annotations'].includes(field) && given(got) && got !== '' && (got !== 0 || field !== 'generation')) {
        report({ what: `${path}.volumeClaimTemplate.metadata.${field}`, allowed: 'left out', got });
      }
    }
  },
};

function secretNamed(secret: Manifest, path: string, report: Report): void {
  if (given(secret) && !filled(secret.name)) report({ what: `${path}.name`, allowed: 'the name of a Secret', got: undefined });
}

function isIqn(name: string): boolean {
  const iqn = /iqn\.[0-9]{4}-[0-9]{2}\.([A-Za-z0-9\-.]+)(:[^,;*&$|\s]+)$/;
  return iqn.test(name) || /^eui.[A-Za-z0-9]{16}$/.test(name) || /^naa.[A-Za-z0-9]{32}$/.test(name);
}
