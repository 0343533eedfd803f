import { Construct } from 'constructs';
import { givingNamesBack } from './object-name';
import { refuse } from './refuse';

/**
 * Adds all that is made to a construct, or nothing if some of it is refused: what was begun is taken away again, so that whoever has caught
 * the refusal can call again, rightly.
 */
export function addWhole<T>(to: Construct, make: () => T): T {
  const before = new Set(to.node.children);
  try {
    return givingNamesBack(make);
  } catch (error) {
    for (const child of to.node.children) if (!before.has(child)) to.node.tryRemoveChild(child.node.id);
    throw error;
  }
}

/** The same of what there can be one of: its second call is refused, rather than a name that nobody has written. */
export function addOnce<T>(to: Construct, method: string, id: string, make: () => T, instead?: string): T {
  if (to.node.tryFindChild(id) !== undefined) refuse(to.node.path, { what: method, allowed: 'called once', got: 'a second call', instead });
  return addWhole(to, make);
}
