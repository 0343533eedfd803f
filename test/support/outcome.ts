import { wordsOf } from './assembly';
import { synth } from './synth';
import { Use } from './uses';

/** All there is to see, or what was said when it was refused. Of one piece of JSON there is one piece of YAML, and it is made faster. */
export function outcome(use: Use, ...given: object[]): string {
  try {
    const of = use(...given);
    return typeof of === 'string' ? of : JSON.stringify([wordsOf(of), synth(of)]);
  } catch (error) {
    return `refused: ${(error as Error).message}`;
  }
}
