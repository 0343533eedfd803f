import { entries, filled, isHeadless, podLabels, text } from '../../manifest/reading';
import { governingService as governingServiceOf } from '../../manifest/stack';
import { Rule } from '../rule';

/** The Service that a StatefulSet names gives every pod its DNS name: it must be headless, and select the pods. */
export const governingService: Rule = {
  name: 'governing-service',
  certainty: 'advice',
  kinds: ['StatefulSet'],
  check(statefulSet, report, among) {
    const name = statefulSet.spec?.serviceName;
    const what = 'spec.serviceName';
    const service = governingServiceOf(statefulSet, among);
    if (!filled(name)) {
      report({
        what,
        allowed: 'the name of a headless Service in the same namespace',
        got: name,
        instead: 'without it no pod has a DNS name',
      });
    } else if (service === undefined) {
      return; // it may well be in the cluster: nobody here can know
    } else if (!isHeadless(service)) {
      report({ what, allowed: "the name of a Service with clusterIP 'None'", got: name, instead: 'without it no pod has a DNS name' });
    } else if (!entries(service.spec.selector).every(([key, value]) => podLabels(statefulSet)[key] === value)) {
      report({
        what: 'spec.template.metadata.labels',
        allowed: `the labels that Service '${text(name, '')}' selects by, ${JSON.stringify(service.spec.selector)}`,
        got: podLabels(statefulSet),
        instead: 'without it no pod has a DNS name',
      });
    }
  },
};
