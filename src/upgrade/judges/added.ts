import { Judge } from '../judge';

/** What is in the new manifests only. Whether it is legal, `check` says. */
export const added: Judge = {
  name: 'added',
  added: () => [{ effect: 'restarts nothing', fields: [], why: 'It is added; no object had this name before.', steps: [] }],
};
