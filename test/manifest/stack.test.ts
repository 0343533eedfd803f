import { governingService, selectedPods, selectedSets } from '../../src/manifest/stack';
import { headless, service, statefulSet } from '../support/manifests';

describe('the governing Service', () => {
  const governing = headless();

  test('is the one of that name, among others', () => {
    expect(governingService(statefulSet(), [service(), statefulSet(), governing])).toBe(governing);
  });

  test.each([
    ['another name', headless({ 'metadata.name': 'other' })],
    ['another namespace', headless({ 'metadata.namespace': 'other' })],
    ['another kind', statefulSet()],
  ])('is none of %s', (_what, other) => {
    expect(governingService(statefulSet(), [other])).toBeUndefined();
  });

  test.each([undefined, null, ''])('is none if the StatefulSet calls it %p', (name) => {
    expect(governingService(statefulSet({ 'spec.serviceName': name }), [headless({ 'metadata.name': name })])).toBeUndefined();
  });
});

test('of two Services with one name the first governs', () => {
  const [one, two] = [headless(), headless()];
  expect(governingService(statefulSet(), [one, two])).toBe(one);
});

describe('selected StatefulSets', () => {
  const owner = { metadata: { namespace: 'prod' } };
  const set = (app: string, namespace = 'prod') => statefulSet({ 'metadata.namespace': namespace, 'spec.template.metadata.labels': { app } });

  test('are those whose pods have the labels, in the same namespace', () => {
    const [one, two] = [set('db'), set('db')];
    expect(selectedSets(owner, { matchLabels: { app: 'db' } }, [one, set('other'), set('db', 'test'), { ...set('db'), kind: 'Deployment' }, two])).toEqual([one, two]);
  });

  test.each([
    ['several labels, of which one is rare', { matchLabels: { app: 'db', tier: 'x' } }, 1],
    ['a label that nobody has', { matchLabels: { app: 'none' } }, 0],
    ['a label that is no text', { matchLabels: { app: 1 } }, 0],
    ['expressions alone', { matchExpressions: [{ key: 'tier', operator: 'Exists' }] }, 1],
    ['nothing', {}, 3],
  ])('are found by %s', (_what, selector, count) => {
    const rare = statefulSet({ 'metadata.namespace': 'prod', 'spec.template.metadata.labels': { app: 'db', tier: 'x' } });
    expect(selectedSets(owner, selector, [set('db'), rare, set('other')])).toHaveLength(count);
  });
});

test('selected pods are those of every kind that has some', () => {
  const near = { metadata: {} };
  const all = [statefulSet(), { ...statefulSet(), kind: 'Deployment' }, service(), { kind: 'Pod', metadata: { labels: { app: 'db' } } }, { kind: 'Pod', metadata: { labels: { app: 'x' } } }];
  expect(selectedPods(near, { matchLabels: { app: 'db' } }, all)).toEqual([all[3], all[1], all[0]]);
});
