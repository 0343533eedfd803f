import * as kplus from 'cdk8s-plus-28';
import { matching, refuse } from '../naming/refuse';

/**
 * The environment of a consumer.
 */
export interface IConsumerEnvironment {
  /**
   * Sets a variable.
   *
   * @param name the name of the variable
   * @param value its value, as an `EnvValue` of cdk8s-plus: what it has is `value` or `valueFrom`
   */
  addVariable(name: string, value: any): void;
}

/**
 * A consumer of a cluster: a container of whichever version of cdk8s-plus, or anything else with an environment. Where it has cdk8s-plus'
 * `mount` as well, files can be put into it.
 */
export interface IConsumer {
  /** The environment, to which the variables are added. */
  readonly env: IConsumerEnvironment;
}

/** Without control characters, and without halves of a surrogate pair, which no encoding has. */
const PATH = /^[^\p{Cc}\p{Cs}]+$/u;
const A_PATH = 'the path of a file: 1 character or more, none of them a control character';

/** What cdk8s-plus has in every version, and others may have. */
interface Mountable {
  readonly mounts?: readonly { readonly path: string; readonly volume: { readonly name: string } }[];
  mount?(path: string, volume: kplus.Volume, options: kplus.MountOptions): void;
}

/** Files for a consumer, and where it finds them. */
export interface Files {
  readonly directory: string;
  readonly volume: kplus.Volume;
  /** What to do by hand where nothing can be mounted. */
  readonly byHand: string;
}

/** What cdk8s-plus shows of an environment, in every version. */
interface Known {
  readonly variables?: Record<string, Value>;
}

type Value = Pick<kplus.EnvValue, 'value' | 'valueFrom'>;

/** Whom no compiler has told: a workload has containers, and no environment. */
export function checkConsumer(where: string, consumer: Partial<IConsumer> | undefined): void {
  if (typeof consumer?.env?.addVariable === 'function') return;
  const got = consumer?.constructor.name;
  const allowed = 'a container, or something else with an environment';
  refuse(where, { what: 'container', allowed, got, instead: 'a workload has containers' });
}

/** The path of a file in the consumer's container. Kubernetes takes `$(…)` for another variable, and `$$` for a dollar. */
export function pathVariable(where: string, what: string, path: string): kplus.EnvValue {
  return kplus.EnvValue.fromValue(matching(where, what, path, PATH, A_PATH).replaceAll('$', () => '$$'));
}

/** A second cluster would take the place of the first without a word. */
export function checkFree(where: string, consumer: IConsumer, variables: Record<string, Value>): void {
  const env: IConsumerEnvironment & Known = consumer.env;
  const text = ({ value, valueFrom }: Value) => JSON.stringify([value, valueFrom]);
  for (const [name, value] of Object.entries(variables)) {
    const there = env.variables?.[name];
    if (there === undefined || text(there) === text(value)) continue;
    refuse(where, {
      what: `env.${name}`,
      allowed: 'free, or the same already',
      got: there.value ?? 'a reference',
      instead: 'set prefix, so that each cluster has variables of its own',
    });
  }
}

export function setVariables(consumer: IConsumer, variables: Record<string, kplus.EnvValue>): void {
  for (const [name, value] of Object.entries(variables)) consumer.env.addVariable(name, value);
}

/** Once for each consumer, however often it is told of a cluster. */
export function mountFiles(where: string, consumer: IConsumer & Mountable, { directory, volume, byHand }: Files): void {
  if (typeof consumer.mount !== 'function') {
    const allowed = 'given for a consumer into which nothing can be mounted';
    refuse(where, { what: 'tlsCaFile', allowed, got: undefined, instead: byHand });
  }
  const there = consumer.mounts?.find(({ path }) => path === directory);
  if (there === undefined) return consumer.mount(directory, volume, { readOnly: true });
  if (there.volume.name === volume.name) return;
  refuse(where, {
    what: 'authority',
    allowed: 'the same each time for one container',
    got: volume.name,
    instead: `its ${directory} is ${there.volume.name} already`,
  });
}
