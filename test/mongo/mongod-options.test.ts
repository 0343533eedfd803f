import * as fc from 'fast-check';
import { parse } from 'yaml';
import { checkMongodConfig, mongodConf } from '../../src/mongo/mongod-options';
import { anyCharacter } from '../support/characters';
import { complaint } from '../support/synth';

const check = (config: Record<string, unknown>, ownImage = false) => checkMongodConfig('prod/orders', config, ownImage);

/** `net.port` and 1 make `{ net: { port: 1 } }`. */
const nested = (name: string, value: unknown): Record<string, unknown> => name.split('.').reduceRight((inner, key) => ({ [key]: inner }), value) as Record<string, unknown>;
const refused = (name: string, value: unknown, ownImage = false) => complaint(() => check(nested(name, value), ownImage));

const FLAG = 'true or false';
const COMPRESSOR = 'one of none, snappy, zlib, zstd';

test.each<[string, unknown[], unknown[], string]>([
  ['net.compression.compressors', ['zstd', 'snappy,zstd,zlib', 'disabled'], ['', 'zstd, zlib', 'gzip', 'zstd,', 'disabled,zstd', 1, null, ['zstd']], "'disabled', or some of snappy, zstd and zlib with commas between them"],
  ['net.maxIncomingConnections', [5, 6, 2147483647], [4, 2147483648, 5.5, '5', NaN, true, null], 'a whole number, 5 or more'],
  ['net.maxIncomingConnectionsOverride', [[], ['10.0.0.0/8']], ['10.0.0.0/8', [1], [null], {}], 'a list of strings'],
  ['net.unixDomainSocket.enabled', [true, false], ['true', 1, null], FLAG],
  ['net.unixDomainSocket.filePermissions', [0, 448, 511], [-1, 512, '0700'], 'a whole number from 0 to 511'],
  ['operationProfiling.filter', ['{ op: "query", millis: { $gt: 2000 } }', ''], ['a\0b', '\ud800', 1, {}], 'a string'],
  ['operationProfiling.mode', ['off', 'slowOp', 'all'], ['', 'on', 'slowop', 1, false], 'one of off, slowOp, all'],
  ['operationProfiling.slowOpSampleRate', [0, 0.25, 1], [-0.1, 1.1, '1', NaN], 'a number from 0 to 1'],
  ['operationProfiling.slowOpThresholdMs', [-1, 0, 50], [-2, 0.5, '50'], 'a whole number, -1 or more'],
  ['replication.oplogSizeMB', [1, 50000], [0, -1, 1.5], 'a whole number, 1 or more'],
  ['security.clusterIpSourceAllowlist', [['10.0.0.0/8', '::1']], ['::1', ['\0']], 'a list of strings'],
  ['security.javascriptEnabled', [false], ['false'], FLAG],
  ['storage.directoryPerDB', [true], [1], FLAG],
  ['storage.journal.commitIntervalMs', [1, 500], [0, 501], 'a whole number from 1 to 500'],
  ['storage.oplogMinRetentionHours', [0, 1.5, 1e6], [-1, Infinity, '24'], 'a number, 0 or more'],
  ['storage.syncPeriodSecs', [0, 3600], [-1, 3601], 'a number from 0 to 3600'],
  ['storage.wiredTiger.collectionConfig.blockCompressor', ['none', 'snappy', 'zlib', 'zstd'], ['lz4', '', null], COMPRESSOR],
  ['storage.wiredTiger.engineConfig.directoryForIndexes', [true], ['yes'], FLAG],
  ['storage.wiredTiger.engineConfig.journalCompressor', ['zstd'], [false], COMPRESSOR],
  ['storage.wiredTiger.engineConfig.zstdCompressionLevel', [1, 22], [0, 23, 1.5], 'a whole number from 1 to 22'],
  ['storage.wiredTiger.indexConfig.prefixCompression', [false], ['off'], FLAG],
  ['systemLog.component.accessControl.verbosity', [-1, 0, 5], [-2, 6], 'a whole number from -1 to 5'],
  ['systemLog.component.replication.heartbeats.verbosity', [2], [6, '2'], 'a whole number from -1 to 5'],
  ['systemLog.component.replication.verbosity', [2], [0.5], 'a whole number from -1 to 5'],
  ['systemLog.component.storage.wt.wtCheckpoint.verbosity', [1], [true], 'a whole number from -1 to 5'],
  ['systemLog.quiet', [true], [{}], FLAG],
  ['systemLog.timeStampFormat', ['iso8601-utc', 'iso8601-local'], ['ctime'], 'one of iso8601-utc, iso8601-local'],
  ['systemLog.verbosity', [0, 5], [-1, 6], 'a whole number from 0 to 5'],
])('the option %s takes %j, and not %j', (name, good, bad, allowed) => {
  for (const value of good) expect(check(nested(name, value))).toEqual(nested(name, value));
  for (const value of bad) {
    for (const ownImage of [false, true]) expect(refused(name, value, ownImage)).toMatch(`prod/orders: 'mongodConfig.${name}' must be ${allowed}, got `);
  }
});

test('several options stand in their sections together', () => {
  const config = { operationProfiling: { mode: 'slowOp', slowOpThresholdMs: 50 }, net: { compression: { compressors: 'zstd' }, wireObjectCheck: true }, setParameter: { ttlMonitorEnabled: false } };
  expect(check(config)).toEqual(config);
});

test('what is undefined is not there, nor is a section of nothing else', () => {
  const net = { wireObjectCheck: undefined, compression: { compressors: undefined } };
  const config = { net, systemLog: { quiet: false, verbosity: undefined }, storage: undefined, sharding: undefined, setParameter: { x: undefined }, foo: undefined };
  expect(check(config)).toEqual({ systemLog: { quiet: false } });
  expect(check({ net: {} })).toEqual({});
});

describe('what the construct decides is refused, whatever the image', () => {
  const LISTENS = 'mongod listens on every address of its pod, on port 27017, which Services, probes and other members use';
  const LOGS = 'mongod logs to standard output, where Kubernetes reads it';
  const ASKED = 'users and members always authenticate';
  const LOCALHOST = 'the root user is created through it, and then it is closed';

  test.each([
    ['net.port', 27018, LISTENS],
    ['net.bindIp', '0.0.0.0', LISTENS],
    ['net.bindIpAll', true, LISTENS],
    ['net.ipv6', true, 'mongod listens on IPv6 where its pod has an address of it'],
    ['net.tls', { mode: 'requireTLS' }, 'set tls'],
    ['net.ssl', {}, 'set tls'],
    ['net.unixDomainSocket.pathPrefix', '/tmp', 'it is /tmp: beside the data, nothing else can be written'],
    ['processManagement.fork', true, 'mongod is the process of its container'],
    ['processManagement.pidFilePath', '/x', 'mongod is the process of its container'],
    ['processManagement.windowsService', {}, 'there is no Windows in the pods'],
    ['replication.enableMajorityReadConcern', true, 'MongoDB 5.0 and later always have it'],
    ['replication.replSetName', 'rs0', 'set setName'],
    ['replication.replSet', 'rs0', 'set setName'],
    ['security.authenticationMechanisms', ['PLAIN'], 'set setParameter: { authenticationMechanisms: … }'],
    ['security.authorization', 'disabled', ASKED],
    ['security.transitionToAuth', true, ASKED],
    ['security.clusterAuthMode', 'x509', 'set tls'],
    ['security.enableLocalhostAuthBypass', 'false', LOCALHOST],
    ['security.keyFile', '/x', 'set keyFile'],
    ['setParameter.enableLocalhostAuthBypass', false, LOCALHOST],
    ['sharding', { clusterRole: 'shardsvr' }, 'a MongoCluster is a replica set of its own, not part of a sharded cluster'],
    ['storage.dbPath', '/x', 'set storage'],
    ['storage.engine', 'inMemory', 'it is always wiredTiger, which stores data on disk'],
    ['storage.inMemory', {}, 'the engine is always wiredTiger, which stores data on disk'],
    ['storage.journal.enabled', false, 'MongoDB 6.1 and later always have a journal'],
    ['storage.wiredTiger.engineConfig.cacheSizeGB', 1, 'set wiredTigerCache'],
    ['storage.wiredTiger.engineConfig.cacheSizePct', 50, 'set wiredTigerCache'],
    ['systemLog.destination', 'file', LOGS],
    ['systemLog.logAppend', true, LOGS],
    ['systemLog.logRotate', 'reopen', LOGS],
    ['systemLog.path', '/x', LOGS],
    ['systemLog.syslogFacility', 'user', LOGS],
  ])('%s', (name, value, instead) => {
    const got = typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
    for (const ownImage of [false, true]) expect(refused(name, value, ownImage)).toBe(`prod/orders: 'mongodConfig.${name}' must be left out, got ${got}; ${instead}`);
    expect(complaint(() => check({ [name]: value }))).toBe(`prod/orders: 'mongodConfig.${name}' must be left out, got ${got}; ${instead}`);
  });

  test('and all that is in a section of such, with dots', () => {
    expect(complaint(() => check({ 'net.tls.CAFile': '/x' }))).toBe("prod/orders: 'mongodConfig.net.tls.CAFile' must be left out, got '/x'; set tls");
  });
});

test.each([
  [{ 'net.compression.compressors': 'zstd' }, 'net.compression.compressors', 'net.compression.compressors', 'write { net: { compression: { compressors: … } } }'],
  [{ net: { 'compression.compressors': 'zstd' } }, 'net.compression.compressors', 'compression.compressors', 'write { compression: { compressors: … } }'],
  [{ 'a\n.b': 1 }, 'a\\n.b', 'a\\n.b', 'write { a\\n: { b: … } }'],
  [{ 'setParameter.ttlMonitorEnabled': false }, 'setParameter.ttlMonitorEnabled', 'setParameter.ttlMonitorEnabled', 'write { setParameter: { ttlMonitorEnabled: … } }'],
])('what %j has in one key is to be written as maps', (config, name, key, instead) => {
  for (const ownImage of [false, true]) {
    expect(complaint(() => check(config, ownImage))).toBe(`prod/orders: 'mongodConfig.${name}' must be a nested map, got '${key}'; ${instead}`);
  }
});

test.each<[string, string, string]>([
  ['operationprofiling', 'operationprofiling', 'did you mean operationProfiling?'],
  ['operationProfiling.slowOpTresholdMs', 'slowOpTresholdMs', 'did you mean operationProfiling.slowOpThresholdMs?'],
  ['operationProfiling.slowopthresholdms', 'slowopthresholdms', 'did you mean operationProfiling.slowOpThresholdMs?'],
  ['operationProfiling.slow_op_sample_rate', 'slow_op_sample_rate', 'did you mean operationProfiling.slowOpSampleRate?'],
  ['replication.oplogMinRetentionHours', 'oplogMinRetentionHours', 'did you mean storage.oplogMinRetentionHours?'],
  ['slowOpThresholdMs', 'slowOpThresholdMs', 'did you mean operationProfiling.slowOpThresholdMs?'],
  ['setParameters', 'setParameters', 'did you mean setParameter?'],
  ['storge', 'storge', 'did you mean storage?'],
  ['sytemLogs', 'sytemLogs', 'did you mean systemLog?'],
  ['systemLog.component.acessControl', 'acessControl', 'did you mean systemLog.component.accessControl?'],
  ['systemLog.component.nonsense', 'nonsense', 'if your image knows more of them, set image'],
  ['net.configString', 'configString', 'if your image knows more of them, set image'],
  ['cloud', 'cloud', 'if your image knows more of them, set image'],
  ['', '', 'if your image knows more of them, set image'],
  ['constructor', 'constructor', 'if your image knows more of them, set image'],
  ['net.toString', 'toString', 'if your image knows more of them, set image'],
  ['storage: {}\nnet', 'storage: {}\\nnet', 'if your image knows more of them, set image'],
  ['auditLog', 'auditLog', 'MongoDB Enterprise knows it: if that is your image, set image'],
  ['security.kmip', 'kmip', 'MongoDB Enterprise knows it: if that is your image, set image'],
  ['security.redactClientLogData', 'redactClientLogData', 'MongoDB Enterprise knows it: if that is your image, set image'],
])('%j is no option of mongod', (name, key, instead) => {
  expect(refused(name, 1)).toBe(`prod/orders: 'mongodConfig.${JSON.stringify(name).slice(1, -1)}' must be an option of mongod.conf that MongoDB 8.0 knows, got '${key}'; ${instead}`);
});

test('a key that is called like what every object has is no option either', () => {
  expect(complaint(() => check(JSON.parse('{ "__proto__": { "net": {} } }')))).toContain('must be an option of mongod.conf that MongoDB 8.0 knows');
});

describe('an image of the user\'s own', () => {
  test('may know other options', () => {
    const config = { auditLog: { destination: 'console', filter: '{}' }, security: { kmip: { port: 5696, rotateMasterKey: false } }, net: { priorityPort: 27019 }, other: [1, 'a', true] };
    expect(check(config, true)).toEqual(config);
    expect(check({ auditLog: { format: undefined }, other: undefined }, true)).toEqual({});
  });

  test.each(['__exec', '__rest', '_x', '1a', 'a b', 'a-b', 'a:b', 'ä', '', 'x'.repeat(101)])('but %j is none', (key) => {
    for (const config of [{ [key]: 1 }, { auditLog: { [key]: 1 } }]) expect(complaint(() => check(config, true))).toContain('must be an option of mongod.conf that MongoDB 8.0 knows');
  });

  test('and what a file cannot say is refused', () => {
    const circle: Record<string, unknown> = {};
    circle.circle = circle;
    for (const bad of [null, NaN, () => 1, new Date(0), 1n, Symbol.iterator, new Map(), [[1]], [{}], [undefined], '\ud800']) {
      expect(complaint(() => check({ other: { thing: bad } }, true))).toMatch(/^prod\/orders: 'mongodConfig\.other\.thing' must be a string, a number, true, false, or a list or map of them, got /);
    }
    expect(complaint(() => check({ circle }, true))).toContain('must be an option of mongod.conf that MongoDB 8.0 knows');
  });
});

describe('values that are not plain', () => {
  class Thing { public readonly enabled = true; }

  const circle: Record<string, unknown> = {};
  circle.circle = circle;

  test.each<[string, unknown, string]>([
    ['a function', () => 1, 'a function'],
    ['a symbol', Symbol.iterator, 'Symbol(Symbol.iterator)'],
    ['a big number', 1n, '1n'],
    ['a circle', circle, '{"circle":"(itself)"}'],
  ])('%s is refused by its kind', (_, value, shown) => {
    expect(refused('systemLog.quiet', value)).toBe(`prod/orders: 'mongodConfig.systemLog.quiet' must be true or false, got ${shown}`);
  });

  test.each<[string, unknown, string]>([
    ['an instance', new Thing(), '{"enabled":true}'],
    ['a date', new Date(0), '"1970-01-01T00:00:00.000Z"'],
    ['a list', [1], '[1]'],
    ['nothing', null, 'null'],
    ['a number', 1, '1'],
    ['no number', NaN, 'NaN'],
  ])('%s is no section', (_, value, shown) => {
    expect(complaint(() => check({ net: value }))).toBe(`prod/orders: 'mongodConfig.net' must be a map, got ${shown}`);
    expect(complaint(() => check({ setParameter: value }))).toBe(`prod/orders: 'mongodConfig.setParameter' must be a map, got ${shown}`);
    expect(complaint(() => check(value as never))).toBe(`prod/orders: 'mongodConfig' must be a map, got ${shown}`);
  });

  test('a map without a prototype is a map', () => {
    expect(check({ net: Object.assign(Object.create(null), { wireObjectCheck: true }) })).toEqual({ net: { wireObjectCheck: true } });
  });
});

describe('setParameter', () => {
  const parameter = (name: string, value: unknown) => check({ setParameter: { [name]: value } }).setParameter;

  test('takes texts, numbers, true and false as they are', () => {
    const parameters = { ttlMonitorSleepSecs: 60, notablescan: true, logLevel: 0, redactClientLogData: false, wiredTigerEngineRuntimeConfig: 'eviction=(threads_max=8)', x: 0.5, constructor: 1 };
    expect(check({ setParameter: parameters })).toEqual({ setParameter: parameters });
  });

  test('takes a document as the text of one, because mongod takes no maps there', () => {
    expect(parameter('mirrorReads', { samplingRate: 0.1, maxTimeMS: undefined, list: ['a', { b: true }] })).toEqual({ mirrorReads: '{"samplingRate":0.1,"list":["a",{"b":true}]}' });
  });

  test.each<[string, unknown]>([
    ['null', null], ['NaN', NaN], ['["a"]', ['a']], ["'a\\u0000'", 'a\0'], ["'\\udc00'", '\udc00'], ['"1970-01-01T00:00:00.000Z"', new Date(0)], ['a function', () => 1],
    ['1n', 1n], ['{"a":null}', { a: null }], ['{"a":[null]}', { a: [undefined] }], ['{"a":"a function"}', { a: () => 1 }], ['{"a":"1970-01-01T00:00:00.000Z"}', { a: new Date(0) }],
  ])('does not take %s', (shown, value) => {
    expect(complaint(() => parameter('mirrorReads', value))).toBe(`prod/orders: 'mongodConfig.setParameter.mirrorReads' must be a string, a number, true, false, or a document, got ${shown}`);
  });

  test('takes documents up to the depth that MongoDB has', () => {
    const deep = (levels: number): unknown => levels === 0 ? 1 : { a: deep(levels - 1) };
    expect(parameter('a', deep(100))).toEqual({ a: JSON.stringify(deep(100)) });
    expect(complaint(() => parameter('a', deep(101)))).toContain('or a document, got {"a":');
  });

  test.each(['', '1a', '_a', 'a b', 'a-b', 'a$', 'a\nb', 'ä', 'x'.repeat(101)])('knows no parameter called %j', (name) => {
    const said = JSON.stringify(name).slice(1, -1);
    expect(complaint(() => parameter(name, 1))).toBe(`prod/orders: 'mongodConfig.setParameter.${said}' must be named with 1 to 100 letters, digits, _ and ., beginning with a letter, got '${said}'`);
  });

  test('knows names with dots', () => {
    expect(parameter('logComponentVerbosity.query', 1)).toEqual({ 'logComponentVerbosity.query': 1 });
  });

  test.each(['SCRAM-SHA-256', 'SCRAM-SHA-1,SCRAM-SHA-256', 'SCRAM-SHA-256,MONGODB-X509'])('lets users log in by %s', (value) => {
    expect(parameter('authenticationMechanisms', value)).toEqual({ authenticationMechanisms: value });
  });

  test.each<[unknown, string]>([['', "''"], ['MONGODB-X509', "'MONGODB-X509'"], ['SCRAM-SHA-2567', "'SCRAM-SHA-2567'"], [['SCRAM-SHA-256'], '["SCRAM-SHA-256"]'], [1, '1']])('does not lock the managers out with %j', (value, shown) => {
    expect(complaint(() => parameter('authenticationMechanisms', value))).toBe(
      `prod/orders: 'mongodConfig.setParameter.authenticationMechanisms' must be a string that contains SCRAM-SHA-256, which managers and users log in with, got ${shown}`,
    );
  });
});

describe('mongod.conf', () => {
  test('is JSON for people, in the order of the alphabet, of all parts', () => {
    const ours = { replication: { replSetName: 'orders' }, net: { port: 27017, bindIpAll: true } };
    expect(mongodConf([{ setParameter: { b: 1, a: '2' }, net: { compression: { compressors: 'zstd' } } }, ours])).toBe(`{
  "net": {
    "bindIpAll": true,
    "compression": {
      "compressors": "zstd"
    },
    "port": 27017
  },
  "replication": {
    "replSetName": "orders"
  },
  "setParameter": {
    "a": "2",
    "b": 1
  }
}
`);
  });

  test('says what the later part says, where two say something', () => {
    const parts = [{ a: { b: 1, c: 1 }, d: 1, e: { f: 1 } }, { a: { b: 2 }, d: { g: 2 }, e: 2 }, { a: undefined, d: { g: undefined } }];
    expect(JSON.parse(mongodConf(parts))).toEqual({ a: { b: 2, c: 1 }, d: { g: 2 }, e: 2 });
  });

  test('is the same however its parts were written, and changes none of them', () => {
    const parts = () => [{ b: { d: 1, c: 2 } }, { a: 1, b: { e: [1] } }];
    const given = parts();
    expect(mongodConf(given)).toBe(mongodConf([{ a: 1 }, { b: { e: [1], c: 2, d: 1 } }]));
    expect(given).toEqual(parts());
    expect(mongodConf([])).toBe('{}\n');
  });

  test('is ASCII but for characters that JSON could only write in halves, which mongod would not read', () => {
    expect(mongodConf([{ a: 'é\u2028\x7f\ufffd😀' }])).toBe('{\n  "a": "\\u00e9\\u2028\\u007f\\ufffd😀"\n}\n');
  });

  test('is read by YAML as it was meant', () => {
    const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.string({ unit: anyCharacter }));
    fc.assert(fc.property(value, value, fc.string({ unit: anyCharacter, maxLength: 100 }), (one, other, key) => {
      const parts = { section: Object.fromEntries([[`k${key}`, one]]), other };
      for (const version of ['1.1', '1.2'] as const) expect(JSON.stringify(parse(mongodConf([parts]), { version }))).toBe(JSON.stringify(JSON.parse(mongodConf([parts]))));
      expect(JSON.parse(mongodConf([parts]))).toEqual(JSON.parse(JSON.stringify(parts)));
    }));
  });
});
