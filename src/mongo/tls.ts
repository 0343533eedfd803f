import { Construct } from 'constructs';
import { certificate, CertificateIssuer, CertificateOptions, Certified } from '../engine/certificate';
import { AUTHORITY_FILE, CERTIFICATE_FILE, CertificateSecret, TLS_DIRECTORY, TlsFiles, tlsFiles } from '../engine/tls-files';
import { ownPlace } from '../naming/reference';
import { refuse } from '../naming/refuse';
import { typed } from '../naming/typed';

/**
 * Whether clients and members use TLS. Change a running set one step at a time, and roll out each step before the next: at every step, in
 * both directions, all members understand each other.
 *
 * @see https://www.mongodb.com/docs/manual/tutorial/upgrade-cluster-to-ssl/
 */
export enum TlsMode {
  /** Members connect without TLS, and accept connections with it. */
  ALLOW = 'allowTLS',

  /** Members use TLS between each other, and clients connect with or without it. */
  PREFER = 'preferTLS',

  /** Members and clients must use TLS. */
  REQUIRE = 'requireTLS',
}

/**
 * How members authenticate to each other.
 *
 * @see https://www.mongodb.com/docs/manual/core/security-internal-authentication/
 */
export enum ClusterAuthMode {
  /** Members use the key file. */
  KEY_FILE = 'keyFile',

  /** Members use the key file, and accept certificates. */
  SEND_KEY_FILE = 'sendKeyFile',

  /** Members use their certificates, and accept the key file. */
  SEND_X509 = 'sendX509',

  /**
   * Members use their certificates only. Any holder of one of the same authority and organization counts as a member, and may do
   * everything.
   */
  X509 = 'x509',
}

/**
 * Who must use TLS in a replica set.
 */
export interface MongoTlsOptions {
  /**
   * Whether clients and members use TLS.
   *
   * @default TlsMode.REQUIRE
   */
  readonly mode?: TlsMode;

  /**
   * Whether clients must present a certificate of the same authority.
   *
   * @default false
   */
  readonly requireClientCertificate?: boolean;

  /**
   * How members authenticate to each other. Their certificates are verified in any case. `SEND_X509` and `X509` are refused with
   * `TlsMode.ALLOW`, because members present no certificate without TLS, and mongod does not start.
   *
   * @default ClusterAuthMode.KEY_FILE
   */
  readonly clusterAuthMode?: ClusterAuthMode;
}

/**
 * A Secret with the PEM files of the members, and who must use TLS.
 */
export interface MongoTlsSecret extends CertificateSecret, MongoTlsOptions {}

/**
 * The issuer of the members' certificate, what is in that certificate, and who must use TLS.
 */
export interface MongoTlsIssuer extends CertificateIssuer, CertificateOptions, MongoTlsOptions {}

/**
 * TLS for a replica set, from PEM files. They are a private key with its certificate chain, and the certificate of the authority. When they
 * change, each member reads them again. None is restarted but the arbiter, which nobody can log in to.
 *
 * @see https://www.mongodb.com/docs/manual/tutorial/configure-ssl/
 */
export class MongoTls {
  /**
   * Takes the PEM files from a Secret: unless you say otherwise `tls.key`, the private key, `tls.crt`, its certificate chain, and `ca.crt`,
   * the certificate of the authority.
   *
   * @param files a Secret in the namespace of the cluster, and its keys; one of another is refused. Beside it, who must use TLS
   */
  public static fromSecret(files: MongoTlsSecret): MongoTls {
    typed('MongoTls.fromSecret', 'MongoTls.fromSecret', files);
    return new MongoTls({ ...files }, (scope, cluster) => tlsFiles(scope.node.path, files, ownPlace(scope, cluster.namespace)));
  }

  /**
   * Has cert-manager issue and renew the certificate. Defines a Certificate beside the cluster, whose Secret is named `<cluster>-tls`.
   * Refused if the namespace of the cluster is not known, because the certificate contains the full names of the members.
   *
   * @see https://cert-manager.io/docs/usage/certificate/
   * @param issuer the issuer; it must write `ca.crt` into the Secret, which ACME issuers do not. Beside it, who must use TLS, and how long
   * a certificate is valid
   */
  public static fromIssuer(issuer: MongoTlsIssuer): MongoTls {
    typed('MongoTls.fromIssuer', 'MongoTls.fromIssuer', issuer);
    return new MongoTls(issuer, (scope, cluster) => certificate(scope, issuer, cluster));
  }

  /** @internal */
  public readonly _mode: TlsMode;

  /** @internal */
  public readonly _requiresClientCertificate: boolean;

  /** None where nobody has said it: mongod has the same default. */
  private readonly clusterAuthMode?: ClusterAuthMode;

  private constructor(
    { mode = TlsMode.REQUIRE, requireClientCertificate = false, clusterAuthMode }: MongoTlsOptions,
    private readonly source: (scope: Construct, cluster: Certified) => TlsFiles,
  ) {
    this._mode = mode;
    this._requiresClientCertificate = requireClientCertificate;
    this.clusterAuthMode = clusterAuthMode;
  }

  /** @internal */
  public _check(where: string): void {
    const { clusterAuthMode: got } = this;
    if (this._mode !== TlsMode.ALLOW || got !== ClusterAuthMode.SEND_X509 && got !== ClusterAuthMode.X509) return;
    const instead = 'without TLS no member presents a certificate, and mongod does not start';
    refuse(where, { what: 'tls.clusterAuthMode', allowed: 'KEY_FILE or SEND_KEY_FILE with TlsMode.ALLOW', got, instead });
  }

  /** @internal */
  public _files(scope: Construct, cluster: Certified): TlsFiles {
    return this.source(scope, cluster);
  }

  /**
   * As mongod.conf has it.
   *
   * @internal
   */
  public _toConf(): Record<string, Record<string, unknown>> {
    const { clusterAuthMode } = this;
    return {
      net: {
        tls: {
          mode: this._mode,
          certificateKeyFile: `${TLS_DIRECTORY}/${CERTIFICATE_FILE}`,
          CAFile: `${TLS_DIRECTORY}/${AUTHORITY_FILE}`,
          ...(!this._requiresClientCertificate && { allowConnectionsWithoutCertificates: true }),
        },
      },
      ...(clusterAuthMode !== undefined && { security: { clusterAuthMode } }),
    };
  }
}
