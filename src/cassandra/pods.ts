import { Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { DECISIONS } from './decisions';
import { MEMORY } from './memory';
import { CQL, INTRA_NODE } from './ports';
import { Settings } from './settings';
import { Credentials, loginVariables, USUAL } from '../engine/credentials';
import { decidedVariable } from '../engine/decisions';
import { METRICS } from '../engine/monitor';
import { mountServerFiles, ServerFiles, TLS_DIRECTORY } from '../engine/tls-files';
import { memoryVolume, TMP_DIRECTORY } from '../engine/volumes';
import { nameInNamespace } from '../naming/cluster-names';
import { HeldFields } from '../stateful-backend/held-fields';
import { StatefulBackend } from '../stateful-backend/stateful-backend';

/** Where the programs in the pods find their files. */
export const RING_DIRECTORY = '/opt/ring';
export const SUPERUSER_DIRECTORY = '/run/superuser';
const RUN_DIRECTORY = '/run/cassandra';
const DATA_DIRECTORY = '/var/lib/cassandra';
const LOG_DIRECTORY = '/var/log/cassandra';
export const COMMIT_LOG_DIRECTORY = '/var/lib/commitlog';
const AGENT_DIRECTORY = '/opt/exporter';

/** How long a stopping node waits for others that are down, and how long it may then take to stop. */
const PATIENCE = Duration.seconds(120);
const PATIENCE_WITH_RACKS = Duration.minutes(30);
const STOPPING = Duration.minutes(3);

/** A hung server can neither wait for its turn nor drain, so it does not get the pod's half an hour. */
const HUNG = Duration.minutes(1);

/** The volumes that all racks mount. */
export interface Shared {
  readonly ring: kplus.Volume;
  readonly superuser?: kplus.Volume;
  readonly server?: ServerFiles;
}

const { fromValue, fromFieldRef } = kplus.EnvValue;

const STOP = ['bash', `${RING_DIRECTORY}/stop.sh`];

/** Of Cassandra's own container. */
const HELD: HeldFields = {
  memory: MEMORY.because,
  preStop: { command: STOP, because: 'a node that does not wait for the others takes replicas away' },
};

const ALIVE = ['bash', `${RING_DIRECTORY}/alive.sh`];

function patience({ racks }: Settings): Duration {
  return racks.length > 1 ? PATIENCE_WITH_RACKS : PATIENCE;
}

export function gracePeriod(settings: Settings): Duration {
  return Duration.seconds(patience(settings).toSeconds() + STOPPING.toSeconds());
}

/** The variables that every program of a ring gets. */
export function ringVariables({ name, asked, datacenter, clusterDomain }: Settings): Record<string, kplus.EnvValue> {
  return {
    POD_NAME: fromFieldRef(kplus.EnvFieldPaths.POD_NAME),
    POD_NAMESPACE: fromFieldRef(kplus.EnvFieldPaths.POD_NAMESPACE),
    POD_IP: fromFieldRef(kplus.EnvFieldPaths.POD_IP),
    HOME: fromValue(TMP_DIRECTORY), // the image's user has none, and nodetool and cqlsh write there
    RING_SERVICE: fromValue(name),
    RING_DOMAIN: fromValue(clusterDomain),
    RING_DATACENTER: fromValue(datacenter),
    ...(asked.tls?._clientsMust && { RING_TLS: fromValue('required') }),
  };
}

/** See assets/cassandra/cql.sh. */
export function superuserVariables(credentials: Credentials): Record<string, kplus.EnvValue> {
  const { previousPasswordKey } = credentials;
  return {
    ...loginVariables('RING', credentials),
    ...(previousPasswordKey !== USUAL.previousPasswordKey && { RING_PREVIOUS_PASSWORD_KEY: fromValue(previousPasswordKey) }),
  };
}

/** Makes nodes of the pods of one rack. */
export function fillPods(backend: StatefulBackend, rack: string, settings: Settings, shared: Shared): kplus.Container {
  const run = backend.addEmptyDir('run');
  const tmp = backend.addEmptyDir('tmp');
  const data = claim(backend, 'data', settings.asked.storage, settings.asked.storageClassName);
  const commitLog = settings.asked.commitLog
    && claim(backend, 'commitlog', settings.asked.commitLog.storage, settings.asked.commitLog.storageClassName);

  const gate = backend.addInitContainer(gateOf(rack, settings));
  const server = backend.addContainer(serverOf(rack, settings));
  for (const container of [gate, server]) {
    container.mount(RING_DIRECTORY, shared.ring, { readOnly: true });
    container.mount(RUN_DIRECTORY, run);
    container.mount(TMP_DIRECTORY, tmp);
    container.mount(DATA_DIRECTORY, data);
    if (commitLog) container.mount(COMMIT_LOG_DIRECTORY, commitLog);
    if (shared.server) mountServerFiles(container, shared.server);
    if (shared.superuser) container.mount(SUPERUSER_DIRECTORY, shared.superuser, { readOnly: true });
    backend._hold(container, name => decidedVariable(DECISIONS, name), container === server ? HELD : {});
  }
  server.mount(LOG_DIRECTORY, backend.addEmptyDir('logs'));
  if (shared.server?.tlsParts) server.mount(TLS_DIRECTORY, memoryVolume('tls'));
  if (settings.exporter) addAgent(backend, server, settings.exporter);
  backend.extendContainer(server, { livenessGracePeriod: HUNG });
  return server;
}

function claim(backend: StatefulBackend, name: string, size: Size, storageClassName?: string): kplus.IStorage {
  return backend.addClaim(name, { size, storageClassName });
}

/** Lets a new node in when it is its turn; see assets/cassandra/gate.sh. */
function gateOf(rack: string, settings: Settings): kplus.ContainerProps {
  return {
    name: 'gate',
    image: settings.image,
    command: ['bash', `${RING_DIRECTORY}/gate.sh`],
    envVariables: variables(rack, settings),
    resources: settings.gateResources,
  };
}

function serverOf(rack: string, settings: Settings): kplus.ContainerProps {
  const { exporter, heap, directMemory } = settings;
  return {
    name: 'cassandra',
    image: settings.image,
    command: ['bash', `${RING_DIRECTORY}/start.sh`],
    ports: [CQL, INTRA_NODE, ...exporter ? [{ name: METRICS, number: exporter.port }] : []],
    envVariables: {
      ...variables(rack, settings),
      CASSANDRA_CONF: fromValue(`${RUN_DIRECTORY}/conf`),
      MEMORY_LIMIT: kplus.EnvValue.fromResource(kplus.ResourceFieldPaths.MEMORY_LIMIT),
      RING_PATIENCE: fromValue(String(patience(settings).toSeconds())),
      ...processors(settings),
      ...(heap !== undefined && { RING_HEAP: fromValue(bytes(heap)) }),
      ...(directMemory !== undefined && { RING_DIRECT_MEMORY: fromValue(bytes(directMemory)) }),
      ...jvmVariables(settings),
    },
    resources: settings.resources,
    // JMX answers long before a node has joined the ring and for as long as its JVM does, without a JVM of its own to ask it.
    startup: kplus.Probe.fromCommand(ALIVE, {
      periodSeconds: Duration.seconds(10),
      timeoutSeconds: Duration.seconds(5),
      failureThreshold: 90,
    }),
    liveness: kplus.Probe.fromCommand(ALIVE, {
      periodSeconds: Duration.seconds(20),
      timeoutSeconds: Duration.seconds(5),
      failureThreshold: 6,
    }),
    // A node serves when it has joined the ring, and no longer when it was told to stop or has lost a disk.
    readiness: kplus.Probe.fromTcpSocket({
      port: CQL.number,
      periodSeconds: Duration.seconds(10),
      timeoutSeconds: Duration.seconds(5),
      failureThreshold: 3,
    }),
    lifecycle: { preStop: kplus.Handler.fromCommand(STOP) },
  };
}

function variables(rack: string, settings: Settings): Record<string, kplus.EnvValue> {
  const { asked, name, gcGrace, superuser } = settings;
  return {
    ...ringVariables(settings),
    RING_RACK: fromValue(rack),
    RING_GC_GRACE: fromValue(String(gcGrace)),
    ...(superuser && superuserVariables(superuser.credentials)),
    // Where nobody has named it, by namespace and name: two clusters of one name would take each other's nodes for their own.
    ...(asked.clusterName === undefined && { RING_CLUSTER_NAME: fromValue(nameInNamespace(name, '$(POD_NAMESPACE)')) }),
    ...(asked.commitLog && { RING_COMMITLOG: fromValue(COMMIT_LOG_DIRECTORY) }),
  };
}

/** How many processors were requested, rounded up; see assets/cassandra/jvm.sh. A limit the JVM sees by itself. */
function processors({ resources: { cpu } }: Settings): Record<string, kplus.EnvValue> {
  if (cpu?.request === undefined || cpu.limit !== undefined) return {};
  return { RING_PROCESSORS: kplus.EnvValue.fromResource(kplus.ResourceFieldPaths.CPU_REQUEST) };
}

/** For the server only: in the environment of the container, every nodetool would start with them. */
function jvmVariables({ repairEvery, jvmOptions, exporter }: Settings): Record<string, kplus.EnvValue> {
  const options = [...repairEvery === undefined ? [] : ['-Dcassandra.autorepair.enable=true'], ...jvmOptions];
  return {
    ...(options.length > 0 && { RING_JVM_OPTIONS: fromValue(options.join(' ')) }),
    ...(exporter && { RING_AGENT: fromValue(`-javaagent:${AGENT_DIRECTORY}/agent.jar=${exporter.port}:${RING_DIRECTORY}/exporter.yaml`) }),
  };
}

function addAgent(backend: StatefulBackend, server: kplus.Container, exporter: NonNullable<Settings['exporter']>): void {
  const agent = backend.addEmptyDir('exporter');
  backend.addInitContainer({
    name: 'exporter',
    image: exporter.image,
    command: ['cp', exporter.jar, `${AGENT_DIRECTORY}/agent.jar`],
    resources: exporter.resources,
  }).mount(AGENT_DIRECTORY, agent);
  server.mount(AGENT_DIRECTORY, agent, { readOnly: true });
}

function bytes(kibibytes: number): string {
  return String(kibibytes * 1024);
}
