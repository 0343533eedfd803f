import { cluster } from './support/cluster';
import { Guard } from '../../src';
import { onParameters } from '../../src/mongo/parameter-names';
import { newParameterName } from '../../src/mongo/renamed-options';
import { chart } from '../support/synth';

const said = (setParameter: Record<string, unknown>) => onParameters({ setParameter }).map(({ what, instead }) => [what, instead]);
const UNKNOWN = 'mongod does not start with one that it does not know';

test.each([
  ['cursorTimeoutMilis', 'cursorTimeoutMillis'],
  ['CURSORTIMEOUTMILLIS', 'cursorTimeoutMillis'],
  ['ttlMonitorEnable', 'ttlMonitorEnabled'],
  ['transactionLifetimeLimitSecs', undefined],
  ['nonsense', undefined],
])('of %s is said that the manual does not have it, and what it may have been', (name, near) => {
  expect(said({ [name]: 1 })).toEqual([[`mongodConfig.setParameter.${name}`, near === undefined ? UNKNOWN : `did you mean ${near}? ${UNKNOWN}`]]);
});

test.each([
  'cursorTimeoutMillis', 'ttlMonitorEnabled', 'TransactionRecordMinimumLifetimeMinutes', 'wiredTigerEngineRuntimeConfig', 'internalQueryFrameworkControl',
  'internalDocumentSourceGroupMaxMemoryBytes', 'tcmallocReleaseRate', 'ShardingTaskExecutorPoolMaxSize', 'timeseriesBucketMaxCount', 'featureFlagAny',
])('of %s nothing is said', name => expect(said({ [name]: 1 })).toEqual([]));

test('where there are none, there is nothing to say', () => expect([onParameters({}), onParameters({ setParameter: {} })]).toEqual([[], []]));

test('what a renamed one is called now is known', () => {
  const now = ['disableNonSSLConnectionLogging', 'snapshotHistoryWindowInSeconds', 'sslWithholdClientCertificate', 'wiredTigerConcurrentReadTransactions', 'wiredTigerConcurrentWriteTransactions'];
  expect(said(Object.fromEntries(now.map(name => [newParameterName(name)!, 1])))).toEqual([]);
});

test('it is advice of the cluster, also where the image is the user\'s own', () => {
  const prod = chart();
  cluster({ image: 'mongo:8.0.4', mongodConfig: { setParameter: { cursorTimeoutMilis: 1, cursorTimeoutMillis: 1 } } }, prod).addNetworkPolicy();
  expect(new Guard().report(prod)).toEqual([
    "prod/orders: 'mongodConfig.setParameter.cursorTimeoutMilis' must be a parameter that MongoDB's manual describes, or one that your image surely has, "
    + `got 'cursorTimeoutMilis'; did you mean cursorTimeoutMillis? ${UNKNOWN}`,
  ]);
});
