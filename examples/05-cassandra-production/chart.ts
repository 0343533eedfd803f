import { Chart, ChartProps, Cron, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { CassandraAuthentication, CassandraCluster, CassandraTls, Monitor } from 'cdk8s-stateful';

/** A ring over three zones, as one would run it: encrypted, watched, repaired, backed up, and closed to strangers. */
export class Orders extends Chart {
  constructor(scope: Construct, id: string, props: ChartProps) {
    super(scope, id, props);

    const orders = new CassandraCluster(this, 'orders', {
      nodes: 3,
      image: 'cassandra:5.0.8', // by its digest would be better still
      racks: [{ name: 'a', zone: 'zone-a' }, { name: 'b', zone: 'zone-b' }, { name: 'c', zone: 'zone-c' }],
      storage: Size.gibibytes(200),
      storageClassName: 'standard',
      commitLog: { storage: Size.gibibytes(20), storageClassName: 'standard' },
      resources: {
        cpu: { request: kplus.Cpu.units(4) },
        memory: { limit: Size.gibibytes(16) },
      },
      authentication: CassandraAuthentication.password({ secret: kplus.Secret.fromSecretName(this, 'Superuser', 'orders-superuser') }),
      tls: CassandraTls.fromIssuer({ name: 'internal', kind: 'ClusterIssuer' }),
      repairEvery: Duration.days(7),
      exporter: {
        image: 'example.com/jmx-exporter:1.5.0',
        jar: '/opt/jmx_prometheus_javaagent.jar',
        monitor: Monitor.podMonitor({ labels: { release: 'prometheus' } }),
      },
      cassandraYaml: {
        concurrent_reads: 64,
        read_request_timeout: '3s',
        audit_logging_options: { enabled: true, logger: [{ class_name: 'FileAuditLogger' }], included_categories: 'AUTH,DCL,DDL' },
      },
    });

    orders.addBackup({ schedule: Cron.schedule({ hour: '2', minute: '30' }), image: 'example.com/kubectl:1.34', keep: 14 });

    orders.addNetworkPolicy({
      from: [kplus.Pods.select(this, 'Shops', { labels: { app: 'shop' } })],
      metricsFrom: [kplus.Namespaces.select(this, 'Monitoring', { labels: { 'kubernetes.io/metadata.name': 'monitoring' } })],
    });
  }
}
