import { serverOf } from './engine';
import { Manifest } from '../../manifest/manifest';
import { namesakes } from '../../manifest/neighbours';
import { containers, entries, fields, items, list, podTemplate, text } from '../../manifest/reading';

export interface Asked {
  readonly option?: string;
  readonly variables?: readonly string[];
  readonly key?: RegExp;
}

/** The list of members in a ConfigMap of a MongoCluster. */
export const MEMBERS = 'members.json';

/** What a database is told, wherever it is told it. */
export class Settings {
  private readonly variables: ReadonlyMap<string, string>;
  private readonly words: readonly string[];
  private readonly texts: readonly string[];

  constructor(workload: Manifest, among: readonly Manifest[]) {
    const container = fields(serverOf(workload)?.container);
    this.variables = new Map(items(container.env).map(({ name, value }) => [text(name, ''), text(value, '')]));
    this.words = [...list(container.command), ...list(container.args)].flatMap(word => text(word, '').split(/[\s=]+/));
    this.texts = configMapsOf(workload, among).flatMap(map => entries(map.data)).filter(([name]) => !/\.(sh|js|py)$/.test(name))
      .map(([, value]) => text(value, ''));
  }

  /** The first that says it: an option on the command line, a variable, a key of a configuration file. */
  public read({ option, variables = [], key }: Asked): string | undefined {
    const at = option === undefined ? -1 : this.words.indexOf(`--${option}`);
    const variable = variables.map(name => this.variables.get(name)).find(value => value !== undefined && value !== '');
    return (at < 0 ? undefined : this.words[at + 1]) ?? variable ?? (key === undefined ? undefined : this.inFiles(key));
  }

  private inFiles(key: RegExp): string | undefined {
    for (const each of this.texts) {
      const found = key.exec(each)?.[1];
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

/** A key of YAML or JSON, in whatever style. */
export function yamlKey(name: string): RegExp {
  return new RegExp(`(?:^|[\\s{,"'])${name}["']?\\s*:\\s*["']?([^"'\\s,}]+)`, 'm');
}

export function configMapsOf(workload: Manifest, among: readonly Manifest[]): Manifest[] {
  const names = items(podTemplate(workload).spec.volumes).flatMap(each => [
    each.configMap,
    ...items(each.projected?.sources).map(source => source.configMap),
  ])
    .map(each => fields(each).name);
  return [...new Set(names)].filter(name => typeof name === 'string').flatMap(name => namesakes(workload, 'ConfigMap', name, among));
}

/** The Secrets with the key by which members know each other. */
export function keyFileSecrets(workload: Manifest): string[] {
  const volumes = items(podTemplate(workload).spec.volumes).filter(({ name }) => /key-?file/i.test(text(name, '')))
    .map(({ secret }) => fields(secret).secretName);
  const variables = containers(workload).flatMap(({ container }) => items(container.env))
    .filter(({ name }) => /REPLICA_SET_KEY/.test(text(name, '')))
    .map(({ valueFrom }) => fields(valueFrom?.secretKeyRef).name);
  return [...volumes, ...variables].filter(name => typeof name === 'string');
}
