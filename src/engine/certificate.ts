import { ApiObject, Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct, RootConstruct } from 'constructs';
import { AUTHORITY_FILE, CERTIFICATE_FILE, TlsFiles } from './tls-files';
import { clusterNames } from '../naming/cluster-names';
import { given } from '../naming/given';
import { Labels } from '../naming/labels';
import { takeName } from '../naming/object-name';
import { checkReference, ownPlace, Referred } from '../naming/reference';
import { INT32, matching, refuse, wholeNumber } from '../naming/refuse';
import { wholeSeconds } from '../naming/units';
import { checkGivenMetadata } from '../synthesis/given-metadata';
import { refusing } from '../synthesis/refusing';

/**
 * The cert-manager issuer of a certificate: an Issuer in the same namespace, a ClusterIssuer, or one of another kind.
 *
 * @see https://cert-manager.io/docs/configuration/issuers/
 */
export interface CertificateIssuer {
  /** The name of the issuer. An object of kind `Issuer` that is known to be in another namespace is refused. */
  readonly name: string;

  /**
   * The kind of the issuer: `Issuer` or `ClusterIssuer`, or any kind of another `group`. Anything else is refused.
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
 * The algorithm of a certificate's private key.
 */
export enum PrivateKeyAlgorithm {
  /** RSA, which every client reads. */
  RSA = 'RSA',

  /** Elliptic curves: smaller, and faster for the server. */
  ECDSA = 'ECDSA',
}

/**
 * Whether a renewed certificate has another private key.
 */
export enum PrivateKeyRotation {
  /** Another one each time. */
  ALWAYS = 'Always',

  /** The one that is there. */
  NEVER = 'Never',
}

/**
 * The private key of a certificate. It is always PKCS#8, which is all that Java reads.
 *
 * @see https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.CertificatePrivateKey
 */
export interface CertificatePrivateKey {
  /**
   * What the key is made for.
   *
   * @default PrivateKeyAlgorithm.RSA
   */
  readonly algorithm?: PrivateKeyAlgorithm;

  /**
   * The size in bits. From 2048 to 8192 for RSA, and 256, 384 or 521 for ECDSA; anything else is refused.
   *
   * @default - 3072 for RSA, 256 for ECDSA
   */
  readonly size?: number;

  /**
   * Whether a renewed certificate has another private key.
   *
   * @default PrivateKeyRotation.ALWAYS
   */
  readonly rotationPolicy?: PrivateKeyRotation;
}

/**
 * What cert-manager is to write on the Secret of a certificate, such as what it is copied or backed up by.
 */
export interface CertificateSecretTemplate {
  /**
   * Labels of that Secret. `undefined` values are left out.
   *
   * @default - none
   */
  readonly labels?: { [key: string]: string };

  /**
   * Annotations of that Secret, beside cert-manager's own. `undefined` values are left out.
   *
   * @default - none but cert-manager's own
   */
  readonly annotations?: { [key: string]: string };
}

/**
 * Options of a certificate.
 */
export interface CertificateOptions {
  /**
   * How long a certificate is valid. Whole seconds, 1 hour or more, which is cert-manager's limit; anything else is refused.
   *
   * @default - cert-manager's default: 90 days
   */
  readonly duration?: Duration;

  /**
   * How long before its expiry a certificate is renewed. Whole seconds, 5 minutes or more, and less than `duration`, as cert-manager has
   * it; anything else is refused.
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

  /**
   * The common name, for issuers that ask for one. 1 to 64 characters, none of them a control character; anything else is refused. No
   * client verifies it.
   *
   * @default - none
   */
  readonly commonName?: string;

  /**
   * The kind of private key, and whether it changes.
   *
   * @default - RSA with 3072 bits, another one with each renewal
   */
  readonly privateKey?: CertificatePrivateKey;

  /**
   * Labels and annotations of the Secret that cert-manager writes.
   *
   * @see https://cert-manager.io/docs/usage/certificate/#secrettemplate
   * @default - none but cert-manager's own
   */
  readonly secretTemplate?: CertificateSecretTemplate;

  /**
   * How many CertificateRequests are kept of those that were. A whole number, 1 or more; anything else is refused.
   *
   * @default - cert-manager's default: 1
   */
  readonly revisionHistoryLimit?: number;
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

/** In seconds; cert-manager refuses less. */
const LEAST_DURATION = 3600;
const LEAST_RENEWAL = 300;
/** What it takes where nobody has said it. */
const DURATION = Duration.days(90);

const OWN_GROUP = 'cert-manager.io';
const OWN_KINDS = ['Issuer', 'ClusterIssuer'];

const ECDSA_SIZES = [256, 384, 521];
const RSA_SIZES = [2048, 8192] as const;
const COMMON_NAME = /^[^\p{Cc}\p{Cs}]{1,64}$/u;

/**
 * A Certificate of cert-manager, in the form that engines read: a private key in PKCS#8 with its chain in one file. Returns the files of
 * its Secret.
 */
export function certificate(scope: Construct, issuer: CertificateIssuer & CertificateOptions, cluster: Certified): TlsFiles {
  const where = scope.node.path;
  if (cluster.namespace === undefined) {
    refuse(where, {
      what: 'metadata.namespace',
      allowed: 'set if cert-manager is to issue a certificate, which contains the full names of the members',
      got: undefined,
      instead: 'set it here or on the chart',
    });
  }
  checkKind(where, issuer);
  checkGivenMetadata(refusing(scope, where), 'tls.secretTemplate', issuer.secretTemplate);
  if (issuer.kind === 'Issuer') checkReference(where, 'tls.issuer', ownPlace(scope, cluster.namespace), issuer as Referred);
  const secretName = clusterNames(cluster.name).tls;
  takeName(scope, 'Certificate', cluster.namespace, cluster.name);
  new ApiObject(scope, 'Certificate', {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: cluster.name, namespace: cluster.namespace, labels: cluster.labels },
    spec: {
      secretName,
      secretTemplate: templateOf(issuer.secretTemplate ?? {}),
      commonName: commonName(where, issuer),
      subject: cluster.organization === undefined ? undefined : { organizations: [cluster.organization] },
      issuerRef: { name: issuer.name, kind: issuer.kind, group: issuer.group },
      privateKey: privateKey(where, issuer.privateKey ?? {}),
      additionalOutputFormats: [{ type: 'CombinedPEM' }],
      usages: ['server auth', 'client auth'], // a member is both to another
      ...validity(where, issuer),
      dnsNames: [...cluster.dnsNames(), ...issuer.dnsNames ?? []],
      revisionHistoryLimit: revisionHistoryLimit(where, issuer),
    },
  });
  return {
    secret: kplus.Secret.fromSecretName(new RootConstruct(), 'secret', secretName),
    authorityKey: AUTHORITY_FILE,
    certificates: { [CERTIFICATE_FILE]: CERTIFICATE_FILE },
  };
}

/** Of its own kinds, cert-manager takes no others; of others' kinds it knows nothing. */
function checkKind(where: string, { kind = 'Issuer', group = OWN_GROUP }: CertificateIssuer): void {
  if (group !== OWN_GROUP || OWN_KINDS.includes(kind)) return;
  const instead = 'of an issuer of others say the group as well';
  refuse(where, { what: 'tls.kind', allowed: OWN_KINDS.join(' or '), got: kind, instead });
}

/** Nothing of what is empty. */
function templateOf({ labels = {}, annotations = {} }: CertificateSecretTemplate): Record<string, unknown> | undefined {
  const all = Object.entries({ labels: given(labels), annotations: given(annotations) });
  const said = all.filter(([, map]) => Object.keys(map).length > 0);
  return said.length === 0 ? undefined : Object.fromEntries(said);
}

function commonName(where: string, { commonName: name }: CertificateOptions): string | undefined {
  const allowed = '1 to 64 characters, none of them a control character';
  return name === undefined ? undefined : matching(where, 'tls.commonName', name, COMMON_NAME, allowed);
}

/** Java reads no PKCS#1, which is the default. */
function privateKey(where: string, asked: CertificatePrivateKey): unknown {
  const { algorithm = PrivateKeyAlgorithm.RSA, size, rotationPolicy = PrivateKeyRotation.ALWAYS } = asked;
  return { algorithm, size: sizeOf(where, algorithm, size), encoding: 'PKCS8', rotationPolicy };
}

function sizeOf(where: string, algorithm: PrivateKeyAlgorithm, size: number | undefined): number {
  const what = 'tls.privateKey.size';
  if (algorithm === PrivateKeyAlgorithm.RSA) return wholeNumber(where, what, size ?? 3072, ...RSA_SIZES);
  const got = size ?? 256;
  return ECDSA_SIZES.includes(got) ? got : refuse(where, { what, allowed: `one of ${ECDSA_SIZES.join(', ')} for ECDSA`, got });
}

function validity(where: string, { duration, renewBefore }: CertificateOptions): { duration?: string; renewBefore?: string } {
  const valid = wholeSeconds(where, 'tls.duration', duration ?? DURATION, LEAST_DURATION);
  const early = renewBefore && wholeSeconds(where, 'tls.renewBefore', renewBefore, LEAST_RENEWAL);
  if (early !== undefined && early >= valid) {
    const allowed = `less than the ${valid} seconds for which a certificate is valid`;
    refuse(where, { what: 'tls.renewBefore', allowed, got: `${early} seconds` });
  }
  return { duration: duration && goDuration(valid), renewBefore: early === undefined ? undefined : goDuration(early) };
}

function revisionHistoryLimit(where: string, { revisionHistoryLimit: limit }: CertificateOptions): number | undefined {
  return limit === undefined ? undefined : wholeNumber(where, 'tls.revisionHistoryLimit', limit, 1, INT32);
}

/** As Go reads it. */
function goDuration(seconds: number): string {
  return `${seconds}s`;
}
