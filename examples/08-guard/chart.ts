import { Chart, ChartProps } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';

/** A queue on cdk8s-plus alone: nothing of it was made by this library, and the guard judges it all the same. */
export class Queue extends Chart {
  constructor(scope: Construct, id: string, props: ChartProps) {
    super(scope, id, props);

    const service = new kplus.Service(this, 'service', {
      metadata: { name: 'queue' },
      clusterIP: 'None',
      ports: [{ name: 'amqp', port: 5672 }],
    });
    const queue = new kplus.StatefulSet(this, 'queue', {
      metadata: { name: 'queue' },
      service,
      replicas: 3,
      securityContext: { ensureNonRoot: true, user: 999 },
      containers: [{
        image: 'rabbitmq:4.1.4',
        ports: [{ name: 'amqp', number: 5672 }],
        securityContext: {
          readOnlyRootFilesystem: false,
          seccompProfile: { type: kplus.SeccompProfileType.RUNTIME_DEFAULT },
          capabilities: { drop: [kplus.Capability.ALL] },
        },
        resources: {},
      }],
    });
    service.select(queue);
  }
}
