import { Judge } from '../judge';

/** What is in the new manifests only. Whether it is legal, `check` says. */
export const added: Judge = {
  name: 'added',
  added: () => [{ effect: 'restarts nothing', fields: [], why: 'It comes; there was none of this name.', steps: [] }],
};
