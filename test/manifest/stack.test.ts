import { governingService, selectedSets } from '../../src/manifest/stack';
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

describe('selected StatefulSets', () => {
  const owner = { metadata: { namespace: 'prod' } };
  const set = (app: string, namespace = 'prod') => statefulSet({ 'metadata.namespace': namespace, 'spec.template.metadata.labels': { app } });

  test('are those whose pods have the labels, in the same namespace', () => {
    const [one, two] = [set('db'), set('db')];
    expect(selectedSets(owner, { matchLabels: { app: 'db' } }, [one, set('other'), set('db', 'test'), { ...set('db'), kind: 'Deployment' }, two])).toEqual([one, two]);
  });
});
