import { identity, sameNamespace } from './identity';
import { Manifest } from './manifest';
import { filled, podLabels, selects } from './reading';

// Manifests that are applied together, and which of them belong together.

/** The Service that gives the pods of a StatefulSet their DNS names. */
export function governingService(statefulSet: Manifest, among: readonly Manifest[]): Manifest | undefined {
  const name = statefulSet.spec?.serviceName;
  return filled(name)
    ? among.find(other => identity(other).kind === 'Service' && identity(other).name === name && sameNamespace(other, statefulSet))
    : undefined;
}

/** The StatefulSets whose pods a label selector finds; of a namespace, that of the object that has the selector. */
export function selectedSets(owner: Manifest, selector: Manifest, among: readonly Manifest[]): Manifest[] {
  return among.filter(other => identity(other).kind === 'StatefulSet' && sameNamespace(other, owner)
    && selects(selector, podLabels(other)));
}
