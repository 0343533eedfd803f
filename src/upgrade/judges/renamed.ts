import { identity } from '../../manifest/identity';
import { Manifest } from '../../manifest/manifest';
import { fields, items, podTemplate } from '../../manifest/reading';
import { hostsIn } from '../database/hosts';
import { Phase, Step, Verdict } from '../finding';
import { Judge } from '../judge';
import { claimNames, claimStem, claimTemplates, governedBy, ordinals, retention } from '../set';
import { Rename, Upgrade } from '../upgrade';
import { Move, rebind } from '../ways/rebind';
import { byHand, called, inNamespace, step, word } from '../ways/steps';

/** Another name, or another namespace, is another object: the old one is left, or pruned, and the new one begins with nothing. */
export const renamed: Judge = {
  name: 'renamed',
  renamed(pair, upgrade) {
    const verdict = ofPair(pair, upgrade);
    return [upgrade.cluster.live === true ? perhaps(verdict, pair.before) : verdict];
  },
};

function ofPair(pair: Rename, upgrade: Upgrade): Verdict {
  const { before, after } = pair;
  if (before.kind === 'StatefulSet' && after.kind === 'StatefulSet') return set(pair, upgrade);
  if (before.kind === 'Service') return service(pair, upgrade);
  return before.kind === 'PersistentVolumeClaim' ? claim(pair, upgrade) : workload(pair);
}

/** What a cluster has may belong to other manifests, and stay beside its like. */
function perhaps(verdict: Verdict, before: Manifest): Verdict {
  return {
    ...verdict,
    effect: 'unknown',
    why: `The cluster has ${words(before)}, which is in none of these manifests. If it belongs to other manifests, nothing happens to it. `
      + `Otherwise: ${verdict.why}`,
  };
}

function set({ before, after }: Rename, { cluster }: Upgrade): Verdict {
  const [templates, was, is] = [claimTemplates(after), words(before), words(after, before)];
  const kept = ordinals(before).filter(ordinal => ordinals(after).includes(ordinal));
  const moves: Move[] = [...claimTemplates(before).keys()].filter(name => templates.has(name))
    .flatMap(name => kept.map(i => ({ from: `${claimStem(before, name)}${i}`, to: `${claimStem(after, name)}${i}` })));
  const stranded = claimNames(before);
  const deleted = retention(before).whenDeleted === 'Delete' ? ' If the old StatefulSet is deleted, so are these (whenDeleted: Delete).'
    : '';
  const hosts = hostsIn(before, after);
  const why = `${was} is replaced by ${is}, with the same images, ports and mounts. For Kubernetes, that is a new StatefulSet`;
  if (moves.length === 0) {
    return {
      effect: 'recreated',
      fields: names({ before, after }),
      why: `${why}, whose pods have other names.`,
      steps: [],
    };
  }
  return {
    effect: 'loses data',
    fields: names({ before, after }),
    why: `${why}. Its pods start on new, empty claims, beside the old pods or in their place. The data stays in the old claims: `
      + `${stranded.join(', ')}.${deleted} Keep the name, or move the volumes to the new claims while all pods are down.${hosts.why}`,
    link: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reserving-a-persistentvolume',
    steps: [
      ...identity(before).namespace === identity(after).namespace ? [] : [namespaceFirst(after)],
      ...rebind(before, after, moves, cluster),
      ...hosts.steps,
    ],
  };
}

function namespaceFirst(after: Manifest): Step {
  const { namespace } = identity(after);
  return step(
    Phase.BEFORE,
    `kubectl create namespace ${word(namespace)} --dry-run=client -o yaml | kubectl apply -f -`,
    `kubectl get namespace ${word(namespace)}`,
    `kubectl delete namespace ${word(namespace)}`,
  );
}

function service({ before, after }: Rename, { after: all }: Upgrade): Verdict {
  const governed = governedBy(after, all);
  return {
    effect: 'recreated',
    fields: names({ before, after }),
    why: `${words(before)} is replaced by ${words(after, before)}, with another name and another address. Once the old one is deleted, `
      + 'clients that still use it get no answer.'
      + (governed.length > 0
        ? ` The pods of ${governed.map(each => identity(each).name).join(', ')} get their names from the new one.`
        : ''),
    link: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/',
    steps: [
      byHand(
        Phase.BEFORE,
        `keep ${words(before)} in the manifests until nobody uses it any more`,
        'both are in the new manifests',
        'remove the new one again',
      ),
      step(
        Phase.CLEAN_UP,
        `kubectl delete ${called(before)} --ignore-not-found`,
        'nobody uses the old name any more',
        'apply the old Service again',
      ),
    ],
  };
}

function claim({ before, after }: Rename, { cluster }: Upgrade): Verdict {
  return {
    effect: 'loses data',
    fields: names({ before, after }),
    why: `${words(before)} is replaced by ${words(after, before)}, a new, empty claim. The data stays in the old one, or is deleted `
      + 'with it by tools that prune.',
    link: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reserving-a-persistentvolume',
    steps: rebind(
      before,
      after,
      [{ from: identity(before).name, to: identity(after).name }],
      cluster,
    ).filter(({ command }) => !command.includes('--cascade=foreground')),
  };
}

/** A Deployment's claims are objects of their own, and a set makes its own: between the two no data goes along. */
function workload({ before, after }: Rename): Verdict {
  const [old, now] = [mountedClaims(before), mountedClaims(after)];
  const left = old.filter(each => !now.includes(each));
  const where = inNamespace(identity(before));
  return {
    effect: left.length > 0 ? 'loses data' : 'recreated',
    fields: names({ before, after }),
    why: `${words(before)} is replaced by ${words(after, before)}, with the same images, but new pods.`
      + (left.length > 0 ? ` The data stays in the old claims: ${left.join(', ')}. The new pods start without it.` : ''),
    link: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-storage',
    steps: left.map(each => byHand(
      Phase.BEFORE,
      `move the volume of ${each} to the claim of the new pods: kubectl get pvc ${word(each)}${where}`,
      'the new claim is Bound to the old volume',
      'apply the old manifests',
    )),
  };
}

function mountedClaims(workloadOf: Manifest): string[] {
  if (workloadOf.kind === 'StatefulSet') return claimNames(workloadOf);
  return items(podTemplate(workloadOf).spec.volumes).map(each => fields(each.persistentVolumeClaim).claimName)
    .filter(each => typeof each === 'string');
}

function names({ before, after }: Rename): Verdict['fields'] {
  return (['kind', 'metadata.namespace', 'metadata.name'] as const)
    .map(path => ({ path, before: valueAt(before, path), after: valueAt(after, path) }))
    .filter(each => each.before !== each.after);
}

function valueAt(manifest: Manifest, path: string): string {
  const { kind, namespace, name: own } = identity(manifest);
  return { 'kind': kind, 'metadata.namespace': namespace, 'metadata.name': own }[path]!;
}

/** As short as it is clear: the namespace only where it is another one. */
function words(manifest: Manifest, other?: Manifest): string {
  const { kind, namespace, name: own } = identity(manifest);
  return other === undefined || identity(other).namespace === namespace ? `${kind} ${own}` : `${kind} ${own} in namespace ${namespace}`;
}
