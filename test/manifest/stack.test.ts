import { Manifest } from '../../src/manifest/manifest';
import { neighbours } from '../../src/manifest/neighbours';
import { podLabels } from '../../src/manifest/reading';
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

  test.each([['first', { rack: 'a', app: 'db' }], ['last', { app: 'db', rack: 'a' }]])('are those with all labels, where few have the %s', (_, matchLabels) => {
    const inRack = (rack: string) => statefulSet({ 'metadata.namespace': 'prod', 'spec.template.metadata.labels': { app: 'db', rack } });
    const [one, other] = [inRack('a'), inRack('b')];
    expect(selectedSets(owner, { matchLabels }, [other, one, inRack('c')])).toEqual([one]);
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

test('neighbours are those of a kind in the namespace', () => {
  const policy = (namespace: string) => ({ kind: 'NetworkPolicy', metadata: { namespace } });
  const all = [policy('prod'), policy('test'), service()];
  expect(neighbours({ metadata: { namespace: 'prod' } }, 'NetworkPolicy', all)).toEqual([all[0]]);
});

test('thousands of objects that belong together are looked up, not gone through', () => {
  let reads = 0;
  const counted = (manifest: Manifest): Manifest => new Proxy(manifest, {
    get(target, field) {
      reads += 1;
      return target[field];
    },
  });
  const pairs = Array.from({ length: 1000 }, (_, i) => [
    counted(headless({ 'metadata.name': `db-${i}` })), counted(statefulSet({ 'spec.serviceName': `db-${i}`, 'spec.template.metadata.labels': { app: `db-${i}` } })),
  ] as const);
  const all = pairs.flat();
  expect(pairs.filter(([one, set]) => governingService(set, all) !== one || selectedSets(set, { matchLabels: podLabels(set) }, all).length !== 1)).toEqual([]);
  expect(reads).toBeLessThan(20 * all.length); // going through all of them for each takes a million
});
