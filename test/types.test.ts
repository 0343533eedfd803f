import { compile } from './support/compiler';

// What excludes each other cannot be written, and what is taken can.

const PREAMBLE = `
import { Chart, Cron, Size } from 'cdk8s';
import { BackupVolume, CassandraAuthentication, CassandraCluster, HeadlessService, MongoCluster, StatefulBackendProps } from 'cdk8s-stateful';
import * as kplus from 'cdk8s-plus-28';
declare const chart: Chart;
declare const secret: kplus.ISecret;
declare const claim: kplus.IPersistentVolumeClaim;
declare const orders: MongoCluster;
declare const service: HeadlessService;
const set = { members: 3, storage: Size.gibibytes(10), keyFile: { secret: secret }, rootCredentials: { secret: secret } };
const ring = { nodes: 3, storage: Size.gibibytes(10) };
const backup = { schedule: Cron.daily(), credentials: { secret: secret } };
`;

/** What a backend takes, and a replica set decides by itself. */
const DECIDED = [
  ['service', 'service'],
  ['selectorLabels', "{ app: 'db' }"],
  ['publishNotReadyAddresses', 'false'],
  ['ordinalsStart', '1'],
  ['podManagementPolicy', 'kplus.PodManagementPolicy.ORDERED_READY'],
  ['hostNetwork', 'true'],
  ['isolate', 'true'],
  ['restartPolicy', 'kplus.RestartPolicy.ALWAYS'],
] as const;

const ROWS: [string, string, string][] = [
  ['a backup onto a new volume', "orders.addBackup({ ...backup, volume: BackupVolume.ofSize(Size.gibibytes(1), { storageClassName: 'cold' }) });", ''],
  ['a backup onto a claim', 'orders.addBackup({ ...backup, volume: BackupVolume.ofClaim(claim) });', ''],
  ['a backup onto nothing', 'orders.addBackup(backup);', "Property 'volume' is missing in type"],
  ['a backup onto a size and a claim', 'orders.addBackup({ ...backup, storage: Size.gibibytes(1), claim });', "'storage' does not exist in type 'MongoBackupProps'"],
  ['a storage class for a claim that exists', "orders.addBackup({ ...backup, volume: BackupVolume.ofClaim(claim, { storageClassName: 'cold' }) });", 'Expected 1 arguments, but got 2.'],
  ['a ring with a superuser', "new CassandraCluster(chart, 'c', { ...ring, authentication: CassandraAuthentication.password({ secret: secret, revision: 1, systemAuthReplication: 3 }) });", ''],
  ['a ring that lets everybody in', "new CassandraCluster(chart, 'c', { ...ring, authentication: CassandraAuthentication.allowAll() });", ''],
  ['a ring that does not say who is let in', "new CassandraCluster(chart, 'c', ring);", "Property 'authentication' is missing in type"],
  ['passwords without a superuser', 'CassandraAuthentication.password();', 'Expected 1 arguments, but got 0.'],
  ['a superuser where everybody is let in', 'CassandraAuthentication.allowAll(secret);', 'Expected 0 arguments, but got 1.'],
  ['all that a pod of cdk8s-plus takes, for a backend', 'const missing: Exclude<keyof kplus.AbstractPodProps, keyof StatefulBackendProps> = null as never; const pod: kplus.AbstractPodProps = {} as StatefulBackendProps;', ''],
  ['nothing else for that', "const missing: Exclude<keyof kplus.AbstractPodProps, keyof StatefulBackendProps> = 'isolate';", "Type '\"isolate\"' is not assignable to type 'never'."],
  ['a replica set', "new MongoCluster(chart, 'm', set);", ''],
  ['a replica set with containers of its own', "new MongoCluster(chart, 'm', { ...set, containers: [{ image: 'e:1' }], initContainers: [{ image: 'i:1' }], volumes: [] });", ''],
  ...DECIDED.map(([prop, code]): [string, string, string] => [
    `${prop} of a replica set`, `new MongoCluster(chart, 'm', { ...set, ${prop}: ${code} });`, `'${prop}' does not exist in type 'MongoClusterProps'`,
  ]),
  ['a member without a vote', "new MongoCluster(chart, 'm', { ...set, memberConfig: [{ voting: false }], hidden: { members: 1, voting: true } });", ''],
  ['two votes', "new MongoCluster(chart, 'm', { ...set, memberConfig: [{ voting: 2 }] });", "Type 'number' is not assignable to type 'boolean | undefined'."],
];

const said = compile(ROWS.map(([, program]) => program), PREAMBLE);

describe('can be written', () => {
  test.each(ROWS.flatMap(([what, , refusal], i) => (refusal === '' ? [[what, i] as const] : [])))('%s', (_, i) => expect(said[i]).toBe(''));
});

describe('cannot be written', () => {
  test.each(ROWS.flatMap(([what, , refusal], i) => (refusal === '' ? [] : [[what, refusal, i] as const])))('%s', (_, refusal, i) => expect(said[i]).toContain(refusal));
});
