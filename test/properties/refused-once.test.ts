import { Cron, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { BackupVolume, ClientAuthority, Guard } from '../../src';
import { secret } from '../mongo/support/cluster';
import { CALLS } from '../support/calls';
import { chart, complaint, synth } from '../support/synth';

// Whoever catches a refusal, and calls again rightly, has what they would have had without the first call.

const dump = { schedule: Cron.daily(), credentials: { secret: secret('backup') }, volume: BackupVolume.ofSize(Size.gibibytes(1)) };
const snapshots = { schedule: Cron.daily(), image: 'kubectl:1' };
const reserved = { podMetadata: { labels: { 'cdk8s.io/metadata.addr': 'other' } } };
/** Which no label can be. */
const unlabelled = { podMetadata: { labels: { 'a b': 'c' } } };
/** Than nothing. */
const less = { cpu: { request: kplus.Cpu.millis(-1) } };
const zone = { timeZone: 'Europe/Nowhere' };
/** At which cdk8s-plus fails late. */
const failing = { toNetworkPolicyPeerConfig: () => { throw new Error('no peer'); } };
const elsewhere = kplus.PersistentVolumeClaim.fromClaimName(chart(), 'backups', 'backups');
const role = { role: 'read', db: 'shop' };
const container = () => new kplus.Container({ image: 'x:1' });

/** What is given in the place of the last arguments that are right; or of all of them. */
type Wrong = readonly unknown[];

const REFUSED: Record<string, (right: readonly unknown[]) => Wrong[]> = {
  'CassandraCluster.addBackup': () => [[{ ...snapshots, keep: 0 }], [{ ...snapshots, ...zone }], [{ ...snapshots, ...reserved }], [{ ...snapshots, ...unlabelled }], [{ ...snapshots, resources: less }], [{ ...snapshots, failedJobsHistoryLimit: -1 }]],
  'CassandraCluster.addNetworkPolicy': () => [[{ metricsFrom: [] }], [{ from: [failing] }], [{ datacenters: [failing] }]],
  'CassandraCluster.connect': ([consumer]) => [[consumer, { tls: true }], [consumer, { authority: ClientAuthority.fromSecret({ secret: secret('ca') }) }], [{}, {}]],
  'HeadlessService.bind': () => [[2, { name: 'one' }], [1], [2, { nodePort: 30_000 }]],
  'HeadlessService.select': () => [[selecting({ tier: 'a', number: 1 })], [selecting({})], [selecting({ tier: 'a', b: 'c d' })]],
  'HeadlessService.selectLabel': () => [['app', 1], ['a b', 'c'], ['app', 'c d']],
  'MongoCluster.addBackup': () => [
    [{ ...dump, keep: 0 }], [{ ...dump, ...zone }], [{ ...dump, ...reserved }], [{ ...dump, ...unlabelled }], [{ ...dump, resources: less }],
    [{ ...dump, startingDeadline: Size.gibibytes(1) }], [{ ...dump, failedJobsHistoryLimit: -1 }],
    [{ ...dump, volume: BackupVolume.ofSize(Size.gibibytes(0)) }], [{ ...dump, volume: BackupVolume.ofSize(Size.gibibytes(1), { storageClassName: 'No' }) }], [{ ...dump, volume: BackupVolume.ofClaim(elsewhere), keep: 0 }], [{ ...dump, credentials: { secret: secret('orders-root') } }],
  ],
  'MongoCluster.addNetworkPolicy': () => [[{ metricsFrom: [] }], [{ from: [failing] }]],
  'MongoCluster.addUser': () => [[{ credentials: { secret: secret('shop') }, roles: [] }], [{ credentials: { secret: secret('orders-root') }, roles: [role] }]],
  'MongoCluster.connect': ([consumer]) => [[consumer, { credentialsInUri: true }], [consumer, { srv: true, tls: true }], [{}, {}]],
  'StatefulBackend.addClaim': () => [['data', { size: Size.gibibytes(1), accessModes: [] }], ['data', { size: Size.gibibytes(0) }], ['no/label', { size: Size.gibibytes(1) }], ['data', { size: Size.gibibytes(1), labels: { a: 'b c' } }], ['data', { size: Size.gibibytes(1), storageClassName: 'No' }]],
  'StatefulBackend.addClientService': () => [[{ type: kplus.ServiceType.EXTERNAL_NAME }], [{ ports: [] }], [{ externalTrafficPolicy: 'Local' }], [{ metadata: { name: 'db' } }], [{ metadata: { name: 'No' } }], [{ metadata: { labels: { 'a b': 'c' } } }]],
  'StatefulBackend.addContainer': () => [
    [{ name: 'more', image: 'x:1', portNumber: NaN }], [{ name: 'more', image: 'x:1', ports: [{ number: 2 }, { number: 2 }] }], [{ name: 'more', image: 'x:1', port: 1, portNumber: 2 }], [{ name: 'No', image: 'x:1' }], [{ image: 'x:1' }], [{ name: 'more', image: 'x:1', resources: less }],
    [{ name: 'more', image: 'x:1', ports: [{ number: 2, name: 'No' }] }], [{ name: 'more', image: 'x:1', envVariables: { '=': kplus.EnvValue.fromValue('1') } }],
  ],
  'StatefulBackend.addEmptyDir': () => [['no/label'], ['tmp', { sizeLimit: 1 }]],
  'StatefulBackend.addInitContainer': () => [[{ name: 'more', image: 'x:1', portNumber: NaN }], [{ name: 'more', image: 'x:1', port: 1, portNumber: 2 }], [{ name: 'No', image: 'x:1' }]],
  'StatefulBackend.addNetworkPolicy': () => [[{ ports: ['none'] }], [{ from: [failing] }]],
  'StatefulBackend.addPodServices': () => [[{ type: kplus.ServiceType.EXTERNAL_NAME }], [{ ports: [] }], [{ metadata: { name: 'other' } }], [{ metadata: { annotations: { 'a b': 'c' } } }]],
  'StatefulBackend.attachDevice': ([of, path, claim]) => [[container(), path, claim], [of, 1, claim]],
  'StatefulBackend.extendContainer': ([of]) => [[container(), {}], [of, { livenessGracePeriod: 1 }], [of, { resources: { requests: { cpu: kplus.k8s.Quantity.fromString('-1') } } }]],
  'StatefulBackend.restartWhenChanged': () => [[secret('unknown')]],
};

/** Which cdk8s-plus takes as it is. */
function selecting(labels: Record<string, unknown>): unknown {
  return { toPodSelectorConfig: () => ({ labelSelector: kplus.LabelSelector.of({ labels: labels as Record<string, string> }) }) };
}

/** The manifests, and what is advised. */
const made = (of: Construct) => [synth(of), new Guard().report(of)];

test('of every method that does something to a construct', () => {
  const doing = Object.keys(CALLS).filter(name => /\.(add[A-Z]\w*|connect|bind|select\w*|attach\w*|extend\w*|restart\w*)$/.test(name) && !name.startsWith('Guard.'));
  expect(Object.keys(REFUSED).sort()).toEqual(doing.sort());
});

describe.each(Object.keys(REFUSED))('%s', (name) => {
  const calls = () => CALLS[name]!();
  const wrongs = REFUSED[name]!(calls().args).map((_, i) => i);

  test.each(wrongs)('refused once, then called rightly: %i', (i) => {
    const { args, call } = calls();
    const said = complaint(() => call(...REFUSED[name]!(args)[i]!));
    expect(complaint(() => call(...REFUSED[name]!(args)[i]!))).toBe(said);
    const usual = calls();
    expect(made(call(...args) as Construct)).toEqual(made(usual.call(...usual.args) as Construct));
  });
});
