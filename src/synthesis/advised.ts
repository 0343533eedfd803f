import { IConstruct } from 'constructs';
import { Complaint } from '../naming/refuse';

const given = new WeakMap<IConstruct, Complaint[]>();

/** Says something about a construct that no single manifest shows; `Advice.of` tells it, and nothing fails for it. */
export function advise(construct: IConstruct, complaint: Complaint): void {
  given.set(construct, [...adviceFor(construct), complaint]);
}

export function adviceFor(construct: IConstruct): readonly Complaint[] {
  return given.get(construct) ?? [];
}
