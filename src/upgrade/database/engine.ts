import { Manifest } from '../../manifest/manifest';
import { containers, list, text } from '../../manifest/reading';

export type Engine = 'mongodb' | 'cassandra';

/** The last part of the image's name, as the projects themselves and those who repackage them write it. */
const IMAGES: readonly (readonly [engine: Engine, name: RegExp])[] = [
  ['mongodb', /^(mongo|mongodb|mongodb-(community|enterprise)-server|percona-server-mongodb|mongodb-sharded)$/],
  ['cassandra', /^(cassandra|cass-management-api|management-api-for-apache-cassandra)$/],
];
const PROGRAMS: readonly (readonly [engine: Engine, word: RegExp])[] = [
  ['mongodb', /(^|[\s/])mongod(\s|$)/],
  ['cassandra', /(^|[\s/])cassandra\s+-[fR]/],
];

export interface Version {
  readonly major: number;
  /** Where the tag says no more than the major one. */
  readonly minor?: number;
}

/** Which database the pods run, if image or arguments tell. */
export function engineOf(workload: Manifest): Engine | undefined {
  return serverOf(workload)?.engine;
}

/** The container that is the database. */
export function serverOf(workload: Manifest): { readonly engine: Engine; readonly container: Manifest } | undefined {
  for (const { container, init } of containers(workload)) {
    const engine = init ? undefined : ofContainer(container);
    if (engine !== undefined) return { engine, container };
  }
  return undefined;
}

function ofContainer(container: Manifest): Engine | undefined {
  const name = imageName(container.image);
  const words = [...list(container.command), ...list(container.args)].join(' ');
  return IMAGES.find(([, image]) => image.test(name))?.[0] ?? PROGRAMS.find(([, word]) => word.test(words))?.[0];
}

/** `mongo` of `registry.example.org:5000/library/mongo:8.0@sha256:…` */
function imageName(image: unknown): string {
  return text(image, '').replace(/@.*$/, '').split('/').at(-1)!.replace(/:.*$/, '');
}

/** What the tag says: `8.0-noble` and `8.0.13-debian-12-r3` are 8.0, `latest` and a digest alone say nothing. */
export function versionOf(container: Manifest): Version | undefined {
  const tag = /:([^:/@]+)(@|$)/.exec(text(container.image, ''))?.[1] ?? '';
  const [, major, minor] = /^v?(\d+)(?:\.(\d+))?(?:[.-]|$)/.exec(tag) ?? [];
  if (major === undefined) return undefined;
  return { major: Number(major), ...minor !== undefined && { minor: Number(minor) } };
}

export function spelled({ major, minor }: Version): string {
  return minor === undefined ? String(major) : `${major}.${minor}`;
}
