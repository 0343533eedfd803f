import { Chart, ChartProps } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { HeadlessService } from 'cdk8s-stateful';

/** A Service that balances: one address, and behind it whichever pod is free. */
export class RegularService extends Chart {
  constructor(scope: Construct, id: string, props: ChartProps) {
    super(scope, id, props);

    new kplus.Service(this, 'my-service', {
      metadata: { name: 'my-service' },
      selector: kplus.Pods.select(this, 'MyApp', { labels: { app: 'MyApp' } }),
      ports: [{ port: 80, targetPort: 9376, protocol: kplus.Protocol.TCP }],
    });
  }
}

/** The same without an address: DNS answers with the pods, and clients choose. */
export class HeadlessTwin extends Chart {
  constructor(scope: Construct, id: string, props: ChartProps) {
    super(scope, id, props);

    new HeadlessService(this, 'my-service', {
      selector: kplus.Pods.select(this, 'MyApp', { labels: { app: 'MyApp' } }),
      ports: [{ port: 80, targetPort: 9376, protocol: kplus.Protocol.TCP }],
    });
  }
}

/** The headless Services in front of two databases. */
export class Databases extends Chart {
  constructor(scope: Construct, id: string, props: ChartProps) {
    super(scope, id, props);

    new HeadlessService(this, 'cassandra', {
      metadata: { labels: { app: 'cassandra' } },
      selector: kplus.Pods.select(this, 'CassandraPods', { labels: { app: 'cassandra' } }),
      ports: [{ port: 9042 }],
    });

    new HeadlessService(this, 'mongodb-test', {
      metadata: { labels: { app: 'database' } },
      selector: kplus.Pods.select(this, 'DatabasePods', { labels: { app: 'database' } }),
    });
  }
}
