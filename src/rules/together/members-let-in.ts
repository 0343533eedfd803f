import { identity } from '../../manifest/identity';
import { Manifest } from '../../manifest/manifest';
import { neighbours } from '../../manifest/neighbours';
import { count, fields, filled, given, items, list, podLabels, selects } from '../../manifest/reading';
import { Rule } from '../rule';

/** Members of one set that NetworkPolicies keep from each other never find together. */
export const membersLetIn: Rule = {
  name: 'members-let-in',
  certainty: 'advice',
  kinds: ['StatefulSet'],
  check(set, report, among) {
    if (count(set.spec?.replicas, 1) < 2) return;
    const labels = podLabels(set);
    const policies = neighbours(set, 'NetworkPolicy', among).filter(({ spec }) => selects(fields(fields(spec).podSelector), labels));
    for (const [type, rules, peers] of [['Ingress', 'ingress', 'from'], ['Egress', 'egress', 'to']] as const) {
      const restricting = policies.filter(({ spec }) => restricts(spec, type));
      const passes = (policy: Manifest) => items(policy.spec[rules])
        .some(rule => !filled(rule[peers]) || items(rule[peers]).some(peer => isMember(peer, labels)));
      if (restricting.length === 0 || restricting.some(passes)) continue;
      const names = restricting.map(policy => `'${identity(policy).name}'`).join(', ');
      const what = type === 'Ingress' ? 'accept connections from' : 'connect to';
      report({
        what: 'spec.template.metadata.labels',
        allowed: `labels of pods that NetworkPolicy ${names} lets ${what} the other pods of the set`,
        got: labels,
        instead: 'as it is, the pods cannot connect to each other',
      });
    }
  },
};

function restricts({ policyTypes, egress }: Manifest, type: 'Ingress' | 'Egress'): boolean {
  return filled(policyTypes) ? list(policyTypes).includes(type) : type === 'Ingress' || filled(egress);
}

/** Whether it can be a pod of the set; of address blocks and of other namespaces nobody here knows. */
function isMember({ podSelector, namespaceSelector, ipBlock }: Manifest, labels: Record<string, unknown>): boolean {
  if (given(ipBlock)) return true;
  return given(podSelector) ? selects(podSelector, labels) : given(namespaceSelector);
}
