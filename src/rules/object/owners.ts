import { filled, items, KINDS } from '../../manifest/reading';
import { Rule } from '../rule';

/** An object has any number of owners, of which one at most controls it. */
export const owners: Rule = {
  name: 'owners',
  certainty: 'refused by the API server',
  kinds: KINDS,
  check({ metadata }, report) {
    const all = items(metadata?.ownerReferences);
    const first = all.findIndex(({ controller }) => controller === true);
    all.forEach((owner, i) => {
      const { apiVersion, kind, controller } = owner;
      const path = `metadata.ownerReferences[${i}]`;
      for (const field of ['apiVersion', 'kind', 'name', 'uid']) {
        if (!filled(owner[field])) report({ what: `${path}.${field}`, allowed: 'given', got: owner[field] ?? undefined });
      }
      if (controller === true && i !== first) report({ what: `${path}.controller`, allowed: 'true for at most one owner', got: true });
      if (kind === 'Event' && apiVersion === 'v1') {
        report({
          what: `${path}.kind`,
          allowed: 'a kind other than Event, which cannot own objects',
          got: kind,
        });
      }
    });
  },
};
