import { ApiObject, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { clusterNames } from '../naming/cluster-names';
import { takeName } from '../naming/object-name';
import { refuse } from '../naming/refuse';
import { wholeSeconds } from '../naming/units';

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
 * What is asked of a certificate.
 */
export interface CertificateOptions {
  /**
   * How long a certificate is valid. Whole seconds; anything else is refused.
   *
   * @default - what cert-manager says: 90 days
   */
  readonly duration?: Duration;

  /**
   * How long before its end it is renewed. Whole seconds; anything else is refused.
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

/** What a certificate must know of the cluster. */
export interface Certified {
  readonly name: string;
  readonly namespace?: string;
  /** Every name that a member or a Service is called by. */
  readonly dnsNames: () => string[];
  /** By which members know each other's certificates. */
  readonly organization?: string;
}

/** Where the pods see the Secret. */
export const TLS_DIRECTORY = '/run/tls';

/** Its keys: the certificate of the authority, and a private key with its chain. */
export const AUTHORITY_FILE = 'ca.crt';
export const CERTIFICATE_FILE = 'tls-combined.pem';

/** A Certificate of cert-manager, in the form that engines read: a private key in PKCS#8 with its chain in one file. Returns the name of its Secret. */
export function certificate(scope: Construct, issuer: CertificateIssuer, options: CertificateOptions, cluster: Certified): string {
  const where = scope.node.path;
  if (cluster.namespace === undefined) {
    refuse(where, { what: 'metadata.namespace', allowed: 'known where a certificate is to name the members', got: undefined, instead: 'set it here or on the chart' });
  }
  const secretName = clusterNames(cluster.name).tls;
  takeName(scope, 'Certificate', cluster.namespace, cluster.name);
  new ApiObject(scope, 'Certificate', {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: cluster.name, namespace: cluster.namespace },
    spec: {
      secretName,
      subject: cluster.organization === undefined ? undefined : { organizations: [cluster.organization] },
      issuerRef: { name: issuer.name, kind: issuer.kind, group: issuer.group },
      privateKey: { algorithm: 'RSA', size: 3072, encoding: 'PKCS8', rotationPolicy: 'Always' }, // Java reads no PKCS#1, which is the default
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
