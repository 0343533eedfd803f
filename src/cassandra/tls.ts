import { ApiObject, Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { takeName } from '../naming/object-name';
import { refuse } from '../naming/refuse';

/**
 * How clients reach a ring with TLS.
 */
export enum ClientEncryption {
  /** With TLS or without, on the same port: while clients move from one to the other. */
  OPTIONAL = 'Optional',

  /** Only with TLS. */
  REQUIRED = 'Required',
}

/**
 * How the nodes of a ring speak to each other. A running ring goes from one to the next, each rolled out before the next is applied: there and
 * back, no node ever meets one that does not understand it.
 */
export enum InternodeEncryption {
  /** Without TLS; but who comes with TLS is understood. */
  ACCEPTED = 'Accepted',

  /** With TLS; but who comes without is understood. */
  PREFERRED = 'Preferred',

  /** Only with TLS, and with a certificate of the same authority. */
  REQUIRED = 'Required',
}

/**
 * Options of `CassandraTls`.
 */
export interface CassandraTlsOptions {
  /**
   * How clients reach the ring.
   *
   * @default ClientEncryption.REQUIRED
   */
  readonly client?: ClientEncryption;

  /**
   * Whether clients must show a certificate of the same authority.
   *
   * @default false
   */
  readonly requireClientCertificate?: boolean;

  /**
   * How the nodes speak to each other.
   *
   * @default InternodeEncryption.REQUIRED
   */
  readonly internode?: InternodeEncryption;
}

/**
 * Who signs a certificate: an Issuer of cert-manager in the same namespace, a ClusterIssuer, or one of another kind.
 *
 * @see https://cert-manager.io/docs/configuration/issuers/
 */
export interface CertificateIssuer {
  /** Its name. */
  readonly name: string;

  /**
   * Its kind.
   *
   * @default 'Issuer'
   */
  readonly kind?: string;

  /**
   * Its API group.
   *
   * @default 'cert-manager.io'
   */
  readonly group?: string;
}

/**
 * Options of `CassandraTls.fromIssuer`.
 */
export interface CertificateOptions extends CassandraTlsOptions {
  /**
   * How long a certificate is valid.
   *
   * @default - what cert-manager says: 90 days
   */
  readonly duration?: Duration;

  /**
   * How long before its end it is renewed.
   *
   * @default - what cert-manager says: a third of its duration
   */
  readonly renewBefore?: Duration;

  /**
   * Further DNS names by which clients call the nodes.
   *
   * @default - none
   */
  readonly dnsNames?: string[];
}

/** What a certificate must know of the ring. */
export interface Certified {
  readonly name: string;
  readonly namespace?: string;
  /** Every name that a node or the client Service is called by. */
  readonly dnsNames: () => string[];
}

/** Where the pods see the Secret. */
export const TLS_DIRECTORY = '/run/tls';

/**
 * TLS for a ring, from PEM files: a private key in PKCS#8 with its chain of certificates, and the certificate of the authority. Cassandra reads
 * them again when they change, within ten minutes; no node is restarted.
 *
 * @see https://cassandra.apache.org/doc/5.0/cassandra/managing/operating/security.html
 */
export class CassandraTls {
  /**
   * The files are in a Secret: `tls-combined.pem`, a private key in PKCS#8 followed by its chain, and `ca.crt`.
   *
   * @param secret in the namespace of the ring
   * @param options who must speak TLS
   */
  public static fromSecret(secret: kplus.ISecret, options: CassandraTlsOptions = {}): CassandraTls {
    return new CassandraTls(options, () => secret.name);
  }

  /**
   * cert-manager makes the files, and renews them. A Certificate is defined beside the ring, and its Secret is named `<cluster>-tls`. Refused
   * where the namespace of the ring is not known, because the names of the nodes go into the certificate.
   *
   * @see https://cert-manager.io/docs/usage/certificate/
   * @param issuer who signs; the Secret must get a `ca.crt`, which those of ACME do not give
   * @param options who must speak TLS, and how long a certificate lives
   */
  public static fromIssuer(issuer: CertificateIssuer, options: CertificateOptions = {}): CassandraTls {
    return new CassandraTls(options, (scope, ring) => certificate(scope, issuer, options, ring));
  }

  private constructor(private readonly options: CassandraTlsOptions, private readonly secret: (scope: Construct, ring: Certified) => string) {}

  /**
   * Whether those inside the pods must speak TLS to each other's clients' port.
   *
   * @internal
   */
  public get _clientsMust(): boolean {
    return this.options.client !== ClientEncryption.OPTIONAL;
  }

  /** @internal */
  public _secretName(scope: Construct, ring: Certified): string {
    return this.secret(scope, ring);
  }

  /** @internal */
  public _toYaml(): Record<string, unknown> {
    const { client, internode, requireClientCertificate } = this.options;
    const files = {
      ssl_context_factory: { class_name: 'org.apache.cassandra.security.PEMBasedSslContextFactory' },
      keystore: `${TLS_DIRECTORY}/tls-combined.pem`,
      truststore: `${TLS_DIRECTORY}/ca.crt`,
    };
    return {
      client_encryption_options: { enabled: true, optional: client === ClientEncryption.OPTIONAL, require_client_auth: requireClientCertificate ?? false, ...files },
      server_encryption_options: {
        internode_encryption: internode === InternodeEncryption.ACCEPTED ? 'none' : 'all',
        optional: internode === InternodeEncryption.ACCEPTED || internode === InternodeEncryption.PREFERRED,
        require_client_auth: true,
        ...files,
      },
    };
  }
}

function certificate(scope: Construct, issuer: CertificateIssuer, options: CertificateOptions, ring: Certified): string {
  if (ring.namespace === undefined) {
    refuse(scope.node.path, { what: 'metadata.namespace', allowed: 'known where a certificate is to name the nodes', got: undefined, instead: 'set it here or on the chart' });
  }
  const secretName = `${ring.name}-tls`;
  takeName(scope, 'Certificate', ring.namespace, ring.name);
  new ApiObject(scope, 'Certificate', {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: ring.name, namespace: ring.namespace },
    spec: {
      secretName,
      issuerRef: { name: issuer.name, kind: issuer.kind, group: issuer.group },
      privateKey: { algorithm: 'RSA', size: 3072, encoding: 'PKCS8', rotationPolicy: 'Always' }, // Cassandra reads no PKCS#1, which is the default
      additionalOutputFormats: [{ type: 'CombinedPEM' }],
      usages: ['server auth', 'client auth'], // a node is both to another
      duration: goDuration(options.duration),
      renewBefore: goDuration(options.renewBefore),
      dnsNames: [...ring.dnsNames(), ...options.dnsNames ?? []],
    },
  });
  return secretName;
}

/** As Go reads it. */
function goDuration(duration: Duration | undefined): string | undefined {
  return duration && `${duration.toSeconds()}s`;
}
