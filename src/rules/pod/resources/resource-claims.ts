import { filled, given, items, POD_KINDS } from '../../../manifest/reading';
import { SUBDOMAIN } from '../../../manifest/syntax';
import { DNS_LABEL } from '../../../naming/dns-label';
import { Report, Rule } from '../../rule';

/**
 * A pod claims devices by name, from a claim or from a template of one, and its containers use what it has claimed.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/
 */
export const resourceClaims: Rule = {
  name: 'resource-claims',
  certainty: 'refused by the API server',
  kinds: POD_KINDS,
  check(_, report, __, { every }) {
    for (const { value: pod, path: at } of every('PodSpec')) {
      const names = checkClaims(pod.resourceClaims, `${at}.resourceClaims`, report);
      for (const { value: { resources }, path } of every('Container')) {
        const used = new Set<string>();
        items(resources?.claims).forEach(({ name, request }, i) => {
          const what = `${path}.resources.claims[${i}]`;
          if (!names.has(name)) report({ what: `${what}.name`, allowed: 'the name of one of resourceClaims', got: name ?? undefined });
          if (filled(request) && !DNS_LABEL.accepts(request)) {
            report({
              what: `${what}.request`,
              allowed: DNS_LABEL.allowed,
              got: request,
            });
          }
          if (!filled(name)) return;
          const key = filled(request) ? `${name}/${request}` : name;
          const again = used.has(name) || used.has(key) || (!filled(request) && [...used].some(each => each.startsWith(`${name}/`)));
          if (again) report({ what, allowed: 'a claim that the container does not use already', got: key });
          used.add(key);
        });
      }
    }
  },
};

/** What a pod claims. Returns the names by which containers use it. */
export function checkClaims(claims: unknown, at: string, report: Report): ReadonlySet<string> {
  const names = new Set<string>();
  items(claims).forEach(({ name, resourceClaimName, resourceClaimTemplateName }, i) => {
    const path = `${at}[${i}]`;
    if (names.has(name)) report({ what: `${path}.name`, allowed: 'a name that no other claim of the pod has', got: name });
    if (filled(name)) names.add(name);
    if (given(resourceClaimName) === given(resourceClaimTemplateName)) {
      report({ what: path, allowed: 'from one of resourceClaimName, resourceClaimTemplateName', got: name });
    }
    for (const [field, got] of Object.entries({ resourceClaimName, resourceClaimTemplateName })) {
      if (given(got) && !SUBDOMAIN.accepts(got)) report({ what: `${path}.${field}`, allowed: SUBDOMAIN.allowed, got });
    }
  });
  return names;
}
