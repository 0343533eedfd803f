import { Rule } from '../rule';

/** A generation is counted from 0, where the API server does not count it itself. */
export const generation: Rule = {
  name: 'generation',
  certainty: 'refused by the API server',
  kinds: ['Service', 'PersistentVolumeClaim'],
  check({ metadata }, report) {
    const got = metadata?.generation;
    if (got < 0) report({ what: 'metadata.generation', allowed: 'left out', got });
  },
};
