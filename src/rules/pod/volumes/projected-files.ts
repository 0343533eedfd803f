import { Manifest } from '../../../manifest/manifest';
import { filled, given, items, POD_KINDS } from '../../../manifest/reading';
import { Rule } from '../../rule';

const SOURCES = ['secret', 'configMap', 'downwardAPI', 'serviceAccountToken', 'clusterTrustBundle', 'podCertificate'];

const CERTIFICATE_FILES = ['credentialBundlePath', 'keyPath', 'certificateChainPath'];

/** Each entry of a projected volume is from one source, and no two files of it have one path. */
export const projectedFiles: Rule = {
  name: 'projected-files',
  certainty: 'refused by the API server',
  kinds: POD_KINDS,
  check(_, report, __, { every }) {
    for (const { value, path: at } of every('ProjectedVolumeSource')) {
      const taken = new Set<string>();
      items(value.sources).forEach((source, i) => {
        const path = `${at}.sources[${i}]`;
        const there = SOURCES.filter(name => given(source[name]));
        if (there.length > 1) report({ what: path, allowed: 'from one source', got: there });
        for (const [what, got] of filesOf(source, path)) {
          if (taken.has(got)) report({ what, allowed: 'a path that no other file of the volume has', got });
          taken.add(got);
        }
      });
    }
  },
};

/** The paths that the source gives, and where. The API server does not look at that of a token. */
function filesOf({ secret, configMap, downwardAPI, clusterTrustBundle, podCertificate }: Manifest, path: string): [string, string][] {
  const ofItems = Object.entries({ secret, configMap, downwardAPI })
    .flatMap(([name, source]) => items(source?.items)
      .map(({ path: file }, i): [string, string] => [`${path}.${name}.items[${i}].path`, file]));
  const bundle: [string, string] = [`${path}.clusterTrustBundle.path`, clusterTrustBundle?.path];
  const certificate = CERTIFICATE_FILES.map((field): [string, string] => [`${path}.podCertificate.${field}`, podCertificate?.[field]]);
  return [...ofItems, bundle, ...certificate].filter(([, file]) => filled(file));
}
