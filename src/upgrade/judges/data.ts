import { at, Judge } from '../judge';
import { readers, readersOfVariables } from './read-by';

/** A changed text restarts nobody by itself. */
export const data: Judge = {
  name: 'data',
  kinds: ['ConfigMap', 'Secret'],
  kept(change, { after }) {
    const fields = at(change, 'data', 'binaryData');
    if (fields.length === 0 || change.before.immutable === true) return [];
    const secret = change.object.kind === 'Secret';
    const by = readers(change.written, after);
    const late = readersOfVariables(change.written, after);
    const who = by.length === 0
      ? 'No pod of these manifests reads it.'
      : `${by.join(', ')}: files in pods change within a minute or two, but for those that are mounted by subPath; `
      + `whether the program reads them again, it knows.${late.length === 0
        ? ''
        : ` Variables of ${late.join(', ')} stay as they are until a pod is restarted.`}`;
    return [{
      effect: 'restarts nothing',
      fields: secret ? fields.map(({ path }) => ({ path, before: '(secret)', after: '(secret)' })) : fields,
      why: who,
      link: 'https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically',
      steps: [],
    }];
  },
};
