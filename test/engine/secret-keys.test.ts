import { ApiObject, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { onMissingKeys } from '../../src/engine/secret-keys';
import { chart } from '../support/synth';

const missing = (secret: kplus.ISecret, ...keys: string[]) => onMissingKeys([{ what: 'root', secret, keys }]).map(({ allowed }) => /'([^']*)'/.exec(allowed)![1]);

test('what a Secret of the app is defined without is missing', () => {
  const secret = new kplus.Secret(chart(), 'own', { stringData: { a: 'x' } });
  expect(missing(secret, 'a', 'b', 'c')).toEqual(['b', 'c']);
  secret.addStringData('c', 'x');
  expect(missing(secret, 'a', 'b', 'c')).toEqual(['b']);
  ApiObject.of(secret).addJsonPatch(JsonPatch.add('/data', { b: 'eA==' }));
  expect(missing(secret, 'a', 'b', 'c')).toEqual([]);
});

test('nothing is known of one that is only referred to, and nothing said of one that is defined empty', () => {
  expect(missing(kplus.Secret.fromSecretName(chart(), 'there', 'there'), 'a')).toEqual([]);
  expect(missing(new kplus.Secret(chart(), 'empty'), 'a')).toEqual([]);
});

test('it is said once, whoever reads it', () => {
  const secret = new kplus.Secret(chart(), 'own', { stringData: { a: 'x' } });
  const used = { what: 'connect.credentials', secret, keys: ['b'] };
  expect(onMissingKeys([used, { ...used }])).toEqual([{
    what: 'connect.credentials.secret',
    allowed: `a Secret with the key 'b', which '${secret.name}' is defined without`,
    got: 'a',
    instead: 'say under which key it is, or add it: pods that need it wait for it',
  }]);
});
