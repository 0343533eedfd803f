import { count, fields } from '../../manifest/reading';
import { Phase } from '../finding';
import { at, Judge } from '../judge';
import { inNamespace, quoted, step, word } from '../ways/steps';

/** A defaulted field stays when its strategy goes, and then it is one too many. */
export const updateStrategy: Judge = {
  name: 'update-strategy',
  kinds: ['StatefulSet', 'Deployment', 'DaemonSet'],
  kept(change) {
    const name = change.object.kind === 'Deployment' ? 'strategy' : 'updateStrategy';
    const changed = at(change, `spec.${name}`);
    if (changed.length === 0) return [];
    const { type, rollingUpdate } = fields(change.after.spec?.[name]);
    if (type !== 'RollingUpdate' && rollingUpdate !== undefined && change.object.kind !== 'DaemonSet') {
      const patch = quoted(JSON.stringify({ spec: { [name]: { type, rollingUpdate: null } } }));
      const { kind, name: object } = change.object;
      return [{
        effect: 'refused',
        fields: changed,
        why: `With '${String(type)}', the server refuses a rollingUpdate, and the one that it filled in itself stays until you remove `
          + 'it. Remove it first, or write `rollingUpdate: null`, which server-side apply ignores.',
        link: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#update-strategies',
        steps: [step(
          Phase.BY_HAND,
          `kubectl patch ${kind.toLowerCase()} ${word(object)}${inNamespace(change.object)} --type=merge -p ${patch}`,
          'there is no error',
          'apply the old manifests',
        )],
      }];
    }
    const lost = fields(change.before.spec?.[name]).rollingUpdate !== undefined && rollingUpdate === undefined
      ? ' Server-side apply is refused, because it keeps the rollingUpdate that the server filled in.'
      : '';
    if (type === 'OnDelete') {
      return [{
        effect: 'restarts nothing',
        fields: changed,
        why: `From now on, a pod gets a new template only when somebody deletes it.${lost}`,
        steps: [],
      }];
    }
    const partition = count(fields(rollingUpdate).partition, 0);
    const below = partition > 0 ? ` Pods with an ordinal below ${partition} keep their template until the partition is lowered.` : '';
    return [{
      effect: 'restarts nothing',
      fields: changed,
      why: `It applies to the next roll-out, and to one that is not finished.${below}${lost}`,
      steps: [],
    }];
  },
};
