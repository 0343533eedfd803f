import * as kplus from 'cdk8s-plus-28';
import { ContainerFields } from './container-fields';
import { canonicalQuantity } from '../manifest/canonical-quantity';
import { refuse } from '../naming/refuse';

/** What a construct goes by in a container, and `extendContainer` would replace. */
export interface HeldFields {
  /** Why the memory limit stays as it is, to follow "because". */
  readonly memory?: string;
  /** The command that runs before it stops, and why it must, to follow "because". */
  readonly preStop?: { readonly command: readonly string[]; readonly because: string };
}

/** Refuses fields of a container that would take the place of what is held. */
export function checkFields(
  where: string, container: kplus.Container, { memory, preStop }: HeldFields, { resources, lifecycle }: ContainerFields,
): void {
  const { name } = container;
  const limit = canonicalQuantity(container.resources?.memory?.limit?.asString());
  const got: unknown = resources?.limits?.memory?.value;
  if (memory !== undefined && resources !== undefined && canonicalQuantity(got) !== limit) {
    const allowed = `'${limit}', because ${memory}`;
    refuse(where, { what: `${name}.resources.limits.memory`, allowed, got, instead: 'set resources of the cluster' });
  }
  const hook = lifecycle?.preStop?.exec?.command;
  if (preStop !== undefined && lifecycle !== undefined && String(hook) !== String(preStop.command)) {
    const allowed = `${JSON.stringify(preStop.command)}, because ${preStop.because}`;
    refuse(where, { what: `${name}.lifecycle.preStop.exec.command`, allowed, got: hook, instead: 'write it beside what you add' });
  }
}
