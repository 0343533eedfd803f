import { spawnSync } from 'child_process';
import { identity } from '../../manifest/identity';
import { objectsIn } from '../../manifest/list';
import { Manifest } from '../../manifest/manifest';
import { minorVersion } from '../../upgrade/cluster';
import { Usage } from '../arguments';
import { DiffOptions } from './arguments';

/** What the cluster has. */
export interface Live {
  readonly before: readonly Manifest[];
  /** The new manifests, each in the namespace that it goes to. */
  readonly after: readonly Manifest[];
  /** Claims and storage classes. */
  readonly objects: readonly Manifest[];
  readonly minor: number | undefined;
}

const MOST_BYTES = 2 ** 28;

/** Asks the cluster, and changes nothing in it: each call is a `kubectl get`, or for its version. */
export function live(wanted: readonly Manifest[], { context, namespace, verbose }: DiffOptions, complain: (text: string) => void): Live {
  const where = [...context === undefined ? [] : ['--context', context]];
  const ask = (args: readonly string[], input = '') => kubectl([...args, ...where], input, verbose ? complain : () => {});
  const home = namespace === undefined ? [] : ['-n', namespace];
  const there = list(ask(
    ['get', '-f', '-', '--ignore-not-found', '--show-managed-fields', '-o', 'json', ...home],
    JSON.stringify({ apiVersion: 'v1', kind: 'List', items: wanted }),
  ));
  const places = [...new Set(there.map(each => identity(each).namespace).filter(each => each !== ''))];
  const around = places.flatMap(place => list(ask(['get', 'statefulsets.apps,persistentvolumeclaims', '-o', 'json', '-n', place])));
  const sets = around.filter(({ kind }) => kind === 'StatefulSet');
  return {
    before: [...there, ...sets],
    after: wanted.map(each => placed(each, there)),
    objects: [
      ...around.filter(({ kind }) => kind === 'PersistentVolumeClaim'),
      ...list(ask(['get', 'storageclasses.storage.k8s.io', '-o', 'json'])),
    ],
    minor: minorVersion(JSON.parse(ask(['version', '-o', 'json'])).serverVersion),
  };
}

/** The cluster knows which namespace an object goes to that does not say. */
function placed(manifest: Manifest, there: readonly Manifest[]): Manifest {
  const { kind, name, namespace } = identity(manifest);
  if (namespace !== '') return manifest;
  const found = there.find(each => identity(each).kind === kind && identity(each).name === name);
  return found === undefined ? manifest : { ...manifest, metadata: { ...manifest.metadata, namespace: found.metadata.namespace } };
}

function list(answer: string): Manifest[] {
  return answer.trim() === '' ? [] : objectsIn(JSON.parse(answer)).map(({ manifest }) => manifest);
}

function kubectl(args: readonly string[], input: string, tell: (text: string) => void): string {
  tell(`kubectl ${args.join(' ')}\n`);
  const { error, status, stdout, stderr } = spawnSync(
    'kubectl',
    args,
    { encoding: 'utf8', input, maxBuffer: MOST_BYTES, env: process.env },
  );
  // it has its answer, or its complaint, before it has read all of the input
  const started = error === undefined || (error as NodeJS.ErrnoException).code === 'EPIPE';
  if (started && status === 0) return stdout;
  throw new Usage(`kubectl ${args.join(' ')}: ${started ? stderr.trim() : error.message}`);
}
