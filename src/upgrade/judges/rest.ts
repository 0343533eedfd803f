import { text } from '../../manifest/reading';
import { Phase, Verdict } from '../finding';
import { isOwn } from '../own';
import { Change } from '../upgrade';
import { NOTHING_CHANGED, step } from '../ways/steps';

/** What no judge has a word for. */
export function rest(change: Change): Verdict[] {
  if (change.fields.length === 0) return [];
  if (change.fields.some(({ path }) => path === 'metadata.namespace')) return unplaced(change);
  const own = isOwn(change.written);
  const spoken = change.fields.every(({ path }) => path.startsWith('metadata.'));
  if (spoken) {
    return [{
      effect: 'restarts nothing',
      fields: change.fields,
      why: 'Labels and annotations of the object itself are no pod\'s.',
      steps: [],
    }];
  }
  return [{
    effect: own ? 'restarts nothing' : 'unknown',
    fields: change.fields,
    why: own
      ? 'The server takes it, and no pod is restarted for it.'
      : `What becomes of it, whoever made the kind ${change.object.kind} knows.`,
    steps: [],
  }];
}

/** Where one side does not say its namespace, it is the same object only if it is applied to the other's. */
function unplaced({ object, fields: changed }: Change): Verdict[] {
  const { before, after } = changed.find(({ path }) => path === 'metadata.namespace')!;
  return [{
    effect: 'unknown',
    fields: changed,
    why: 'One side leaves the namespace to whoever applies it. '
      + `It is the same ${object.kind} only where that is ${text(before, text(after, ''))}; else it is another one.`,
    steps: [step(Phase.BEFORE, "kubectl config view --minify -o jsonpath='{..namespace}'", text(before, text(after, '')), NOTHING_CHANGED)],
  }];
}
