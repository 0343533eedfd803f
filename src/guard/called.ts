import { printable } from './printable';
import { identity } from '../manifest/identity';
import { Manifest } from '../manifest/manifest';

/** What to call an object that is no construct: `StatefulSet prod/db`. */
export function called(manifest: Manifest): string {
  const { kind, namespace, name } = identity(manifest);
  return printable(`${kind} ${namespace === '' ? '' : `${namespace}/`}${name === '' ? '(without a name)' : name}`);
}
