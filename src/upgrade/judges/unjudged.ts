import { text } from '../../manifest/reading';
import { Phase, Verdict } from '../finding';
import { isFree, isOwn } from '../kubernetes-kinds';
import { Change, Upgrade } from '../upgrade';
import { NOTHING_CHANGED, step, tried } from '../ways/steps';

/** What no judge has a word for. */
export function rest(change: Change, { cluster }: Upgrade): Verdict[] {
  if (change.fields.length === 0) return [];
  if (change.fields.some(({ path }) => path === 'metadata.namespace')) return unplaced(change);
  const verdict = { effect: 'restarts nothing' as const, fields: change.fields, steps: [] };
  if (change.fields.every(({ path }) => path.startsWith('metadata.'))) {
    return [{ ...verdict, why: 'Labels and annotations of the object itself do not change its pods.' }];
  }
  if (isFree(change.written)) return [{ ...verdict, why: 'The server accepts it, and no pod is restarted.' }];
  return [{
    ...verdict,
    effect: 'unknown',
    why: isOwn(change.written)
      ? `This check does not know which fields of the kind ${change.object.kind} can be changed; the server knows.`
      : `What it does depends on the controller of the kind ${change.object.kind}.`,
    steps: [tried(cluster.apply)],
  }];
}

/** Where one side does not say its namespace, it is the same object only if it is applied to the other's. */
function unplaced({ object, fields: changed }: Change): Verdict[] {
  const { before, after } = changed.find(({ path }) => path === 'metadata.namespace')!;
  return [{
    effect: 'unknown',
    fields: changed,
    why: 'Only the old or only the new manifest has a namespace. '
      + `It is the same ${object.kind} only if the other one is applied to ${text(before, text(after, ''))}; otherwise it is another one.`,
    steps: [step(Phase.BEFORE, "kubectl config view --minify -o jsonpath='{..namespace}'", text(before, text(after, '')), NOTHING_CHANGED)],
  }];
}
