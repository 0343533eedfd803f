import { Chart, ChartProps, Cron, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { BackupVolume, Monitor, MongoCluster, MongoTls } from 'cdk8s-stateful';

/** A replica set as one would run it: encrypted, watched, backed up from a member that no client is told of, and closed to strangers. */
export class Payments extends Chart {
  constructor(scope: Construct, id: string, props: ChartProps) {
    super(scope, id, props);
    const secret = (name: string) => kplus.Secret.fromSecretName(this, name, `payments-${name}`);

    const payments = new MongoCluster(this, 'payments', {
      members: 3,
      image: 'mongo:8.0.26', // by its digest would be better still
      storage: Size.gibibytes(200),
      storageClassName: 'standard',
      resources: { cpu: { request: kplus.Cpu.units(2) }, memory: { limit: Size.gibibytes(16) } },
      keyFile: { secret: secret('keyfile') },
      rootCredentials: { secret: secret('root') },
      users: [
        { credentials: { secret: secret('ledger') }, roles: [{ role: 'readWrite', db: 'ledger' }] },
        { credentials: { secret: secret('reports') }, roles: [{ role: 'read', db: 'ledger' }] },
      ],
      hidden: { members: 1, tags: { use: 'backup' }, resources: { cpu: { request: kplus.Cpu.units(1) }, memory: { limit: Size.gibibytes(8) } } },
      tls: MongoTls.fromIssuer({ name: 'internal', kind: 'ClusterIssuer' }),
      exporter: {
        image: 'percona/mongodb_exporter:0.47.1',
        credentials: { secret: secret('exporter') },
        monitor: Monitor.podMonitor({ labels: { release: 'prometheus' } }),
      },
      mongodConfig: {
        operationProfiling: { mode: 'slowOp', slowOpThresholdMs: 200 },
        net: { compression: { compressors: 'zstd,snappy' } },
      },
    });

    payments.addBackup({
      schedule: Cron.schedule({ hour: '2', minute: '30' }),
      credentials: { secret: secret('backup') },
      volume: BackupVolume.ofSize(Size.gibibytes(500)),
      keep: 14,
    });

    payments.addNetworkPolicy({
      from: [kplus.Pods.select(this, 'Ledgers', { labels: { app: 'ledger' } })],
      metricsFrom: [kplus.Namespaces.select(this, 'Monitoring', { labels: { 'kubernetes.io/metadata.name': 'monitoring' } })],
    });
  }
}
