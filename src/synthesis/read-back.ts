import { canonicalQuantity } from '../manifest/canonical-quantity';
import { Manifest } from '../manifest/manifest';
import { entries, fields, items, POD_KINDS, podTemplate } from '../manifest/reading';

/**
 * The manifest as the API server will give it back, as far as it says something: what is written is what is read. Else each apply is
 * another change to `kubectl apply`, what was applied the one way conflicts when it is applied the other, and Argo CD sees a difference for
 * ever: within a list without keys, such as the claim templates, and within a reference to a field, all of it is compared, what the server
 * has added included. See docs/decisions/0052.
 */
export function asReadBack(manifest: Manifest): Manifest {
  if (manifest.kind === 'Service') leaveOut(manifest.spec);
  if (!POD_KINDS.includes(manifest.kind)) return manifest;
  const { metadata, spec } = podTemplate(manifest);
  leaveOut(metadata, 'labels', 'annotations');
  pod(spec);
  if (manifest.kind !== 'StatefulSet') return manifest;
  leaveOut(manifest.spec, 'minReadySeconds');
  const claims = manifest.spec?.volumeClaimTemplates;
  if (Array.isArray(claims)) manifest.spec.volumeClaimTemplates = claims.map(claimTemplate);
  return manifest;
}

function pod(spec: Manifest): void {
  leaveOut(spec, 'hostNetwork', 'hostPID', 'hostIPC', 'nodeSelector', 'overhead');
  leaveOut(spec.securityContext);
  for (const each of [...items(spec.initContainers), ...items(spec.containers)]) container(each);
  items(spec.volumes).forEach(volume);
  amounts(spec.resources);
  spellAll(spec.overhead);
}

function container(spec: Manifest): void {
  leaveOut(spec, 'stdin', 'stdinOnce', 'tty', 'workingDir');
  leaveOut(spec.securityContext?.capabilities);
  amounts(spec.resources);
  for (const variable of items(spec.env)) {
    leaveOut(variable, 'value');
    references(variable.valueFrom);
  }
  for (const mount of items(spec.volumeMounts)) leaveOut(mount, 'readOnly', 'subPath', 'subPathExpr');
  for (const probe of [spec.livenessProbe, spec.readinessProbe, spec.startupProbe]) leaveOut(probe, 'initialDelaySeconds');
}

/** Empty lists, and of these fields what says nothing: the server keeps none of it. */
function leaveOut(holder: Manifest, ...keys: readonly string[]): void {
  for (const [key, value] of entries(holder)) {
    if (Array.isArray(value) ? value.length === 0 : keys.includes(key) && (!value || isEmpty(value))) delete holder[key];
  }
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && Object.keys(fields(value)).length === 0;
}

/** A claim template is a list's whole entry, so it says what the server says of each. */
function claimTemplate(claim: unknown): unknown {
  const { spec, ...others } = fields(claim);
  if (spec === undefined) return claim;
  amounts(spec.resources);
  leaveOut(others.metadata, 'labels', 'annotations');
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    ...others,
    spec: spec.volumeMode === undefined ? { ...spec, volumeMode: 'Filesystem' } : spec,
    status: { phase: 'Pending' },
  };
}

function volume({ emptyDir, secret, configMap, persistentVolumeClaim, csi, nfs, downwardAPI, projected, ephemeral }: Manifest): void {
  spell(emptyDir, 'sizeLimit');
  for (const source of [emptyDir, secret, configMap, persistentVolumeClaim, csi, nfs]) leaveOut(source, 'medium', 'readOnly');
  items(downwardAPI?.items).forEach(references);
  for (const source of items(projected?.sources)) {
    items(source.downwardAPI?.items).forEach(references);
    if (source.serviceAccountToken) source.serviceAccountToken = sorted({ expirationSeconds: 3600, ...source.serviceAccountToken });
  }
  amounts(ephemeral?.volumeClaimTemplate?.spec?.resources);
}

function references(holder: Manifest): void {
  const { fieldRef, resourceFieldRef } = fields(holder);
  if (fieldRef) holder.fieldRef = { apiVersion: 'v1', ...fieldRef };
  if (resourceFieldRef) {
    holder.resourceFieldRef = sorted({ divisor: '0', ...resourceFieldRef });
    spell(holder.resourceFieldRef, 'divisor');
  }
}

function amounts(resources: Manifest): void {
  leaveOut(resources, 'requests', 'limits');
  spellAll(resources?.requests);
  spellAll(resources?.limits);
}

function spellAll(quantities: Manifest): void {
  for (const [key] of entries(quantities)) spell(quantities, key);
}

function spell(holder: Manifest, key: string): void {
  if (holder?.[key] !== undefined) holder[key] = canonicalQuantity(holder[key]);
}

function sorted(map: Manifest): Manifest {
  return Object.fromEntries(Object.entries(map).sort(([one], [other]) => one < other ? -1 : 1));
}
