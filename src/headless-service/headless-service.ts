import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { HeadlessServiceBindOptions, HeadlessServiceProps } from './headless-service-props';
import { IpFamily, IpFamilyPolicy } from './ip-family';
import { refuseNodePort, refuseProps } from './refused-props';
import { checkPort, findPort, protocolOf, targetPort, toKubePorts } from './service-port';
import { DNS_LABEL, SERVICE_NAME } from '../naming/dns-label';
import { Endpoint } from '../naming/endpoint';
import { ownLabels } from '../naming/labels';
import { namespaceOf, objectName, takeName } from '../naming/object-name';
import { refuse } from '../naming/refuse';
import { clusterDomainOf, ServiceDns } from '../naming/service-dns';
import { typed } from '../naming/typed';
import { typedConstruct } from '../naming/typed-construct';
import { headlessIgnores } from '../rules/service/headless-ignores';
import { headlessStaysHeadless } from '../rules/service/headless-stays-headless';
import { portsNamed } from '../rules/service/ports-named';
import { checkGivenLabels, checkGivenMetadata } from '../synthesis/given-metadata';
import { refusing } from '../synthesis/refusing';
import { rulesFor, WrittenObject } from '../synthesis/written';

const RULES = rulesFor('Service', headlessStaysHeadless, headlessIgnores, portsNamed);

/**
 * A DNS name that resolves to the individual pods: a Service without an address of its own.
 *
 * Defines one Service with `clusterIP: None`. It has no props for type, address or node ports: those belong to Services that balance.
 * Setting them all the same, by a cast, a later assignment or a patch, is refused at construction or at synthesis.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#headless-services
 */
export class HeadlessService extends kplus.Service {
  /**
   * Always ClusterIP.
   *
   * @jsii ignore
   */
  declare public readonly type: kplus.ServiceType.CLUSTER_IP;

  /**
   * Always None.
   *
   * @jsii ignore
   */
  declare public readonly clusterIP?: 'None';

  /** Whether DNS resolves to pods that are not ready yet. */
  public readonly publishNotReadyAddresses: boolean;

  /** The DNS domain of the cluster, which every full name ends with. */
  public readonly clusterDomain: string;

  /** @internal */
  public readonly _written: WrittenObject;

  private readonly dns: ServiceDns;
  private readonly ipFamilies?: IpFamily[];
  private readonly ipFamilyPolicy?: IpFamilyPolicy;
  /** The backend that has this Service as its governing one. */
  private governs?: string;
  /** Whether several backends may have it, because their maker gives their pods different names. */
  private shared = false;
  private portsOfPods?: () => kplus.ServicePort[];
  /** Filled by the constructor of the parent class, before this class has a say. */
  declare private selected?: Record<string, string>;

  constructor(scope: Construct, id: string, props: HeadlessServiceProps = {}) {
    const where = typedConstruct('HeadlessService', scope, id, props);
    refuseProps(where, props);
    checkGivenMetadata(refusing(scope, where), 'metadata', props.metadata);
    const name = objectName(where, id, props.metadata?.name, SERVICE_NAME);
    const namespace = namespaceOf(scope, props.metadata?.namespace);

    super(scope, id, {
      metadata: { ...props.metadata, name, namespace, labels: ownLabels(scope, name, props.metadata?.labels) },
      type: kplus.ServiceType.CLUSTER_IP,
      clusterIP: 'None',
      selector: props.selector as kplus.IPodSelector | undefined, // which it asks for nothing else
      ports: props.ports,
    });

    takeName(this, 'Service', namespace, name);
    this.publishNotReadyAddresses = props.publishNotReadyAddresses ?? false;
    this.ipFamilies = props.ipFamilies;
    this.ipFamilyPolicy = props.ipFamilyPolicy;
    this.clusterDomain = clusterDomainOf(where, props.clusterDomain);
    this.dns = new ServiceDns(this.node.path, name, namespace, this.clusterDomain);
    this._written = new WrittenObject({ where: this.node.path, rules: RULES, object: this.apiObject, spec: () => this._toKube() });
  }

  /**
   * The ports of the Service. If a `StatefulBackend` made it, they include those of the backend's containers.
   */
  public get ports(): kplus.ServicePort[] {
    return [...super.ports, ...this.portsOfPods?.() ?? []];
  }

  /**
   * The DNS name that resolves to every pod, such as `db.prod.svc.cluster.local`. If the namespace is not known, it is `db`, which resolves
   * within the same namespace only.
   */
  public get dnsName(): string {
    return this.dns.name;
  }

  /**
   * The DNS name of one pod: `db-0.db.prod.svc.cluster.local`, or `db-0.db` if the namespace is not known. Pods of a StatefulSet have one
   * if this is their governing Service.
   *
   * @param pod the pod's name, a DNS label; anything else is refused
   */
  public podDnsName(pod: string): string {
    if (!DNS_LABEL.accepts(pod)) refuse(this.node.path, { what: 'pod', allowed: DNS_LABEL.allowed, got: pod });
    return this.dns.pod(pod);
  }

  /**
   * The DNS name whose SRV records list host and port of every pod, such as `_cql._tcp.db.prod.svc.cluster.local`. The port is the target
   * port. Refused if the namespace is not known, because SRV look-ups need the full name.
   *
   * @param port the name of a port of this Service
   */
  public srvName(port: string): string {
    return this.dns.srv(port, protocolOf(findPort(this.node.path, this.ports, port)));
  }

  /**
   * The endpoint of the Service: its DNS name, which resolves to any of the pods, and the target port.
   *
   * @param port the name of a port of this Service
   */
  public endpoint(port: string): Endpoint {
    return new Endpoint(this.dnsName, targetPort(findPort(this.node.path, this.ports, port)));
  }

  /**
   * The endpoint of one pod: its DNS name and the target port.
   *
   * @param pod the pod's name
   * @param port the name of a port of this Service
   */
  public podEndpoint(pod: string, port: string): Endpoint {
    return new Endpoint(this.podDnsName(pod), this.endpoint(port).port);
  }

  /**
   * Adds a port. Whatever the API server would refuse is refused: a number out of range, a name or number that is taken, a `nodePort`.
   *
   * @param port the number of the port, from 1 to 65535
   * @param options its name, protocol and target port
   * @jsii ignore
   */
  public bind(port: number, options: HeadlessServiceBindOptions = {}): void {
    typed(this.node.path, 'HeadlessService.bind', port, options);
    const what = `ports[${super.ports.length}]`;
    refuseNodePort(this.node.path, `${what}.nodePort`, options.nodePort);
    const added = { name: options.name, protocol: options.protocol, targetPort: options.targetPort, port };
    checkPort(this.node.path, what, added, super.ports);
    super.bind(port, added);
  }

  /**
   * Narrows the selection to pods that also have the labels of this selector. Expressions, other namespaces and a selector without labels
   * are refused, because a Service cannot select by them.
   *
   * @param selector a workload, a pod, or `Pods.select()`
   */
  public select(selector: kplus.IPodSelector): void {
    typed(this.node.path, 'HeadlessService.select', selector);
    const { labelSelector, namespaces } = selector.toPodSelectorConfig();
    const { matchLabels = {}, matchExpressions } = labelSelector._toKube();
    const what = 'selector';
    if (matchExpressions !== undefined) {
      refuse(this.node.path, { what, allowed: 'labels only, because a Service cannot select by expressions', got: matchExpressions });
    }
    if (Object.keys(matchLabels).length === 0) {
      refuse(this.node.path, {
        what,
        allowed: 'at least one label with a value, because cdk8s-plus takes a selector without one for an empty selector',
        got: matchLabels,
        instead: 'select by selectLabel',
      });
    }
    if (namespaces !== undefined && !this.isOwn(namespaces)) {
      const allowed = `pods in the Service's own namespace${this.metadata.namespace === undefined ? '' : `, '${this.metadata.namespace}'`}`;
      refuse(this.node.path, { what, allowed, got: namespaces.names ?? 'namespaces by labels' });
    }
    const labels = Object.entries(matchLabels);
    for (const label of labels) this.checkLabel(...label); // all, before the first has an effect
    for (const [key, value] of labels) this.selectLabel(key, value);
  }

  /**
   * Narrows the selection to pods that also have this label.
   *
   * @param key the label's key
   * @param value the label's value
   */
  public selectLabel(key: string, value: string): void {
    this.checkLabel(key, value);
    this.selected = { ...this.selected, [key]: value };
    super.selectLabel(key, value);
  }

  /**
   * The labels that this Service selects pods by.
   *
   * @internal
   */
  public get _podLabels(): Record<string, string> {
    return { ...this.selected };
  }

  /**
   * For the racks of one cluster: they answer for each other, and are meant to.
   *
   * @internal
   */
  public _share(): this {
    this.shared = true;
    return this;
  }

  /**
   * Makes this the governing Service of one backend, and of no other: two sets behind one name would answer for each other.
   *
   * @internal
   */
  public _govern(backend: string, portsOfPods?: () => kplus.ServicePort[]): void {
    if (this.governs !== undefined && !this.shared) {
      refuse(backend, {
        what: 'service',
        allowed: 'a HeadlessService of its own',
        got: this.node.path,
        instead: `it governs ${this.governs} already; give each backend its own, or leave it out`,
      });
    }
    this.governs = backend;
    this.portsOfPods = portsOfPods;
  }

  /** @internal */
  public _toKube(): kplus.k8s.ServiceSpec {
    return {
      clusterIp: this.clusterIP,
      type: this.type,
      externalName: this.externalName,
      ipFamilies: this.ipFamilies,
      ipFamilyPolicy: this.ipFamilyPolicy,
      ports: toKubePorts(this.ports),
      publishNotReadyAddresses: this.publishNotReadyAddresses ? true : undefined,
      selector: this.selected,
    };
  }

  private checkLabel(key: string, value: string): void {
    typed(this.node.path, 'HeadlessService.selectLabel', key, value);
    checkGivenLabels(refusing(this, this.node.path), 'selector', { [key]: value });
  }

  /** If the namespace of the Service is not known, a named one may be the same. */
  private isOwn({ names, labelSelector }: kplus.NamespaceSelectorConfig): boolean {
    const own = this.metadata.namespace;
    return names !== undefined && labelSelector?.isEmpty() !== false && names.every(name => own === undefined || name === own);
  }
}
