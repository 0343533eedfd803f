import { apply, deleteWithPods, inNamespace, NOTHING_CHANGED, pauseGitOps, quoted, step, word } from './steps';
import { identity } from '../../manifest/identity';
import { Manifest } from '../../manifest/manifest';
import { Cluster } from '../cluster';
import { Phase, Step } from '../finding';

/** A claim, and the one that is to have its volume. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

const RETAIN = quoted('{"spec":{"persistentVolumeReclaimPolicy":"Retain"}}');

/**
 * Gives the volumes of a set to claims of other names, or of another namespace, without a copy. The pods are down meanwhile: no two claims
 * can have one volume.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reserving-a-persistentvolume
 */
export function rebind(before: Manifest, after: Manifest, moves: readonly Move[], cluster: Cluster): Step[] {
  const [old, now] = [inNamespace(identity(before)), inNamespace(identity(after))];
  const claims = moves.map(({ from, to }) => ({ from, to, file: `${to.replace(/[^\w.-]/g, '_')}.json` }));
  const volume = (file: string) =>
    `"$(kubectl create --dry-run=client --validate=false -f ${file} -o jsonpath='{.spec.volumeName}')"`;
  return [
    pauseGitOps(),
    ...claims.map(({ from }) => step(
      Phase.BEFORE,
      `kubectl patch pv "$(kubectl get pvc ${word(from)}${old} -o jsonpath='{.spec.volumeName}')" -p ${RETAIN}`,
      'the reclaim policy of the volume is Retain, and you have noted the old one: kubectl get pv',
      'patch it back to the old policy',
    )),
    ...claims.map(({ from, to, file }) => step(
      Phase.BEFORE,
      `kubectl get pvc ${word(from)}${old} -o go-template=${quoted(claimOf(to, identity(after).namespace))} > ${file}`,
      `${file} names the volume of ${from}`,
      NOTHING_CHANGED,
    )),
    step(
      Phase.MAKE_WAY,
      deleteWithPods(before),
      'the StatefulSet and its pods are deleted',
      'apply the old manifests: the claims still exist',
    ),
    ...claims.flatMap(({ from, to, file }) => [
      step(
        Phase.MAKE_WAY,
        `kubectl delete pvc ${word(from)}${old} --ignore-not-found`,
        `the volume of ${from} is Released, and not deleted: kubectl get pv`,
        `continue with ${from} instead of ${to} in ${file} and in the next two commands`,
      ),
      step(Phase.MAKE_WAY, `kubectl patch pv ${volume(file)} --type=merge -p ${quoted(reserved(to, identity(after).namespace))}`,
        `the volume is reserved for ${to}`, `patch it with ${from} instead of ${to}`),
      step(
        Phase.MAKE_WAY,
        `kubectl create -f ${file}${now}`,
        `${to} is Bound to it: kubectl get pvc ${word(to)}${now}`,
        `kubectl delete pvc ${word(to)}${now}`,
      ),
    ]),
    apply(cluster.apply, 'the pods start on their old volumes'),
  ];
}

/** A claim like the one that is there, for its volume. It is filled in by kubectl, which knows class, size and volume. */
function claimOf(name: string, namespace: string): string {
  const metadata = { name, ...namespace !== '' && { namespace } };
  return `{"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":${JSON
    .stringify(metadata)},"spec":{"volumeName":"{{.spec.volumeName}}",`
    + '{{if .spec.storageClassName}}"storageClassName":"{{.spec.storageClassName}}",{{end}}"volumeMode":"{{.spec.volumeMode}}",'
    + '"accessModes":[{{range $i, $m := .spec.accessModes}}{{if $i}},{{end}}"{{$m}}"{{end}}],'
    + '"resources":{"requests":{"storage":"{{.spec.resources.requests.storage}}"}}}}';
}

function reserved(name: string, namespace: string): string {
  const claimRef = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    name,
    namespace: namespace === '' ? 'default' : namespace,
    uid: null,
    resourceVersion: null,
  };
  return JSON.stringify({ spec: { claimRef } });
}
