import { entries, given, items, POD_KINDS, podTemplate } from '../../manifest/reading';
import { Report, Rule } from '../rule';

const NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const PREFIX = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/**
 * Labels as Kubernetes writes them.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
 */
export const labels: Rule = {
  name: 'labels',
  certainty: 'refused by the API server',
  kinds: ['Service', ...POD_KINDS],
  check(manifest, report) {
    checkLabels('metadata.labels', manifest.metadata?.labels, report);
    if (manifest.kind === 'Service') checkLabels('spec.selector', manifest.spec?.selector, report);
    const { metadata, path } = podTemplate(manifest);
    if (path !== '') checkLabels(`${path}metadata.labels`, metadata.labels, report);
    items(manifest.spec?.volumeClaimTemplates).forEach((claim, i) => {
      checkLabels(`spec.volumeClaimTemplates[${i}].metadata.labels`, claim.metadata?.labels, report);
    });
    checkLabels('spec.jobTemplate.metadata.labels', manifest.spec?.jobTemplate?.metadata?.labels, report);
  },
};

function checkLabels(what: string, map: unknown, report: Report): void {
  for (const [key, value] of entries(map)) {
    const slash = key.indexOf('/');
    if (!NAME.test(key.slice(slash + 1)) || (slash >= 0 && !PREFIX.test(key.slice(0, slash)))) {
      report({
        what,
        allowed: "labels whose keys are up to 63 letters, digits, '-', '_' or '.', after an optional domain and '/'",
        got: key,
      });
    }
    if (given(value) && value !== '' && (typeof value !== 'string' || !NAME.test(value))) {
      report({
        what: `${what}.${key}`,
        allowed: "empty, or up to 63 letters, digits, '-', '_' or '.', beginning and ending with a letter or digit",
        got: value,
      });
    }
  }
}
