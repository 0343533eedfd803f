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
      : `Read by ${by.join(', ')}. Files in pods change within one or two minutes, except those mounted with subPath. `
      + `Whether the program reads them again depends on the program.${late.length === 0
        ? ''
        : ` Environment variables of ${late.join(', ')} change only when a pod is restarted.`}`;
    return [{
      effect: 'restarts nothing',
      fields: secret ? fields.map(({ path }) => ({ path, before: '(secret)', after: '(secret)' })) : fields,
      why: who,
      link: 'https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically',
      steps: [],
    }];
  },
};
