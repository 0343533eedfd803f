import { IConstruct } from 'constructs';

/** Who is making something of its own just now: the construct that the user called. */
let caller: string | undefined;

/** Makes a part of a construct. What is wrong with it is said of the whole, because nobody else has written that part. */
export function asPartOf<T>(whole: IConstruct, make: () => T): T {
  const outer = caller;
  caller ??= whole.node.path;
  try {
    return make();
  } finally {
    caller = outer;
  }
}

/** Where to complain while a construct is made: at itself, or at the one that it is made as a part of. */
export function door(path: string): string {
  return caller ?? path;
}
