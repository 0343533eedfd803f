import { given, POD_KINDS } from '../../../manifest/reading';
import { Rule } from '../../rule';

const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'];

/** A probe, and what runs after the start or before the end, does one thing. */
export const handlers: Rule = {
  name: 'handlers',
  certainty: 'refused by the API server',
  kinds: POD_KINDS,
  check(_, report, __, { every }) {
    for (const type of ['Probe', 'LifecycleHandler']) {
      const known = HANDLERS.filter(handler => handler !== (type === 'Probe' ? 'sleep' : 'grpc'));
      for (const { value, path } of every(type)) {
        const there = known.filter(handler => given(value[handler]));
        if (there.length === 1) continue;
        report({ what: path, allowed: `one of ${known.join(', ')}`, got: there.length === 0 ? undefined : there });
      }
    }
  },
};
