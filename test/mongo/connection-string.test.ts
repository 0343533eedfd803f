import * as fc from 'fast-check';
import { MongoClient } from 'mongodb';
import { ConnectionString } from 'mongodb-connection-string-url';
import { checkDatabase, MongoConnectionStringOptions, ReadPreference, seedListString, srvString } from '../../src/mongo/connection-string';
import { TlsMode } from '../../src/mongo/tls';
import { anyCharacter } from '../support/characters';
import { complaint } from '../support/synth';

const HOSTS = [0, 1, 2].map(i => `orders-${i}.orders.prod.svc.cluster.local:27017`);
const SRV = 'orders.prod.svc.cluster.local';

type Options = Parameters<typeof seedListString>[2];

const seedList = (options?: Options, tlsMode?: TlsMode, setName = 'orders') => seedListString('prod/orders', { setName, hosts: HOSTS, tlsMode }, options);
const srv = (options?: Options, tlsMode?: TlsMode, setName = 'orders') => srvString('prod/orders', { setName, srvHost: SRV, tlsMode }, options);

test('the seed list names every member, the set, and where its users are', () => {
  expect(seedList()).toBe(`mongodb://${HOSTS[0]},${HOSTS[1]},${HOSTS[2]}/?replicaSet=orders&authSource=admin`);
});

test('the SRV form names one host without a port, and says whether to speak TLS, which drivers would otherwise do', () => {
  expect(srv()).toBe('mongodb+srv://orders.prod.svc.cluster.local/?replicaSet=orders&authSource=admin&tls=false');
  expect(srv({}, TlsMode.REQUIRE)).toBe('mongodb+srv://orders.prod.svc.cluster.local/?replicaSet=orders&authSource=admin&tls=true');
});

test('everything that can be asked for is in the string', () => {
  const options: MongoConnectionStringOptions = {
    database: 'shop', user: 'app', readPreference: ReadPreference.SECONDARY_PREFERRED, tls: true, tlsCaFile: '/tls/ca.crt', tlsCertificateKeyFile: '/tls/client.pem', appName: 'billing',
  };
  const rest = 'replicaSet=orders&authSource=admin&tls=true&tlsCAFile=%2Ftls%2Fca.crt&tlsCertificateKeyFile=%2Ftls%2Fclient.pem&readPreference=secondaryPreferred&appName=billing';
  expect(seedList(options, TlsMode.ALLOW)).toBe(`mongodb://app@${HOSTS.join(',')}/shop?${rest}`);
  expect(srv(options, TlsMode.ALLOW)).toBe(`mongodb+srv://app@${SRV}/shop?${rest}`);
});

test('an explicit undefined is as good as nothing', () => {
  const nothing = undefined;
  const files = { tlsCaFile: nothing, tlsCertificateKeyFile: nothing };
  const options = { database: nothing, user: nothing, readPreference: nothing, tls: nothing, appName: nothing, variables: nothing, ...files };
  expect(seedList(options, TlsMode.PREFER)).toBe(seedList({}, TlsMode.PREFER));
});

describe('TLS', () => {
  const NO_TLS = 'must be false for a cluster without TLS, got true; set tls on the cluster';

  test.each<[TlsMode | undefined, boolean | undefined, boolean | string]>([
    [undefined, undefined, false],
    [undefined, false, false],
    [undefined, true, NO_TLS],
    [TlsMode.ALLOW, undefined, false],
    [TlsMode.ALLOW, false, false],
    [TlsMode.ALLOW, true, true],
    [TlsMode.PREFER, undefined, true],
    [TlsMode.PREFER, false, false],
    [TlsMode.PREFER, true, true],
    [TlsMode.REQUIRE, undefined, true],
    [TlsMode.REQUIRE, false, 'must be true for a cluster that requires TLS, got false'],
    [TlsMode.REQUIRE, true, true],
  ])('where the cluster has %s, a client that is told %s speaks it: %s', (mode, tls, outcome) => {
    if (typeof outcome === 'string') {
      for (const form of [seedList, srv]) expect(complaint(() => form({ tls }, mode))).toBe(`prod/orders: 'tls' ${outcome}`);
    } else {
      expect(new MongoClient(seedList({ tls }, mode)).options.tls ?? false).toBe(outcome);
      expect(new MongoClient(srv({ tls }, mode)).options.tls).toBe(outcome);
    }
  });

  test.each([
    [undefined, undefined, 'set tls on the cluster'],
    [TlsMode.ALLOW, undefined, 'set tls: true'],
    [TlsMode.PREFER, false, 'set tls: true'],
  ])('files for it are refused where the cluster has %s and the client is told %s', (mode, tls, instead) => {
    for (const what of ['tlsCaFile', 'tlsCertificateKeyFile']) {
      for (const form of [seedList, srv]) {
        expect(complaint(() => form({ tls, [what]: '/tls/x' }, mode))).toBe(`prod/orders: '${what}' must be left out if the client does not use TLS, got '/tls/x'; ${instead}`);
      }
    }
  });
});

describe('credentials', () => {
  const variables = { password: 'MONGO_PASSWORD', user: 'MONGO_USERNAME' };

  test('may stand in variables, which Kubernetes puts in where the container starts', () => {
    expect(seedList({ variables })).toBe(`mongodb://$(MONGO_USERNAME):$(MONGO_PASSWORD)@${HOSTS.join(',')}/?replicaSet=orders&authSource=admin`);
    expect(srv({ variables })).toMatch('mongodb+srv://$(MONGO_USERNAME):$(MONGO_PASSWORD)@orders.prod.svc.cluster.local/?');
  });

  test('are said once', () => {
    expect(complaint(() => seedList({ variables, user: 'app' }))).toBe("prod/orders: 'user' must be left out if the URI takes the user from credentials, got 'app'");
  });

  test.each(['', 'A-B', '1A', 'A)', '$(A)', 'A B', 'Ä'])('%j is no variable for them', (bad) => {
    for (const given of [{ ...variables, user: bad }, { ...variables, password: bad }]) {
      expect(complaint(() => seedList({ variables: given }))).toBe(`prod/orders: 'variables' must be the name of a variable, got '${bad}'`);
    }
  });
});

const DATABASE = '1 to 63 bytes without control characters, blanks and any of /\\."$*<>:|?';
const SOME_TEXT = '1 character or more, none of them a control character';

test.each<[string, unknown[], unknown[], string]>([
  ['database', ['a', 'shop', 'x'.repeat(63), 'über', '世'.repeat(21), "it's", '{}', '%24', '-', 'admin'],
    ['', 'x'.repeat(64), 'ü'.repeat(32), '世'.repeat(22), ...'/\\."$*<>:|? \n\t\0\x7f\x85', 'a.b', '\ud800', 'a\udc00', 7, null, {}], DATABASE],
  ['user', ['a', 'x'.repeat(5000), 'a@b:c/d?e#[f]', '$(X)', ' ', "o'neill", '名', '😀', '%41'], ['', '\n', '\0', '\x7f', 'a\ud800', '\udc00b', 7, null], SOME_TEXT],
  ['readPreference', Object.values(ReadPreference), ['', 'PRIMARY', 'primary ', 1, null], 'one of primary, primaryPreferred, secondary, secondaryPreferred, nearest'],
  ['tlsCaFile', ['/tls/ca.crt', 'ca.crt', 'C:\\ca.crt', '/a b/ü&=#'], ['', '/a\n', '\ud800', 1, null], `the path of a file: ${SOME_TEXT}`],
  ['tlsCertificateKeyFile', ['/tls/x.pem'], ['', '/a\0', null], `the path of a file: ${SOME_TEXT}`],
  ['appName', ['a', 'x'.repeat(128), '世'.repeat(42), 'a&b=c'], ['', 'x'.repeat(129), '世'.repeat(43), '\t', '\ud800', 1, null], '1 to 128 bytes, without control characters'],
])('the option %s may be %j, and not %j', (what, good, bad, allowed) => {
  for (const form of [seedList, srv]) {
    for (const value of good) expect(form({ [what]: value }, TlsMode.REQUIRE)).toMatch(/^mongodb(\+srv)?:/);
    for (const value of bad) {
      const got = typeof value === 'string' ? `'${JSON.stringify(value).slice(1, -1)}'` : JSON.stringify(value);
      expect(complaint(() => form({ [what]: value }, TlsMode.REQUIRE))).toBe(`prod/orders: '${what}' must be ${allowed}, got ${got}`);
    }
  }
});

test('a database is what MongoDB takes for one, wherever it is named', () => {
  expect(checkDatabase('prod/orders', 'users[0].roles[0].db', 'shop')).toBe('shop');
  expect(complaint(() => checkDatabase('prod/orders', 'users[0].roles[0].db', 'a.b'))).toBe(`prod/orders: 'users[0].roles[0].db' must be ${DATABASE}, got 'a.b'`);
});

test.each(['', 'a', 'a:', ':27017', 'a:b', 'a,b:1', 'a/b:1', 'a@b:1', '$(A):1', 'a b:1', 'A:1', '-a:1', 'a-:1', 'a:123456', 'ä:1'])('%j is no member', (host) => {
  expect(complaint(() => seedListString('prod/orders', { setName: 'orders', hosts: [HOSTS[0]!, host] }))).toBe(`prod/orders: 'hosts[1]' must be a host name and a port, got '${host}'`);
});

test.each(['', 'a:1', 'a,b', 'a/b', 'a@b', '$(A)', 'a b', 'A', '-a', 'a.'])('%j is no SRV host', (srvHost) => {
  expect(complaint(() => srvString('prod/orders', { setName: 'orders', srvHost }))).toBe(`prod/orders: 'srvHost' must be a host name, got '${srvHost}'`);
});

describe('the parser of the drivers', () => {
  const text = fc.oneof(fc.string({ unit: anyCharacter, minLength: 1, maxLength: 30 }), fc.string({ minLength: 1, maxLength: 30 })).filter(value => /^[^\p{Cc}\p{Cs}]+$/u.test(value));
  const database = text.filter(value => Buffer.byteLength(value) <= 63 && !/[/\\."$*<>:|? ]/.test(value));
  const options = fc.record({
    database,
    user: text,
    readPreference: fc.constantFrom(...Object.values(ReadPreference)),
    tlsCaFile: text,
    tlsCertificateKeyFile: text,
    appName: text.filter(value => Buffer.byteLength(value) <= 128),
  }, { requiredKeys: [] });

  test.each([['seed list', seedList, HOSTS], ['SRV', srv, [SRV]]] as const)('reads from the %s form what was asked for', (_, form, hosts) => {
    fc.assert(fc.property(options, fc.string({ minLength: 1, maxLength: 63 }), (asked, setName) => {
      const read = new ConnectionString(form(asked, TlsMode.PREFER, setName));
      expect(read.hosts).toEqual(hosts);
      expect(decodeURIComponent(read.username)).toBe(asked.user ?? '');
      expect(read.password).toBe('');
      expect(decodeURIComponent(read.pathname)).toBe(`/${asked.database ?? ''}`);
      expect(Object.fromEntries(read.searchParams)).toEqual(JSON.parse(JSON.stringify({
        replicaSet: setName,
        authSource: 'admin',
        tls: 'true',
        tlsCAFile: asked.tlsCaFile,
        tlsCertificateKeyFile: asked.tlsCertificateKeyFile,
        readPreference: asked.readPreference,
        appName: asked.appName,
      })));
    }));
  });
});
