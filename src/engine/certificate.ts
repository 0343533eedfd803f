import { ApiObject, Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { clusterNames } from '../naming/cluster-names';
import { Labels } from '../naming/labels';
import { takeName } from '../naming/object-name';
import { checkReference, ownPlace, Referred } from '../naming/reference';
import { refuse } from '../naming/refuse';
import { wholeSeconds } from '../naming/units';

/**
 * The cert-manager issuer of a certificate: an Issuer in the same namespace, a ClusterIssuer, or one of another kind.
 *
 * @see https://cert-manager.io/docs/configuration/issuers/
 */
export interface CertificateIssuer {
  /** The name of the issuer. An object of kind `Issuer` that is known to be in another namespace is refused. */
  readonly name: string;

  /**
   * The kind of the issuer, such as `ClusterIssuer`.
   *
   * @default 'Issuer'
   */
  readonly kind?: string;

  /**
   * The API group of the issuer.
   *
   * @default 'cert-manager.io'
   */
  readonly group?: string;
}

/**
 * Options of a certificate.
 */
export interface CertificateOptions {
  /**
   * How long a certificate is valid. Whole seconds; anything else is refused.
   *
   * @default - cert-manager's default: 90 days
   */
  readonly duration?: Duration;

  /**
   * How long before its expiry a certificate is renewed. Whole seconds; anything else is refused.
   *
   * @default - cert-manager's default: a third of its duration
   */
  readonly renewBefore?: Duration;

  /**
   * Additional DNS names under which clients reach the cluster.
   *
   * @default - none
   */
  readonly dnsNames?: string[];
}

/** What a certificate needs to know of the cluster. */
export interface Certified {
  readonly name: string;
  readonly namespace?: string;
  readonly labels: Labels;
  /** Every name of a member or a Service. */
  readonly dnsNames: () => string[];
  /** The organization by which members recognize each other's certificates. */
  readonly organization?: string;
}

/** Where the pods see the Secret. */
export const TLS_DIRECTORY = '/run/tls';

/** Its keys: the certificate of the authority, and a private key with its chain. */
export const AUTHORITY_FILE = 'ca.crt';
export const CERTIFICATE_FILE = 'tls-combined.pem';

/** The name of a Secret that is there, in the namespace of the cluster. */
export function secretBeside(scope: Construct, { namespace }: Certified, secret: kplus.ISecret): string {
  checkReference(scope.node.path, 'tls', ownPlace(scope, namespace), secret);
  return secret.name;
}

/**
 * A Certificate of cert-manager, in the form that engines read: a private key in PKCS#8 with its chain in one file. Returns the name of its
 * Secret.
 */
export function certificate(scope: Construct, issuer: CertificateIssuer, options: CertificateOptions, cluster: Certified): string {
  const where = scope.node.path;
  if (cluster.namespace === undefined) {
    refuse(where, {
      what: 'metadata.namespace',
      allowed: 'set if cert-manager is to issue a certificate, which contains the full names of the members',
      got: undefined,
      instead: 'set it here or on the chart',
    });
  }
  if (issuer.kind === 'Issuer') checkReference(where, 'tls.issuer', ownPlace(scope, cluster.namespace), issuer as Referred);
  const secretName = clusterNames(cluster.name).tls;
  takeName(scope, 'Certificate', cluster.namespace, cluster.name);
  new ApiObject(scope, 'Certificate', {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: cluster.name, namespace: cluster.namespace, labels: cluster.labels },
    spec: {
      secretName,
      subject: cluster.organization === undefined ? undefined : { organizations: [cluster.organization] },
      issuerRef: { name: issuer.name, kind: issuer.kind, group: issuer.group },
      // Java reads no PKCS#1, which is the default
      privateKey: { algorithm: 'RSA', size: 3072, encoding: 'PKCS8', rotationPolicy: 'Always' },
      additionalOutputFormats: [{ type: 'CombinedPEM' }],
      usages: ['server auth', 'client auth'], // a member is both to another
      duration: goDuration(where, 'tls.duration', options.duration),
      renewBefore: goDuration(where, 'tls.renewBefore', options.renewBefore),
      dnsNames: [...cluster.dnsNames(), ...options.dnsNames ?? []],
    },
  });
  return secretName;
}

/** As Go reads it. */
function goDuration(where: string, what: string, duration: Duration | undefined): string | undefined {
  return duration && `${wholeSeconds(where, what, duration, 1)}s`;
}
