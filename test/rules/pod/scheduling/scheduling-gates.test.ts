import { schedulingGates } from '../../../../src/rules/pod/scheduling/scheduling-gates';
import { findings } from '../../../../src/rules/rules';
import { pod, statefulSet } from '../../../support/manifests';

const GATES = [{ name: 'example.com/quota' }];

test.each<[title: string, nodeName: unknown, gates: unknown, says: string[]]>([
  ['gates, and a node', 'node-1', GATES, ["'spec.nodeName' must be left out if schedulingGates is set, got 'node-1'"]],
  ['gates alone', undefined, GATES, []],
  ['a node alone', 'node-1', undefined, []],
  ['a node of no name', '', GATES, []],
])('judges a pod with %s', (_title, nodeName, gates, says) => {
  const manifest = pod({ 'spec.nodeName': nodeName, 'spec.schedulingGates': gates });
  const found = findings([schedulingGates], manifest, [manifest]);
  expect(found.map(({ complaint: { what, allowed, got } }) => `'${what}' must be ${allowed}, got '${got as string}'`)).toEqual(says);
  expect(found.every(({ certainty }) => certainty === 'refused by the API server')).toBe(true);
});

test('a set of such pods is taken, and has none', () => {
  const set = statefulSet({ 'spec.template.spec.nodeName': 'node-1', 'spec.template.spec.schedulingGates': GATES });
  expect(findings([schedulingGates], set, [set]).map(({ certainty }) => certainty)).toEqual(['never runs']);
});
