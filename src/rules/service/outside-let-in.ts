import { identity } from '../../manifest/identity';
import { Manifest } from '../../manifest/manifest';
import { neighbours } from '../../manifest/neighbours';
import { entries, fields, filled, given, items, list, podLabels, selects, text } from '../../manifest/reading';
import { selectedPods } from '../../manifest/stack';
import { Rule } from '../rule';

/** A Service that is made for access from outside leads nowhere where NetworkPolicies let nobody in from there. */
export const outsideLetIn: Rule = {
  name: 'outside-let-in',
  certainty: 'advice',
  kinds: ['Service'],
  check(service, report, among) {
    const { type, selector } = fields(service.spec);
    if (!['LoadBalancer', 'NodePort'].includes(text(type, '')) || entries(selector).length === 0) return;
    const pods = podsOf(service, selector, among);
    const policies = neighbours(service, 'NetworkPolicy', among).filter(policy => isPolicyOf(policy, pods));
    if (policies.length === 0 || policies.some(letsOutsideIn)) return;
    const names = policies.map(policy => `'${identity(policy).name}'`).join(', ');
    report({
      what: 'spec.type',
      allowed: `ClusterIP, unless NetworkPolicy ${names} allows an ipBlock`,
      got: type,
      instead: 'as it is, only pods can reach its pods',
    });
  },
};

const POD_NAME = 'statefulset.kubernetes.io/pod-name';

/** The pods that it leads to, also where that is one of a StatefulSet, by its name, which no template has. */
function podsOf(service: Manifest, selector: Manifest, among: readonly Manifest[]): readonly Manifest[] {
  const { [POD_NAME]: pod, ...labels } = selector;
  const pods = selectedPods(service, { matchLabels: labels }, among);
  return pod === undefined ? pods : pods.filter(each => each.kind === 'StatefulSet' && text(pod, '').replace(/-\d+$/, '') === identity(each).name);
}

/** Whether it restricts who gets to one of these pods. */
function isPolicyOf(policy: Manifest, pods: readonly Manifest[]): boolean {
  const { podSelector, policyTypes } = fields(policy.spec);
  const ofIngress = !filled(policyTypes) || list(policyTypes).includes('Ingress');
  return ofIngress && pods.some(pod => selects(fields(podSelector), podLabels(pod)));
}

/** Rules without peers are for everybody; other peers than address blocks are pods. */
function letsOutsideIn(policy: Manifest): boolean {
  return items(policy.spec.ingress).some(({ from }) => !filled(from) || items(from).some(peer => given(peer.ipBlock)));
}
