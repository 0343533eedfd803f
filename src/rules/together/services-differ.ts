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
    const twin = neighbours(service, 'Service', among).find(other => identity(other).name < name && purposeOf(other) === purpose);
    if (twin === undefined) return;
    report({
      what: 'spec.selector',
      allowed: `another than that of Service '${identity(twin).name}', or for other ports`,
      got: service.spec.selector,
      instead: 'as it is, the two do the same',
    });
  },
};

const purposes = new WeakMap<Manifest, string>();

/** Whatever of a Service decides where it leads, in one text. */
function purposeOf(service: Manifest): string {
  const known = purposes.get(service);
  if (known !== undefined) return known;
  const spec = fields(service.spec);
  const selector = entries(spec.selector).sort(([one], [other]) => one < other ? -1 : 1);
  const early = spec.publishNotReadyAddresses === true;
  const purpose = JSON.stringify([selector, text(spec.type, 'ClusterIP'), isHeadless(service), early, spec.ports]);
  purposes.set(service, purpose);
  return purpose;
}
