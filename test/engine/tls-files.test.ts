import * as kplus from 'cdk8s-plus-28';
import { CertificateSecret } from '../../src';
import { areWhole, clientSource, clientVolume, mountServerFiles, serverFiles, tlsFiles, tlsKeysInUse } from '../../src/engine/tls-files';
import { chart, complaint } from '../support/synth';

const secret = () => kplus.Secret.fromSecretName(chart(), 'pem', 'pem');
const of = (asked: Partial<CertificateSecret> = {}) => tlsFiles('prod/db', { secret: secret(), ...asked }, {});
/** What a server mounts. */
const mounted = (asked: Partial<CertificateSecret> = {}) => {
  const container = new kplus.Container({ image: 'db:1' });
  mountServerFiles(container, serverFiles(of(asked)));
  return container.mounts.map(({ path, readOnly, volume }) => ({ path, readOnly, ...volume._toKube() }));
};
const OTHERS = { certificateKey: 'cert', privateKeyKey: 'key', authorityKey: 'ca' };

test('a Secret of type kubernetes.io/tls is taken as it is, with its authority', () => {
  expect(tlsKeysInUse(of()).keys).toEqual(['tls.crt', 'tls.key', 'ca.crt']);
  expect(mounted()).toEqual([{ path: '/run/tls-parts', readOnly: true, name: 'tls-parts', secret: { secretName: 'pem' } }]);
  expect(areWhole(of())).toBe(false);
});

test('one with both in one file is taken as well', () => {
  const files = of({ combinedKey: 'tls-combined.pem' });
  expect(tlsKeysInUse(files).keys).toEqual(['tls-combined.pem', 'ca.crt']);
  expect(mounted({ combinedKey: 'tls-combined.pem' })).toEqual([{ path: '/run/tls', readOnly: true, name: 'tls', secret: { secretName: 'pem' } }]);
  expect(areWhole(files)).toBe(true);
});

test.each<[Partial<CertificateSecret>, Record<string, string>]>([
  [OTHERS, { ca: 'ca.crt', cert: 'tls.crt', key: 'tls.key' }], [{ combinedKey: 'both' }, { 'both': 'tls-combined.pem', 'ca.crt': 'ca.crt' }],
  [{ authorityKey: 'ca.pem' }, { 'ca.pem': 'ca.crt', 'tls.crt': 'tls.crt', 'tls.key': 'tls.key' }],
])('other keys have the names in the pods that programs go by, and nothing else of the Secret is there: %j', (asked, paths) => {
  const items = Object.entries(paths).map(([key, path]) => ({ key, path }));
  const name = asked.combinedKey === undefined ? 'tls-parts' : 'tls';
  expect(mounted(asked)).toEqual([{ path: `/run/${name}`, readOnly: true, name, secret: { secretName: 'pem', items } }]);
});

test.each<[Partial<CertificateSecret>, boolean, string[]]>([
  [OTHERS, false, ['ca']], [OTHERS, true, ['ca', 'cert', 'key']], [{ combinedKey: 'both' }, false, ['ca.crt']], [{ combinedKey: 'both' }, true, ['both', 'ca.crt']],
])('a client sees of %j, where it is asked for a certificate (%s), %j', (asked, certificate, keys) => {
  expect(clientSource(of(asked), certificate).items!.map(({ key }) => key).sort()).toEqual(keys);
  expect(clientVolume('tls', of(asked), certificate)._toKube().secret!.items!.map(({ key }) => key).sort()).toEqual(keys);
});

test.each<[Partial<CertificateSecret>, string]>([
  [{ combinedKey: 'both', certificateKey: 'cert' }, "'tls.certificateKey' must be left out if combinedKey is given, got 'cert'"],
  [{ combinedKey: 'both', privateKeyKey: 'key' }, "'tls.privateKeyKey' must be left out if combinedKey is given, got 'key'"],
  [{ combinedKey: 'ca.crt' }, "'tls.authorityKey' must be another key than combinedKey, got 'ca.crt'"],
  [{ privateKeyKey: 'tls.crt' }, "'tls.privateKeyKey' must be another key than certificateKey, got 'tls.crt'"],
  [{ authorityKey: 'tls.key' }, "'tls.authorityKey' must be another key than privateKeyKey, got 'tls.key'"],
  [{ secret: undefined }, "'tls.secret' must be a Secret, got nothing; write { secret: … }, with its keys beside it"],
])('files of %j are refused', (asked, said) => expect(complaint(() => of(asked))).toBe(`prod/db: ${said}`));

test.each(['certificateKey', 'privateKeyKey', 'combinedKey', 'authorityKey'])('%s is a key that a Secret can have', (prop) => {
  const allowed = 'the key of a Secret: 1 to 253 letters, digits, -, _ or ., and neither . nor anything that begins with two of them';
  expect(complaint(() => of({ [prop]: 'a/b' }))).toBe(`prod/db: 'tls.${prop}' must be ${allowed}, got 'a/b'`);
});
