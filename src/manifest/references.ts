import { Manifest } from './manifest';
import { containers, items, podTemplate, text } from './reading';

/** An object that pods refer to by its bare name: it is in their own namespace, or is not seen. */
export interface Reference {
  /** The field with the name. */
  readonly what: string;
  readonly kind: string;
  readonly name: string;
}

/** Of a pod, or of the pods and claims that are made from a manifest. An optional one is none: it may be meant for what is not there. */
export function referencesIn(manifest: Manifest): readonly Reference[] {
  return [...ofPod(manifest), ...ofContainers(manifest), ...ofClaims(manifest)];
}

function reference(what: string, kind: string, holder: Manifest, key: string): Reference[] {
  const name = text(holder?.[key], '');
  return name === '' || holder.optional === true ? [] : [{ what: `${what}.${key}`, kind, name }];
}

function ofPod(manifest: Manifest): Reference[] {
  const { spec, path } = podTemplate(manifest);
  return [
    ...reference(`${path}spec`, 'ServiceAccount', spec, 'serviceAccountName'),
    ...items(spec.imagePullSecrets).flatMap((secret, i) => reference(`${path}spec.imagePullSecrets[${i}]`, 'Secret', secret, 'name')),
    ...items(spec.volumes).flatMap((volume, i) => ofVolume(volume, `${path}spec.volumes[${i}]`)),
  ];
}

function ofVolume({ secret, configMap, persistentVolumeClaim, projected }: Manifest, path: string): Reference[] {
  return [
    ...reference(`${path}.secret`, 'Secret', secret, 'secretName'),
    ...reference(`${path}.configMap`, 'ConfigMap', configMap, 'name'),
    ...reference(`${path}.persistentVolumeClaim`, 'PersistentVolumeClaim', persistentVolumeClaim, 'claimName'),
    ...items(projected?.sources).flatMap((source, i) => [
      ...reference(`${path}.projected.sources[${i}].secret`, 'Secret', source.secret, 'name'),
      ...reference(`${path}.projected.sources[${i}].configMap`, 'ConfigMap', source.configMap, 'name'),
    ]),
  ];
}

function ofContainers(manifest: Manifest): Reference[] {
  return containers(manifest).flatMap(({ container, path }) => [
    ...items(container.env).flatMap(({ valueFrom }, i) => [
      ...reference(`${path}.env[${i}].valueFrom.secretKeyRef`, 'Secret', valueFrom?.secretKeyRef, 'name'),
      ...reference(`${path}.env[${i}].valueFrom.configMapKeyRef`, 'ConfigMap', valueFrom?.configMapKeyRef, 'name'),
    ]),
    ...items(container.envFrom).flatMap(({ secretRef, configMapRef }, i) => [
      ...reference(`${path}.envFrom[${i}].secretRef`, 'Secret', secretRef, 'name'),
      ...reference(`${path}.envFrom[${i}].configMapRef`, 'ConfigMap', configMapRef, 'name'),
    ]),
  ]);
}

/** What the claims of a StatefulSet are filled from. `dataSourceRef` may say another namespace. */
function ofClaims({ spec }: Manifest): Reference[] {
  return items(spec?.volumeClaimTemplates).flatMap((claim, i) => (['dataSource', 'dataSourceRef'] as const).flatMap(field => {
    const source = claim.spec?.[field];
    const what = `spec.volumeClaimTemplates[${i}].spec.${field}`;
    return source?.namespace === undefined ? reference(what, text(source?.kind, ''), source, 'name') : [];
  }));
}
