import { identity } from '../../manifest/identity';
import { namesakes } from '../../manifest/neighbours';
import { Rule } from '../rule';

/** Of two manifests of one name the last wins, and the pods of both, if there could be both, would have the same names. */
export const appliedOnce: Rule = {
  name: 'applied-once',
  certainty: 'advice',
  kinds: ['StatefulSet', 'Service', 'PodDisruptionBudget', 'PersistentVolumeClaim'],
  check(manifest, report, among, { written }) {
    const { kind, name } = identity(manifest);
    if (name === '') return;
    const others = namesakes(manifest, kind, name, among).filter(other => other !== written);
    if (others.length === 0) return;
    const text = JSON.stringify(written);
    if (others.every(other => JSON.stringify(other) === text)) return;
    report({
      what: 'metadata.name',
      allowed: `a name that no other ${kind} of the namespace has`,
      got: name,
      instead: 'as it is, the object that is applied last replaces the others',
    });
  },
};
