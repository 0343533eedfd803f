import { identity } from '../../manifest/identity';
import { Manifest } from '../../manifest/manifest';
import { neighbours } from '../../manifest/neighbours';
import { entries, fields, isHeadless, text } from '../../manifest/reading';
import { Rule } from '../rule';

/** Two Services of one type, for the same pods and ports, are one too many. */
export const servicesDiffer: Rule = {
  name: 'services-differ',
  certainty: 'advice',
  kinds: ['Service'],
  check(service, report, among) {
    if (entries(service.spec?.selector).length === 0) return;
    const { name } = identity(service);
    const purpose = purposeOf(service);
    const twin = ofPurpose(purpose, neighbours(service, 'Service', among)).find(other => identity(other).name < name);
    if (twin === undefined) return;
    report({
      what: 'spec.selector',
      allowed: `different from that of Service '${identity(twin).name}', unless the ports differ`,
      got: service.spec.selector,
      instead: 'as it is, the two Services do the same',
    });
  },
};

const byPurpose = new WeakMap<readonly Manifest[], ReadonlyMap<string, readonly Manifest[]>>();

/** Those that lead to the same. Of a thousand Services each is asked once, not by each of the others. */
function ofPurpose(purpose: string, services: readonly Manifest[]): readonly Manifest[] {
  const known = byPurpose.get(services) ?? grouped(services);
  byPurpose.set(services, known);
  return known.get(purpose) ?? [];
}

function grouped(services: readonly Manifest[]): ReadonlyMap<string, readonly Manifest[]> {
  const made = new Map<string, Manifest[]>();
  for (const service of services) {
    const purpose = purposeOf(service);
    const others = made.get(purpose);
    if (others === undefined) made.set(purpose, [service]);
    else others.push(service);
  }
  return made;
}

/** Whatever of a Service decides where it leads, in one text. */
function purposeOf(service: Manifest): string {
  const spec = fields(service.spec);
  const selector = entries(spec.selector).sort(([one], [other]) => one < other ? -1 : 1);
  const early = spec.publishNotReadyAddresses === true;
  return JSON.stringify([selector, text(spec.type, 'ClusterIP'), isHeadless(service), early, spec.ports]);
}
