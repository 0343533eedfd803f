import { Manifest } from './manifest';
import { namesakes, selected } from './neighbours';
import { Places } from './places';
import { fields, filled, given, items, POD_KINDS } from './reading';

// Manifests that are applied together, and which of them belong together.

const IMAGE = '.image';

/** The Service that gives the pods of a StatefulSet their DNS names. */
export function governingService(statefulSet: Manifest, among: readonly Manifest[]): Manifest | undefined {
  const name = statefulSet.spec?.serviceName;
  return filled(name) ? namesakes(statefulSet, 'Service', name, among)[0] : undefined;
}

/** The StatefulSets whose pods a label selector finds; of a namespace, that of the object that has the selector. */
export function selectedSets(owner: Manifest, selector: Manifest, among: readonly Manifest[]): readonly Manifest[] {
  return selected(owner, 'StatefulSet', selector, among);
}

/** Whatever has pods that a label selector finds; of a namespace, that of the object that has the selector. */
export function selectedPods(owner: Manifest, selector: Manifest, among: readonly Manifest[]): Manifest[] {
  return POD_KINDS.flatMap(kind => selected(owner, kind, selector, among));
}

/**
 * What of a manifest nobody ever sees: volumes that a claim template of the same name takes the place of, or whose image the API server
 * drops, and sources of claims that it drops, of other kinds than it once knew, or in other namespaces.
 */
export function hiddenParts(manifest: Manifest, { dropped }: Places): string[] {
  const images = dropped.map(({ what }) => what).filter(what => what.endsWith(IMAGE)).map(what => what.slice(0, -IMAGE.length));
  return [...images, ...hidden(manifest)];
}

function hidden({ kind, spec }: Manifest): string[] {
  if (kind === 'PersistentVolumeClaim') {
    const { dataSource: source, dataSourceRef: reference } = fields(spec);
    const elsewhere = filled(reference?.namespace);
    const old = !filled(source?.apiGroup) ? source?.kind === 'PersistentVolumeClaim'
      : source.apiGroup === 'snapshot.storage.k8s.io' && source.kind === 'VolumeSnapshot';
    return [
      ...(elsewhere ? ['spec.dataSourceRef'] : []),
      ...(!old && (elsewhere || !given(reference)) ? ['spec.dataSource'] : []),
    ];
  }
  if (kind !== 'StatefulSet') return [];
  const claims = items(spec?.volumeClaimTemplates).map(({ metadata }) => metadata?.name);
  return items(spec?.template?.spec?.volumes).flatMap(({ name }, i) => claims.includes(name) ? [`spec.template.spec.volumes[${i}]`] : []);
}
