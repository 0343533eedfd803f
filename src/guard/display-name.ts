import { identity } from '../manifest/identity';
import { Manifest } from '../manifest/manifest';
import { printable } from '../naming/printable';

/** What to call an object that is no construct: `StatefulSet prod/db`. */
export function called(manifest: Manifest): string {
  const { kind, namespace, name } = identity(manifest);
  return printable(`${kind} ${namespace === '' ? '' : `${namespace}/`}${name === '' ? '(without a name)' : name}`);
}
