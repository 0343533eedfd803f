import { identity } from '../../manifest/identity';
import { Manifest } from '../../manifest/manifest';
import { containers, items, POD_KINDS, podTemplate, text } from '../../manifest/reading';
import { Rule } from '../rule';

/** What pods refer to by a bare name is in their own namespace, as far as it is there at all. */
export const references: Rule = {
  name: 'references',
  certainty: 'advice',
  kinds: POD_KINDS,
  check(manifest, report, among) {
    const { namespace } = identity(manifest);
    if (namespace === '') return;
    for (const { what, kind, name } of [...ofPod(manifest), ...ofContainers(manifest), ...ofClaims(manifest)]) {
      const elsewhere = namespacesOf(among, kind, name);
      // one that leaves its namespace to whoever applies it may be here
      if (elsewhere.length === 0 || elsewhere.includes(namespace) || elsewhere.includes('')) continue;
      const instead = `that of this name is in namespace '${elsewhere[0]}', of which pods see nothing`;
      report({ what, allowed: `the name of a ${kind} in namespace '${namespace}'`, got: name, instead });
    }
  },
};

interface Reference {
  readonly what: string;
  readonly kind: string;
  readonly name: string;
}

/** A reference that is there, and must be: an optional one may be meant for what is not. */
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

/** The namespaces of all objects of a kind, by name; made once for each set of manifests, which is asked about by each of them. */
const known = new WeakMap<readonly Manifest[], Map<string, string[]>>();

function namespacesOf(among: readonly Manifest[], kind: string, name: string): readonly string[] {
  const index = known.get(among) ?? indexed(among);
  known.set(among, index);
  return index.get(`${kind}/${name}`) ?? [];
}

function indexed(manifests: readonly Manifest[]): Map<string, string[]> {
  const index = new Map<string, string[]>();
  for (const { kind, namespace, name } of manifests.map(identity)) {
    const key = `${kind}/${name}`;
    index.set(key, [...index.get(key) ?? [], namespace]);
  }
  return index;
}
