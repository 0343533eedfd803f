import { Chart, ChartProps, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { StatefulBackend } from 'cdk8s-stateful';

const IMAGE = 'zookeeper:3.9';
const CLIENT = { name: 'client', number: 2181 };
const FOLLOWER = { name: 'follower', number: 2888 };
const ELECTION = { name: 'election', number: 3888 };

/** A ZooKeeper ensemble of three, on the official image. */
export class ZooKeeper extends Chart {
  constructor(scope: Construct, id: string, props: ChartProps) {
    super(scope, id, props);

    const zookeeper = new StatefulBackend(this, 'zookeeper', {
      replicas: 3,
      podManagementPolicy: kplus.PodManagementPolicy.PARALLEL, // a member is ready when there is a quorum, so none can wait for another
      securityContext: { user: 1000 }, // the image's user "zookeeper"
      terminationGracePeriod: Duration.seconds(60),
      minReady: Duration.seconds(10),
    });
    const data = zookeeper.addClaim('data', { size: Size.gibibytes(5) });
    const log = zookeeper.addClaim('datalog', { size: Size.gibibytes(2) });

    const servers = zookeeper.podDnsNames
      .map((host, i) => `server.${i + 1}=${host}:${FOLLOWER.number}:${ELECTION.number};${CLIENT.number}`)
      .join(' ');

    const server = zookeeper.addContainer({
      name: 'zookeeper',
      image: IMAGE,
      ports: [CLIENT, FOLLOWER, ELECTION],
      // Ordinals begin at 0, ids at 1. The image's entrypoint writes the id to the data directory once, the configuration at each start.
      command: ['bash', '-c', 'export ZOO_MY_ID=$(( ${HOSTNAME##*-} + 1 )); exec /docker-entrypoint.sh zkServer.sh start-foreground'],
      envVariables: {
        ZOO_SERVERS: kplus.EnvValue.fromValue(servers),
        ZOO_STANDALONE_ENABLED: kplus.EnvValue.fromValue('false'),
        ZOO_4LW_COMMANDS_WHITELIST: kplus.EnvValue.fromValue('ruok,srvr'),
        ZOO_ADMINSERVER_ENABLED: kplus.EnvValue.fromValue('false'),
        ZOO_CFG_EXTRA: kplus.EnvValue.fromValue('quorumListenOnAllIPs=true'), // its own name resolves late, and to an address that changes
        ZOO_AUTOPURGE_PURGEINTERVAL: kplus.EnvValue.fromValue('24'), // hours; else snapshots and logs grow for ever
        ZK_SERVER_HEAP: kplus.EnvValue.fromValue('384'),
      },
      resources: {
        cpu: { request: kplus.Cpu.millis(250) },
        memory: { request: Size.mebibytes(768), limit: Size.mebibytes(768) },
      },
      readiness: kplus.Probe.fromCommand(['bash', '-c', 'exec 3<>/dev/tcp/127.0.0.1/2181; echo srvr >&3; grep -q "^Mode:" <&3'], {
        periodSeconds: Duration.seconds(10),
        timeoutSeconds: Duration.seconds(5),
      }),
      liveness: kplus.Probe.fromTcpSocket({ port: CLIENT.number, initialDelaySeconds: Duration.seconds(60), periodSeconds: Duration.seconds(20), failureThreshold: 6 }),
    });
    server.mount('/data', data);
    server.mount('/datalog', log);

    // The root file system is read-only. The entrypoint writes zoo.cfg beside the files that the image has there.
    const conf = zookeeper.addEmptyDir('conf');
    server.mount('/conf', conf);
    const init = zookeeper.addInitContainer({
      name: 'conf',
      image: IMAGE,
      command: ['cp', '-R', '/conf/.', '/writable-conf/'],
      resources: {
        cpu: { request: kplus.Cpu.millis(50) },
        memory: { request: Size.mebibytes(64), limit: Size.mebibytes(64) },
      },
    });
    init.mount('/writable-conf', conf);
    server.mount('/logs', zookeeper.addEmptyDir('logs'));
    server.mount('/tmp', zookeeper.addEmptyDir('tmp'));

    zookeeper.addClientService({ ports: [{ name: CLIENT.name, port: CLIENT.number }] });
  }
}
