import { Manifest } from '../../../src/manifest/manifest';

/** A container as its pod's programs find it. */
export interface Container {
  /** `<kind> <name>/<container>`. */
  readonly at: string;
  readonly env: Record<string, string | undefined>;
  readonly mounts: Mount[];
  /** The programs of ours that it mounts, by path. */
  readonly programs: Record<string, string>;
  /** What else that ConfigMap has, by path. */
  readonly files: Record<string, string>;
  /** What Kubernetes runs in it: the command, hooks and probes, word by word. */
  readonly commands: string[][];
  readonly manifest: Manifest;
  readonly pod: Manifest;
}

export interface Mount {
  readonly path: string;
  readonly volume: Manifest;
}

const PROGRAM = /\.(sh|js|py)$/;

/** The containers that run programs of ours. */
export function containersOf(manifests: Manifest[]): Container[] {
  const configMaps = new Map(manifests.filter(({ kind }) => kind === 'ConfigMap').map(({ metadata, data }) => [metadata.name, data as Record<string, string>]));
  return manifests.flatMap(manifest => {
    const { spec } = manifest.spec?.template ?? manifest.spec?.jobTemplate?.spec.template ?? {};
    if (!['StatefulSet', 'Job', 'CronJob'].includes(manifest.kind)) return [];
    return [...spec.initContainers ?? [], ...spec.containers]
      .map((container: Manifest) => containerOf(`${manifest.kind} ${manifest.metadata.name}/${container.name}`, container, spec, configMaps))
      .filter(({ programs }: Container) => Object.keys(programs).length > 0);
  });
}

function containerOf(at: string, manifest: Manifest, pod: Manifest, configMaps: Map<string, Record<string, string>>): Container {
  const claims = (name: string) => ({ name, claim: true });
  const volumeOf = (name: string) => pod.volumes?.find((volume: Manifest) => volume.name === name) ?? claims(name);
  const mounts: Mount[] = manifest.volumeMounts.map(({ name, mountPath }: Manifest) => ({ path: mountPath, volume: volumeOf(name) }));
  const data = Object.fromEntries(mounts.flatMap(({ path, volume }) => Object.entries(configMaps.get(volume.configMap?.name) ?? {}).map(([name, text]) => [`${path}/${name}`, text])));
  const { command = [], livenessProbe, readinessProbe, startupProbe, lifecycle } = manifest;
  return {
    at,
    env: Object.fromEntries((manifest.env ?? []).map(({ name, value }: Manifest) => [name, value])),
    mounts,
    programs: Object.fromEntries(Object.entries(data).filter(([name]) => PROGRAM.test(name))),
    files: Object.fromEntries(Object.entries(data).filter(([name]) => !PROGRAM.test(name))),
    commands: [command, lifecycle?.preStop?.exec?.command, ...[livenessProbe, readinessProbe, startupProbe].map(probe => probe?.exec?.command)].filter(Boolean),
    manifest,
    pod,
  };
}

/** The paths of the programs that run in it: what Kubernetes calls, and all that this needs. */
export function running({ at, programs, commands, files }: Container): string[] {
  const paths = Object.keys(programs);
  const folder = paths[0]!.slice(0, paths[0]!.lastIndexOf('/'));
  const found = new Set<string>();
  const add = (path: string) => {
    if (path in files || found.has(path)) return;
    if (!(path in programs)) throw new Error(`${at}: there is no ${path}`);
    found.add(path);
    for (const name of needs(programs[path]!)) add(`${folder}/${name}`);
  };
  for (const path of commands.flat().filter(word => word.startsWith(`${folder}/`))) add(path);
  return [...found];
}

/** The files beside it that a program sources, runs, requires or reads. */
function needs(text: string): string[] {
  return [...text.matchAll(/(?:require\('\.|MONGO_PROGRAMS\}|\$programs|\$PROGRAMS|BASH_SOURCE\[0\]\}"\)"?)\/([A-Za-z.-]+\.[a-z]+)/g)].map(([, name]) => name!);
}
