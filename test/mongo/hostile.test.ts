import * as fc from 'fast-check';
import { ConnectionString } from 'mongodb-connection-string-url';
import { parse, stringify } from 'yaml';
import { expanded } from './support/kubernetes';
import { MongoConnectionStringOptions, seedListString, srvString } from '../../src/mongo/connection-string';
import { checkMongodConfig, mongodConf } from '../../src/mongo/mongod-options';
import { TlsMode } from '../../src/mongo/tls';
import { Refusal } from '../../src/naming/refuse';
import { anyCharacter } from '../support/characters';

// Whatever a user writes is either refused in a whole sentence, or arrives as it was meant at the end of a long way.

const PIECES = [
  ...'\'"`$\\\n\r\t\0 :;#&?=@/%,{}[]()|<>*!~-.', '$(X)', '$$', '$$(X)', '$(', ')', '%24', '%2e%2e', '\\u0000', '${X}', '\x7f', '\x85', '\u2028', '\u00a0', '\ufeff', 'ü', '世', '😀',
  '\ud800', '\udc00', '- ', ': ', ' #', '---\n', '&a', '*a', '!!js', 'null', '~', 'true', '1e3', 'admin', 'a', 'A', '0', '__proto__', 'x'.repeat(70), 'ü'.repeat(700),
];
const hostile = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 4 }).map(pieces => pieces.join('')),
  fc.string({ unit: anyCharacter, maxLength: 10 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 5 }).map(units => String.fromCharCode(...units)),
);
const RUNS = { numRuns: 200 };

/** A variable that is there, and one that is not: `$(Y)`. */
const VARIABLES = new Map([['X', 'gotcha'], ['', 'gotcha'], ['MONGO_USERNAME', 'app'], ['MONGO_PASSWORD', 's3cret-._~']]);

/** As the value of a variable in a manifest, to the program that reads it. */
const throughManifest = (value: string) => expanded(parse(stringify({ env: [{ name: 'MONGO_URI', value }] })).env[0].value, VARIABLES);

const SENTENCE = /^prod\/orders: '[^\0\n]+' must be [^\0\n]+, got [^\0\n]+$/;

/** What comes of it; nothing where it was refused, which must name the culprit. */
function unlessRefused<T>(what: string, action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    expect(error).toBeInstanceOf(Refusal);
    expect((error as Error).message).toMatch(SENTENCE);
    expect((error as Error).message).toMatch(`prod/orders: '${what}`);
    return undefined;
  }
}

interface Given { readonly setName?: string; readonly domain?: string; readonly options?: Parameters<typeof seedListString>[2] }

const FORMS: [string, (given: Given) => string][] = [
  ['seed list', ({ setName = 'orders', domain = 'cluster.local', options }) => seedListString('prod/orders', { setName, hosts: [`orders-0.orders.prod.svc.${domain}:27017`], tlsMode: TlsMode.REQUIRE }, options)],
  ['SRV', ({ setName = 'orders', domain = 'cluster.local', options }) => srvString('prod/orders', { setName, srvHost: `orders.prod.svc.${domain}`, tlsMode: TlsMode.REQUIRE }, options)],
];

const WAYS: [string, (value: string) => Given, (read: ConnectionString) => string][] = [
  ['setName', value => ({ setName: value }), read => read.searchParams.get('replicaSet')!],
  ...(['user', 'database', 'appName', 'tlsCaFile', 'tlsCertificateKeyFile', 'readPreference'] as const).map((what): [string, (value: string) => Given, (read: ConnectionString) => string] => [
    what,
    value => ({ options: { [what]: value } as MongoConnectionStringOptions }),
    read => what === 'user' ? decodeURIComponent(read.username) : what === 'database' ? decodeURIComponent(read.pathname.slice(1)) : read.searchParams.get(what.replace('Ca', 'CA'))!,
  ]),
];

describe.each(FORMS)('the %s form', (_, uri) => {
  test.each(WAYS)('carries any %s through manifest and shell to the driver, or refuses it', (what, given, read) => {
    let arrived = 0;
    fc.assert(fc.property(hostile, (value) => {
      const written = unlessRefused(what, () => uri(given(value)));
      if (written === undefined) return;
      // Nothing in it means anything to a shell in quotes, to YAML or to Kubernetes.
      expect(written).toMatch(/^mongodb(\+srv)?:\/\/[\w.~%:/?&=,@+-]+$/);
      expect(read(new ConnectionString(throughManifest(written)))).toBe(value);
      arrived += 1;
    }), RUNS);
    expect(arrived > 0).toBe(what !== 'readPreference');
  });

  test('carries a cluster domain unharmed, or refuses it', () => {
    fc.assert(fc.property(fc.oneof(hostile, fc.constantFrom('cluster.local', 'a-b.c', '1.2')), (domain) => {
      const written = unlessRefused(uri === FORMS[0]![1] ? 'hosts[0]' : 'srvHost', () => uri({ domain }));
      if (written === undefined) return;
      const [host] = new ConnectionString(throughManifest(written)).hosts;
      expect(host!.replace(/:27017$/, '')).toMatch(new RegExp(`^(orders-0\\.)?orders\\.prod\\.svc\\.${domain.replaceAll('.', '\\.')}$`));
    }), RUNS);
  });

  test('lets Kubernetes put in the credentials, and nothing else', () => {
    const variables = { user: 'MONGO_USERNAME', password: 'MONGO_PASSWORD' };
    fc.assert(fc.property(hostile, (database) => {
      const written = unlessRefused('database', () => uri({ options: { variables, database } }));
      if (written === undefined) return;
      const read = new ConnectionString(throughManifest(written));
      expect([read.username, read.password, decodeURIComponent(read.pathname)]).toEqual(['app', 's3cret-._~', `/${database}`]);
    }), RUNS);
  });
});

describe('mongod.conf', () => {
  /** In a ConfigMap, to mongod's reader of YAML. */
  const throughConfigMap = (conf: string) => parse(parse(stringify({ data: { 'mongod.conf': conf } })).data['mongod.conf']);

  test('carries any text to mongod, or refuses it', () => {
    let arrived = 0;
    fc.assert(fc.property(hostile, (value) => {
      const config = { operationProfiling: { filter: value }, security: { clusterIpSourceAllowlist: [value] }, setParameter: { anything: value } };
      const checked = unlessRefused('mongodConfig.', () => checkMongodConfig('prod/orders', config, false));
      if (checked === undefined) return;
      expect(throughConfigMap(mongodConf([checked]))).toEqual(config);
      arrived += 1;
    }), RUNS);
    expect(arrived).toBeGreaterThan(0);
  });

  test('carries any document to mongod as the text of one, or refuses it', () => {
    fc.assert(fc.property(hostile, hostile, (key, value) => {
      const checked = unlessRefused('mongodConfig.setParameter.anything', () => checkMongodConfig('prod/orders', { setParameter: { anything: { [`k${key}`]: value } } }, false));
      if (checked === undefined) return;
      expect(JSON.parse(throughConfigMap(mongodConf([checked])).setParameter.anything)).toEqual({ [`k${key}`]: value });
    }), RUNS);
  });

  test('has no option that nobody has asked for, whatever options are called', () => {
    fc.assert(fc.property(hostile, fc.constantFrom(true, false), (key, ownImage) => {
      for (const config of [{ [key]: 'x' }, { net: { [key]: 'x' } }, { auditLog: { [key]: 'x' } }, { setParameter: { [key]: 'x' } }]) {
        const checked = unlessRefused('mongodConfig.', () => checkMongodConfig('prod/orders', config, ownImage));
        if (checked !== undefined) expect(throughConfigMap(mongodConf([checked]))).toEqual(config);
      }
    }), RUNS);
  });

  test('carries the name of the set as it is', () => {
    fc.assert(fc.property(hostile, (replSetName) => {
      expect(throughConfigMap(mongodConf([{ replication: { oplogSizeMB: 1 } }, { replication: { replSetName } }]))).toEqual({ replication: { oplogSizeMB: 1, replSetName } });
    }), RUNS);
  });
});

test.each([
  ['$(X)', 'gotcha'], ['$$(X)', '$(X)'], ['$$$(X)', '$gotcha'], ['$(Y)', '$(Y)'], ['$X', '$X'], ['$(X', '$(X'], ['$', '$'], ['$$', '$'], ['a$(X)$(X)b', 'agotchagotchab'], ['$($(X)', '$($(X)'], ['$()', 'gotcha'],
])('the tests expand %j as Kubernetes does, to %j', (value, outcome) => {
  expect(expanded(value, VARIABLES)).toBe(outcome);
});
