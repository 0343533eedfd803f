import { ApiObject, ApiObjectMetadataDefinition, Lazy, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct, Dependable, RootConstruct } from 'constructs';
import { checkContainer, checkExtension, checkOwn, checkVolumes } from './check-container';
import { Claim, ClaimProps, whileWriting } from './claim';
import { ClientService } from './client-service';
import { ContainerFields } from './container-fields';
import { asGiven, ContainerWishes } from './container-wishes';
import { makeDisruptionBudget } from './disruption-budget';
import { ExposedServiceProps } from './exposed-service';
import { checkFields, HeldFields } from './held-fields';
import { Decided, HeldVariables } from './held-variables';
import { isolate, makeNetworkPolicy, MemberAccessProps, membersAndClients, oneNetworkPolicy } from './network-policy';
import { place } from './pod-placement';
import { checkEnvSources } from './pod-references';
import { podServices } from './pod-services';
import { podSpec } from './pod-template';
import { Settings, settle } from './settings';
import { StatefulBackendProps } from './stateful-backend-props';
import { WatchedSources } from './watched-sources';
import { HeadlessService } from '../headless-service/headless-service';
import { findPort, portName, targetPort } from '../headless-service/service-port';
import { addWhole } from '../naming/addition';
import { clusterNames } from '../naming/cluster-names';
import { USUAL_CONTAINER, usualInitContainer } from '../naming/container-name';
import { DNS_LABEL, podName, SERVICE_NAME } from '../naming/dns-label';
import { asPartOf, door } from '../naming/door';
import { Endpoint } from '../naming/endpoint';
import { ObjectMetadata, withLabels } from '../naming/labels';
import { objectName, takeName } from '../naming/object-name';
import { eachIn, refuse, toldAt, wholeNumber } from '../naming/refuse';
import { typed } from '../naming/typed';
import { typedConstruct } from '../naming/typed-construct';
import { mebibytes } from '../naming/units';
import { VERSION } from '../naming/version';
import { claimHidesVolume } from '../rules/stateful-set/claim-hides-volume';
import { claimsMounted } from '../rules/stateful-set/claims-mounted';
import { governingService } from '../rules/stateful-set/governing-service';
import { governingServiceThere } from '../rules/stateful-set/governing-service-there';
import { podIdentity } from '../rules/stateful-set/pod-identity';
import { plainMetadata } from '../synthesis/metadata';
import { rulesFor, WrittenObject } from '../synthesis/written';

/** As many Services, hosts or endpoints as anybody can do something with; a list of all that Kubernetes can count would fill the memory. */
const MOST_LISTED = 10_000;

const RULES = rulesFor('StatefulSet', governingService, governingServiceThere, claimsMounted, claimHidesVolume, podIdentity);

/**
 * A stateful workload whose pods keep their names and disks, and can be reached individually.
 *
 * Defines a StatefulSet, the headless Service that gives its pods their DNS names, and, if there are several replicas, a
 * PodDisruptionBudget. On request also a Service for clients, a Service for each pod, and a NetworkPolicy. Whatever you patch, what is
 * written has passed the rules of this library: no pod without a name, no claim unmounted, nothing that the API server would refuse.
 *
 * It is a cdk8s-plus workload: containers, mounts, scheduling and connections work as there.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/
 */
export class StatefulBackend extends kplus.Workload {
  /** The plural resource name of the kind, for RBAC rules. */
  public readonly resourceType = 'statefulsets';

  /** The governing Service. Its DNS name resolves to every pod, and each pod has a DNS name under it. */
  public readonly service: HeadlessService;

  /** The number of pods. */
  public readonly replicas: number;

  protected readonly apiObject: ApiObject;

  /** Its path, which it is asked for again and again, and never changes. */
  private readonly where = this.node.path;
  private readonly settings: Settings;
  private readonly claimList: Claim[] = [];
  private readonly wishes = new ContainerWishes();
  private readonly held: HeldVariables[] = [];
  private readonly heldFields = new Map<kplus.Container, HeldFields>();
  private readonly watched = new WatchedSources();
  private labelsOfPods?: ApiObjectMetadataDefinition;

  constructor(scope: Construct, id: string, props: StatefulBackendProps = {}) {
    checkVolumes(typedConstruct('StatefulBackend', scope, id, props), props.volumes);
    super(scope, id, { ...props, containers: undefined, initContainers: undefined, spread: false, select: false });
    this.settings = settle(this, props);
    place(this, props);
    this.replicas = this.settings.replicas;

    this.service = props.service ?? this.makeService();
    this.service._govern(this.where, props.service === undefined ? () => this.containerPorts() : undefined);
    if (Object.keys(this.service._podLabels).length === 0) this.service.select(this);

    this.apiObject = this.makeStatefulSet();
    makeDisruptionBudget(this, this.ownMetadata, this.settings.disruptionBudget, this.settings.selectorLabels);

    this.select(kplus.LabelSelector.of({ labels: this.settings.selectorLabels }));
    eachIn('containers', props.containers ?? [], container => this.addContainer(container));
    eachIn('initContainers', props.initContainers ?? [], container => this.addInitContainer(container));
    if (props.isolate) isolate(this, this.settings.labels);
  }

  // ---- what it is made of

  /**
   * The metadata of the pods. It includes the labels that the pods are selected by.
   */
  public get podMetadata(): ApiObjectMetadataDefinition {
    this.labelsOfPods ??= new ApiObjectMetadataDefinition({
      ...this.settings.asked.podMetadata,
      labels: { ...withLabels(this.settings.labels, this.settings.asked.podMetadata?.labels), ...this.settings.selectorLabels },
      apiObject: this.apiObject,
    });
    return this.labelsOfPods;
  }

  /** The claims of the backend, each with one volume for each pod. Returns a copy; `addClaim` adds one. */
  public get claims(): Claim[] {
    return [...this.claimList];
  }

  /**
   * Gives each pod a persistent volume. A claim that no container mounts is refused at synthesis, because its data would be written to the
   * container and lost with it.
   *
   * @param name a DNS label, unique in this backend; it can never be changed, because the claims are named after it
   * @param props size, storage class and the rest
   * @returns the claim, to be mounted: `container.mount('/data', claim)`
   */
  public addClaim(name: string, props: ClaimProps): Claim {
    typed(this.where, 'StatefulBackend.addClaim', name, props);
    if (this.claimList.some(claim => claim.name === name)) {
      refuse(this.where, { what: 'name', allowed: 'a name that no other claim of this backend has', got: name });
    }
    const claim = Claim._of(this, name, props, this.settings.labels);
    this.claimList.push(claim);
    return claim;
  }

  /**
   * Adds an empty directory for temporary files, such as `/tmp`: the root file systems of the containers are read-only.
   *
   * @param name a DNS label, unique among the volumes of the pods; anything else is refused
   * @param options medium and size limit
   * @returns the volume, to be mounted: `container.mount('/tmp', volume)`
   */
  public addEmptyDir(name: string, options: kplus.EmptyDirVolumeOptions = {}): kplus.Volume {
    typed(this.where, 'StatefulBackend.addEmptyDir', name, options);
    if (!DNS_LABEL.accepts(name)) refuse(this.where, { what: 'name', allowed: DNS_LABEL.allowed, got: name });
    // cdk8s-plus writes parts of a MiB only if it is told MiB
    const sizeLimit = options.sizeLimit && Size.mebibytes(mebibytes(options.sizeLimit));
    // in a tree of its own: it is written with the pods, not by itself
    return kplus.Volume.fromEmptyDir(new RootConstruct(), name, name, { ...options, sizeLimit });
  }

  /**
   * Adds a container. Unlike in cdk8s-plus, it has no resources, startup probe or pull policy unless they are set, and all its capabilities
   * are dropped.
   *
   * @param container its image and the rest
   */
  public addContainer(container: kplus.ContainerProps): kplus.Container {
    typed(door(this.where), 'StatefulBackend.addContainer', container);
    const given = this.checked(container, USUAL_CONTAINER, true);
    return this.wishes.remember(container, toldAt(door(this.where), () => super.addContainer(given)));
  }

  /**
   * Adds a container that runs before the others, or beside them if its restart policy is `ALWAYS`. Its defaults are those of
   * `addContainer`.
   *
   * @param container its image and the rest
   */
  public addInitContainer(container: kplus.ContainerProps): kplus.Container {
    typed(door(this.where), 'StatefulBackend.addInitContainer', container);
    const given = this.checked(container, usualInitContainer(this.initContainers.length), container.restartPolicy !== undefined);
    return this.wishes.remember(container, toldAt(door(this.where), () => super.addInitContainer(given)));
  }

  /**
   * Sets fields of a container that cdk8s-plus does not cover. Each replaces what was set before.
   *
   * @param container a container of this backend; another one is refused
   * @param fields the fields, under their Kubernetes names
   */
  public extendContainer(container: kplus.Container, fields: ContainerFields): void {
    typed(this.where, 'StatefulBackend.extendContainer', container, fields);
    checkOwn(this, container);
    checkFields(this.node.scope!.node.path, container, this.heldFields.get(container) ?? {}, fields);
    checkExtension(this, this.where, fields);
    this.wishes.extend(container, fields);
  }

  /**
   * Attaches a claim to a container as a block device.
   *
   * @param container a container of this backend; another one is refused
   * @param path where the container sees the device, such as `/dev/xvda`
   * @param claim a claim of this backend with `volumeMode: BLOCK`; another one is refused
   */
  public attachDevice(container: kplus.Container, path: string, claim: Claim): void {
    const { where } = this;
    typed(where, 'StatefulBackend.attachDevice', container, path, claim);
    if (!this.claimList.includes(claim)) refuse(where, { what: 'claim', allowed: 'a claim of this backend', got: claim.name });
    if (claim.volumeMode !== kplus.PersistentVolumeMode.BLOCK) {
      refuse(where, { what: 'claim', allowed: 'a block device', got: claim.volumeMode, instead: 'mount it: container.mount(path, claim)' });
    }
    checkOwn(this, container);
    this.wishes.attach(container, { name: claim.name, devicePath: path });
  }

  /**
   * Restarts the pods, one after another, when the contents of a ConfigMap or Secret change. Kubernetes only updates the files of volumes,
   * up to a minute or two later, and the environment of running containers never. The pods get an annotation with a hash of the contents,
   * so every deployment with other contents is a rolling update.
   *
   * @param source a ConfigMap or Secret that is defined in this app; one that is only referred to, whose contents are not known,
   * is refused, and so is one of another namespace
   */
  public restartWhenChanged(source: kplus.IResource): void {
    typed(this.where, 'StatefulBackend.restartWhenChanged', source);
    this.watched.add(this.where, this.settings.place, source);
  }

  // ---- who may reach it

  /**
   * Adds a Service for clients that can use any pod. It has an address of its own, and balances over the pods that are ready. NodePort and
   * LoadBalancer are allowed here.
   *
   * @param props type, ports and the rest; the name is `<backend>-client` unless `metadata.name` is set
   */
  public addClientService(props: ExposedServiceProps = {}): ClientService {
    typed(this.where, 'StatefulBackend.addClientService', props);
    return addWhole(this, () => ClientService._of(this, props.metadata?.name ?? clusterNames(this.name).client, props, {
      namespace: this.settings.namespace,
      clusterDomain: this.service.clusterDomain,
      labels: this.settings.labels,
      selectorLabels: this.settings.selectorLabels,
      ports: () => this.service.ports,
    }));
  }

  /**
   * Adds a Service for each pod, with the name of the pod, so that single members can be reached from outside. It does what NodePort or
   * LoadBalancer on a headless Service would do. A pod can be reached this way once it is ready.
   *
   * @param props type, ports and the rest, the same for every pod; `metadata.name` is refused, and so is a `nodePort` for several pods
   * @returns the Services, in the order of the pods
   */
  public addPodServices(props: ExposedServiceProps = {}): ApiObject[] {
    typed(this.where, 'StatefulBackend.addPodServices', props);
    return addWhole(this, () => podServices(this, this.podNames, this.settings, props, () => props.ports ?? this.service.ports));
  }

  /**
   * Restricts who can reach the pods, with a NetworkPolicy. The members reach each other on any port, the given peers reach the given
   * ports, and nobody else gets in.
   *
   * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
   * @param props the peers, and the ports that are open to them
   */
  public addNetworkPolicy(props: MemberAccessProps = {}): kplus.NetworkPolicy {
    typed(this.where, 'StatefulBackend.addNetworkPolicy', props);
    return oneNetworkPolicy(this, () => {
      takeName(this, 'NetworkPolicy', this.settings.namespace, this.name);
      const ports = (props.ports ?? this.service.ports.map(portName)).map(name => findPort(this.where, this.service.ports, name));
      return makeNetworkPolicy(this, { metadata: this.ownMetadata, ...membersAndClients(this, ports, props.from ?? []) });
    });
  }

  // ---- what others need to know

  /** The names of the pods, in the order of their ordinals. Refused if there are more than 10,000: nobody could do anything with them. */
  public get podNames(): string[] {
    wholeNumber(this.where, 'replicas', this.replicas, 0, MOST_LISTED);
    return Array.from({ length: this.replicas }, (_, i) => podName(this.name, this.settings.ordinalsStart + i));
  }

  /** The DNS names of the pods. They are fully qualified if the namespace is known. */
  public get podDnsNames(): string[] {
    return this.podNames.map(pod => this.service.podDnsName(pod));
  }

  /**
   * The endpoints of the pods: DNS name and target port of each.
   *
   * @param port the name of a port of the governing Service; another one is refused
   */
  public endpoints(port: string): Endpoint[] {
    const target = targetPort(findPort(this.where, this.service.ports, port));
    return this.podDnsNames.map(host => new Endpoint(host, target));
  }

  /**
   * The endpoints of the pods as `host:port`, ready to be joined into a configuration value.
   *
   * @param port the name of a port of the governing Service; another one is refused
   */
  public socketAddresses(port: string): string[] {
    return this.endpoints(port).map(endpoint => endpoint.socketAddress);
  }

  /**
   * The names of the PersistentVolumeClaims of one pod.
   *
   * @param ordinal the pod's ordinal; one that no pod has is refused
   */
  public claimNames(ordinal: number): string[] {
    const first = this.settings.ordinalsStart;
    wholeNumber(this.where, 'ordinal', ordinal, first, first + this.replicas - 1);
    return this.claimList.map(claim => claim.claimName(ordinal));
  }

  /** The selector of the pods, as cdk8s-plus takes it for Services, policies and scheduling. */
  public toPodSelectorConfig(): kplus.PodSelectorConfig {
    const { selectorLabels: labels, namespace } = this.settings;
    return { labelSelector: kplus.LabelSelector.of({ labels }), namespaces: namespace === undefined ? undefined : { names: [namespace] } };
  }

  /**
   * Keeps others from setting variables and fields of a container that the construct around this backend decides.
   *
   * @internal
   */
  public _hold(container: kplus.Container, decided: Decided, fields: HeldFields = {}): void {
    this.held.push(new HeldVariables(this.node.scope!.node.path, container, decided));
    this.heldFields.set(container, fields);
  }

  /** @internal */
  public _toPodSpec(): kplus.k8s.PodSpec {
    if (this.containers.length === 0) {
      refuse(this.where, { what: 'containers', allowed: 'one or more containers', got: this.containers, instead: 'call addContainer' });
    }
    const { asked, podFields, spread, selectorLabels, place: pods } = this.settings;
    checkEnvSources(this.where, pods, [...this.initContainers, ...this.containers]);
    for (const held of this.held) held.check();
    const written = whileWriting(this, () => super._toPodSpec());
    return podSpec({
      ...written,
      containers: this.wishes.grant(written.containers, this.containers),
      initContainers: written.initContainers && this.wishes.grant(written.initContainers, this.initContainers),
      topologySpreadConstraints: spread.length === 0 ? undefined : spread.map(each => each._toKube(selectorLabels)),
    }, asked, podFields, new Set(this.claimList.map(claim => claim.name)));
  }

  // ---- how it is made

  private makeService(): HeadlessService {
    const { namespace, labels, publishNotReadyAddresses, asked } = this.settings;
    return asPartOf(this, () => new HeadlessService(this, 'Service', {
      metadata: { name: objectName(door(this.where), this.node.id, asked.metadata?.name, SERVICE_NAME), namespace, labels },
      publishNotReadyAddresses,
      clusterDomain: asked.clusterDomain,
    }));
  }

  private get ownMetadata(): ObjectMetadata {
    const { name, namespace, labels } = this.settings;
    return { name, namespace, labels };
  }

  private makeStatefulSet(): ApiObject {
    const { name, namespace, asked } = this.settings;
    takeName(this, 'StatefulSet', namespace, name);
    const object = new kplus.k8s.KubeStatefulSet(this, 'Resource', {
      metadata: { ...asked.metadata, ...this.ownMetadata, annotations: { ...VERSION, ...asked.metadata?.annotations } },
      spec: Lazy.any({ produce: () => this.toSpec() }),
    });
    new WrittenObject({
      where: this.where, rules: RULES, object, spec: () => this.toSpec(), among: [this.service._written],
    });
    // Who depends on a backend waits for its pods. An edge to every object of it would make cdk8s visit all paths between them.
    Dependable.implement(this, { dependencyRoots: [object] });
    return object;
  }

  private toSpec(): kplus.k8s.StatefulSetSpec {
    const { asked, replicas, ordinalsStart, claimsWhenDeleted, claimsWhenScaled, updateStrategy } = this.settings;
    const claims = this.claimList.map(claim => claim._toKube());
    return {
      replicas,
      serviceName: this.service.name,
      selector: { matchLabels: this.matchLabels, matchExpressions: this.matchExpressions.length === 0 ? undefined : this.matchExpressions },
      ordinals: ordinalsStart === 0 ? undefined : { start: ordinalsStart },
      podManagementPolicy: asked.podManagementPolicy,
      updateStrategy: updateStrategy?._toKube(),
      minReadySeconds: asked.minReady?.toSeconds(),
      revisionHistoryLimit: asked.revisionHistoryLimit,
      template: { metadata: this.watched.annotated(plainMetadata(this.podMetadata)), spec: this._toPodSpec() },
      volumeClaimTemplates: claims.length === 0 ? undefined : claims,
      persistentVolumeClaimRetentionPolicy: claims.length === 0 ? undefined : {
        whenDeleted: claimsWhenDeleted,
        whenScaled: claimsWhenScaled,
      },
    };
  }

  /** The ports of the containers that keep running. */
  private containerPorts(): kplus.ServicePort[] {
    const sidecars = this.initContainers.filter(container => container.restartPolicy !== undefined);
    const ports = [...this.containers, ...sidecars].flatMap(container => container.ports);
    return ports.map(({ name, number, protocol }) => ({ name, port: number, protocol }));
  }

  /** With the name that it has unless it is given one, and whether it keeps running. */
  private checked(container: kplus.ContainerProps, usual: string, stays: boolean): kplus.ContainerProps {
    const served = stays && this.settings.asked.service === undefined ? this.service.ports : [];
    checkContainer(door(this.where), container, { pod: this, usual, stays, served });
    return asGiven(container);
  }
}
