import { given, POD_KINDS } from '../../../manifest/reading';
import { INT32 } from '../../../naming/refuse';
import { Rule } from '../../rule';

/** Pods that are to run for ever have no deadline. */
export const noDeadline: Rule = {
  name: 'no-deadline',
  certainty: 'refused by the API server',
  kinds: POD_KINDS,
  check({ kind }, report, _, { pod: { spec, path } }) {
    const got = spec.activeDeadlineSeconds;
    if (!given(got)) return;
    const what = `${path}spec.activeDeadlineSeconds`;
    if (!['Pod', 'Job', 'CronJob'].includes(kind)) report({ what, allowed: `left out of a ${kind}`, got });
    else if (got < 1 || got > INT32) report({ what, allowed: `a whole number from 1 to ${INT32}`, got });
  },
};
