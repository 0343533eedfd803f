import * as kplus from 'cdk8s-plus-28';
import { PodFields } from './pod-fields';
import { ipFamily } from '../manifest/addresses';
import { NEWEST } from '../manifest/kubernetes-types';
import { items } from '../manifest/reading';
import { isProduced } from '../naming/typed';
import { checkSpelling } from '../rules/object/spelling';
import { checkClaims } from '../rules/pod/resources/resource-claims';
import { Report } from '../rules/rule';

/** Who says names, hosts and addresses to pods. */
interface Naming {
  readonly hostAliases?: readonly kplus.HostAlias[];
  readonly priorityClassName?: string;
  readonly serviceAccount?: kplus.IServiceAccount;
  readonly podFields?: PodFields;
}

/** Names, hosts and addresses that pods are told, as the rules take them in the pods that are written. */
export function checkPodNames(report: Report, { hostAliases, priorityClassName, serviceAccount, podFields = {} }: Naming): void {
  items(hostAliases).forEach((alias, i) => {
    if (isProduced(alias)) return;
    const { ip, hostnames } = alias;
    const what = `hostAliases[${i}]`;
    if (ipFamily(ip, NEWEST) === 0) report({ what: `${what}.ip`, allowed: 'an IP address', got: ip });
    checkSpelling('HostAlias', 'hostnames', `${what}.hostnames`, hostnames, report);
  });
  checkSpelling('PodSpec', 'priorityClassName', 'priorityClassName', priorityClassName, report);
  checkSpelling('PodSpec', 'serviceAccountName', 'serviceAccount', serviceAccount?.name, report);
  checkFields(report, podFields);
}

function checkFields(report: Report, { resourceClaims, readinessGates, schedulingGates, ...fields }: PodFields): void {
  for (const field of ['priorityClassName', 'runtimeClassName'] as const) {
    checkSpelling('PodSpec', field, `podFields.${field}`, fields[field], report);
  }
  for (const [list, all, type, name] of [
    ['readinessGates', readinessGates, 'PodReadinessGate', 'conditionType'],
    ['schedulingGates', schedulingGates, 'PodSchedulingGate', 'name'],
    ['resourceClaims', resourceClaims, 'PodResourceClaim', 'name'],
  ] as const) {
    items(all).forEach((each, i) => checkSpelling(type, name, `podFields.${list}[${i}].${name}`, each[name], report));
  }
  if (!items(resourceClaims).some(isProduced)) checkClaims(resourceClaims, 'podFields.resourceClaims', report);
}
