import { App, Cron, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { chart } from './synth';
import {
  BackupVolume, CassandraAuthentication, CassandraCluster, CassandraTls, ClaimSource, ClientAuthority, DisruptionBudget, Endpoint, Guard, HeadlessService, Monitor, MongoCluster,
  MongoTls, Spread, StatefulBackend, TargetCluster, UpdateStrategy, UpgradeCheck, UpgradeEffect,
} from '../../src';
import { cluster as ring } from '../cassandra/support/cluster';
import { cluster as set, secret } from '../mongo/support/cluster';

// A legal call of each public method that takes anything, and what there is to synthesize of it.

export interface Call {
  readonly args: readonly unknown[];
  readonly call: (...args: any[]) => Construct | void;
}

const PORTS = [{ number: 1, name: 'one' }];
const db = () => new StatefulBackend(chart(), 'db', { containers: [{ image: 'db:1', ports: PORTS }], replicas: 3 });
const names = () => new HeadlessService(chart(), 'names', { ports: [{ port: 1, name: 'one' }] });
const amount = kplus.PercentOrAbsolute.absolute(1);
const configMap = () => kplus.ConfigMap.fromConfigMapName(chart(), 'trust', 'trust');
const claimOf = (of: StatefulBackend) => of.addClaim('data', { size: Size.gibibytes(1) });
const encrypted = () => ring({ tls: CassandraTls.fromSecret({ secret: secret('pem') }) });
const consumer = (of: Construct) => new StatefulBackend(of, 'consumer', { containers: [{ image: 'shop:1' }] }).containers[0]!;

/** After something was done to it with these arguments. */
function on<T extends Construct>(of: T, args: unknown[], action: (of: T, ...args: any[]) => unknown): Call {
  return { args, call: (...given) => { action(of, ...given); return of; } };
}

/** What is made by a factory, given to whom it is for. */
function used(args: unknown[], use: (...args: any[]) => Construct): Call {
  return { args, call: use };
}

const trusting = (authority: (...args: any[]) => ClientAuthority) => (...args: any[]) => {
  const of = encrypted();
  of.connect(consumer(of), { tls: true, authority: authority(...args) });
  return of;
};
const claimed = (source: (...args: any[]) => ClaimSource) => (...args: any[]) => {
  const of = db();
  of.containers[0]!.mount('/data', of.addClaim('data', { size: Size.gibibytes(1), source: source(...args) }));
  return of;
};
const kept = (volume: (...args: any[]) => BackupVolume) => (...args: any[]) => {
  const of = set();
  of.addBackup({ schedule: Cron.daily(), credentials: { secret: secret('backup') }, volume: volume(...args) });
  return of;
};
const watched = (monitor: (...args: any[]) => Monitor) => (...args: any[]) => ring({ exporter: { image: 'exporter:1', jar: '/agent.jar', monitor: monitor(...args) } });
const backend = (props: object) => new StatefulBackend(chart(), 'db', { containers: [{ image: 'db:1' }], ...props });
const role = { role: 'read', db: 'shop' };
const user = { credentials: { secret: secret('shop') }, roles: [role] };

/** Made anew for each try. */
export const CALLS: Record<string, () => Call> = {
  'BackupVolume.ofClaim': () => used([kplus.PersistentVolumeClaim.fromClaimName(chart(), 'claim', 'backups')], kept(BackupVolume.ofClaim)),
  'BackupVolume.ofSize': () => used([Size.gibibytes(1), {}], kept(BackupVolume.ofSize)),
  'CassandraAuthentication.password': () => used([{ secret: secret('superuser') }, {}], (...args: [any]) => ring({ authentication: CassandraAuthentication.password(...args) })),
  'CassandraCluster.new': () => used([chart(), 'events', { nodes: 3, storage: Size.gibibytes(1), authentication: CassandraAuthentication.allowAll() }], (...args: [any, any, any]) => new CassandraCluster(...args)),
  'CassandraCluster.addBackup': () => on(ring(), [{ schedule: Cron.daily(), image: 'kubectl:1' }], (of, ...args: [any]) => of.addBackup(...args)),
  'CassandraCluster.addNetworkPolicy': () => on(ring(), [{}], (of, ...args) => of.addNetworkPolicy(...args)),
  'CassandraCluster.connect': () => { const of = ring(); return on(of, [consumer(of), {}], (_, ...args: [any]) => of.connect(...args)); },
  'CassandraCluster.connectionVariables': () => on(ring(), [{}], (of, ...args) => of.connectionVariables(...args)),
  'CassandraTls.fromIssuer': () => used([{ name: 'ca' }, {}], (...args: [any]) => ring({ tls: CassandraTls.fromIssuer(...args) })),
  'CassandraTls.fromSecret': () => used([{ secret: secret('pem') }, {}], (...args: [any]) => ring({ tls: CassandraTls.fromSecret(...args) })),
  'Claim.claimName': () => { const of = db(); const claim = claimOf(of); of.containers[0]!.mount('/data', claim); return on(of, [0], (_, ...args: [any]) => claim.claimName(...args)); },
  'ClaimSource.claim': () => used(['old'], claimed(ClaimSource.claim)),
  'ClaimSource.reference': () => used([{ apiGroup: 'example.org', kind: 'Backup', name: 'monday' }], claimed(ClaimSource.reference)),
  'ClaimSource.snapshot': () => used(['monday'], claimed(ClaimSource.snapshot)),
  'ClientAuthority.fromConfigMap': () => used([{ configMap: configMap() }], trusting(ClientAuthority.fromConfigMap)),
  'ClientAuthority.fromSecret': () => used([{ secret: secret('trust') }], trusting(ClientAuthority.fromSecret)),
  'ClientService.endpoint': () => { const of = db(); const client = of.addClientService(); return on(of, ['one'], (_, ...args: [any]) => client.endpoint(...args)); },
  'DisruptionBudget.fitted': () => used([3], (...args: [any]) => backend({ disruptionBudget: DisruptionBudget.fitted(...args) })),
  'DisruptionBudget.maxUnavailable': () => used([amount, {}], (...args: [any]) => backend({ disruptionBudget: DisruptionBudget.maxUnavailable(...args) })),
  'DisruptionBudget.minAvailable': () => used([amount, {}], (...args: [any]) => backend({ disruptionBudget: DisruptionBudget.minAvailable(...args) })),
  'Endpoint.new': () => ({ args: ['db', 1], call: (...args: [any, any]) => void new Endpoint(...args).socketAddress }),
  'Guard.addTo': () => ({ args: [chart()], call: (...args: [any]) => new Guard().addTo(...args) }),
  'Guard.findings': () => ({ args: [chart()], call: (...args: [any]) => void new Guard().findings(...args) }),
  'Guard.new': () => ({ args: [{}], call: (...args) => void new Guard(...args) }),
  'Guard.report': () => ({ args: [chart()], call: (...args: [any]) => void new Guard().report(...args) }),
  'HeadlessService.bind': () => on(names(), [2, { name: 'two' }], (of, ...args: [any]) => of.bind(...args)),
  'HeadlessService.endpoint': () => on(names(), ['one'], (of, ...args: [any]) => of.endpoint(...args)),
  'HeadlessService.new': () => used([chart(), 'names', {}], (...args: [any, any]) => new HeadlessService(...args)),
  'HeadlessService.podDnsName': () => on(names(), ['db-0'], (of, ...args: [any]) => of.podDnsName(...args)),
  'HeadlessService.podEndpoint': () => on(names(), ['db-0', 'one'], (of, ...args: [any, any]) => of.podEndpoint(...args)),
  'HeadlessService.select': () => on(names(), [kplus.Pods.select(chart(), 'pods', { labels: { app: 'db' } })], (of, ...args: [any]) => of.select(...args)),
  'HeadlessService.selectLabel': () => on(names(), ['app', 'db'], (of, ...args: [any, any]) => of.selectLabel(...args)),
  'HeadlessService.srvName': () => on(names(), ['one'], (of, ...args: [any]) => of.srvName(...args)),
  'MongoCluster.new': () => used([chart(), 'orders', { members: 3, storage: Size.gibibytes(1), keyFile: { secret: secret('key') }, rootCredentials: { secret: secret('root') } }], (...args: [any, any, any]) => new MongoCluster(...args)),
  'MongoCluster.addBackup': () => on(set(), [{ schedule: Cron.daily(), credentials: { secret: secret('backup') }, volume: BackupVolume.ofSize(Size.gibibytes(1)) }], (of, ...args: [any]) => of.addBackup(...args)),
  'MongoCluster.addNetworkPolicy': () => on(set(), [{}], (of, ...args) => of.addNetworkPolicy(...args)),
  'MongoCluster.addUser': () => on(set(), [user], (of, ...args: [any]) => of.addUser(...args)),
  'MongoCluster.connect': () => { const of = set(); return on(of, [consumer(of), { user: 'me' }], (_, ...args: [any]) => of.connect(...args)); },
  'MongoCluster.connectionString': () => on(set(), [{}], (of, ...args) => of.connectionString(...args)),
  'MongoCluster.connectionVariables': () => on(set(), [{}], (of, ...args) => of.connectionVariables(...args)),
  'MongoCluster.srvConnectionString': () => on(set(), [{}], (of, ...args) => of.srvConnectionString(...args)),
  'MongoTls.fromIssuer': () => used([{ name: 'ca' }, {}], (...args: [any]) => set({ tls: MongoTls.fromIssuer(...args) })),
  'MongoTls.fromSecret': () => used([{ secret: secret('pem') }, {}], (...args: [any]) => set({ tls: MongoTls.fromSecret(...args) })),
  'Monitor.podMonitor': () => used([{}], watched(Monitor.podMonitor)),
  'Monitor.serviceMonitor': () => used([{}], watched(Monitor.serviceMonitor)),
  'Spread.hard': () => used([kplus.Topology.ZONE, {}], (...args: [any]) => backend({ spread: [Spread.hard(...args)] })),
  'Spread.soft': () => used([kplus.Topology.ZONE, {}], (...args: [any]) => backend({ spread: [Spread.soft(...args)] })),
  'StatefulBackend.new': () => used([chart(), 'db', { containers: [{ image: 'db:1' }] }], (...args: [any, any]) => new StatefulBackend(...args)),
  'StatefulBackend.addClaim': () => on(db(), ['data', { size: Size.gibibytes(1) }], (of, ...args: [any, any]) => of.containers[0]!.mount('/data', of.addClaim(...args))),
  'StatefulBackend.addClientService': () => on(db(), [{}], (of, ...args) => of.addClientService(...args)),
  'StatefulBackend.addContainer': () => on(db(), [{ name: 'more', image: 'db:1' }], (of, ...args: [any]) => of.addContainer(...args)),
  'StatefulBackend.addEmptyDir': () => on(db(), ['tmp', {}], (of, ...args: [any]) => of.containers[0]!.mount('/tmp', of.addEmptyDir(...args))),
  'StatefulBackend.addInitContainer': () => on(db(), [{ name: 'more', image: 'db:1' }], (of, ...args: [any]) => of.addInitContainer(...args)),
  'StatefulBackend.addNetworkPolicy': () => on(db(), [{}], (of, ...args) => of.addNetworkPolicy(...args)),
  'StatefulBackend.addPodServices': () => on(db(), [{}], (of, ...args) => of.addPodServices(...args)),
  'StatefulBackend.attachDevice': () => {
    const of = db();
    return on(of, [of.containers[0], '/dev/xvda', of.addClaim('disk', { size: Size.gibibytes(1), volumeMode: kplus.PersistentVolumeMode.BLOCK })], (_, ...args: [any, any, any]) => of.attachDevice(...args));
  },
  'StatefulBackend.claimNames': () => on(db(), [0], (of, ...args: [any]) => of.claimNames(...args)),
  'StatefulBackend.endpoints': () => on(db(), ['one'], (of, ...args: [any]) => of.endpoints(...args)),
  'StatefulBackend.extendContainer': () => { const of = db(); return on(of, [of.containers[0], { livenessGracePeriod: Duration.seconds(5), livenessProbe: { exec: { command: ['true'] } } }], (_, ...args: [any, any]) => of.extendContainer(...args)); },
  'StatefulBackend.restartWhenChanged': () => { const of = db(); return on(of, [new kplus.ConfigMap(of, 'config', { data: { a: 'b' } })], (_, ...args: [any]) => of.restartWhenChanged(...args)); },
  'StatefulBackend.socketAddresses': () => on(db(), ['one'], (of, ...args: [any]) => of.socketAddresses(...args)),
  'TargetCluster.set': () => { const of = chart(); return { args: [of, 'east'], call: (...args: [any, any]) => { TargetCluster.set(...args); return of; } }; },
  'UpgradeCheck.asBadAs': () => ({ args: [UpgradeEffect.UNKNOWN], call: (...args: [any]) => { UpgradeCheck.between([], []).asBadAs(...args); } }),
  'UpgradeCheck.atSynthesis': () => ({ args: [new App(), {}], call: (...args: [any]) => { UpgradeCheck.atSynthesis(...args); args[0].node.validate(); } }),
  'UpgradeCheck.between': () => ({ args: [[], [], {}], call: (...args: [any, any]) => { UpgradeCheck.between(...args); } }),
  'UpdateStrategy.rollingUpdate': () => used([{}], (...args) => backend({ updateStrategy: UpdateStrategy.rollingUpdate(...args) })),
};
