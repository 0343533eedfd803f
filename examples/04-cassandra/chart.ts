import { Chart, ChartProps, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { CassandraAuthentication, CassandraCluster } from 'cdk8s-stateful';

/** What a consumer does with what it was told: asks the ring how many events there are. */
const ASK = `
umask 077
printf '[plain_text_auth]\\nusername = %s\\npassword = %s\\n' "$CASSANDRA_USERNAME" "$CASSANDRA_PASSWORD" > /tmp/credentials
while sleep 5; do
  for point in \${CASSANDRA_CONTACT_POINTS//,/ }; do
    cqlsh --credentials /tmp/credentials -e 'CONSISTENCY LOCAL_QUORUM; SELECT count(*) FROM app.events;' "\${point%:*}" "\${point##*:}" && break
  done
done`;

export interface EventsProps extends ChartProps {
  readonly nodes?: number;
  readonly decommission?: number;
}

/** A ring of three nodes, and somebody who uses it. */
export class Events extends Chart {
  constructor(scope: Construct, id: string, props: EventsProps) {
    super(scope, id, props);

    const events = new CassandraCluster(this, 'events', {
      nodes: props.nodes ?? 3,
      decommission: props.decommission,
      storage: Size.gibibytes(10),
      authentication: CassandraAuthentication.password({ secret: kplus.Secret.fromSecretName(this, 'Superuser', 'events-superuser') }),
      resources: { cpu: { request: kplus.Cpu.millis(250) }, memory: { limit: Size.mebibytes(1536) } },
    });

    const api = new kplus.Deployment(this, 'api', {
      metadata: { name: 'api' },
      replicas: 1,
      securityContext: { user: 999, group: 999 },
    });
    const container = api.addContainer({
      image: 'cassandra:5.0', // for its cqlsh: yours has a driver
      imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
      command: ['bash', '-c', ASK],
      envVariables: { HOME: kplus.EnvValue.fromValue('/tmp') },
      resources: { cpu: { request: kplus.Cpu.millis(50) }, memory: { request: Size.mebibytes(128), limit: Size.mebibytes(256) } },
      securityContext: { user: 999, group: 999, seccompProfile: { type: kplus.SeccompProfileType.RUNTIME_DEFAULT }, capabilities: { drop: [kplus.Capability.ALL] } },
    });
    container.mount('/tmp', kplus.Volume.fromEmptyDir(this, 'Tmp', 'tmp'));
    events.connect(container, { credentials: { secret: kplus.Secret.fromSecretName(this, 'App', 'events-app') } });
  }
}

/** The article's Service `cassandra`, and now the nodes behind it. */
export class FromTheArticle extends Chart {
  constructor(scope: Construct, id: string, props: ChartProps) {
    super(scope, id, props);

    new CassandraCluster(this, 'cassandra', {
      nodes: 3,
      storage: Size.gibibytes(10),
      authentication: CassandraAuthentication.password({ secret: kplus.Secret.fromSecretName(this, 'Superuser', 'cassandra-superuser') }),
    });
  }
}
