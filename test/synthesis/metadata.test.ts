import { ApiObject, ApiObjectMetadata, ApiObjectMetadataDefinition, App, Chart, IResolver, Lazy } from 'cdk8s';
import * as fc from 'fast-check';
import { plainMetadata } from '../../src/synthesis/metadata';
import { complaint } from '../support/synth';

const object = (metadata: ApiObjectMetadata, resolvers: IResolver[] = []) =>
  new ApiObject(new Chart(new App({ resolvers }), 'prod', { namespace: 'apps' }), 'db', { apiVersion: 'v1', kind: 'Service', metadata }).metadata;

/** What cdk8s would render is not asked of it. */
function ownRendering(metadata: ApiObjectMetadataDefinition): unknown {
  return plainMetadata(Object.assign(Object.create(ApiObjectMetadataDefinition.prototype) as ApiObjectMetadataDefinition, metadata, {
    toJson: () => { throw new Error('left to cdk8s'); },
  }));
}

const key = fc.constantFrom('z', 'app', 'app.kubernetes.io/name', 'hostIp', 'toString', 'name', '0');
const scalar = fc.constantFrom<unknown>('', 'a', 0, 5, true, false, null, undefined);
const data = fc.letrec(tie => ({
  value: fc.oneof({ maxDepth: 3 }, scalar, fc.array(tie('value'), { maxLength: 3 }), fc.dictionary(key, tie('value'), { maxKeys: 3, noNullPrototype: true })),
})).value;
const labels = fc.dictionary(key, scalar, { noNullPrototype: true });
const asked = fc.record({
  name: fc.constantFrom('db', ''),
  namespace: fc.constantFrom('prod', undefined),
  labels,
  annotations: labels,
  finalizers: fc.array(fc.constantFrom('a', 'b')),
  ownerReferences: fc.array(data),
  generateName: data,
  z: data,
}, { requiredKeys: [] });

test('what is plain data is rendered as cdk8s renders it, key by key in the same order', () => {
  fc.assert(fc.property(asked, fc.array(fc.tuple(key, data)), (given, added) => {
    const metadata = object(given as ApiObjectMetadata);
    for (const [what, value] of added) metadata.add(what, value);
    expect(JSON.stringify(ownRendering(metadata))).toBe(JSON.stringify(metadata.toJson()));
    expect(ownRendering(metadata)).toEqual(metadata.toJson());
  }), { numRuns: 1000 });
});

test('labels that are added later are rendered, too', () => {
  const metadata = object({ name: 'db' });
  metadata.addLabel('b', '2');
  metadata.addLabel('a', '1');
  metadata.addAnnotation('note', 'x');
  metadata.addFinalizers('example.com/last');
  expect(ownRendering(metadata)).toEqual({ annotations: { note: 'x' }, finalizers: ['example.com/last'], labels: { a: '1', b: '2' }, name: 'db', namespace: 'apps' });
});

class Token {
  public resolve(): string { return 'produced'; }
}

class Amount {
  public readonly value = '10Gi';
}

test.each<[string, unknown]>([
  ['a lazy value', Lazy.any({ produce: () => 'produced' })], ['a token', new Token()], ['a quantity', new Amount()], ['a function', () => 'x'],
  ['a map that calls something its constructor', { constructor: 'x' }], ['a date', new Date(0)], ['a map without a prototype', Object.create(null)],
])('metadata with %s is left to cdk8s', (_, value) => {
  for (const given of [{ note: value }, { note: [value] }, { labels: { note: value as string } }]) {
    const metadata = object(given);
    expect(complaint(() => ownRendering(metadata))).toBe('left to cdk8s');
    const rendered = (render: () => unknown) => { try { return render(); } catch (error) { return (error as Error).message; } };
    expect(rendered(() => plainMetadata(metadata))).toEqual(rendered(() => metadata.toJson()));
  }
});

test('everything is, where the app has resolvers of its own', () => {
  const shout: IResolver = { resolve: (context) => { if (context.value === 'quiet') context.replaceValue('LOUD'); } };
  expect(plainMetadata(object({ labels: { voice: 'quiet' } }, [shout]))).toMatchObject({ labels: { voice: 'LOUD' } });
});
