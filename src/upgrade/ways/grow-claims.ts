import { inNamespace, quoted, step, word } from './steps';
import { identity } from '../../manifest/identity';
import { Manifest } from '../../manifest/manifest';
import { claimsThatAre, Cluster } from '../cluster';
import { Phase, Step } from '../finding';
import { claimStem, ordinals } from '../set';

/** Claims are never altered by their set, so each is told its new size; those of pods that are gone for now, too, if they are known. */
export function growClaims(set: Manifest, template: string, size: string, cluster: Cluster): Step[] {
  const where = inNamespace(identity(set));
  const stem = claimStem(set, template);
  const claims = new Set([...ordinals(set).map(ordinal => `${stem}${ordinal}`), ...claimsThatAre(stem, set, cluster)]);
  const patch = quoted(JSON.stringify({ spec: { resources: { requests: { storage: size } } } }));
  return [...claims].map(claim => step(
    Phase.BY_HAND,
    `kubectl patch pvc ${word(claim)}${where} -p ${patch}`,
    `its capacity is ${size}, or its condition is FileSystemResizePending: kubectl get pvc ${word(claim)}${where} -o jsonpath='{.status}'`,
    'not possible: a claim cannot shrink. Its data stays as it is',
  ));
}
