import { identity } from '../../manifest/identity';
import { objectsIn } from '../../manifest/list';
import { Manifest } from '../../manifest/manifest';
import { fields } from '../../manifest/reading';
import { minorVersion } from '../../upgrade/cluster';
import { Usage } from '../arguments';
import { DiffOptions } from './arguments';
import { answer } from './program';

/** What the cluster has. */
export interface Live {
  readonly before: readonly Manifest[];
  /** The new manifests, each in the namespace that it goes to. */
  readonly after: readonly Manifest[];
  /** Claims and storage classes. */
  readonly objects: readonly Manifest[];
  readonly minor: number | undefined;
}

/** Asks the cluster, and changes nothing in it: each call is a `kubectl get`, or for its version. */
export function live(wanted: readonly Manifest[], { context, namespace, verbose }: DiffOptions, complain: (text: string) => void): Live {
  const where = [...context === undefined ? [] : ['--context', context]];
  const ask = (args: readonly string[], input = '') => kubectl([...args, ...where], input, verbose ? complain : () => {});
  const home = namespace === undefined ? [] : ['-n', namespace];
  const there = list(ask(
    ['get', '-f', '-', '--ignore-not-found', '--show-managed-fields', '-o', 'json', ...home],
    JSON.stringify({ apiVersion: 'v1', kind: 'List', items: wanted }),
  ));
  const places = new Set([...there, ...wanted].map(each => identity(each).namespace || (namespace ?? '')));
  const around = [...places].map(place => place === '' ? [] : ['-n', place])
    .flatMap(place => list(ask(['get', 'statefulsets.apps,persistentvolumeclaims', '-o', 'json', ...place])));
  const sets = around.filter(({ kind }) => kind === 'StatefulSet');
  return {
    before: [...sets, ...there],
    after: wanted.map(each => placed(each, there)),
    objects: [
      ...around.filter(({ kind }) => kind === 'PersistentVolumeClaim'),
      ...list(ask(['get', 'storageclasses.storage.k8s.io', '-o', 'json'])),
    ],
    minor: minorVersion(fields(ask(['version', '-o', 'json'])).serverVersion),
  };
}

/** The cluster knows which namespace an object goes to that does not say. */
function placed(manifest: Manifest, there: readonly Manifest[]): Manifest {
  const { kind, name, namespace } = identity(manifest);
  if (namespace !== '') return manifest;
  const found = there.find(each => identity(each).kind === kind && identity(each).name === name);
  return found === undefined ? manifest : { ...manifest, metadata: { ...manifest.metadata, namespace: found.metadata.namespace } };
}

function list(said: unknown): Manifest[] {
  return objectsIn(fields(said)).map(({ manifest }) => fields(manifest)).filter(({ kind }) => typeof kind === 'string');
}

/** Of what is not there, it says nothing. */
function kubectl(args: readonly string[], input: string, tell: (text: string) => void): unknown {
  tell(`kubectl ${args.join(' ')}\n`);
  const said = answer('kubectl', args, input).toString().trim();
  try {
    return said === '' ? undefined : JSON.parse(said);
  } catch {
    throw new Usage(`kubectl ${args.join(' ')}: its answer is not JSON`);
  }
}
