import { Construct } from 'constructs';
import { door } from './door';
import { pathOf } from './object-name';
import { refuse } from './refuse';
import { typed } from './typed';

/** Refuses what a constructor is given and cannot take, before it does anything. Returns where to complain. */
export function typedConstruct(of: string, scope: Construct, id: string, props: unknown): string {
  if (!Construct.isConstruct(scope)) refuse(of, { what: 'scope', allowed: 'a construct', got: scope });
  if (typeof id !== 'string' || id === '') refuse(scope.node.path, { what: 'id', allowed: 'a string of 1 character or more', got: id });
  const where = door(pathOf(scope, id));
  typed(where, `${of}.new`, scope, id, props);
  return where;
}
