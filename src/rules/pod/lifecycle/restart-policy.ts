import { filled, POD_KINDS } from '../../../manifest/reading';
import { Rule } from '../../rule';

/** Only pods that nobody restarts by making them anew may end by themselves; those of a Job must be able to. */
export const restartPolicy: Rule = {
  name: 'restart-policy',
  certainty: 'refused by the API server',
  kinds: POD_KINDS,
  check({ kind }, report, _, { pod: { spec, path } }) {
    const words = wordsOf(kind);
    const got = spec.restartPolicy;
    if (words.includes(got) || (!filled(got) && words.includes('Always'))) return;
    report({ what: `${path}spec.restartPolicy`, allowed: words.map(word => `'${word}'`).join(' or '), got: got ?? undefined });
  },
};

function wordsOf(kind: string): readonly string[] {
  if (kind === 'Pod') return ['Always', 'OnFailure', 'Never'];
  return kind === 'Job' || kind === 'CronJob' ? ['OnFailure', 'Never'] : ['Always'];
}
