import { Rule } from '../rule';

/** Since the next one, the API server counts those of pods, too. */
const PODS_UNTIL = 32;

/** A generation is counted from 0, where the API server does not count it itself. */
export const generation: Rule = {
  name: 'generation',
  certainty: 'refused by the API server',
  kinds: ['Service', 'PersistentVolumeClaim', 'Pod'],
  check({ kind, metadata }, report, _, { kubernetes }) {
    if (kind === 'Pod' && kubernetes > PODS_UNTIL) return;
    const got = metadata?.generation;
    if (got < 0) report({ what: 'metadata.generation', allowed: 'left out', got });
  },
};
