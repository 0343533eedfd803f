import { identity } from '../../manifest/identity';
import { Manifest } from '../../manifest/manifest';
import { containers, fields, items, POD_KINDS, podTemplate } from '../../manifest/reading';

/** The names that pods have for a ConfigMap or a Secret: as files, as variables. */
interface Sources {
  readonly files: readonly unknown[];
  readonly variables: readonly unknown[];
}

/** By what they read, those who read it, and whether in their variables. A thousand texts may be asked for a thousand readers. */
type Readers = Map<string, { readonly by: Manifest; readonly inVariables: boolean }[]>;

const known = new WeakMap<readonly Manifest[], Readers>();

/** Whose pods read a ConfigMap or a Secret. */
export function readersAmong(source: Manifest, among: readonly Manifest[]): Manifest[] {
  return asked(source, among).map(({ by }) => by);
}

/** The same in words: `StatefulSet db`. */
export function readers(source: Manifest, among: readonly Manifest[]): string[] {
  return readersAmong(source, among).map(called);
}

/** Those of them that have it in their variables, which are settled when a container starts. */
export function readersOfVariables(source: Manifest, among: readonly Manifest[]): string[] {
  return asked(source, among).filter(({ inVariables }) => inVariables).map(({ by }) => called(by));
}

function called(manifest: Manifest): string {
  return `${identity(manifest).kind} ${identity(manifest).name}`;
}

function asked(source: Manifest, among: readonly Manifest[]) {
  const all = known.get(among) ?? indexed(among);
  known.set(among, all);
  const { kind, namespace, name } = identity(source);
  return all.get(`${kind}/${namespace}/${name}`) ?? [];
}

function indexed(among: readonly Manifest[]): Readers {
  const all: Readers = new Map();
  for (const by of among.filter(({ kind }) => POD_KINDS.includes(kind))) {
    for (const kind of ['ConfigMap', 'Secret']) {
      const { files, variables } = sources(by, kind);
      for (const name of new Set([...files, ...variables])) {
        const key = `${kind}/${identity(by).namespace}/${String(name)}`;
        all.set(key, [...all.get(key) ?? [], { by, inVariables: variables.includes(name) }]);
      }
    }
  }
  return all;
}

function sources(pods: Manifest, kind: string): Sources {
  const [volume, reference, key, name] = kind === 'Secret'
    ? ['secret', 'secretRef', 'secretKeyRef', 'secretName'] as const
    : ['configMap', 'configMapRef', 'configMapKeyRef', 'name'] as const;
  const volumes = items(podTemplate(pods).spec.volumes);
  const all = containers(pods).map(each => each.container);
  return {
    files: [
      ...volumes.map(each => fields(each[volume])[name]),
      ...volumes.flatMap(each => items(each.projected?.sources)).map(each => fields(each[volume]).name),
    ],
    variables: [
      ...all.flatMap(each => items(each.envFrom)).map(each => fields(each[reference]).name),
      ...all.flatMap(each => items(each.env)).map(each => fields(each.valueFrom?.[key]).name),
    ],
  };
}
