import { Construct } from 'constructs';
import { certificate, CertificateIssuer, CertificateOptions, Certified } from '../engine/certificate';
import { AUTHORITY_FILE, CERTIFICATE_FILE, CertificateSecret, TLS_DIRECTORY, TlsFiles, tlsFiles } from '../engine/tls-files';
import { ownPlace } from '../naming/reference';
import { typed } from '../naming/typed';

/**
 * Whether clients must use TLS.
 */
export enum ClientEncryption {
  /** Clients may connect with or without TLS, on the same port: for the time in which they migrate. */
  OPTIONAL = 'Optional',

  /** Clients must use TLS. */
  REQUIRED = 'Required',
}

/**
 * Whether the nodes of a ring use TLS between each other. Change a running ring one step at a time, and roll out each step before the next:
 * at every step, in both directions, all nodes understand each other.
 */
export enum InternodeEncryption {
  /** Nodes connect without TLS, and accept connections with it. */
  ACCEPTED = 'Accepted',

  /** Nodes connect with TLS, and accept connections without it. */
  PREFERRED = 'Preferred',

  /** Nodes must use TLS, with certificates of the same authority. */
  REQUIRED = 'Required',
}

/**
 * Who must use TLS in a ring.
 */
export interface CassandraTlsOptions {
  /**
   * Whether clients must use TLS.
   *
   * @default ClientEncryption.REQUIRED
   */
  readonly client?: ClientEncryption;

  /**
   * Whether clients must present a certificate of the same authority.
   *
   * @default false
   */
  readonly requireClientCertificate?: boolean;

  /**
   * Whether the nodes use TLS between each other.
   *
   * @default InternodeEncryption.REQUIRED
   */
  readonly internode?: InternodeEncryption;
}

/**
 * A Secret with the PEM files of the nodes, and who must use TLS.
 */
export interface CassandraTlsSecret extends CertificateSecret, CassandraTlsOptions {}

/**
 * The issuer of the nodes' certificate, what is in that certificate, and who must use TLS.
 */
export interface CassandraTlsIssuer extends CertificateIssuer, CertificateOptions, CassandraTlsOptions {}

/**
 * TLS for a ring, from PEM files. They are a private key in PKCS#8 with its certificate chain, and the certificate of the authority.
 * Cassandra reads them again within ten minutes of a change; no node is restarted.
 *
 * @see https://cassandra.apache.org/doc/5.0/cassandra/managing/operating/security.html
 */
export class CassandraTls {
  /**
   * Takes the PEM files from a Secret: unless you say otherwise `tls.key`, the private key in PKCS#8, `tls.crt`, its certificate chain, and
   * `ca.crt`, the certificate of the authority. Any holder of a certificate of that authority counts as a node. A node that finds no such
   * files does not start, and says in its log what is wrong with them.
   *
   * @param files a Secret in the namespace of the ring, and its keys; one of another is refused. Beside it, who must use TLS
   */
  public static fromSecret(files: CassandraTlsSecret): CassandraTls {
    typed('CassandraTls.fromSecret', 'CassandraTls.fromSecret', files);
    return new CassandraTls({ ...files }, (scope, ring) => tlsFiles(scope.node.path, files, ownPlace(scope, ring.namespace)));
  }

  /**
   * Has cert-manager issue and renew the certificate. Defines a Certificate beside the ring, whose Secret is named `<cluster>-tls`. Refused
   * if the namespace of the ring is not known, because the certificate contains the full names of the nodes.
   *
   * Nodes call each other by address and verify no names, so any holder of a certificate of the same authority counts as a node. Give each
   * ring a CA issuer of its own, and sign nothing else with it.
   *
   * @see https://cert-manager.io/docs/usage/certificate/
   * @param issuer the issuer; it must write `ca.crt` into the Secret, which ACME issuers do not. Beside it, who must use TLS, and how long
   * a certificate is valid
   */
  public static fromIssuer(issuer: CassandraTlsIssuer): CassandraTls {
    typed('CassandraTls.fromIssuer', 'CassandraTls.fromIssuer', issuer);
    return new CassandraTls(issuer, (scope, ring) => certificate(scope, issuer, ring));
  }

  /** With every default settled. */
  private readonly options: Required<CassandraTlsOptions>;

  private constructor(
    {
      client = ClientEncryption.REQUIRED, requireClientCertificate = false, internode = InternodeEncryption.REQUIRED,
    }: CassandraTlsOptions,
    private readonly source: (scope: Construct, ring: Certified) => TlsFiles,
  ) {
    this.options = { client, requireClientCertificate, internode };
  }

  /**
   * Whether the clients inside the pods must use TLS.
   *
   * @internal
   */
  public get _clientsMust(): boolean {
    return this.options.client === ClientEncryption.REQUIRED;
  }

  /**
   * Whether clients are told to use TLS: in the first of the three steps not every node understands it yet.
   *
   * @internal
   */
  public get _clientsSpeak(): boolean {
    return this._clientsMust || this.options.internode !== InternodeEncryption.ACCEPTED;
  }

  /** @internal */
  public get _requiresClientCertificate(): boolean {
    return this.options.requireClientCertificate;
  }

  /** @internal */
  public _files(scope: Construct, ring: Certified): TlsFiles {
    return this.source(scope, ring);
  }

  /** @internal */
  public _toYaml(): Record<string, unknown> {
    const { client, internode } = this.options;
    const files = {
      ssl_context_factory: { class_name: 'org.apache.cassandra.security.PEMBasedSslContextFactory' },
      keystore: `${TLS_DIRECTORY}/${CERTIFICATE_FILE}`,
      truststore: `${TLS_DIRECTORY}/${AUTHORITY_FILE}`,
    };
    return {
      client_encryption_options: {
        enabled: true,
        optional: client === ClientEncryption.OPTIONAL,
        require_client_auth: this._requiresClientCertificate,
        ...files,
      },
      server_encryption_options: {
        internode_encryption: internode === InternodeEncryption.ACCEPTED ? 'none' : 'all',
        optional: internode === InternodeEncryption.ACCEPTED || internode === InternodeEncryption.PREFERRED,
        require_client_auth: true,
        ...files,
      },
    };
  }
}
