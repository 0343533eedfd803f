import { IConstruct } from 'constructs';
import { Complaint } from '../naming/refuse';

/** Looks at a construct as it is by then. */
type Look = () => readonly Complaint[];

const looks = new WeakMap<IConstruct, Look[]>();

/**
 * Registers advice on a construct that no single manifest shows. A `Guard` asks for it late, because a construct may be added to after it
 * is made; nothing fails for it.
 */
export function advise(construct: IConstruct, look: Look): void {
  looks.set(construct, [...looks.get(construct) ?? [], look]);
}

/** What is to be said of a construct. */
export function advised(construct: IConstruct): readonly Complaint[] {
  return (looks.get(construct) ?? []).flatMap(look => look());
}
