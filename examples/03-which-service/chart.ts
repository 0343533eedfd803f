import { Chart, ChartProps, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { StatefulBackend } from 'cdk8s-stateful';

/** One backend, and every kind of Service around it. */
export class WhichService extends Chart {
  constructor(scope: Construct, id: string, props: ChartProps) {
    super(scope, id, props);

    const redis = new StatefulBackend(this, 'redis', {
      replicas: 3,
      securityContext: { user: 999 }, // the image's user "redis"
    });
    const data = redis.addClaim('data', { size: Size.gibibytes(1) });
    const server = redis.addContainer({
      name: 'redis',
      image: 'redis:8.0',
      args: ['--dir', '/data', '--appendonly', 'yes'],
      ports: [{ name: 'redis', number: 6379 }],
      resources: {
        cpu: { request: kplus.Cpu.millis(100) },
        memory: { request: Size.mebibytes(256), limit: Size.mebibytes(256) },
      },
      readiness: kplus.Probe.fromTcpSocket({ port: 6379 }),
    });
    server.mount('/data', data);

    // 1. headless: made by the backend, as redis.service

    // 2. one address that balances, for clients that do not care which member they reach
    redis.addClientService();

    // 3. one address per pod, for clients outside the cluster that do care
    redis.addPodServices({ type: kplus.ServiceType.LOAD_BALANCER });

    // 4. an alias, for clients that know the backend by another name
    new kplus.Service(this, 'cache', {
      metadata: { name: 'cache' },
      type: kplus.ServiceType.EXTERNAL_NAME,
      externalName: redis.service.dnsName,
    });
  }
}
