import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { AUTHORITY_FILE, certificate, CERTIFICATE_FILE, CertificateIssuer, CertificateOptions, Certified, TLS_DIRECTORY } from '../engine/certificate';
import { refuse } from '../naming/refuse';

/**
 * How a mongod speaks to clients and to other members. A running set goes from one to the next, each rolled out before the next is applied: there and
 * back, no member ever meets one that does not understand it.
 *
 * @see https://www.mongodb.com/docs/manual/tutorial/upgrade-cluster-to-ssl/
 */
export enum TlsMode {
  /** Without TLS; but who comes with TLS is understood. */
  ALLOW = 'allowTLS',

  /** Members with TLS among each other; clients with or without, as they like. */
  PREFER = 'preferTLS',

  /** Only with TLS. */
  REQUIRE = 'requireTLS',
}

/**
 * How a member proves to another that it is one.
 *
 * @see https://www.mongodb.com/docs/manual/core/security-internal-authentication/
 */
export enum ClusterAuthMode {
  /** By the key file. */
  KEY_FILE = 'keyFile',

  /** By the key file; but who shows a certificate is believed, too. */
  SEND_KEY_FILE = 'sendKeyFile',

  /** By its certificate; but who has the key file is believed, too. */
  SEND_X509 = 'sendX509',

  /** By its certificate alone. Whoever has one of the same authority and organization is a member, and may do everything. */
  X509 = 'x509',
}

/**
 * Options of `MongoTls`.
 */
export interface MongoTlsOptions {
  /**
   * Who must speak TLS.
   *
   * @default TlsMode.REQUIRE
   */
  readonly mode?: TlsMode;

  /**
   * Whether clients must show a certificate of the same authority.
   *
   * @default false
   */
  readonly requireClientCertificate?: boolean;

  /**
   * How members prove to each other that they are members. Their certificates are verified in any case. `SEND_X509` and `X509` are refused with
   * `TlsMode.ALLOW`, because members show no certificate there, and mongod does not start.
   *
   * @default ClusterAuthMode.KEY_FILE
   */
  readonly clusterAuthMode?: ClusterAuthMode;
}

/**
 * Options of `MongoTls.fromIssuer`.
 */
export interface MongoCertificateOptions extends MongoTlsOptions, CertificateOptions {}

/**
 * TLS for a replica set, from PEM files: a private key with its chain of certificates, and the certificate of the authority. When they change, each
 * member is told to read them again; none is restarted but the arbiter, which nobody can log in to.
 *
 * @see https://www.mongodb.com/docs/manual/tutorial/configure-ssl/
 */
export class MongoTls {
  /**
   * The files are in a Secret: `tls-combined.pem`, a private key followed by its chain, and `ca.crt`.
   *
   * @param secret in the namespace of the cluster
   * @param options who must speak TLS
   */
  public static fromSecret(secret: kplus.ISecret, options: MongoTlsOptions = {}): MongoTls {
    return new MongoTls(options, () => secret.name);
  }

  /**
   * cert-manager makes the files, and renews them. A Certificate is defined beside the cluster, and its Secret is named `<cluster>-tls`. Refused
   * where the namespace of the cluster is not known, because the names of the members go into the certificate.
   *
   * @see https://cert-manager.io/docs/usage/certificate/
   * @param issuer who signs; the Secret must get a `ca.crt`, which those of ACME do not give
   * @param options who must speak TLS, and how long a certificate lives
   */
  public static fromIssuer(issuer: CertificateIssuer, options: MongoCertificateOptions = {}): MongoTls {
    return new MongoTls(options, (scope, cluster) => certificate(scope, issuer, options, cluster));
  }

  private constructor(private readonly options: MongoTlsOptions, private readonly secret: (scope: Construct, cluster: Certified) => string) {}

  /** @internal */
  public get _mode(): TlsMode {
    return this.options.mode ?? TlsMode.REQUIRE;
  }

  /** @internal */
  public get _requiresClientCertificate(): boolean {
    return this.options.requireClientCertificate ?? false;
  }

  /**
   * What a client that is no member needs of the Secret. The members' private key is nobody else's business, unless a certificate is asked for.
   *
   * @internal
   */
  public get _clientFiles(): string[] {
    return [AUTHORITY_FILE, ...this._requiresClientCertificate ? [CERTIFICATE_FILE] : []];
  }

  /** @internal */
  public _check(where: string): void {
    const { clusterAuthMode: got } = this.options;
    if (this._mode !== TlsMode.ALLOW || got !== ClusterAuthMode.SEND_X509 && got !== ClusterAuthMode.X509) return;
    const instead = 'without TLS no member shows a certificate, and mongod does not start';
    refuse(where, { what: 'tls.clusterAuthMode', allowed: 'KEY_FILE or SEND_KEY_FILE where the mode is ALLOW', got, instead });
  }

  /** @internal */
  public _secretName(scope: Construct, cluster: Certified): string {
    return this.secret(scope, cluster);
  }

  /**
   * As mongod.conf has it.
   *
   * @internal
   */
  public _toConf(): Record<string, Record<string, unknown>> {
    const { clusterAuthMode } = this.options;
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
