import { Chart, ChartProps, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { StatefulBackend } from 'cdk8s-stateful';

const CLIENT = { name: 'client', number: 4222 };
const CLUSTER = { name: 'cluster', number: 6222 };
const MONITOR = { name: 'monitor', number: 8222 };

/** A NATS cluster of three that keeps streams on disk, and every kind of Service around it. */
export class WhichService extends Chart {
  constructor(scope: Construct, id: string, props: ChartProps) {
    super(scope, id, props);

    const nats = new StatefulBackend(this, 'nats', {
      replicas: 3,
      podManagementPolicy: kplus.PodManagementPolicy.PARALLEL, // two of three must be there before one is of use
      securityContext: { user: 1000 }, // the image names none
    });
    const data = nats.addClaim('data', { size: Size.gibibytes(1) });
    const routes = nats.podDnsNames.map(host => `nats://${host}:${CLUSTER.number}`).join(',');
    const server = nats.addContainer({
      name: 'nats',
      image: 'nats:2.11',
      args: [
        '--name=$(POD_NAME)', `--port=${CLIENT.number}`, `--http_port=${MONITOR.number}`,
        '--cluster_name=events', `--cluster=nats://0.0.0.0:${CLUSTER.number}`, `--routes=${routes}`,
        '--jetstream', '--store_dir=/data',
      ],
      envVariables: { POD_NAME: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_NAME) },
      ports: [CLIENT, CLUSTER, MONITOR],
      resources: {
        cpu: { request: kplus.Cpu.millis(100) },
        memory: { request: Size.mebibytes(256), limit: Size.mebibytes(256) },
      },
      readiness: kplus.Probe.fromHttpGet('/healthz?js-server-only=true', { port: MONITOR.number }),
      liveness: kplus.Probe.fromHttpGet('/healthz?js-enabled-only=true', { port: MONITOR.number, failureThreshold: 6 }),
    });
    server.mount('/data', data);

    // 1. Headless: nats.service, made by the backend. The members find each other by it, and clients that choose for themselves.

    // 2. One address that balances, for clients that do not care which member they reach.
    nats.addClientService({ ports: [{ name: CLIENT.name, port: CLIENT.number }] });

    // 3. One address per pod, for clients outside the cluster that do care.
    nats.addPodServices({ type: kplus.ServiceType.LOAD_BALANCER, ports: [{ name: CLIENT.name, port: CLIENT.number }] });

    // 4. An alias, for clients that know the backend by another name.
    new kplus.Service(this, 'events', {
      metadata: { name: 'events' },
      type: kplus.ServiceType.EXTERNAL_NAME,
      externalName: nats.service.dnsName,
    });
  }
}
