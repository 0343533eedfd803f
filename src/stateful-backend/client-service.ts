import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { ExposedServiceProps } from './exposed-service';
import { checkExposed, exposedSpec } from './exposed-service-spec';
import { findPort } from '../headless-service/service-port';
import { SERVICE_NAME } from '../naming/dns-label';
import { Endpoint } from '../naming/endpoint';
import { Labels, withLabels } from '../naming/labels';
import { objectName, pathOf, takeName } from '../naming/object-name';
import { refuse } from '../naming/refuse';
import { ServiceDns } from '../naming/service-dns';
import { rulesFor, WrittenObject } from '../synthesis/written';

const RULES = rulesFor('Service');

/** What a client Service needs to know of its backend. */
export interface Exposed {
  readonly namespace?: string;
  readonly clusterDomain: string;
  readonly labels: Labels;
  readonly selectorLabels: Labels;
  /** The ports to expose unless others are asked for. Late, because containers may still come. */
  ports(): kplus.ServicePort[];
}

/**
 * A Service for clients that can use any pod. It has an address of its own, and balances over the pods that are ready. Made by
 * `StatefulBackend.addClientService`.
 */
export class ClientService extends kplus.Service {
  /** @internal */
  public static _of(scope: Construct, name: string, props: ExposedServiceProps, backend: Exposed): ClientService {
    return new ClientService(scope, name, props, backend);
  }

  private readonly dns: ServiceDns;

  private constructor(scope: Construct, name: string, private readonly exposed: ExposedServiceProps, private readonly backend: Exposed) {
    const where = pathOf(scope, name);
    objectName(where, name, name, SERVICE_NAME);
    super(scope, name, {
      metadata: { ...exposed.metadata, name, namespace: backend.namespace, labels: withLabels(backend.labels, exposed.metadata?.labels) },
      type: exposed.type,
      ports: exposed.ports,
    });
    checkExposed(scope, where, exposed, this.ports);
    takeName(this, 'Service', backend.namespace, name);
    this.dns = new ServiceDns(where, name, backend.namespace, backend.clusterDomain);
    new WrittenObject({ where, rules: RULES, object: this.apiObject, spec: () => this._toKube() });
  }

  /** The ports of the Service. They are those that were given, else those of the governing Service, and those that were bound later. */
  public get ports(): kplus.ServicePort[] {
    return this.exposed.ports === undefined ? [...this.backend.ports(), ...super.ports] : super.ports;
  }

  /**
   * Refused, because a client Service selects the pods of its backend.
   *
   * @param selector what else to select
   */
  public select(selector: kplus.IPodSelector): void {
    this.refuseSelector(selector.toPodSelectorConfig().labelSelector._toKube().matchLabels);
  }

  /**
   * Refused, because a client Service selects the pods of its backend.
   *
   * @param key the label's key
   * @param value the label's value
   */
  public selectLabel(key: string, value: string): void {
    this.refuseSelector({ [key]: value });
  }

  /** The DNS name that resolves to the Service's own address. It is fully qualified if the namespace is known. */
  public get dnsName(): string {
    return this.dns.name;
  }

  /**
   * The endpoint of the Service: its DNS name and its port, which is translated to the pod's port.
   *
   * @param port the name of a port
   */
  public endpoint(port: string): Endpoint {
    return new Endpoint(this.dnsName, findPort(this.node.path, this.ports, port).port);
  }

  /** @internal */
  public _toKube(): kplus.k8s.ServiceSpec {
    return exposedSpec({ ...this.exposed, type: this.type }, this.ports, this.backend.selectorLabels);
  }

  private refuseSelector(got: unknown): never {
    return refuse(this.node.path, {
      what: 'selector',
      allowed: 'left as it is, because a client Service selects the pods of its backend',
      got,
      instead: 'make a kplus.Service that selects others',
    });
  }
}
