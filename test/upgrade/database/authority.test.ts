import { Manifest } from '../../../src/manifest/manifest';
import { Changes, statefulSet } from '../../support/manifests';
import { effects, found } from '../../support/upgrades';

const pem = (body: string) => `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`;
const base64 = (text: string) => Buffer.from(text).toString('base64');
const [OLD, NEW] = ['MIIold', 'MIInew'].map(pem) as [string, string];
const mounted = (source: object, changes: Changes = {}) => statefulSet({ 'metadata.namespace': 'prod', 'spec.template.spec.volumes': [{ name: 'tls', ...source }], ...changes });
const SECRET = { secret: { secretName: 'tls' } };
const source = (kind: string, data: object, more: object = {}): Manifest => ({ apiVersion: 'v1', kind, metadata: { name: 'tls', namespace: 'prod' }, data, ...more });
const judged = (set: Manifest, before: Manifest, after: Manifest) => effects([set, before], [set, after]).filter(each => each.endsWith('authority'));

test.each<[string, object, object, string[]]>([
  ['another authority at once', { 'ca.crt': base64(OLD) }, { 'ca.crt': base64(NEW) }, ['loses quorum: authority']],
  ['both, the old one first', { 'ca.crt': base64(OLD) }, { 'ca.crt': base64(OLD + NEW) }, []],
  ['the old one dropped again', { 'ca.crt': base64(OLD + NEW) }, { 'ca.crt': base64(NEW) }, ['loses quorum: authority']],
  ['the same, written otherwise', { 'ca.crt': base64(OLD) }, { 'ca.crt': base64(`the old one\n${OLD.replace('MIIold', 'MII\r\nold')}`) }, []],
  ['a store that nobody can look into', { truststore: base64('a') }, { truststore: base64('b') }, ['loses quorum: authority']],
  ['none any more', { 'mongodb-ca-cert': base64(OLD), 'a': '' }, { a: '' }, ['loses quorum: authority']],
  ['another certificate', { 'tls.crt': base64(OLD) }, { 'tls.crt': base64(NEW) }, []],
])('in a Secret, %s: %j → %j', (_, before, after, expected) => expect(judged(mounted(SECRET), source('Secret', before), source('Secret', after))).toEqual(expected));

test('may stand in a ConfigMap, as text or not', () => {
  const set = mounted({ configMap: { name: 'tls' } });
  expect(judged(set, source('ConfigMap', { 'ca.pem': OLD }), source('ConfigMap', { 'ca.pem': NEW }))).toEqual(['loses quorum: authority']);
  expect(judged(set, source('ConfigMap', { 'ca.pem': OLD }), source('ConfigMap', { 'ca.pem': OLD + NEW }))).toEqual([]);
  expect(judged(set, source('ConfigMap', {}, { binaryData: { ca: base64(OLD) } }), source('ConfigMap', {}, { binaryData: { ca: base64(OLD + NEW) } }))).toEqual([]);
});

test('is nothing to programs that are no database, and to those of another namespace', () => {
  const [before, after] = [source('Secret', { 'ca.crt': base64(OLD) }), source('Secret', { 'ca.crt': base64(NEW) })];
  expect(judged(mounted(SECRET, { 'spec.template.spec.containers[0].image': 'example.com/web:1' }), before, after)).toEqual([]);
  expect(judged(mounted(SECRET, { 'metadata.namespace': 'live' }), before, after)).toEqual([]);
});

test('shows no certificate', () => {
  const set = mounted(SECRET);
  const [finding] = found([set, source('Secret', { 'ca.crt': base64(OLD) })], [set, source('Secret', { 'ca.crt': base64(NEW) })]);
  expect(finding!.fields).toEqual([{ path: 'data[ca.crt]', before: '(a certificate)', after: '(another one)' }]);
});
