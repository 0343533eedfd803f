import * as kplus from 'cdk8s-plus-28';
import { cluster, secret } from './support/cluster';
import { DECISIONS } from '../../src/mongo/decisions';
import { isSection, optionKind } from '../../src/mongo/option-names';
import { chart, complaint, synth } from '../support/synth';

const said = (mongodConfig: Record<string, unknown>) => complaint(() => cluster({ mongodConfig }));

test('what is decided is no option of the user\'s', () => {
  const keys = DECISIONS.flatMap(decision => decision.keys?.split(' ') ?? []);
  expect(keys.filter(key => optionKind(key) !== undefined || isSection(key))).toEqual([]);
  expect(new Set(keys).size).toBe(keys.length);
});

describe('what is refused as an option is refused as a parameter', () => {
  test.each([
    ['clusterAuthMode', 'x509', 'set tls'], ['tlsMode', 'requireTLS', 'set tls'], ['sslMode', 'requireSSL', 'set tls'],
    ['enableMajorityReadConcern', 'false', 'MongoDB 5.0 and later always have it'],
    ['enableLocalhostAuthBypass', 'true', 'the root user is created through it, and then it is closed'],
  ])('%s', (name, value, instead) => {
    expect(said({ setParameter: { [name]: value } })).toBe(`prod/orders: 'mongodConfig.setParameter.${name}' must be left out, got '${value}'; ${instead}`);
  });
});

describe('and in the language of WiredTiger, which comes last', () => {
  const engine = (configString: string) => ({ storage: { wiredTiger: { engineConfig: { configString } } } });
  const at = 'storage.wiredTiger.engineConfig.configString';

  test.each([
    ['cache_size=10G', 'set wiredTigerCache'], ['eviction=(threads_max=8),cache_size=1G', 'set wiredTigerCache'],
    ['log=(enabled=false)', 'MongoDB 6.1 and later always have a journal'], ['in_memory=true', 'the engine is always wiredTiger, which stores data on disk'],
    ['cache_size = 10G', 'set wiredTigerCache'], ['cache_size:10G', 'set wiredTigerCache'], ['"cache_size"=10G', 'set wiredTigerCache'], ['"log" : (enabled=false)', 'MongoDB 6.1 and later always have a journal'],
  ])('%s', (text, instead) => {
    const got = JSON.stringify(text).slice(1, -1);
    expect(said(engine(text))).toBe(`prod/orders: 'mongodConfig.${at}' must be without what the construct decides, got '${got}'; ${instead}`);
    expect(said({ setParameter: { wiredTigerEngineRuntimeConfig: text } })).toBe(
      `prod/orders: 'mongodConfig.setParameter.wiredTigerEngineRuntimeConfig' must be without what the construct decides, got '${got}'; ${instead}`,
    );
  });

  test.each(['eviction=(threads_max=8)', 'eviction_dirty_target=5', 'file_manager=(close_idle_time=60)', 'statistics_log=(wait=0)'])('but not %s', (text) => {
    expect(() => cluster({ mongodConfig: { ...engine(text), setParameter: { wiredTigerEngineRuntimeConfig: text } } })).not.toThrow();
  });

  test('nor what is no text at all', () => expect(() => cluster({ mongodConfig: { setParameter: { wiredTigerEngineRuntimeConfig: 1 } } })).not.toThrow());
});

describe('a name that MongoDB has changed is told the new one', () => {
  test('an option', () => {
    for (const image of [undefined, 'mongo:8.0.4']) {
      expect(complaint(() => cluster({ image, mongodConfig: { security: { clusterIpSourceWhitelist: ['10.0.0.0/8'] } } }))).toBe(
        "prod/orders: 'mongodConfig.security.clusterIpSourceWhitelist' must be called security.clusterIpSourceAllowlist, its name in MongoDB 8.0, got [\"10.0.0.0/8\"]",
      );
    }
  });

  test.each([
    ['wiredTigerConcurrentReadTransactions', 'storageEngineConcurrentReadTransactions'], ['wiredTigerConcurrentWriteTransactions', 'storageEngineConcurrentWriteTransactions'],
    ['internalQueryExecMaxBlockingSortBytes', 'internalQueryMaxBlockingSortMemoryUsageBytes'], ['snapshotHistoryWindowInSeconds', 'minSnapshotHistoryWindowInSeconds'],
    ['internalQueryForceClassicEngine', 'internalQueryFrameworkControl'],
  ])('the parameter %s', (name, now) => {
    expect(said({ setParameter: { [name]: 128 } })).toBe(`prod/orders: 'mongodConfig.setParameter.${name}' must be called ${now}, its name in MongoDB 8.0, got 128`);
  });

  test.each([
    ['storage', 'indexBuildRetry', true, 'MongoDB 4.4 and later go on with index builds by themselves'], ['storage', 'mmapv1', { smallFiles: true }, 'MongoDB 4.2 and later have no MMAPv1'],
    ['net', 'http', { enabled: false }, 'MongoDB 3.6 and later have no HTTP interface'], ['net', 'serviceExecutor', 'adaptive', 'MongoDB 5.0 and later choose it themselves'],
  ])('or what is in its place: %s.%s', (section, key, value, instead) => {
    const got = typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
    expect(said({ [section]: { [key]: value } })).toBe(`prod/orders: 'mongodConfig.${section}.${key}' must be left out, got ${got}; ${instead}`);
  });
});

describe('the arguments of the exporter', () => {
  const exporter = (args: string[], port?: number) => cluster({ exporter: { image: 'x:1', credentials: { secret: secret('exporter') }, args, port } });
  const listens = (i: number, port: number, got: string) =>
    `prod/orders: 'exporter.args[${i}]' must be an address with port ${port}, which is scraped, got '${got}'; set exporter.port`;

  test.each([
    [['--web.listen-address=:9999'], undefined, listens(0, 9216, '--web.listen-address=:9999')], [['-v', '-web.listen-address=0.0.0.0:9216'], 9500, listens(1, 9500, '-web.listen-address=0.0.0.0:9216')],
    [['--web.listen-address', ':9999'], undefined, listens(0, 9216, '--web.listen-address')], [['--web.listen-address'], undefined, listens(0, 9216, '--web.listen-address')],
  ])('%j may not listen elsewhere than port %s', (args, port, complained) => expect(complaint(() => exporter(args, port))).toBe(complained));

  test.each([[['--web.listen-address=:9216']], [['--web.listen-address', '0.0.0.0:9216']], [['--collect-all', '--web.listen-addresses']], [['--mongodb.collstats-colls=a.b']]])("the arguments %j are the user's", (args) => {
    expect(() => exporter(args)).not.toThrow();
  });

  test.each(['--mongodb.uri=mongodb://u:p@h', '--mongodb.password=x', '--mongodb.user', '-mongodb.uri'])('the argument %s is refused', (arg) => {
    expect(complaint(() => exporter([arg]))).toBe(
      `prod/orders: 'exporter.args[0]' must be left out, got '${arg}'; it is in the environment, where the exporter reads it: anybody may read the arguments of a pod`,
    );
  });
});

describe('variables of the pods', () => {
  const complained = (name: string, value: string, of: 'containers' | 'managers' = 'containers') => {
    const prod = chart();
    const orders = cluster({}, prod);
    const container = of === 'containers' ? orders.containers[0]! : orders.backend.containers[1]!;
    container.env.addVariable(name, kplus.EnvValue.fromValue(value));
    return complaint(() => synth(prod));
  };

  test.each([
    ['MONGO_INITDB_ROOT_USERNAME', 'root', 'set rootCredentials'], ['MONGO_INITDB_ROOT_PASSWORD_FILE', '/x', 'set rootCredentials'],
    ['MONGO_INITDB_DATABASE', 'shop', 'a database is made by what is first written to it'], ['MONGOD_CONF', '/x', 'set mongodConfig'],
    ['MONGO_ARBITER', 'true', 'the programs in the pods go by it'], ['MONGO_FILES', '1', 'the programs in the pods go by it'], ['KEYFILE', '/x', 'the programs in the pods go by it'],
  ])('%s says nothing there', (name, value, instead) => {
    expect(complained(name, value)).toBe(`prod/orders: 'mongod.env.${name}' must be left out, got '${value}'; ${instead}`);
    expect(complained(name, value, 'managers')).toBe(`prod/orders: 'manager.env.${name}' must be left out, got '${value}'; ${instead}`);
  });

  test.each(['POD_NAME', 'MONGO_SET', 'HOME'])('%s stays as it is', (name) => {
    expect(complained(name, 'x')).toBe(`prod/orders: 'mongod.env.${name}' must be left as it is, got 'x'; the programs in the pods go by it`);
  });

  test('those of the exporter too', () => {
    const prod = chart();
    const orders = cluster({ exporter: { image: 'x:1', credentials: { secret: secret('exporter') } } }, prod);
    orders.backend.containers.at(-1)!.env.addVariable('MONGODB_URI', kplus.EnvValue.fromValue('mongodb://elsewhere'));
    expect(complaint(() => synth(prod))).toBe("prod/orders: 'exporter.env.MONGODB_URI' must be left as it is, got 'mongodb://elsewhere'; the programs in the pods go by it");
  });

  test('another one is the user\'s', () => {
    const prod = chart();
    cluster({}, prod).containers[0]!.env.addVariable('GLIBC_TUNABLES', kplus.EnvValue.fromValue('x'));
    expect(() => synth(prod)).not.toThrow();
  });
});
