import { GuardAcknowledgement } from '../../src';
import { called } from '../../src/guard/display-name';
import { fails, judge } from '../../src/guard/judge';
import { settings } from '../../src/guard/settings';
import { Manifest } from '../../src/manifest/manifest';
import { headless, statefulSet } from '../support/manifests';

const TODAY = '2026-11-29';
const ASKED = ['headless-type', 'ports-named', 'construct-advice'];

function judged(manifests: readonly Manifest[], acknowledgements: GuardAcknowledgement[] = [], path = '') {
  const remarks = [{ where: 'prod/db', complaint: { what: 'replicas', allowed: 'odd', got: 2 } }];
  return judge(manifests.map(manifest => ({ manifest, path, where: called(manifest) })), settings('here', { rules: ASKED, acknowledgements }, TODAY), remarks);
}

const bad = (annotations?: object) => headless({ 'metadata.namespace': 'prod', 'metadata.annotations': annotations, 'spec.type': 'NodePort', 'spec.ports': [{ port: 1 }] });

test('a finding says all that there is to say', () => {
  const { found, notes } = judged([statefulSet(), bad()], [], 'items[1].');
  expect(notes).toEqual([]);
  expect(found.map(({ subject }) => subject.where)).toEqual(['Service prod/db', 'Service prod/db']);
  expect(found.map(({ finding }) => finding)).toEqual([
    {
      rule: 'ports-named',
      certainty: 'advice',
      severity: 'advice',
      where: 'Service prod/db',
      kind: 'Service',
      namespace: 'prod',
      name: 'db',
      path: 'items[1].spec.ports[0].name',
      sentence: "Service prod/db: 'items[1].spec.ports[0].name' must be set, because only named ports get SRV records, got nothing",
    },
    {
      rule: 'headless-type',
      certainty: 'refused by the API server',
      severity: 'refused',
      where: 'Service prod/db',
      kind: 'Service',
      namespace: 'prod',
      name: 'db',
      path: 'items[1].spec.type',
      sentence: "Service prod/db: 'items[1].spec.type' must be 'ClusterIP' for a headless Service, got 'NodePort'; for access from outside add a client Service, or one Service per pod",
      whatToDo: 'for access from outside add a client Service, or one Service per pod',
    },
  ]);
});

test('what a construct says of itself is advice under a name of its own', () => {
  expect(judged([]).remarks).toEqual([{
    rule: 'construct-advice', certainty: 'advice', severity: 'advice', where: 'prod/db', kind: '', name: '', path: 'replicas', sentence: "prod/db: 'replicas' must be odd, got 2",
  }]);
});

test('constructs are not asked where that is skipped', () => {
  expect(judge([], settings('here', { skip: ['construct-advice'] }, TODAY), [{ where: 'x', complaint: { what: 'y', allowed: 'z', got: 1 } }]).remarks).toEqual([]);
});

test('the version of Kubernetes decides which rules are asked', () => {
  const rules = [{ name: 'x', certainty: 'advice', kinds: ['Service'], until: 36, check: (_: Manifest, report: (what: object) => void, __: unknown, { kubernetes }: { kubernetes: number }) => report({ what: 'x', allowed: 'y', got: kubernetes }) }];
  const of = (kubernetes: string) => judge([{ manifest: headless(), path: '', where: 'x' }], { ...settings('here', { kubernetes }, TODAY), rules: rules as never }).found.map(({ finding }) => finding.sentence);
  expect([of('1.36'), of('1.37')]).toEqual([["x: 'x' must be y, got 36"], []]);
});

describe('what somebody lives with', () => {
  const one = (more: Partial<GuardAcknowledgement> = {}) => ({ rule: 'headless-type', object: 'Service/db', reason: 'because', ...more });
  const reasons = (...acknowledgements: GuardAcknowledgement[]) => judged([bad()], acknowledgements).found.map(({ finding }) => finding.acknowledged);

  test.each(['Service/db', 'Service/prod/db', '*/db', 'Service/*', 'Service/pr*d/*', 'Service prod/db'])('may be called %s', (object) => {
    expect(reasons(one({ object }))).toEqual([undefined, 'because']);
  });

  test.each(['Service/d', 'service/db', 'Service/test/db', 'StatefulSet/db', 'Service/d.', 'b'])('is not what is called %s, and that is told', (object) => {
    expect(reasons(one({ object }))).toEqual([undefined, undefined]);
    expect(judged([bad()], [one({ object })]).notes).toEqual([`the acknowledgement of 'headless-type' for '${object}' matches no finding`]);
  });

  test('is not what another rule finds', () => {
    expect(reasons(one({ rule: 'ports-named' }))).toEqual(['because', undefined]);
  });

  test('may be what a construct says of itself, by its path', () => {
    expect(judged([], [one({ rule: 'construct-advice', object: 'prod/*' })]).remarks[0]!.acknowledged).toBe('because');
  });

  test('may be lived with to the end of a day, and is found again on the next', () => {
    expect(reasons(one({ expires: TODAY }))).toEqual([undefined, 'because']);
    const { found, notes } = judged([bad()], [one({ expires: '2026-11-28' })]);
    expect(found[1]!.finding.acknowledged).toBeUndefined();
    expect(found[1]!.finding.sentence).toMatch(/per pod; the acknowledgement ended on 2026-11-28$/);
    expect(notes).toEqual([]);
  });

  test('is lived with as long as one acknowledgement of several counts', () => {
    expect(reasons(one({ expires: '2026-11-28' }), one({ reason: 'other' }))).toEqual([undefined, 'other']);
  });

  test('may be said by the object itself', () => {
    const [, { finding }] = judged([bad({ 'cdk8s-stateful/acknowledge.headless-type': ' mine ' })]).found as [unknown, { finding: object }];
    expect(finding).toMatchObject({ rule: 'headless-type', acknowledged: 'mine' });
  });

  test.each<[string, unknown, string]>([
    ['nope', 'because', "must be the name of a rule, got 'nope'; `cdk8s-stateful rules` lists them"],
    ['headless-type', '', "must be the reason why the finding is accepted, got ''"],
    ['headless-type', ' ', "must be the reason why the finding is accepted, got ' '"],
    ['headless-type', true, 'must be the reason why the finding is accepted, got true'],
  ])('is not by an annotation for %s that says %p, which is found', (rule, reason, said) => {
    const key = `cdk8s-stateful/acknowledge.${rule}`;
    const found = judged([bad({ [key]: reason, 'other/annotation': 'x' })]).found.map(({ finding }) => finding);
    expect(found.map(finding => [finding.rule, finding.acknowledged])).toEqual([['ports-named', undefined], ['headless-type', undefined], ['acknowledgement', undefined]]);
    expect(found[2]).toMatchObject({ certainty: 'advice', path: `metadata.annotations.${key}`, sentence: `Service prod/db: 'metadata.annotations.${key}' ${said}` });
  });
});

test.each([
  ['refused', undefined, 'refused', true], ['refused', undefined, 'advice', true], ['refused', undefined, 'never', false], ['refused', 'why', 'advice', false],
  ['advice', undefined, 'refused', false], ['advice', undefined, 'advice', true], ['advice', undefined, 'never', false],
])('what is %s, acknowledged by %p, fails on %s: %p', (severity, acknowledged, failOn, failing) => {
  expect(fails({ severity, acknowledged } as never, failOn as never)).toBe(failing);
});

test('a manifest that is nothing is nothing to judge', () => {
  expect(judge([1, {}].map(manifest => ({ manifest, path: '', where: 'x' })), settings('here', {}, TODAY)).found).toEqual([]);
});
