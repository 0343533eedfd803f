import { Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { cluster, overrides, RACKS } from './support/cluster';
import { CassandraAuthentication, CassandraCluster, CassandraSuperuser, CassandraTls, ClaimRetention, ClientEncryption, DisruptionBudget, Monitor, Spread } from '../../src';
import { checksum as sumOf } from '../../src/cassandra/config';
import { Manifest } from '../../src/manifest/manifest';
import { recommended } from '../support/labels';
import { chart, complaint, homeless, only, synth } from '../support/synth';

const kinds = (of: CassandraCluster) => synth(of).map(({ kind, metadata }) => `${kind}/${metadata.name}`.replace(/-[0-9a-f]{8}$/, '-<hash>'));
const set = (of: CassandraCluster): Manifest => only('StatefulSet', of);
const server = (manifest: Manifest) => manifest.spec.template.spec.containers[0];
const variables = (container: Manifest) => Object.fromEntries(container.env.map(({ name, value, valueFrom }: Manifest) => [name, value ?? valueFrom]));
const checksum = (of: CassandraCluster) => set(of).spec.template.metadata.annotations['checksum/config'];

const OTHERS = { clusterName: 'Events', datacenter: 'west' };

describe('what is made', () => {
  test('governing Service and Service for clients, what the pods go by, the nodes, their budget, and the superuser\'s Job', () => {
    expect(kinds(cluster())).toEqual(['Service/events', 'Service/events-client', 'ConfigMap/events-ring', 'StatefulSet/events', 'PodDisruptionBudget/events', 'Job/events-auth-<hash>']);
  });

  test('a StatefulSet for each rack, under one governing Service and one budget', () => {
    const of = cluster({ nodes: 4, racks: RACKS });
    expect(kinds(of)).toEqual([
      'Service/events', 'Service/events-client', 'ConfigMap/events-ring', 'StatefulSet/events-a', 'StatefulSet/events-b', 'StatefulSet/events-c', 'PodDisruptionBudget/events', 'Job/events-auth-<hash>',
    ]);
    const sets = synth(of).filter(({ kind }) => kind === 'StatefulSet');
    expect(sets.map(({ spec }) => spec.replicas)).toEqual([2, 1, 1]);
    expect(new Set(sets.map(({ spec }) => spec.serviceName))).toEqual(new Set(['events']));
    expect(sets.map(({ spec }) => spec.template.spec.nodeSelector)).toEqual(['eu-1a', 'eu-1b', 'c'].map(zone => ({ 'kubernetes.io/os': 'linux', 'topology.kubernetes.io/zone': zone })));
    expect(sets.map(({ spec }) => spec.selector.matchLabels)).toEqual(['a', 'b', 'c'].map(rack => ({ 'cdk8s.io/metadata.addr': 'events', 'cdk8s-stateful/rack': rack })));
    expect(sets.map(manifest => variables(server(manifest)).RING_RACK)).toEqual(['a', 'b', 'c']);
    expect(sets.map(({ spec }) => spec.template.spec.topologySpreadConstraints.map(({ topologyKey }: Manifest) => topologyKey))).toEqual(Array(3).fill(['kubernetes.io/hostname']));
    expect(only('PodDisruptionBudget', of).spec).toEqual({ maxUnavailable: 1, selector: { matchLabels: { 'cdk8s.io/metadata.addr': 'events' } }, unhealthyPodEvictionPolicy: 'AlwaysAllow' });
    expect(only('ConfigMap', of).data.members).toBe('events-a-0 a stays\nevents-b-0 b stays\nevents-c-0 c stays\nevents-a-1 a stays\n');
  });

  test('all of them in the namespace of the ring', () => {
    expect(synth(cluster({ metadata: { namespace: 'elsewhere', labels: { team: 'x' } } })).map(({ metadata }) => metadata.namespace)).toEqual(Array(6).fill('elsewhere'));
  });

  test('under the name that is given, with its labels', () => {
    const of = cluster({ metadata: { name: 'ledger', labels: { team: 'x' } } });
    expect(kinds(of)).toEqual(['Service/ledger', 'Service/ledger-client', 'ConfigMap/ledger-ring', 'StatefulSet/ledger', 'PodDisruptionBudget/ledger', 'Job/ledger-auth-<hash>']);
    expect(set(of).metadata.labels).toEqual({ ...recommended('ledger', 'node', 'cassandra'), team: 'x' });
  });

  test('no Job where nobody is asked who they are, and no budget for a single node', () => {
    expect(kinds(cluster({ nodes: 1, authentication: CassandraAuthentication.allowAll() }))).toEqual(['Service/events', 'Service/events-client', 'ConfigMap/events-ring', 'StatefulSet/events']);
  });

  test('two rings in a chart do not meet, and a second of the same name is refused', () => {
    const scope = chart();
    cluster({}, scope);
    cluster({}, scope, 'orders');
    expect(() => synth(scope)).not.toThrow();
    expect(complaint(() => cluster({ metadata: { name: 'events' } }, scope, 'other'))).toContain("'metadata.name' must be a name that no other Service has in namespace 'prod', got 'events'");
  });

  test('in few constructs', () => {
    const count = (props = {}) => cluster(props).node.findAll().length;
    expect([count(), count({ racks: RACKS }), count({ nodes: 30 })]).toEqual([10, 14, 10]);
  });
});

describe('the Services', () => {
  test('the governing one answers with all nodes, ready or not, and knows both ports', () => {
    expect(synth(cluster())[0].spec).toEqual({
      clusterIP: 'None', type: 'ClusterIP', publishNotReadyAddresses: true, selector: { 'cdk8s.io/metadata.addr': 'events' }, ports: [{ name: 'cql', port: 9042 }, { name: 'intra-node', port: 7000 }],
    });
  });

  test('that for clients balances over nodes that are ready, on the port for clients only', () => {
    expect(synth(cluster())[1].spec).toEqual({ type: 'ClusterIP', selector: { 'cdk8s.io/metadata.addr': 'events' }, ports: [{ name: 'cql', port: 9042 }] });
  });

  test('the governing one is that of the article, plus a port of the nodes\' own', () => {
    const { metadata, spec } = synth(cluster({}, chart(), 'cassandra'))[0];
    expect(metadata.name).toBe('cassandra');
    expect(spec).toMatchObject({ clusterIP: 'None', ports: [{ port: 9042 }, { port: 7000 }] });
  });
});

describe('the pods', () => {
  const { spec } = set(cluster());
  const pod = spec.template.spec;

  test('start together, because the gate lets them in one after another; and stop with time to do so', () => {
    expect(spec).toMatchObject({ podManagementPolicy: 'Parallel', minReadySeconds: 10, persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' } });
    expect(pod.terminationGracePeriodSeconds).toBe(300);
    expect(variables(server(set(cluster()))).RING_PATIENCE).toBe('120');
  });

  test('with several racks a node may have to wait for those of all others', () => {
    const racks = synth(cluster({ racks: RACKS })).find(({ kind }) => kind === 'StatefulSet');
    expect(racks.spec.template.spec.terminationGracePeriodSeconds).toBe(1980);
    expect(variables(server(racks)).RING_PATIENCE).toBe('1800');
  });

  test('are restricted, each container of them', () => {
    expect(pod).toMatchObject({
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: { runAsUser: 999, runAsGroup: 999, fsGroup: 999, runAsNonRoot: true, fsGroupChangePolicy: 'OnRootMismatch', seccompProfile: { type: 'RuntimeDefault' } },
    });
    for (const container of [...pod.containers, ...pod.initContainers]) {
      expect(container.securityContext).toEqual({ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } });
    }
  });

  test('are probed without a JVM: by JMX whether they live, by the port for clients whether they serve', () => {
    const command = ['bash', '/opt/ring/alive.sh'];
    expect(pod.containers[0]).toMatchObject({
      startupProbe: { exec: { command }, periodSeconds: 10, failureThreshold: 90, timeoutSeconds: 5 },
      livenessProbe: { exec: { command }, periodSeconds: 20, failureThreshold: 6, timeoutSeconds: 5, terminationGracePeriodSeconds: 60 },
      readinessProbe: { tcpSocket: { port: 9042 }, periodSeconds: 10, failureThreshold: 3, timeoutSeconds: 5 },
      lifecycle: { preStop: { exec: { command: ['bash', '/opt/ring/stop.sh'] } } },
    });
  });

  test('run what the ConfigMap has, and nothing that is not there', () => {
    const { data } = only('ConfigMap', cluster());
    const run = JSON.stringify(pod).match(/\/opt\/ring\/[a-z-]+\.sh/g)!.map(path => path.replace('/opt/ring/', ''));
    expect(new Set(run)).toEqual(new Set(['gate.sh', 'start.sh', 'alive.sh', 'stop.sh']));
    for (const name of run) expect(data[name]).not.toBe('');
  });

  test('JMX is nobody else\'s: its port is not even named', () => {
    expect(pod.containers[0].ports).toEqual([{ name: 'cql', containerPort: 9042 }, { name: 'intra-node', containerPort: 7000 }]);
  });

  test('nothing that nodetool would start with is in the environment of the container', () => {
    const jvm = { jvmOptions: ['-Dx=1'], heap: Size.gibibytes(1), exporter: { image: 'x:1', jar: '/a.jar' } };
    const names = Object.keys(variables(server(set(cluster(jvm)))));
    expect(names.filter(name => /JVM_OPTS|JVM_EXTRA|MAX_HEAP|JAVA_AGENT|HEAP_NEWSIZE|PASSWORD|USERNAME/.test(name))).toEqual([]);
  });

  test('know themselves by the downward API, and the name of the cluster by their namespace', () => {
    expect(variables(pod.containers[0])).toEqual({
      POD_NAME: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } },
      POD_NAMESPACE: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } },
      POD_IP: { fieldRef: { apiVersion: 'v1', fieldPath: 'status.podIP' } },
      HOME: '/tmp',
      RING_SERVICE: 'events',
      RING_DOMAIN: 'cluster.local',
      RING_DATACENTER: 'datacenter1',
      RING_RACK: 'rack1',
      RING_CLUSTER_NAME: '$(POD_NAMESPACE)-events',
      RING_GC_GRACE: '864000',
      CASSANDRA_CONF: '/run/cassandra/conf',
      MEMORY_LIMIT: { resourceFieldRef: { divisor: '0', resource: 'limits.memory' } },
      RING_PROCESSORS: { resourceFieldRef: { divisor: '0', resource: 'requests.cpu' } },
      RING_PATIENCE: '120',
    });
    const names = pod.containers[0].env.map(({ name }: Manifest) => name);
    expect(names.indexOf('POD_NAMESPACE')).toBeLessThan(names.indexOf('RING_CLUSTER_NAME')); // Kubernetes expands what stands before
  });

  test('ask for as much memory as they may take', () => {
    expect(pod.containers[0].resources).toEqual({ requests: { cpu: '1', memory: '4Gi' }, limits: { memory: '4Gi' } });
    const given = cluster({
      resources: {
        cpu: { request: kplus.Cpu.millis(500), limit: kplus.Cpu.units(2) },
        memory: { request: Size.gibibytes(2), limit: Size.gibibytes(3) },
        ephemeralStorage: { request: Size.gibibytes(1) },
      },
    });
    expect(server(set(given)).resources).toEqual({ requests: { 'cpu': '500m', 'memory': '2Gi', 'ephemeral-storage': '1Gi' }, limits: { cpu: '2', memory: '3Gi' } });
  });

  test('mount the password of the superuser as a file, in nobody\'s environment', () => {
    expect(pod.volumes).toContainEqual({ name: 'superuser', secret: { secretName: 'events-superuser' } });
    expect(JSON.stringify(pod)).not.toContain('secretKeyRef');
    expect(JSON.stringify(only('Job', cluster()))).not.toContain('secretKeyRef');
  });
});

describe('what can be asked for', () => {
  test('image, heap, direct memory, options of the JVM', () => {
    const of = cluster({ image: 'registry.example/cassandra:5.0.8', heap: Size.kibibytes(1048577), directMemory: Size.mebibytes(512), jvmOptions: ['-XX:MaxGCPauseMillis=200', '-Dx=1'] });
    const { containers, initContainers } = set(of).spec.template.spec;
    expect([...containers, ...initContainers, ...only('Job', of).spec.template.spec.containers].map(({ image }: Manifest) => image)).toEqual(Array(3).fill('registry.example/cassandra:5.0.8'));
    expect(variables(containers[0])).toMatchObject({ RING_HEAP: '1073742848', RING_DIRECT_MEMORY: '536870912', RING_JVM_OPTIONS: '-XX:MaxGCPauseMillis=200 -Dx=1' });
  });

  test('a class for the disks, a disk for the commit log, what becomes of them', () => {
    const of = cluster({ storageClassName: 'fast', commitLog: { storage: Size.gibibytes(5), storageClassName: 'faster' }, claimsWhenScaled: ClaimRetention.DELETE });
    const { spec } = set(of);
    expect(spec.volumeClaimTemplates.map(({ metadata: { name }, spec: { storageClassName, resources } }: Manifest) => [name, storageClassName, resources.requests.storage])).toEqual([['data', 'fast', '10Gi'], ['commitlog', 'faster', '5Gi']]);
    expect(spec.persistentVolumeClaimRetentionPolicy.whenScaled).toBe('Delete');
    for (const container of [...spec.template.spec.containers, ...spec.template.spec.initContainers]) {
      expect(container.volumeMounts).toContainEqual({ name: 'commitlog', mountPath: '/var/lib/commitlog' });
      expect(variables(container).RING_COMMITLOG).toBe('/var/lib/commitlog');
    }
    expect(overrides(only('ConfigMap', of)).commitlog_directory).toBe('/var/lib/commitlog');
  });

  test.each<[kplus.CpuResources | undefined, boolean]>([
    [{ request: kplus.Cpu.millis(250) }, true], [{ request: kplus.Cpu.units(4) }, true],
    [{ request: kplus.Cpu.units(4), limit: kplus.Cpu.units(8) }, false], [{ limit: kplus.Cpu.units(8) }, false], [{}, false], [undefined, false],
  ])('where processors are requested and not limited, the JVM is told how many: %#', (cpu, told) => {
    const { env } = server(set(cluster({ resources: { cpu, memory: { limit: Size.gibibytes(4) } } })));
    const named = env.filter(({ name }: Manifest) => name === 'RING_PROCESSORS');
    expect(named).toEqual(told ? [{ name: 'RING_PROCESSORS', valueFrom: { resourceFieldRef: { divisor: '0', resource: 'requests.cpu' } } }] : []);
  });

  test('how long deletions are remembered, ten days unless said, for the gate and for the server', () => {
    for (const [props, seconds] of [[{}, '864000'], [{ gcGrace: Duration.days(3) }, '259200']] as const) {
      const { containers, initContainers } = set(cluster(props)).spec.template.spec;
      expect([...initContainers, ...containers].map(container => variables(container).RING_GC_GRACE)).toEqual([seconds, seconds]);
    }
  });

  test('labels and annotations of the pods, their spread, their budget, who pulls, and other fields', () => {
    const scope = chart();
    const of = cluster({
      podMetadata: { labels: { team: 'x' }, annotations: { note: 'y' } },
      spread: [Spread.soft(kplus.Topology.HOSTNAME)],
      disruptionBudget: DisruptionBudget.none(),
      dockerRegistryAuth: kplus.Secret.fromSecretName(scope, 'pull', 'registry'),
      podFields: { priorityClassName: 'high', nodeSelector: { disk: 'nvme' } },
      clusterDomain: 'corp.example',
      racks: [{ name: 'a' }],
    }, scope);
    const { metadata, spec } = set(of).spec.template;
    expect(metadata).toEqual({ labels: { ...recommended('events', 'node', 'cassandra'), 'team': 'x', 'cdk8s.io/metadata.addr': 'events', 'cdk8s-stateful/rack': 'a' }, annotations: { 'note': 'y', 'checksum/config': expect.stringMatching(/^[0-9a-f]{8}$/) } });
    expect(spec).toMatchObject({ priorityClassName: 'high', nodeSelector: { 'disk': 'nvme', 'topology.kubernetes.io/zone': 'a' }, imagePullSecrets: [{ name: 'registry' }] });
    expect(spec.topologySpreadConstraints).toHaveLength(1);
    expect(only('Job', of).spec.template.spec.imagePullSecrets).toEqual([{ name: 'registry' }]);
    expect(kinds(of)).not.toContain('PodDisruptionBudget/events');
    expect(of.seedNames[0]).toBe('events-a-0.events.prod.svc.corp.example');
    expect(variables(server(set(of))).RING_DOMAIN).toBe('corp.example');
  });

  test('a budget of one\'s own is the one over all racks', () => {
    const of = cluster({ nodes: 6, racks: RACKS, disruptionBudget: DisruptionBudget.maxUnavailable(kplus.PercentOrAbsolute.absolute(2)) });
    expect(only('PodDisruptionBudget', of).spec.maxUnavailable).toBe(2);
  });
});

describe('what the nodes go by', () => {
  test('only what was asked for is not as the image has it', () => {
    expect(overrides(only('ConfigMap', cluster()))).toEqual({
      num_tokens: 16, endpoint_snitch: 'GossipingPropertyFileSnitch', authenticator: { class_name: 'PasswordAuthenticator' }, authorizer: { class_name: 'CassandraAuthorizer' },
    });
  });

  test('every prop has its key', () => {
    const of = cluster({
      clusterName: 'Ev\u00e9nts', numTokens: 4, authentication: CassandraAuthentication.allowAll(), compactionThroughput: Size.mebibytes(32), cassandraYaml: { concurrent_reads: 64, read_request_timeout: '3s' },
    });
    const { data } = only('ConfigMap', of);
    expect(overrides({ data })).toEqual({
      cluster_name: 'Ev\u00e9nts',
      num_tokens: 4,
      endpoint_snitch: 'GossipingPropertyFileSnitch',
      authenticator: { class_name: 'AllowAllAuthenticator' },
      authorizer: { class_name: 'AllowAllAuthorizer' },
      compaction_throughput: '32MiB/s',
      concurrent_reads: 64,
      read_request_timeout: '3s',
    });
    expect(variables(server(set(of)))).not.toHaveProperty('RING_CLUSTER_NAME');
  });

  test.each([[Size.mebibytes(0), '0MiB/s'], [Size.gibibytes(1), '1024MiB/s'], [Size.kibibytes(1536), '1536KiB/s']])('how much may be compacted in a second, in whichever unit: %j', (compactionThroughput, rate) => {
    expect(overrides(only('ConfigMap', cluster({ compactionThroughput })))).toMatchObject({ compaction_throughput: rate });
  });

  test('seeds of other datacenters, and who is to be replaced, line by line', () => {
    const { data } = only('ConfigMap', cluster({ ...OTHERS, extraSeeds: ['a.example', '10.0.0.1'], replaceNodes: { 'events-1': '10.1.1.1', 'events-2': '10.1.1.2' } }));
    expect([data['extra-seeds'], data.replace]).toEqual(['a.example\n10.0.0.1\n', 'events-1 10.1.1.1\nevents-2 10.1.1.2\n']);
  });

  test('nobody is replaced where no address is said', () => {
    const replaceNodes = { 'events-1': '10.1.1.1', 'events-2': undefined, 'gone-0': undefined } as never;
    expect(only('ConfigMap', cluster({ replaceNodes })).data.replace).toBe('events-1 10.1.1.1\n');
  });

  test('a change of what nodes start with rolls through the ring', () => {
    const before = checksum(cluster());
    for (const change of [{ numTokens: 4 }, { ...OTHERS, extraSeeds: ['a.example'] }, { cassandraYaml: { concurrent_reads: 64 } }, { tls: CassandraTls.fromSecret({ secret: kplus.Secret.fromSecretName(chart(), 's', 's') }) }]) {
      expect(checksum(cluster(change))).not.toBe(before);
    }
  });

  test('a change of a program that nodes start with restarts them, and one of a program that only the Job runs does not', () => {
    const before = sumOf({ 'start.sh': 'a', 'auth.sh': 'a' });
    expect(sumOf({ 'start.sh': 'a', 'auth.sh': 'b' })).toBe(before);
    expect(sumOf({ 'start.sh': 'b', 'auth.sh': 'a' })).not.toBe(before);
  });

  test('another number of nodes restarts none of those that are there', () => {
    const template = (props: Parameters<typeof cluster>[0]) => set(cluster(props)).spec.template;
    expect(template({ nodes: 4 })).toEqual(template({}));
    expect(template({ nodes: 3, decommission: 1 })).toEqual(template({}));
    expect(template({ replaceNodes: { 'events-2': '10.1.1.1' } })).toEqual(template({}));
  });

  test('who is to leave is told to leave, and is still there', () => {
    const of = cluster({ nodes: 4, decommission: 1 });
    expect(set(of).spec.replicas).toBe(4);
    expect(only('ConfigMap', of).data.members).toBe('events-0 rack1 stays\nevents-1 rack1 stays\nevents-2 rack1 stays\nevents-3 rack1 leaves\n');
  });
});

describe('what others are told', () => {
  test('pods, seeds, contact points, datacenter, Service', () => {
    const of = cluster({ nodes: 5, datacenter: 'eu' });
    const hosts = ['events-0', 'events-1', 'events-2'].map(pod => `${pod}.events.prod.svc.cluster.local`);
    expect(of.podNames).toEqual(['events-0', 'events-1', 'events-2', 'events-3', 'events-4']);
    expect(of.seedNames).toEqual(hosts);
    expect(of.endpoints.map(({ host, port }) => [host, port])).toEqual(of.podNames.map(pod => [`${pod}.events.prod.svc.cluster.local`, 9042]));
    expect(of.contactPoints).toEqual(hosts.map(host => `${host}:9042`));
    expect(of.datacenter).toBe('eu');
    expect(of.clientService.endpoint('cql').socketAddress).toBe('events-client.prod.svc.cluster.local:9042');
    expect(of.service.srvName('cql')).toBe('_cql._tcp.events.prod.svc.cluster.local');
  });

  test('names within the namespace where it is not known', () => {
    expect(cluster({}, homeless()).contactPoints[0]).toBe('events-0.events:9042');
  });

  test('backends and containers, for what there is no prop for', () => {
    const of = cluster({ racks: RACKS });
    of.containers.forEach(container => container.env.addVariable('TZ', kplus.EnvValue.fromValue('UTC')));
    of.backends[1]!.scheduling.tolerate(kplus.Node.tainted(kplus.NodeTaintQuery.exists('dedicated')));
    const sets = synth(of).filter(({ kind }) => kind === 'StatefulSet');
    expect(sets.map(manifest => variables(server(manifest)).TZ)).toEqual(['UTC', 'UTC', 'UTC']);
    expect(sets.map(({ spec }) => spec.template.spec.tolerations?.length ?? 0)).toEqual([0, 1, 0]);
  });

  test('a consumer\'s container is told where the ring is, and who it is', () => {
    const scope = chart();
    const of = cluster({}, scope);
    const container = new kplus.Container({ image: 'x:1' });
    of.connect(container, { credentials: { secret: kplus.Secret.fromSecretName(scope, 'app', 'events-app'), usernameKey: 'user', passwordKey: 'pass' }, prefix: 'DB_' });
    of.connect(container);
    expect(variables(container._toKube())).toEqual({
      CASSANDRA_CONTACT_POINTS: of.contactPoints.join(','),
      CASSANDRA_LOCAL_DATACENTER: 'datacenter1',
      DB_CONTACT_POINTS: of.contactPoints.join(','),
      DB_LOCAL_DATACENTER: 'datacenter1',
      DB_USERNAME: { secretKeyRef: { name: 'events-app', key: 'user' } },
      DB_PASSWORD: { secretKeyRef: { name: 'events-app', key: 'pass' } },
    });
    of.connect(container, { credentials: { secret: kplus.Secret.fromSecretName(scope, 'app2', 'events-app') } });
    expect(variables(container._toKube()).CASSANDRA_PASSWORD).toEqual({ secretKeyRef: { name: 'events-app', key: 'password' } });
  });
});

describe('the superuser\'s Job', () => {
  const job = (props: Parameters<typeof cluster>[0] = {}) => only('Job', cluster(props));
  const named = (props: Parameters<typeof cluster>[0]) => job(props).metadata.name;
  const password = (secret: string, options?: Partial<CassandraSuperuser>) => CassandraAuthentication.password({ secret: kplus.Secret.fromSecretName(chart(), 'superuser', secret), ...options });

  test('waits by itself, is restricted, and knows how many nodes are to know the roles', () => {
    const { spec } = job();
    expect(spec.backoffLimit).toBe(100);
    expect(spec.template.metadata.labels).toEqual({ ...recommended('events', 'auth', 'cassandra'), 'cdk8s.io/metadata.addr': 'events-auth' });
    const pod = spec.template.spec;
    expect(pod).toMatchObject({ restartPolicy: 'OnFailure', automountServiceAccountToken: false, enableServiceLinks: false, securityContext: { runAsUser: 999, runAsNonRoot: true } });
    expect(pod.containers[0].command).toEqual(['bash', '/opt/ring/auth.sh']);
    expect(variables(pod.containers[0])).toMatchObject({ RING_AUTH_REPLICATION: '3', RING_SERVICE: 'events' });
    expect(pod.volumes.map(({ name }: Manifest) => name)).toEqual(['ring', 'superuser', 'tmp']);
  });

  test('knows its own name, and the pods that of the present one, so that an older one can end', () => {
    const of = cluster();
    const { metadata, spec } = only('Job', of);
    expect(variables(spec.template.spec.containers[0]).JOB_NAME).toEqual({ fieldRef: { apiVersion: 'v1', fieldPath: "metadata.labels['batch.kubernetes.io/job-name']" } });
    expect(only('ConfigMap', of).data['auth-job']).toBe(`${metadata.name}\n`);
    expect(checksum(cluster({ authentication: password('events-superuser', { revision: 1 }) }))).toBe(checksum(of));
  });

  test('is another one where more nodes are to know the roles, the Secret is another, or it was changed', () => {
    const names = [
      named({}), named({ nodes: 1 }), named({ nodes: 2 }), named({ authentication: password('events-superuser', { revision: 1 }) }), named({ authentication: password('other') }),
    ];
    expect(new Set(names).size).toBe(names.length);
    expect(named({ nodes: 9 })).toBe(named({}));
  });
});

describe('TLS', () => {
  const secret = () => kplus.Secret.fromSecretName(chart(), 's', 'events-pem');

  test('from a Secret is mounted where the server, the gate and the Job find it', () => {
    const of = cluster({ tls: CassandraTls.fromSecret({ secret: secret(), combinedKey: 'tls-combined.pem' }) });
    const pod = set(of).spec.template.spec;
    expect(pod.volumes).toContainEqual({ name: 'tls', secret: { secretName: 'events-pem' } });
    const job = only('Job', of).spec.template.spec;
    const items = ['ca.crt', 'tls-combined.pem'].map(key => ({ key, path: key }));
    expect(job.volumes).toContainEqual({ name: 'tls', secret: { secretName: 'events-pem', items } });
    for (const container of [...pod.containers, ...pod.initContainers, ...job.containers]) {
      expect(container.volumeMounts).toContainEqual({ name: 'tls', mountPath: '/run/tls', readOnly: true });
      expect(variables(container).RING_TLS).toBe('required');
    }
  });

  test('in two files is put together in memory by the server, and read as it is by the gate and the Job', () => {
    const of = cluster({ tls: CassandraTls.fromSecret({ secret: secret() }) });
    const pod = set(of).spec.template.spec;
    expect(pod.volumes).toContainEqual({ name: 'tls-parts', secret: { secretName: 'events-pem' } });
    expect(pod.volumes).toContainEqual({ name: 'tls', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } });
    const job = only('Job', of).spec.template.spec;
    expect(job.volumes).toContainEqual({ name: 'tls', secret: { secretName: 'events-pem', items: ['ca.crt', 'tls.crt', 'tls.key'].map(key => ({ key, path: key })) } });
    const mounts = (container: Manifest) => container.volumeMounts.filter(({ name }: Manifest) => name.startsWith('tls'));
    const parts = { mountPath: '/run/tls-parts', readOnly: true };
    expect(mounts(pod.initContainers[0])).toEqual([{ name: 'tls-parts', ...parts }]);
    expect(mounts(pod.containers[0])).toEqual([{ name: 'tls-parts', ...parts }, { name: 'tls', mountPath: '/run/tls' }]);
    expect(mounts(job.containers[0])).toEqual([{ name: 'tls', ...parts }]);
  });

  test('under other keys is mounted under the names that the programs go by, and nothing else of it', () => {
    const of = cluster({ tls: CassandraTls.fromSecret({ secret: secret(), certificateKey: 'cert', privateKeyKey: 'key', authorityKey: 'ca' }) });
    expect(set(of).spec.template.spec.volumes).toContainEqual({
      name: 'tls-parts',
      secret: {
        secretName: 'events-pem', items: [{ key: 'ca', path: 'ca.crt' }, { key: 'cert', path: 'tls.crt' }, { key: 'key', path: 'tls.key' }],
      },
    });
    expect(of.caKey).toBe('ca');
  });

  test('where clients may come without it, so do our own', () => {
    const of = cluster({ tls: CassandraTls.fromSecret({ secret: secret(), client: ClientEncryption.OPTIONAL }) });
    expect(only('Job', of)).toEqual(only('Job', cluster()));
    expect(variables(server(set(of)))).not.toHaveProperty('RING_TLS');
  });
});

describe('metrics', () => {
  const exporter = { image: 'example.com/jmx:1', jar: '/opt/agent.jar' };

  test('come from an agent of the user\'s image, in the server alone', () => {
    const pod = set(cluster({ exporter })).spec.template.spec;
    expect(pod.initContainers.map(({ name, image, command }: Manifest) => [name, image, command])).toEqual([
      ['gate', 'cassandra:5.0', ['bash', '/opt/ring/gate.sh']],
      ['exporter', 'example.com/jmx:1', ['cp', '/opt/agent.jar', '/opt/exporter/agent.jar']],
    ]);
    expect(pod.containers[0].ports).toContainEqual({ name: 'metrics', containerPort: 9404 });
    expect(variables(pod.containers[0]).RING_AGENT).toBe('-javaagent:/opt/exporter/agent.jar=9404:/opt/ring/exporter.yaml');
    expect(variables(pod.initContainers[0])).not.toHaveProperty('RING_AGENT');
  });

  test('with the configuration that is given, or one that tells everything', () => {
    expect(only('ConfigMap', cluster({ exporter })).data['exporter.yaml']).toBe('{}\n');
    expect(only('ConfigMap', cluster({ exporter: { ...exporter, config: 'lowercaseOutputName: true\n' } })).data['exporter.yaml']).toBe('lowercaseOutputName: true\n');
    expect(only('ConfigMap', cluster()).data).not.toHaveProperty('exporter.yaml');
  });

  test('no monitor unless asked for', () => {
    expect(synth(cluster({ exporter })).filter(({ kind }) => kind.endsWith('Monitor'))).toEqual([]);
    expect(synth(cluster()).filter(({ kind }) => kind.endsWith('Monitor'))).toEqual([]);
  });

  test('a PodMonitor finds the pods', () => {
    expect(only('PodMonitor', cluster({ exporter: { ...exporter, monitor: Monitor.podMonitor({ labels: { release: 'p' } }) } }))).toEqual({
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PodMonitor',
      metadata: { name: 'events', namespace: 'prod', labels: { ...recommended('events', 'node', 'cassandra'), release: 'p' } },
      spec: { selector: { matchLabels: { 'cdk8s.io/metadata.addr': 'events' } }, podMetricsEndpoints: [{ port: 'metrics' }] },
    });
  });

  test('a ServiceMonitor finds the governing Service, and no other', () => {
    const of = cluster({ exporter: { ...exporter, monitor: Monitor.serviceMonitor() } });
    const { spec } = only('ServiceMonitor', of);
    expect(spec).toEqual({ selector: { matchLabels: { 'cdk8s.io/metadata.addr': 'events' } }, endpoints: [{ port: 'metrics' }] });
    const services = synth(of).filter(({ kind }) => kind === 'Service');
    const ours = recommended('events', 'node', 'cassandra');
    expect(services.map(({ metadata }) => metadata.labels)).toEqual([{ ...ours, 'cdk8s.io/metadata.addr': 'events' }, ours]);
    expect(services[0].spec.ports).toContainEqual({ name: 'metrics', port: 9404 });
  });
});

test('repair is Cassandra\'s own, switched on', () => {
  const of = cluster({ repairEvery: Duration.days(7), jvmOptions: ['-Dx=1'] });
  expect(overrides(only('ConfigMap', of)).auto_repair).toEqual({ enabled: true, repair_type_overrides: { full: { enabled: true, min_repair_interval: '168h' } } });
  expect(variables(server(set(of))).RING_JVM_OPTIONS).toBe('-Dcassandra.autorepair.enable=true -Dx=1');
});
