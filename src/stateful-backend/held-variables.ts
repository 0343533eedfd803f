import * as kplus from 'cdk8s-plus-28';
import { knownData } from './known-data';
import { refuse } from '../naming/refuse';

/** What to do instead of setting a variable; nothing where it is free. */
export type Decided = (name: string) => string | undefined;

/** Why a variable stays as it is that no prop is for. */
export const OF_PROGRAMS = 'the programs in the pods go by it';

/** What cdk8s-plus knows of a source, and shows to nobody. */
interface Source {
  readonly configMap?: kplus.IConfigMap;
  readonly sec?: kplus.ISecret;
  readonly prefix?: string;
}

/**
 * The environment of a container whose programs go by it. cdk8s-plus lets anybody add variables to a container, and takes a second value
 * for one without a word; so it is looked at when the pods are written.
 */
export class HeldVariables {
  private readonly own: Record<string, kplus.EnvValue>;

  /** Those that are there by now are the construct's own. */
  constructor(private readonly where: string, private readonly container: kplus.Container, private readonly decided: Decided) {
    this.own = container.env.variables;
  }

  public check(): void {
    const { env } = this.container;
    for (const [name, value] of Object.entries(env.variables)) {
      const own = this.own[name];
      if (own === undefined) this.free(name, value.value);
      else if (own !== value) this.refuse(name, value.value, this.decided(name) ?? OF_PROGRAMS);
    }
    // what the container has itself comes before what it has from others
    for (const source of env.sources) {
      const { configMap, sec, prefix = '' } = source as unknown as Source;
      for (const [key, value] of Object.entries(knownData(configMap ?? sec) ?? {})) this.free(`${prefix}${key}`, value);
    }
  }

  private free(name: string, got: unknown): void {
    const instead = this.decided(name);
    if (instead !== undefined) this.refuse(name, got, instead);
  }

  private refuse(name: string, got: unknown, instead: string): never {
    const allowed = name in this.own ? 'left as it is' : 'left out';
    return refuse(this.where, { what: `${this.container.name}.env.${name}`, allowed, got: got ?? 'a reference', instead });
  }
}
