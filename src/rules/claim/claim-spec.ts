import { Manifest } from '../../manifest/manifest';
import { filled, given, list, POD_KINDS, quantity } from '../../manifest/reading';
import { Report, Rule } from '../rule';

/** A claim asks for something that can be given, wherever it stands: by itself, in a StatefulSet, or in a volume of a pod. */
export const claimSpec: Rule = {
  name: 'claim-spec',
  certainty: 'refused by the API server',
  kinds: ['PersistentVolumeClaim', ...POD_KINDS],
  check({ kind }, report, __, { every }) {
    for (const { value: spec, path } of every('PersistentVolumeClaimSpec')) {
      const modes = list(spec.accessModes);
      if (modes.includes('ReadWriteOncePod') && new Set(modes).size > 1) {
        report({ what: `${path}.accessModes`, allowed: 'only ReadWriteOncePod, or other access modes', got: modes });
      }
      const storage = spec.resources?.requests?.storage;
      if (!(quantity(typeof storage === 'string' ? storage.trim() : storage) > 0)) {
        report({ what: `${path}.resources.requests.storage`, allowed: "a size above 0, such as '10Gi'", got: storage ?? undefined });
      }
      sources(spec, path, kind === 'PersistentVolumeClaim', report);
    }
  },
};

/** What the volume is to be filled with. The older field and the newer say the same, or one of them nothing. */
function sources({ dataSource, dataSourceRef }: Manifest, path: string, alone: boolean, report: Report): void {
  for (const [field, source] of Object.entries({ dataSource, dataSourceRef })) {
    if (given(source) && !filled(source.apiGroup) && filled(source.kind) && source.kind !== 'PersistentVolumeClaim') {
      report({ what: `${path}.${field}.kind`, allowed: "'PersistentVolumeClaim', unless an apiGroup is given", got: source.kind });
    }
  }
  if (!given(dataSource) || !given(dataSourceRef)) return;
  if (alone && filled(dataSourceRef.namespace)) return; // the API server drops the reference before it looks
  if (filled(dataSourceRef.namespace)) {
    report({ what: `${path}.dataSource`, allowed: 'left out if the dataSourceRef has a namespace', got: dataSource });
  } else if (!['apiGroup', 'kind', 'name'].every(field => (dataSource[field] ?? null) === (dataSourceRef[field] ?? null))) {
    report({ what: `${path}.dataSource`, allowed: 'left out, or the same as dataSourceRef', got: dataSource });
  }
}
