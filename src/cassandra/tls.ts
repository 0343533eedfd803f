import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { AUTHORITY_FILE, certificate, CERTIFICATE_FILE, CertificateIssuer, CertificateOptions, Certified, TLS_DIRECTORY } from '../engine/certificate';

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
 * Options of `CassandraTls.fromIssuer`.
 */
export interface CassandraCertificateOptions extends CassandraTlsOptions, CertificateOptions {}

/**
 * TLS for a ring, from PEM files: a private key in PKCS#8 with its chain of certificates, and the certificate of the authority. Cassandra reads
 * them again when they change, within ten minutes; no node is restarted.
 *
 * @see https://cassandra.apache.org/doc/5.0/cassandra/managing/operating/security.html
 */
export class CassandraTls {
  /**
   * The files are in a Secret: `tls-combined.pem`, a private key in PKCS#8 followed by its chain, and `ca.crt`. Whoever has a certificate of that
   * authority is a node to the others. A node that finds no such files does not start, and says in its log what is wrong with them.
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
   * Nodes call each other by address, and no name is looked at: whoever has a certificate of the same authority is a node to them. So the issuer
   * should be a CA of its own for each ring, which signs for nobody else.
   *
   * @see https://cert-manager.io/docs/usage/certificate/
   * @param issuer who signs; the Secret must get a `ca.crt`, which those of ACME do not give
   * @param options who must speak TLS, and how long a certificate lives
   */
  public static fromIssuer(issuer: CertificateIssuer, options: CassandraCertificateOptions = {}): CassandraTls {
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
      keystore: `${TLS_DIRECTORY}/${CERTIFICATE_FILE}`,
      truststore: `${TLS_DIRECTORY}/${AUTHORITY_FILE}`,
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
