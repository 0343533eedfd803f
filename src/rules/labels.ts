import { entries, given } from './reading';
import { Report, Rule } from './rule';

const NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const PREFIX = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/**
 * Labels as Kubernetes writes them.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
 */
function checkLabels(what: string, labels: unknown, report: Report): void {
  for (const [key, value] of entries(labels)) {
    const slash = key.indexOf('/');
    if (!NAME.test(key.slice(slash + 1)) || (slash >= 0 && !PREFIX.test(key.slice(0, slash)))) {
      report({ what, allowed: "labels whose keys are up to 63 letters, digits, '-', '_' or '.', after an optional domain and '/'", got: key });
    }
    if (given(value) && value !== '' && (typeof value !== 'string' || !NAME.test(value))) {
      report({ what: `${what}.${key}`, allowed: "empty, or up to 63 letters, digits, '-', '_' or '.', beginning and ending with a letter or digit", got: value });
    }
  }
}

export const serviceLabels: Rule = {
  name: 'labels',
  severity: 'refused',
  kind: 'Service',
  check({ metadata, spec }, report) {
    checkLabels('metadata.labels', metadata?.labels, report);
    checkLabels('spec.selector', spec?.selector, report);
  },
};

export const statefulSetLabels: Rule = {
  name: 'labels',
  severity: 'refused',
  kind: 'StatefulSet',
  check({ metadata, spec }, report) {
    checkLabels('metadata.labels', metadata?.labels, report);
    checkLabels('spec.template.metadata.labels', spec?.template?.metadata?.labels, report);
  },
};
