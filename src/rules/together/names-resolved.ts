import { identity } from '../../manifest/identity';
import { Manifest } from '../../manifest/manifest';
import { neighbours } from '../../manifest/neighbours';
import { fields, filled, items, list, podLabels, selects } from '../../manifest/reading';
import { Rule } from '../rule';

const DNS = 53;

/** Pods that may talk to some only, and not to a DNS server, resolve no name, their own included. */
export const namesResolved: Rule = {
  name: 'names-resolved',
  certainty: 'advice',
  kinds: ['StatefulSet'],
  check(set, report, among) {
    const labels = podLabels(set);
    const restricting = neighbours(set, 'NetworkPolicy', among).filter(({ spec }) => {
      const { podSelector, policyTypes, egress } = fields(spec);
      return selects(fields(podSelector), labels) && (filled(policyTypes) ? list(policyTypes).includes('Egress') : filled(egress));
    });
    if (restricting.length === 0 || restricting.some(({ spec }) => items(spec.egress).some(asksDns))) return;
    const names = restricting.map(policy => `'${identity(policy).name}'`).join(', ');
    report({
      what: 'spec.template.metadata.labels',
      allowed: `labels of pods that NetworkPolicy ${names} lets connect to port ${DNS}`,
      got: labels,
      instead: 'as it is, the pods cannot resolve any name',
    });
  },
};

/** By its number; a name can be that of any port. */
function asksDns({ ports }: Manifest): boolean {
  return !filled(ports) || items(ports).some(({ port, endPort }) =>
    port === undefined || port === null || typeof port === 'string' || port === DNS || (port < DNS && DNS <= endPort));
}
