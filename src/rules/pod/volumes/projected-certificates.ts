import { Manifest } from '../../../manifest/manifest';
import { entries, filled, given, POD_KINDS } from '../../../manifest/reading';
import { QUALIFIED_NAME, SUBDOMAIN } from '../../../manifest/syntax';
import { Report, Rule } from '../../rule';

const DAY = 24 * 60 * 60;
const LEAST = 60 * 60;
const MOST = 91 * DAY;
const FILES = ['credentialBundlePath', 'keyPath', 'certificateChainPath'];

/**
 * Certificates in a volume are those of one bundle, or of one signer, or of the pod itself.
 *
 * @see https://kubernetes.io/docs/concepts/storage/projected-volumes/
 */
export const projectedCertificates: Rule = {
  name: 'projected-certificates',
  certainty: 'refused by the API server',
  kinds: POD_KINDS,
  check(_, report, __, { every }) {
    for (const { value, path } of every('ClusterTrustBundleProjection')) bundle(value, path, report);
    for (const { value, path } of every('PodCertificateProjection')) certificate(value, path, report);
  },
};

function bundle({ name, signerName, labelSelector }: Manifest, path: string, report: Report): void {
  if (given(name) === given(signerName)) {
    report({ what: path, allowed: 'from one of name, signerName', got: given(name) ? { name, signerName } : undefined });
    return;
  }
  if (!given(name)) return;
  if (!isBundle(name)) report({ what: `${path}.name`, allowed: 'the name of a ClusterTrustBundle', got: name });
  if (given(labelSelector)) report({ what: `${path}.labelSelector`, allowed: 'left out if name is set', got: labelSelector });
}

/** Those of a signer begin with its name, in which ':' stands for '/'. */
function isBundle(name: string): boolean {
  const [, signer, rest] = /^(.*):([^:]*)$/s.exec(name) ?? [undefined, 'none', name];
  return signer !== '' && !signer!.includes('/') && SUBDOMAIN.accepts(rest);
}

function certificate(source: Manifest, path: string, report: Report): void {
  const { signerName, maxExpirationSeconds: got, userAnnotations } = source;
  if (!FILES.some(field => filled(source[field]))) {
    report({ what: path, allowed: `for one or more of ${FILES.join(', ')}`, got: undefined });
  }
  const most = /(^|\.)kubernetes\.io\//.test(signerName) ? DAY : MOST;
  if (given(got) && (got < LEAST || got > most)) {
    report({ what: `${path}.maxExpirationSeconds`, allowed: `a whole number from ${LEAST} to ${most}`, got });
  }
  for (const [key] of entries(userAnnotations)) {
    if (QUALIFIED_NAME.accepts(key.toLowerCase()) && key.includes('/')) continue;
    report({ what: `${path}.userAnnotations`, allowed: "annotations whose keys are a domain, '/' and a name", got: key });
  }
}
