import { identity, sameNamespace } from '../../manifest/identity';
import { Manifest } from '../../manifest/manifest';
import { containers, fields, items, POD_KINDS, podTemplate } from '../../manifest/reading';

/** The names that pods have for a ConfigMap or a Secret: as files, as variables. */
interface Sources {
  readonly files: readonly unknown[];
  readonly variables: readonly unknown[];
}

/** Who reads a ConfigMap or a Secret, in words: `StatefulSet db`. */
export function readers(source: Manifest, among: readonly Manifest[]): string[] {
  return among.filter(each => POD_KINDS.includes(each.kind) && sameNamespace(each, source) && reads(each, source))
    .map(each => `${identity(each).kind} ${identity(each).name}`);
}

/** Those of them that have it in their variables, which are settled when a container starts. */
export function readersOfVariables(source: Manifest, among: readonly Manifest[]): string[] {
  return among.filter(each => POD_KINDS.includes(each.kind) && sameNamespace(each, source)
    && sources(each, source.kind).variables.includes(identity(source).name))
    .map(each => `${identity(each).kind} ${identity(each).name}`);
}

function reads(pods: Manifest, source: Manifest): boolean {
  const { files, variables } = sources(pods, source.kind);
  return [...files, ...variables].includes(identity(source).name);
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
