import * as kplus from 'cdk8s-plus-28';
import * as fc from 'fast-check';
import { CredentialsSecret } from '../../src';
import { credentialsOf, hasUsualKeys, isSameUser, loginVariables, neededKeys, passwordValue, usernameValue } from '../../src/engine/credentials';
import { keyedSecret } from '../../src/engine/keyed-secret';
import { chart, complaint } from '../support/synth';

const secret = (name = 'mongodb') => kplus.Secret.fromSecretName(chart(), name, name);
const of = (asked: Partial<CredentialsSecret> = {}) => credentialsOf('prod/db', 'root', { secret: secret(), ...asked });
const A_KEY = 'the key of a Secret: 1 to 253 letters, digits, -, _ or ., and neither . nor anything that begins with two of them';

test('the keys are those of Kubernetes\' own type, unless said otherwise', () => {
  expect(of()).toMatchObject({ usernameKey: 'username', passwordKey: 'password', previousPasswordKey: 'previous-password' });
  expect(of({ usernameKey: 'u', passwordKey: 'p', previousPasswordKey: 'b' })).toMatchObject({ usernameKey: 'u', passwordKey: 'p', previousPasswordKey: 'b' });
});

test.each<[string, boolean]>([
  ['a', true], ['mongodb-root-password', true], ['tls.crt', true], ['_A.b-9', true], ['.a', true], ['x'.repeat(253), true],
  ['', false], ['.', false], ['..', false], ['..data', false], ['a b', false], ['a/b', false], ['ä', false], ['a\n', false], ['x'.repeat(254), false], [7 as never, false],
])('a Secret may have the key %j: %s', (key, legal) => {
  const said = (what: string) => `prod/db: '${what}' must be ${A_KEY}, got ${typeof key === 'string' ? `'${JSON.stringify(key).slice(1, -1)}'` : key}`;
  for (const prop of ['usernameKey', 'passwordKey', 'previousPasswordKey']) {
    if (legal) expect(of({ [prop]: key })).toMatchObject({ [prop]: key });
    else expect(complaint(() => of({ [prop]: key }))).toBe(said(`root.${prop}`));
  }
  const alone = () => keyedSecret('prod/db', 'keyFile', { secret: secret(), key }, 'keyfile', {});
  if (legal) expect(alone().key).toBe(key);
  else expect(complaint(alone)).toBe(said('keyFile.key'));
});

test('a Secret alone has the key that the prop says', () => {
  expect(keyedSecret('prod/db', 'keyFile', { secret: secret() }, 'keyfile', {}).key).toBe('keyfile');
  expect(keyedSecret('prod/db', 'keyFile', { secret: secret(), key: 'other' }, 'keyfile', {}).key).toBe('other');
});

test.each<[Partial<CredentialsSecret>, string]>([
  [{ username: 'root', usernameKey: 'user' }, "'root.usernameKey' must be left out if the name is given, got 'user'"],
  [{ usernameKey: 'password' }, "'root.passwordKey' must be another key than usernameKey, got 'password'"],
  [{ passwordKey: 'previous-password' }, "'root.previousPasswordKey' must be another key than passwordKey, got 'previous-password'"],
  [{ username: '' }, "'root.username' must be the name of a user: 1 character or more, none of them a control character, got ''"],
  [{ username: 'a\ud800' }, "'root.username' must be the name of a user: 1 character or more, none of them a control character, got 'a\\ud800'"],
  [{ secret: undefined }, "'root.secret' must be a Secret, got nothing; write { secret: … }, with its keys beside it"],
])('credentials with %j are refused', (asked, said) => expect(complaint(() => of(asked))).toBe(`prod/db: ${said}`));

test('what is no struct is refused in its words, which no compiler has told', () => {
  for (const [given, got] of [[undefined, 'nothing'], [null, 'nothing'], [secret('plain'), "'plain'"]] as const) {
    expect(complaint(() => credentialsOf('prod/db', 'root', given as never))).toBe(`prod/db: 'root.secret' must be a Secret, got ${got}; write { secret: … }, with its keys beside it`);
  }
});

test('where the name is given, its key in the Secret does not matter', () => {
  expect(() => of({ username: 'root', passwordKey: 'username' })).not.toThrow();
  expect([of({ username: 'root' }), of()].map(neededKeys)).toEqual([['password'], ['username', 'password']]);
});

test.each<[Partial<CredentialsSecret>, boolean]>([
  [{}, true], [{ username: 'root' }, true], [{ usernameKey: 'username', passwordKey: 'password' }, true], [{ usernameKey: 'u' }, false], [{ passwordKey: 'p' }, false],
  [{ previousPasswordKey: 'b' }, false], [{ username: 'root', passwordKey: 'p' }, false],
])('a Secret with %j is called as usual: %s', (asked, usual) => expect(hasUsualKeys(of(asked))).toBe(usual));

test.each<[Partial<CredentialsSecret>, Partial<CredentialsSecret>, boolean]>([
  [{}, {}, true], [{}, { passwordKey: 'p' }, true], [{}, { usernameKey: 'u' }, false], [{}, { secret: secret('other') }, false],
  [{ username: 'a' }, { username: 'a', secret: secret('other') }, true], [{ username: 'a' }, { username: 'b' }, false], [{ username: 'a' }, {}, false],
])('in case %#, one user is the same as the other: %s', (one, other, same) => {
  expect(isSameUser(of(one), of(other))).toBe(same);
  expect(isSameUser(of(other), of(one))).toBe(same);
});

test('a name in the environment comes through as it is, whatever Kubernetes would put in the place of a dollar', () => {
  const expanded = (value: string) => value.replace(/\$\$|\$\([^)]*\)/g, found => found === '$$' ? '$' : 'expanded');
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom('$', '(', ')', 'a'), minLength: 1 }), (username) => {
    expect(expanded(usernameValue(of({ username })).value as string)).toBe(username);
  }));
});

test('name and password are read from the Secret', () => {
  const ref = (key: string) => ({ secretKeyRef: { name: 'mongodb', key } });
  expect([usernameValue(of({ usernameKey: 'u' })).valueFrom, passwordValue(of({ passwordKey: 'p' })).valueFrom]).toEqual([ref('u'), ref('p')]);
});

test.each<[Partial<CredentialsSecret>, Record<string, unknown>]>([
  [{}, {}], [{ previousPasswordKey: 'old' }, {}], [{ passwordKey: 'pwd' }, { DB_PASSWORD_KEY: 'pwd' }], [{ usernameKey: 'user' }, { DB_USERNAME_KEY: 'user' }],
  [{ username: 'a$b', passwordKey: 'pwd' }, { DB_USERNAME: 'a$$b', DB_PASSWORD_KEY: 'pwd' }],
])('of %j, a program is told what is not usual: %j', (asked, told) => {
  expect(Object.fromEntries(Object.entries(loginVariables('DB', of(asked))).map(([name, { value }]) => [name, value]))).toEqual(told);
});
