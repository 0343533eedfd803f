import * as kplus from 'cdk8s-plus-28';
import { differentKeys, KeysInUse, secretKey, secretOf } from './secret-keys';
import { secretVolume } from './volumes';
import { Place } from '../naming/reference';
import { refuse } from '../naming/refuse';

/**
 * A Secret with the PEM files of servers, under whichever keys. One of type `kubernetes.io/tls`, or of cert-manager, is taken as it is, if
 * the certificate of the authority is in it as well.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/secret/#tls-secrets
 */
export interface CertificateSecret {
  /** The Secret, in the namespace of the servers. Refused if it is known to be in another. */
  readonly secret: kplus.ISecret;

  /**
   * The key of the certificate, with those of intermediate authorities after it. 1 to 253 letters, digits, `-`, `_` or `.`; anything else
   * is refused, here and in the other keys.
   *
   * @default 'tls.crt'
   */
  readonly certificateKey?: string;

  /**
   * The key of the private key, unencrypted. In the pods it is put before its certificate, into one file in memory, which is how servers
   * read both.
   *
   * @default 'tls.key'
   */
  readonly privateKeyKey?: string;

  /**
   * The key of the private key and its certificates in one file, such as `tls-combined.pem`. Refused beside `certificateKey` and
   * `privateKeyKey`.
   *
   * @see https://cert-manager.io/docs/usage/certificate/#additional-certificate-output-formats
   * @default - none: they are two files
   */
  readonly combinedKey?: string;

  /**
   * The key of the certificate of the authority.
   *
   * @default 'ca.crt'
   */
  readonly authorityKey?: string;
}

/** Checked, with every key settled. */
export interface TlsFiles {
  readonly secret: kplus.ISecret;
  readonly authorityKey: string;
  /** As what the pods see what is whole, or the two parts of it. */
  readonly certificates: Readonly<Record<string, string>>;
}

/** What servers mount: the Secret as it is, or with two files of which they make a whole. */
export type ServerFiles =
  | { readonly tls: kplus.Volume; readonly tlsParts?: undefined }
  | { readonly tls?: undefined; readonly tlsParts: kplus.Volume };

/** Where the servers see their files. */
export const TLS_DIRECTORY = '/run/tls';

/** Where the pods see a Secret with the private key and its certificates in two files. */
export const PARTS_DIRECTORY = '/run/tls-parts';

/** What pods see: the certificate of the authority, a private key with its chain, and the two parts of that. */
export const AUTHORITY_FILE = 'ca.crt';
export const CERTIFICATE_FILE = 'tls-combined.pem';
export const CHAIN_FILE = 'tls.crt';
export const PRIVATE_KEY_FILE = 'tls.key';

export function tlsFiles(where: string, given: CertificateSecret, pods: Place): TlsFiles {
  const secret = secretOf(where, 'tls', given, pods);
  const { certificateKey, privateKeyKey, combinedKey, authorityKey = AUTHORITY_FILE } = given;
  const of = (what: string, key: string) => secretKey(where, `tls.${what}`, key);
  if (combinedKey === undefined) {
    const keys = {
      certificateKey: of('certificateKey', certificateKey ?? CHAIN_FILE),
      privateKeyKey: of('privateKeyKey', privateKeyKey ?? PRIVATE_KEY_FILE),
      authorityKey: of('authorityKey', authorityKey),
    };
    differentKeys(where, 'tls', keys);
    return { secret, authorityKey, certificates: { [CHAIN_FILE]: keys.certificateKey, [PRIVATE_KEY_FILE]: keys.privateKeyKey } };
  }
  for (const [what, got] of Object.entries({ certificateKey, privateKeyKey })) {
    if (got !== undefined) refuse(where, { what: `tls.${what}`, allowed: 'left out if combinedKey is given', got });
  }
  const keys = { combinedKey: of('combinedKey', combinedKey), authorityKey: of('authorityKey', authorityKey) };
  differentKeys(where, 'tls', keys);
  return { secret, authorityKey, certificates: { [CERTIFICATE_FILE]: keys.combinedKey } };
}

/** Whether private key and certificates are one file already. */
export function areWhole({ certificates }: TlsFiles): boolean {
  return CERTIFICATE_FILE in certificates;
}

export function serverFiles(files: TlsFiles): ServerFiles {
  return areWhole(files) ? { tls: serverVolume('tls', files) } : { tlsParts: serverVolume('tls-parts', files) };
}

export function mountServerFiles(container: kplus.Container, { tls, tlsParts }: ServerFiles): void {
  if (tls) container.mount(TLS_DIRECTORY, tls, { readOnly: true });
  else container.mount(PARTS_DIRECTORY, tlsParts, { readOnly: true });
}

/** The whole Secret where its keys are called as the files are. */
function serverVolume(name: string, files: TlsFiles): kplus.Volume {
  const all = { [AUTHORITY_FILE]: files.authorityKey, ...files.certificates };
  const plain = Object.entries(all).every(([path, key]) => path === key);
  return secretVolume(name, files.secret.name, plain ? undefined : itemsOf(all));
}

/**
 * For a client that is no server. The private key is nobody else's business, unless a certificate is asked for. Where that is in two files,
 * the client must take both, or read what the server beside it has made of them.
 */
export function clientVolume(name: string, files: TlsFiles, asked: boolean): kplus.Volume {
  return secretVolume(name, files.secret.name, itemsOf(clientFiles(files, asked)));
}

/** The same for pods that cdk8s-plus does not make. */
export function clientSource(files: TlsFiles, asked: boolean): kplus.k8s.SecretVolumeSource {
  const items = Object.entries(clientFiles(files, asked)).map(([path, key]) => ({ key, path }));
  return { secretName: files.secret.name, items };
}

/** For whoever looks whether they are there. */
export function tlsKeysInUse({ secret, authorityKey, certificates }: TlsFiles): KeysInUse {
  return { what: 'tls', secret, keys: [...Object.values(certificates), authorityKey] };
}

function clientFiles({ authorityKey, certificates }: TlsFiles, asked: boolean): Record<string, string> {
  return { [AUTHORITY_FILE]: authorityKey, ...asked ? certificates : {} };
}

function itemsOf(files: Record<string, string>): Record<string, kplus.PathMapping> {
  return Object.fromEntries(Object.entries(files).map(([path, key]) => [key, { path }]));
}
