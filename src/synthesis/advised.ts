import { IConstruct } from 'constructs';
import { Complaint } from '../naming/refuse';

/** Looks at a construct as it is by then. */
type Look = () => readonly Complaint[];

const looks = new WeakMap<IConstruct, Look[]>();

/**
 * Says something about a construct that no single manifest shows; `Advice.of` tells it, and nothing fails for it. It is looked at when somebody asks, because a
 * construct may be added to after it is made.
 */
export function advise(construct: IConstruct, look: Look): void {
  looks.set(construct, [...looks.get(construct) ?? [], look]);
}

export function adviceFor(construct: IConstruct): readonly Complaint[] {
  return (looks.get(construct) ?? []).flatMap(look => look());
}
