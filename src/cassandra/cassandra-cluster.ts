import { Lazy } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { adviceOn } from './advice';
import { makeAuthJob } from './auth-job';
import { CassandraBackupProps, makeBackup } from './backup';
import { CassandraClusterProps } from './cassandra-cluster-props';
import { AUTH_JOB, checksum, configData } from './config';
import { adviceOnConsumers, CassandraConnectionOptions, connectionVariables, PREFIX, speaksTls } from './connection';
import { access, CassandraAccessProps } from './network-policy';
import { fillPods, gracePeriod, Shared } from './pods';
import { CQL, INTRA_NODE } from './ports';
import { RackOfPods } from './ring';
import { RACK_LABEL, Settings, settle } from './settings';
import { addAccess } from '../engine/access';
import { IConsumer } from '../engine/consumer';
import { Consumers } from '../engine/consumers';
import { keysInUse } from '../engine/credentials';
import { METRICS } from '../engine/monitor';
import { oneBackup } from '../engine/schedule';
import { KeysInUse, onMissingKeys } from '../engine/secret-keys';
import { backendProps } from '../engine/stateful-cluster-props';
import { AUTHORITY_FILE, serverFiles, TlsFiles, tlsKeysInUse } from '../engine/tls-files';
import { configMapVolume, secretVolume } from '../engine/volumes';
import { advise } from '../guard/advised';
import { HeadlessService } from '../headless-service/headless-service';
import { clusterNames } from '../naming/cluster-names';
import { asPartOf } from '../naming/door';
import { Endpoint } from '../naming/endpoint';
import { COMPONENT, ObjectMetadata } from '../naming/labels';
import { takeName } from '../naming/object-name';
import { typed } from '../naming/typed';
import { typedConstruct } from '../naming/typed-construct';
import { ClientService } from '../stateful-backend/client-service';
import { DisruptionBudget, makeDisruptionBudget } from '../stateful-backend/disruption-budget';
import { StatefulBackend } from '../stateful-backend/stateful-backend';
import { WrittenObject } from '../synthesis/written';

/**
 * A ring of Cassandra nodes on the official image, without an operator. It bootstraps exactly once, lets new nodes join one after another,
 * and replaces a node that lost its disk.
 *
 * Defines a StatefulSet for each rack, the headless Service that gives the nodes their DNS names, a Service for clients that can use any
 * node, a PodDisruptionBudget over all racks, a ConfigMap with the programs and the configuration of the pods, and a Job that applies the
 * superuser.
 *
 * @see https://cassandra.apache.org/doc/5.0/
 */
export class CassandraCluster extends Construct {
  /** The governing Service. Its DNS name resolves to every node, and each node has a DNS name under it. */
  public readonly service: HeadlessService;

  /** The Service for clients that can use any node. It balances over the nodes that are ready, on port 9042. */
  public readonly clientService: ClientService;

  /** The backends, one for each rack. Use them for anything that this construct has no prop for. */
  public readonly backends: StatefulBackend[];

  /** The containers that run Cassandra, one for each rack. */
  public readonly containers: kplus.Container[];

  /** The name of the datacenter, which drivers take as their local datacenter. */
  public readonly datacenter: string;

  /** The port that clients connect to. */
  public readonly port: number = CQL.number;

  /**
   * The Secret with the certificate of the authority, for consumers. None without TLS. Mount nothing of it but `caKey`: it has the nodes'
   * private key as well.
   */
  public readonly caSecretName?: string;

  /** The key of the authority's certificate in that Secret. */
  public readonly caKey: string;

  private readonly settings: Settings;
  /** None without TLS. */
  private readonly tls?: TlsFiles;
  /** By which the pods are selected. */
  private readonly labels: Record<string, string>;
  private readonly jobLabels: Record<string, string>;
  /** None without authentication. */
  private readonly job?: WrittenObject;
  private readonly consumers: Consumers<CassandraConnectionOptions>;
  /** Whether a NetworkPolicy restricts who can reach the nodes. */
  private closed = false;

  constructor(scope: Construct, id: string, props: CassandraClusterProps) {
    typedConstruct('CassandraCluster', scope, id, props);
    super(scope, id);
    this.settings = settle(this, props);
    this.datacenter = this.settings.datacenter;
    this.labels = this.settings.selectorLabels;
    this.jobLabels = { [kplus.Pod.ADDRESS_LABEL]: clusterNames(this.settings.name).auth };

    this.service = this.makeService();
    this.clientService = this.makeClientService();
    this.tls = this.makeCertificate();
    this.caSecretName = this.tls?.secret.name;
    this.caKey = this.tls?.authorityKey ?? AUTHORITY_FILE;
    this.consumers = this.makeConsumers();
    const config = configData(this.settings);
    const shared = this.makeVolumes(config);
    const configChecksum = checksum(config);
    this.backends = this.settings.racks.map(rack => this.makeRack(rack, configChecksum));
    this.containers = this.backends.map((backend, i) => fillPods(backend, this.settings.racks[i]!.rack, this.settings, shared));
    this.makeDisruptionBudget();
    this.job = this.makeAuthJob();
    this.makeMonitor();
    this.makeAdvice();
  }

  // ---- what others need to know

  /** The names of the pods of all racks, in the order in which they join the ring. */
  public get podNames(): string[] {
    return this.settings.ring.members.map(member => member.pod);
  }

  /** The DNS names of the nodes' pods, in the same order. They are fully qualified if the namespace is known. */
  public get podDnsNames(): string[] {
    return this.podNames.map(pod => this.service.podDnsName(pod));
  }

  /**
   * The endpoints of all nodes: DNS name and port of each, for what must reach every one of them, such as a tool of operations. Drivers
   * need no more than `contactPoints`.
   */
  public get endpoints(): Endpoint[] {
    return this.podDnsNames.map(host => new Endpoint(host, this.port));
  }

  /**
   * The DNS names of the seeds: up to three nodes, of different racks if there are several. Other datacenters take them as their
   * `extraSeeds`.
   */
  public get seedNames(): string[] {
    return this.settings.ring.seeds.map(member => this.service.podDnsName(member.pod));
  }

  /**
   * The contact points for drivers: host and port of each seed. They stay the same as the ring grows, and so does the environment of
   * consumers. Drivers discover the other nodes by themselves.
   */
  public get contactPoints(): string[] {
    return this.seedNames.map(host => new Endpoint(host, this.port).socketAddress);
  }

  /**
   * Sets the connection variables of a consumer's container. They are `CASSANDRA_CONTACT_POINTS` and `CASSANDRA_LOCAL_DATACENTER`; if
   * credentials are given, `CASSANDRA_USERNAME` and `CASSANDRA_PASSWORD` from their Secret; and with TLS `CASSANDRA_TLS`, and
   * `CASSANDRA_TLS_CA_FILE`, where the authority's certificate is mounted.
   *
   * A consumer whose namespace is known is refused where that of the ring is not, because the names would not resolve there.
   *
   * @param container the consumer's container, of any version of cdk8s-plus
   * @param options credentials, authority, and other names for the variables
   */
  public connect(container: kplus.Container | IConsumer, options: CassandraConnectionOptions = {}): void {
    typed(this.node.path, 'CassandraCluster.connect', container, options);
    this.consumers.connect(container, options);
  }

  /**
   * The connection variables by name, as `connect` sets them, for consumers that are no containers of cdk8s-plus. Nothing is mounted: with
   * TLS, `tlsCaFile` must say where you mount `caKey` of `caSecretName`, unless the image trusts the authority.
   *
   * @param options credentials, path of the authority's certificate, and other names for the variables
   */
  public connectionVariables(options: CassandraConnectionOptions = {}): { [name: string]: kplus.EnvValue } {
    typed(this.node.path, 'CassandraCluster.connectionVariables', options);
    return this.consumers.variables(options);
  }

  // ---- what can be added

  /**
   * Restricts who can reach the nodes, with a NetworkPolicy. The nodes reach each other on any port, the given peers reach the ports that
   * are meant for them, and nobody else gets in.
   *
   * @param props clients, other datacenters and metrics collectors
   */
  public addNetworkPolicy(props: CassandraAccessProps = {}): kplus.NetworkPolicy {
    typed(this.node.path, 'CassandraCluster.addNetworkPolicy', props);
    const metadata = this.metadata(this.settings.name);
    const { settings: { exporter }, service: { ports }, labels } = this;
    const policy = addAccess(this, { metadata, labels, ports, exporter, ...access(this.jobLabels, props) });
    this.closed = true;
    return policy;
  }

  /**
   * Takes a VolumeSnapshot of every volume of the ring on a schedule. The CSI driver of the volumes must support snapshots.
   *
   * @see https://kubernetes.io/docs/concepts/storage/volume-snapshots/
   * @param props the schedule, and how many backups to keep
   */
  public addBackup(props: CassandraBackupProps): void {
    typed(this.node.path, 'CassandraCluster.addBackup', props);
    oneBackup(this, () => makeBackup(this, { settings: this.settings, servers: this.backends }, props));
  }

  // ---- how it is made

  private makeService(): HeadlessService {
    const { name, clusterDomain, exporter } = this.settings;
    const { labels, ...metadata } = this.metadata(name);
    const service = asPartOf(this, () => new HeadlessService(this, 'Service', {
      metadata: { ...metadata, labels: exporter?.monitor._ofService ? { ...labels, ...this.labels } : labels },
      publishNotReadyAddresses: true, // a node needs the names of nodes that are not ready, its own among them, to become ready
      clusterDomain,
      ports: [
        CQL,
        INTRA_NODE,
        ...exporter ? [{ name: METRICS, number: exporter.port }] : [],
      ].map(port => ({ name: port.name, port: port.number })),
    })._share());
    for (const [key, value] of Object.entries(this.labels)) service.selectLabel(key, value);
    return service;
  }

  private makeClientService(): ClientService {
    const { name, namespace, labels } = this.metadata(clusterNames(this.settings.name).client);
    return asPartOf(this, () => ClientService._of(this, name, {}, {
      namespace,
      labels,
      clusterDomain: this.service.clusterDomain,
      selectorLabels: this.labels,
      ports: () => [{ name: CQL.name, port: CQL.number }],
    }));
  }

  /** The files of the Secret with the certificate, if there is one. */
  private makeCertificate(): TlsFiles | undefined {
    const { name, asked } = this.settings;
    const dnsNames = () => [`*.${this.service.dnsName}`, this.service.dnsName, this.clientService.dnsName, 'localhost'];
    return asked.tls?._files(this, { ...this.metadata(name), dnsNames });
  }

  private makeVolumes(data: Record<string, string>): Shared {
    const { tls, settings: { namespace, superuser } } = this;
    takeName(this, 'ConfigMap', namespace, this.configMapName);
    // the Job is called after what patches have made of it
    const all = () => ({ ...data, ...(this.job && { [AUTH_JOB]: `${this.job.name}\n` }) });
    new kplus.k8s.KubeConfigMap(this, 'Ring', { metadata: this.metadata(this.configMapName), data: Lazy.any({ produce: all }) });
    return {
      ring: configMapVolume('ring', this.configMapName),
      superuser: superuser && secretVolume('superuser', superuser.credentials.secret.name),
      server: tls && serverFiles(tls),
    };
  }

  private makeRack(rack: RackOfPods, config: string): StatefulBackend {
    const { ring, racks, spread, disruptionBudget } = this.settings;
    const nodeSelector = rack.zone === undefined ? undefined : { [kplus.Topology.ZONE.key]: rack.zone };
    const ofRack: Record<string, string> = rack.zone === undefined ? {} : { [RACK_LABEL]: rack.rack };
    return asPartOf(this, () => new StatefulBackend(this, rack.rack, {
      ...backendProps(this.settings, { ...this.metadata(rack.set), checksum: config, nodeSelector }),
      service: this.service,
      selectorLabels: { ...this.labels, ...ofRack },
      replicas: ring.replicas(rack),
      podManagementPolicy: kplus.PodManagementPolicy.PARALLEL, // the gate in the pods lets them in one after another, over all racks
      terminationGracePeriod: gracePeriod(this.settings),
      disruptionBudget: racks.length > 1 ? DisruptionBudget.none() : disruptionBudget,
      spread,
    }));
  }

  /** One node over all racks, not one of each. */
  private makeDisruptionBudget(): void {
    const { name, racks, disruptionBudget } = this.settings;
    if (racks.length > 1) makeDisruptionBudget(this, this.metadata(name), disruptionBudget, this.labels);
  }

  private makeMonitor(): void {
    const { name, exporter } = this.settings;
    exporter?.monitor._make(this, { metadata: this.metadata(name), matchLabels: this.labels });
  }

  private makeAdvice(): void {
    const { asked, superuser } = this.settings;
    advise(this, () => adviceOn(this.settings, this.closed));
    advise(this, () => onMissingKeys(this.keysInUse));
    advise(this, () => adviceOnConsumers(this.consumers.told, superuser, asked.tls));
  }

  private makeConsumers(): Consumers<CassandraConnectionOptions> {
    const { name, place, asked: { tls } } = this.settings;
    const where = this.node.path;
    return new Consumers(this, { name, place, caSecretName: this.caSecretName, caKey: this.caKey }, {
      prefix: PREFIX,
      speaksTls: options => speaksTls(where, tls, options),
      variables: (options, caFile) => {
        const contactPoints = options.singleName ? [new Endpoint(this.service.dnsName, this.port).socketAddress] : this.contactPoints;
        return connectionVariables(where, { contactPoints, datacenter: this.datacenter, tls }, options, caFile);
      },
    });
  }

  private makeAuthJob(): WrittenObject | undefined {
    const { superuser } = this.settings;
    if (superuser === undefined) return undefined;
    const { configMapName: configMap, jobLabels: labels, backends: servers, tls } = this;
    return makeAuthJob(this, this.settings, { configMap, superuser, tls, labels, servers });
  }

  /** By the nodes, and by all that log in. */
  private get keysInUse(): KeysInUse[] {
    const { tls, settings: { superuser } } = this;
    const own = [...superuser ? [keysInUse('authentication', superuser.credentials)] : [], ...tls ? [tlsKeysInUse(tls)] : []];
    return [...own, ...this.consumers.keysInUse];
  }

  private metadata(name: string): ObjectMetadata {
    const { namespace, labels } = this.settings;
    return { name, namespace, labels: labels.of(COMPONENT.node) };
  }

  private get configMapName(): string {
    return clusterNames(this.settings.name).ring;
  }
}
