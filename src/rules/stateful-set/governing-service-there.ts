import { filled } from '../../manifest/reading';
import { governingService } from '../../manifest/stack';
import { Rule } from '../rule';

/** For a StatefulSet that is made together with its Service; others may well find theirs in the cluster. */
export const governingServiceThere: Rule = {
  name: 'governing-service-there',
  certainty: 'advice',
  kinds: ['StatefulSet'],
  check(statefulSet, report, among) {
    const name = statefulSet.spec?.serviceName;
    if (!filled(name) || governingService(statefulSet, among) !== undefined) return;
    report({
      what: 'spec.serviceName',
      allowed: 'the name of a headless Service in the same namespace',
      got: name,
      instead: 'without it no pod has a DNS name',
    });
  },
};
