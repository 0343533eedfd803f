import { App, Chart, Cron, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { BackupVolume, CassandraAuthentication, CassandraCluster, MongoCluster } from 'cdk8s-stateful';

/** The YAML of an app that ships every program that there is. */
export function yaml(): string {
  const app = new App();
  const chart = new Chart(app, 'prod', { namespace: 'prod' });
  const secret = (name: string) => kplus.Secret.fromSecretName(chart, name, name);
  const events = new CassandraCluster(chart, 'events', { nodes: 3, storage: Size.gibibytes(10), authentication: CassandraAuthentication.password({ secret: secret('superuser') }) });
  events.addBackup({ schedule: Cron.daily(), image: 'kubectl:1.34' });
  const orders = new MongoCluster(chart, 'orders', { members: 3, storage: Size.gibibytes(10), keyFile: { secret: secret('keyfile') }, rootCredentials: { secret: secret('root') } });
  orders.addBackup({ schedule: Cron.daily(), credentials: { secret: secret('backup') }, volume: BackupVolume.ofSize(Size.gibibytes(10)) });
  return app.synthYaml();
}
