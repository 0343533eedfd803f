import { Lazy } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { adviceOn } from './advice';
import { MongoBackupProps, makeBackup } from './backup';
import { checksum, memberData, programData } from './config';
import { adviceOnConsumers, connectionVariables, MongoConnectionOptions, PREFIX } from './connection';
import { CredentialVariables, MongoConnectionStringOptions, seedListString, speaksTls, srvString } from './connection-string';
import { MemberSet, membersOfAllKinds } from './member-pods';
import { MongoClusterProps } from './mongo-cluster-props';
import { access, MongoAccessProps } from './network-policy';
import { Shared, showUser, tlsVolumes } from './pods';
import { MONGODB } from './ports';
import { CLUSTER_LABEL, Settings, settle } from './settings';
import { MongoUser } from './user-props';
import { KnownUser, Users } from './users';
import { addAccess } from '../engine/access';
import { IConsumer } from '../engine/consumer';
import { Consumers } from '../engine/consumers';
import { keysInUse } from '../engine/credentials';
import { oneBackup } from '../engine/schedule';
import { KeysInUse, onMissingKeys } from '../engine/secret-keys';
import { AUTHORITY_FILE, TlsFiles, tlsKeysInUse } from '../engine/tls-files';
import { configMapVolume, secretVolume } from '../engine/volumes';
import { advise } from '../guard/advised';
import { HeadlessService } from '../headless-service/headless-service';
import { clusterNames } from '../naming/cluster-names';
import { Endpoint } from '../naming/endpoint';
import { COMPONENT, ObjectMetadata } from '../naming/labels';
import { takeName } from '../naming/object-name';
import { refuse } from '../naming/refuse';
import { ServiceDns } from '../naming/service-dns';
import { typed } from '../naming/typed';
import { typedConstruct } from '../naming/typed-construct';
import { makeDisruptionBudget } from '../stateful-backend/disruption-budget';
import { StatefulBackend } from '../stateful-backend/stateful-backend';

/** The exporter reads the state of everything, and nobody's data. */
const EXPORTER_ROLES = [{ role: 'clusterMonitor', db: 'admin' }, { role: 'read', db: 'local' }];

/**
 * A MongoDB replica set on the official image, without an operator. It bootstraps exactly once, follows its list of members one change at a
 * time, creates its users, and re-syncs a member that lost its disk.
 *
 * Defines a StatefulSet and the headless Service that gives the members their DNS names, one more of each for hidden members and for an
 * arbiter, a PodDisruptionBudget over all of them, and two ConfigMaps: the programs of the pods, and the list of members and users that
 * they follow while they run.
 *
 * @see https://www.mongodb.com/docs/manual/replication/
 */
export class MongoCluster extends Construct {
  /** The governing Service of the data members. Its DNS name resolves to each of them, and drivers look up their SRV records under it. */
  public readonly service: HeadlessService;

  /** The backend of the data members. Use it for anything that this construct has no prop for. */
  public readonly backend: StatefulBackend;

  /** The backend of the hidden members, if there are any. */
  public readonly hidden?: StatefulBackend;

  /** The backend of the arbiter, if there is one. */
  public readonly arbiter?: StatefulBackend;

  /** The containers that run mongod: first of the data members, then of hidden members, then of the arbiter. */
  public readonly containers: kplus.Container[];

  /** The name of the replica set, which drivers ask for. */
  public readonly setName: string;

  /** The port of every member. */
  public readonly port: number = MONGODB.number;

  /**
   * The Secret with the certificate of the authority, for consumers. None without TLS. Mount nothing of it but `caKey`: it has the members'
   * private key as well.
   */
  public readonly caSecretName?: string;

  /** The key of the authority's certificate in that Secret. */
  public readonly caKey: string;

  private readonly settings: Settings;
  private readonly tls?: TlsFiles;
  /** By which the pods of all members are selected. */
  private readonly labels: Record<string, string>;
  private readonly users: Users;
  /** All kinds of members but the arbiter. */
  private readonly withUsers: MemberSet[];
  private readonly consumers: Consumers<MongoConnectionOptions>;
  /** Whether a NetworkPolicy restricts who can reach the members. */
  private closed = false;

  constructor(scope: Construct, id: string, props: MongoClusterProps) {
    typedConstruct('MongoCluster', scope, id, props);
    super(scope, id);
    this.settings = settle(this, props);
    this.setName = this.settings.setName;
    this.labels = this.settings.selectorLabels;
    this.users = new Users(this.node.path, this.settings.place);

    const programsChecksum = this.makePrograms();
    this.makeMemberList();
    this.tls = this.makeCertificate();
    this.caSecretName = this.tls?.secret.name;
    this.caKey = this.tls?.authorityKey ?? AUTHORITY_FILE;
    this.consumers = this.makeConsumers();
    const common = { settings: this.settings, shared: this.makeVolumes(), checksum: programsChecksum };
    const { members, hidden, arbiter } = membersOfAllKinds(this, common);
    this.backend = members.backend;
    this.hidden = hidden?.backend;
    this.arbiter = arbiter?.backend;
    this.service = this.backend.service;
    this.withUsers = [members, ...hidden ? [hidden] : []];
    this.containers = [...this.withUsers, ...arbiter ? [arbiter] : []].map(({ mongod }) => mongod);
    this.makeDisruptionBudget();
    this.makeMonitor();
    this.makeUsers();
    this.makeAdvice();
  }

  // ---- what others need to know

  /** The names of the data members' pods, in the order of their ordinals. Hidden members are not among them. */
  public get podNames(): string[] {
    return this.settings.members.filter(member => member.service === this.settings.name).map(member => member.pod);
  }

  /** The DNS names of the data members' pods. They are fully qualified if the namespace is known. */
  public get podDnsNames(): string[] {
    return this.podNames.map(pod => this.service.podDnsName(pod));
  }

  /** The endpoints of the data members: DNS name and port of each. */
  public get endpoints(): Endpoint[] {
    return this.podDnsNames.map(host => new Endpoint(host, this.port));
  }

  /**
   * The connection string for drivers: `mongodb://` with all members that are not hidden. Drivers discover who is primary by themselves.
   * Refused if the client uses TLS and the namespace is not known, because the members' certificates contain the full names.
   *
   * @see https://www.mongodb.com/docs/manual/reference/connection-string/
   * @param options database, user, TLS and the rest; never a password
   */
  public connectionString(options: MongoConnectionStringOptions = {}): string {
    typed(this.node.path, 'MongoCluster.connectionString', options);
    return this.seedList(options);
  }

  /**
   * The connection string with a single DNS name: `mongodb+srv://`, for which drivers look up the members. It stays the same when the set
   * grows or shrinks. Refused if the namespace is not known, because SRV look-ups need the full name.
   *
   * @see https://www.mongodb.com/docs/manual/reference/connection-string/#srv-connection-format
   * @param options database, user, TLS and the rest; never a password
   */
  public srvConnectionString(options: MongoConnectionStringOptions = {}): string {
    typed(this.node.path, 'MongoCluster.srvConnectionString', options);
    return this.srv(options);
  }

  /**
   * Sets the connection variables of a consumer's container. They are `MONGODB_URI`; if credentials are given, `MONGODB_USERNAME` and
   * `MONGODB_PASSWORD` from their Secret; and with TLS `MONGODB_TLS_CA_FILE`, where the authority's certificate is mounted. The URI says
   * it, too, but not every driver reads it there.
   *
   * A consumer whose namespace is known is refused where that of the cluster is not, because the names would not resolve there.
   *
   * @param container the consumer's container, of any version of cdk8s-plus
   * @param options credentials, authority, form of the URI, database, other names for the variables
   */
  public connect(container: kplus.Container | IConsumer, options: MongoConnectionOptions = {}): void {
    typed(this.node.path, 'MongoCluster.connect', container, options);
    this.consumers.connect(container, options);
  }

  /**
   * The connection variables by name, as `connect` sets them, for consumers that are no containers of cdk8s-plus. Nothing is mounted: with
   * TLS, `tlsCaFile` must say where you mount `caKey` of `caSecretName`, unless the image trusts the authority.
   *
   * @param options credentials, path of the authority's certificate, form of the URI, database, other names for the variables
   */
  public connectionVariables(options: MongoConnectionOptions = {}): { [name: string]: kplus.EnvValue } {
    typed(this.node.path, 'MongoCluster.connectionVariables', options);
    return this.consumers.variables(options);
  }

  // ---- what can be added

  /**
   * Creates and maintains one more user. The pods mount its Secret, so this restarts a running set, one member after another.
   *
   * @param user its Secret and its roles
   */
  public addUser(user: MongoUser): void {
    typed(this.node.path, 'MongoCluster.addUser', user);
    this.add(this.users.checked('user', user));
  }

  /**
   * Restricts who can reach the members, with a NetworkPolicy. The members reach each other on any port, the given peers reach the ports
   * that are meant for them, and nobody else gets in.
   *
   * @param props clients and metrics collectors
   */
  public addNetworkPolicy(props: MongoAccessProps = {}): kplus.NetworkPolicy {
    typed(this.node.path, 'MongoCluster.addNetworkPolicy', props);
    const metadata = this.metadata(this.settings.name);
    const { settings: { exporter }, service: { ports }, labels } = this;
    const policy = addAccess(this, { metadata, labels, ports, exporter, ...access(this.backupLabels, props) });
    this.closed = true;
    return policy;
  }

  /**
   * Dumps the whole replica set on a schedule, from a secondary, to a volume. The pods mount the Secret of its user.
   *
   * @see https://www.mongodb.com/docs/database-tools/mongodump/
   * @param props schedule, user, volume, and how many backups to keep
   */
  public addBackup(props: MongoBackupProps): void {
    typed(this.node.path, 'MongoCluster.addBackup', props);
    const servers = [this.backend, ...this.hidden ? [this.hidden] : [], ...this.arbiter ? [this.arbiter] : []];
    const { settings, users, backupLabels: labels, tls } = this;
    this.add(oneBackup(this, () => makeBackup(this, { settings, users, labels, tls, servers }, props)));
  }

  // ---- how it is made

  private makePrograms(): string {
    const data = programData(this.settings);
    this.makeConfigMap('Programs', clusterNames(this.settings.name).programs, data);
    return checksum(data);
  }

  /** Written last, because users may be added until then. */
  private makeMemberList(): void {
    const list = Lazy.any({ produce: () => memberData(this.settings, this.users) });
    this.makeConfigMap('List', clusterNames(this.settings.name).members, list);
  }

  private makeConfigMap(id: string, name: string, data: Record<string, string>): void {
    takeName(this, 'ConfigMap', this.settings.namespace, name);
    new kplus.k8s.KubeConfigMap(this, id, { metadata: this.metadata(name), data });
  }

  /**
   * The files of the Secret with the certificate, if there is one. It names every member of every kind, whether there are some yet or not.
   */
  private makeCertificate(): TlsFiles | undefined {
    const { name, namespace, clusterDomain, asked } = this.settings;
    const { hidden, arbiter: ofArbiter } = clusterNames(name);
    const domains = () => [name, hidden, ofArbiter].map(service => new ServiceDns(this.node.path, service, namespace, clusterDomain).name);
    const dnsNames = () => [...domains().map(domain => `*.${domain}`), domains()[0]!, 'localhost'];
    return asked.tls?._files(this, { ...this.metadata(name), dnsNames, organization: name });
  }

  private makeVolumes(): Shared {
    const { keyFile: { secret, key } } = this.settings;
    return {
      programs: configMapVolume('programs', clusterNames(this.settings.name).programs),
      members: configMapVolume('members', clusterNames(this.settings.name).members),
      keyFile: secretVolume('keyfile', secret.name, { [key]: { path: key } }),
      ...(this.tls && tlsVolumes(this.tls, this.settings.asked.tls!)),
    };
  }

  /** Over members of all kinds, because each of them may be the one that a majority needs. */
  private makeDisruptionBudget(): void {
    const { name, disruptionBudget } = this.settings;
    makeDisruptionBudget(this, this.metadata(name), disruptionBudget, this.labels);
  }

  private makeMonitor(): void {
    const { name, exporter } = this.settings;
    if (exporter?.monitor._ofService) {
      for (const { backend } of this.withUsers) backend.service.metadata.addLabel(CLUSTER_LABEL, name);
    }
    exporter?.monitor._make(this, { metadata: this.metadata(name), matchLabels: this.labels });
  }

  private makeUsers(): void {
    const { users, exporter, root } = this.settings;
    this.add({ id: 'root', what: 'rootCredentials', credentials: root });
    users.forEach((user, i) => this.add(this.users.checked(`users[${i}]`, user)));
    if (exporter) this.add(this.users.checked('exporter', { credentials: exporter.credentials, roles: EXPORTER_ROLES }, 'exporter'));
  }

  /** Every manager gets to know a user, but the arbiter's, which has no users. */
  private add(user: KnownUser): void {
    this.users.add(user);
    for (const { manager } of this.withUsers) showUser(manager, user);
  }

  private makeAdvice(): void {
    const { tls } = this.settings.asked;
    advise(this, () => adviceOn(this.settings, this.closed));
    advise(this, () => onMissingKeys(this.keysInUse));
    advise(this, () => adviceOnConsumers(this.consumers.told, this.users.all, tls));
  }

  private makeConsumers(): Consumers<MongoConnectionOptions> {
    const { name, place, asked: { tls } } = this.settings;
    const where = this.node.path;
    return new Consumers(this, { name, place, caSecretName: this.caSecretName, caKey: this.caKey }, {
      prefix: PREFIX,
      speaksTls: options => speaksTls(where, { setName: this.setName, tlsMode: tls?._mode }, options),
      variables: (asked, tlsCaFile) => {
        const options = { ...asked, tlsCaFile };
        return connectionVariables(where, names => (options.srv ? this.srv(options, names) : this.seedList(options, names)), options);
      },
    });
  }

  private seedList(options: MongoConnectionStringOptions, variables?: CredentialVariables): string {
    const where = this.node.path;
    const { namespace, asked: { tls } } = this.settings;
    const set = { setName: this.setName, hosts: this.endpoints.map(endpoint => endpoint.socketAddress), tlsMode: tls?._mode };
    if (speaksTls(where, set, options) && namespace === undefined) {
      const instead = "the members' certificates contain it; set it here or on the chart";
      refuse(where, { what: 'metadata.namespace', allowed: 'set if clients use TLS', got: namespace, instead });
    }
    return seedListString(where, set, { ...options, variables });
  }

  private srv(options: MongoConnectionStringOptions, variables?: CredentialVariables): string {
    const { name, namespace, clusterDomain } = this.settings;
    new ServiceDns(this.node.path, name, namespace, clusterDomain).srv(MONGODB.name, kplus.Protocol.TCP); // refuses where it cannot be told
    return srvString(this.node.path, {
      setName: this.setName,
      srvHost: this.service.dnsName,
      tlsMode: this.settings.asked.tls?._mode,
    }, { ...options, variables });
  }

  /** By the members, and by all that log in. */
  private get keysInUse(): KeysInUse[] {
    const { secret, key } = this.settings.keyFile;
    const users = this.users.all.map(({ what, credentials }) => keysInUse(what, credentials));
    const own = [{ what: 'keyFile', secret, keys: [key] }, ...users, ...this.tls ? [tlsKeysInUse(this.tls)] : []];
    return [...own, ...this.consumers.keysInUse];
  }

  private metadata(name: string): ObjectMetadata {
    const { namespace, labels } = this.settings;
    return { name, namespace, labels: labels.of(COMPONENT.member) };
  }

  private get backupLabels(): Record<string, string> {
    return { [kplus.Pod.ADDRESS_LABEL]: clusterNames(this.settings.name).backup };
  }
}
