import { execFileSync } from 'child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import * as fc from 'fast-check';
import ConnectionString from 'mongodb-connection-string-url';
import { parse } from 'yaml';
import { ASSETS, FakePod } from './support/shell/fake-pod';
import { anyCharacter } from '../../support/characters';

let pod: FakePod;
beforeEach(() => {
  pod = new FakePod();
});
afterEach(() => pod.ends());

interface Login { readonly username: string; readonly password: string }

/** Through the shell, the configuration of the tools, and the URI: what the tools read, of each. All of them in one bash. */
function through(logins: Login[]): Login[] {
  const folders = logins.map((login, index) => {
    const folder = pod.path(`login-${index}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'username'), login.username);
    writeFileSync(join(folder, 'password'), login.password);
    return folder;
  });
  const script = `. ${ASSETS}/backup/tools.sh; for folder; do log_in "$folder" host:27017 directConnection=true && cat "$login" && echo ---; done`;
  const env = { PATH: process.env.PATH, TMPDIR: pod.path('tmp'), LC_ALL: 'C.UTF-8', MONGO_SET: 'rs0', MONGO_HOSTS: 'host', BACKUP_NAME: 'rs0' };
  const printed = execFileSync('bash', ['--norc', '-c', script, 'bash', ...folders], { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  return printed.split('---\n').slice(0, -1).map(text => {
    expect(text).toMatch(/^uri: "[\x21-\x7e]*"\n$/);
    const { uri, ...others } = parse(text) as { uri: string };
    expect(others).toEqual({});
    const { username, password, hosts, search } = new ConnectionString(uri);
    expect({ hosts, search }).toEqual({ hosts: ['host:27017'], search: '?authSource=admin&directConnection=true' });
    return { username: decodeURIComponent(username), password: decodeURIComponent(password) };
  });
}

test('every byte that a Secret can hold comes through', () => {
  const ascii = String.fromCharCode(...Array.from({ length: 127 }, (_, index) => index + 1));
  const others = String.fromCodePoint(0x80, 0xff, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff);
  const logins = [{ username: ascii, password: others }, { username: others, password: ascii }];
  expect(through(logins)).toEqual(logins);
});

test.each([
  ['quotes', '"ad\'min"', '\'it\'\'s "quoted"\''],
  ['blanks and line ends', ' ad  min ', 'a\tb\r\nc\n'],
  ['what YAML knows', '- &x *y', 'a: b #c\n---\n{x: [1]} | > ! % @ `'],
  ['what URIs know', 'a:b@c/d?e=f&g', '%00%zz+@:/?#[]'],
  ['what shells know', '$HOME', '`id` $(id) ${x} \\ \\n ! * ~ %s %d'],
  ['what options are', '--drop', '-p'],
  ['nothing but one letter', 'a', 'é'],
  ['other letters', 'Ädmin·管理', 'пароль 🔑 e\u0301'],
])('a user and a password come through as they are: %s', (_, username, password) => {
  expect(through([{ username, password }])).toEqual([{ username, password }]);
});

test('so do all others', () => {
  const text = fc.oneof(
    fc.string({ unit: anyCharacter, minLength: 1, maxLength: 40 }),
    fc.string({ unit: fc.constantFrom('"', "'", '\\', '$', '`', '\n', '\r', '\t', ' ', ':', '#', '%', '@', '/', '?', '&', '=', '-', '{', '}', '\u2028', '\ufeff', 'a', 'é'), minLength: 1, maxLength: 20 }),
  ).map(value => value.replaceAll('\0', '')).filter(value => value !== '');
  fc.assert(fc.property(fc.array(fc.record({ username: text, password: text }), { minLength: 20, maxLength: 20 }), logins => {
    expect(through(logins)).toEqual(logins);
  }), { numRuns: 6 });
});

test.each([
  ['is missing', undefined],
  ['is empty', ''],
  ['holds a NUL byte', 'sesame\0'],
  ['is not text in UTF-8', Buffer.from('sesame\xe9', 'latin1')],
  ['is not text in UTF-8', Buffer.from('sesame\xc3', 'latin1')],
])('a Secret that %s is named, and what it holds is not', async (fault, value) => {
  for (const key of ['username', 'password']) {
    pod.secret({ username: 'admin', password: 'right', [key]: value ?? '' });
    if (value === undefined) pod.secret(key === 'username' ? { password: 'right' } : { username: 'admin' });
    pod.change({ members: { 'orders-0.orders:27017': { setName: 'rs0', isWritablePrimary: true } } });
    const { status, said } = await pod.ran('backup.sh');
    expect({ status, said }).toEqual({
      status: 1,
      said: `orders-1.orders:27017: connect ECONNREFUSED\nbacking up the primary orders-0.orders:27017\nthe key '${key}' of the Secret ${fault}\nno backup: nobody can log in\n`,
    });
  }
});

const TLS = (root: string) => `&tls=true&tlsCAFile=${encodeURIComponent(join(root, 'tls', 'ca.crt'))}`;

test.each([
  ['', '', () => ''],
  ['allowTLS', '', () => ''],
  ['preferTLS', '', TLS],
  ['requireTLS', '', TLS],
  ['allowTLS', '/x/y z.pem', () => ''],
  ['requireTLS', '/x/y z.pem', (root: string) => `${TLS(root)}&tlsCertificateKeyFile=%2Fx%2Fy%20z.pem`],
])('the set is spoken to as its members speak to each other: MONGO_TLS=%s, and the certificate %j', async (mode, certificate, options) => {
  pod.change({ members: { 'orders-1.orders:27017': { setName: 'rs0', secondary: true } }, dump: { archive: '' } });
  await pod.ran('backup.sh', { MONGO_TLS: mode, MONGO_CLIENT_CERTIFICATE: certificate });
  const query = `authSource=admin${options(pod.root)}&directConnection=true`;
  expect(pod.call('mongodump').uri).toBe(`mongodb://backup:right@orders-1.orders:27017/?${query}`);
  expect(pod.call('mongosh').uris).toEqual([0, 1].map(index => `mongodb://orders-${index}.orders:27017/?${query}&serverSelectionTimeoutMS=5000&appName=backup`));
});

describe('a Secret of others', () => {
  const dumps = async (env: Record<string, string>) => {
    pod.change({ members: { 'orders-1.orders:27017': { setName: 'rs0', secondary: true } }, dump: { archive: '' } });
    return pod.ran('backup.sh', env);
  };
  const user = () => {
    const { username, password } = new ConnectionString(pod.call('mongodump').uri!);
    return [username, password].map(decodeURIComponent);
  };

  test('is read under its own keys', async () => {
    pod.secret({ user: 'dump', pwd: 'right' });
    await dumps({ LOGIN_USERNAME_KEY: 'user', LOGIN_PASSWORD_KEY: 'pwd' });
    expect(user()).toEqual(['dump', 'right']);
  });

  test('may be without a name', async () => {
    pod.secret({ 'mongodb-root-password': 'right' });
    await dumps({ LOGIN_USERNAME: 'ro$o@t', LOGIN_PASSWORD_KEY: 'mongodb-root-password' });
    expect(user()).toEqual(['ro$o@t', 'right']);
  });

  test('is complained of by its own keys', async () => {
    pod.secret({ 'mongodb-root-password': '' });
    expect((await dumps({ LOGIN_USERNAME: 'root', LOGIN_PASSWORD_KEY: 'mongodb-root-password' })).said).toContain("the key 'mongodb-root-password' of the Secret is empty\n");
  });
});

describe('a certificate whose private key is a file of its own', () => {
  const script = `. ${ASSETS}/backup/tools.sh; printf '%s ' "$MONGO_CLIENT_CERTIFICATE"; cat "$MONGO_CLIENT_CERTIFICATE"; printf ' '; cat "$MONGO_CLIENT_CERTIFICATE"; printf ' '; uri_options`;
  const env = () => ({ PATH: process.env.PATH, TMPDIR: pod.path('tmp'), MONGO_SET: 'rs0', MONGO_HOSTS: 'host', BACKUP_NAME: 'rs0', MONGO_TLS: 'requireTLS' });
  const sourced = (more: Record<string, string>) => execFileSync('bash', ['--norc', '-c', script], { env: { ...env(), ...more }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

  test('is one with it for the tools, as often as they read it, and nothing of it is left', () => {
    writeFileSync(pod.path('tls', 'tls.key'), 'key');
    writeFileSync(pod.path('tls', 'tls.crt'), 'chain');
    const printed = sourced({ MONGO_CLIENT_CERTIFICATE: pod.path('tls', 'tls.crt'), MONGO_CLIENT_KEY: pod.path('tls', 'tls.key') });
    expect(printed).toMatch(/^\/dev\/fd\/(\d+) key\nchain key\nchain authSource=admin&tls=true&tlsCAFile=%2Frun%2Ftls%2Fca\.crt&tlsCertificateKeyFile=%2Fdev%2Ffd%2F\1$/);
    expect(readdirSync(pod.path('tmp'))).toEqual([]);
  });

  test('that cannot be read is said', async () => {
    const { status, said } = await pod.ran('backup.sh', { MONGO_CLIENT_CERTIFICATE: '/nowhere/tls.crt', MONGO_CLIENT_KEY: '/nowhere/tls.key' });
    expect({ status, said }).toEqual({ status: 1, said: expect.stringContaining("the client's certificate cannot be read: /nowhere/tls.crt and /nowhere/tls.key\n") });
  });
});
