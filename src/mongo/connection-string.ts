import { TlsMode } from './tls';
import { matching } from '../engine/settings';
import { refuse } from '../naming/refuse';

/**
 * Which members a client reads from. Who reads from others than the primary may read what is not the newest any more.
 *
 * @see https://www.mongodb.com/docs/manual/core/read-preference/
 */
export enum ReadPreference {
  /** The primary. */
  PRIMARY = 'primary',

  /** The primary; while there is none, the others. */
  PRIMARY_PREFERRED = 'primaryPreferred',

  /** The others. */
  SECONDARY = 'secondary',

  /** The others; while there are none, the primary. */
  SECONDARY_PREFERRED = 'secondaryPreferred',

  /** Whoever answers soonest. */
  NEAREST = 'nearest',
}

/**
 * What a connection string says beside where the members are.
 *
 * @see https://www.mongodb.com/docs/manual/reference/connection-string-options/
 */
export interface MongoConnectionStringOptions {
  /**
   * The database that a client is in which names none. 1 to 63 bytes, without control characters and any of `/\. "$*<>:|?`.
   *
   * @default - none: most drivers take `test`
   */
  readonly database?: string;

  /**
   * The user, in plain text; it is encoded as the string needs it. Its password is never in the string: the client gives it beside it.
   *
   * @default - none: the client says itself who it is
   */
  readonly user?: string;

  /**
   * Which members the client reads from.
   *
   * @default - the primary
   */
  readonly readPreference?: ReadPreference;

  /**
   * Whether the client speaks TLS. Refused where the cluster does not understand it: `true` without TLS, `false` where TLS is required.
   *
   * @default - yes where the cluster prefers or requires TLS
   */
  readonly tls?: boolean;

  /**
   * The file in the client's container with the certificate of the authority that signed those of the members. Refused without TLS.
   *
   * @default - the authorities that the client's image trusts
   */
  readonly tlsCaFile?: string;

  /**
   * The file in the client's container with its own certificate and private key. Refused without TLS.
   *
   * @default - none, which will do unless the cluster requires certificates of clients
   */
  readonly tlsCertificateKeyFile?: string;

  /**
   * What the client is called in the logs of the members and in their lists of connections. 1 to 128 bytes, without control characters.
   *
   * @default - none
   */
  readonly appName?: string;
}

/** Variables of the client's container that Kubernetes replaces by their values when it starts the container. */
export interface CredentialVariables {
  readonly user: string;
  readonly password: string;
}

interface Options extends MongoConnectionStringOptions {
  /** The values arrive as they are: what a URI would need encoded must not be among them. */
  readonly variables?: CredentialVariables;
}

interface ReplicaSet {
  readonly setName: string;
  /** None where the cluster has no TLS. */
  readonly tlsMode?: `${TlsMode}`;
}

/** `mongodb://…`: the client is told which members, `host:port`, it may ask where the others are. */
export function seedListString(where: string, set: ReplicaSet & { readonly hosts: readonly string[] }, options: Options = {}): string {
  set.hosts.forEach((host, i) => matching(where, `hosts[${i}]`, host, HOST_AND_PORT, 'a host name and a port'));
  const tls = speaksTls(where, set, options);
  return `mongodb://${user(where, options)}${set.hosts.join(',')}${rest(where, set, tls || undefined, options)}`;
}

/** `mongodb+srv://…`: the client asks DNS for the members. Drivers then speak TLS unless they are told not to, so it is always said. */
export function srvString(where: string, set: ReplicaSet & { readonly srvHost: string }, options: Options = {}): string {
  matching(where, 'srvHost', set.srvHost, HOST, 'a host name');
  const tls = speaksTls(where, set, options);
  return `mongodb+srv://${user(where, options)}${set.srvHost}${rest(where, set, tls, options)}`;
}

const HOST = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/;
const HOST_AND_PORT = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?:\d{1,5}$/;
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Without control characters, and without halves of a surrogate pair, which no encoding has. */
const TEXT = /^[^\p{Cc}\p{Cs}]+$/u;
const SOME_TEXT = '1 character or more, none of them a control character';

/** What MongoDB takes for the name of a database on every system that it runs on. */
const DATABASE = /^[^\p{Cc}\p{Cs}/\\."$*<>:|? ]+$/u;

export function checkDatabase(where: string, what: string, got: string): string {
  return shortText(where, what, got, DATABASE, 63, '1 to 63 bytes without control characters, blanks and any of /\\."$*<>:|?');
}

/** No password: what is in a manifest, everybody may read. */
function user(where: string, { user: given, variables }: Options): string {
  if (variables === undefined) return given === undefined ? '' : `${encode(matching(where, 'user', given, TEXT, SOME_TEXT))}@`;
  if (given !== undefined) refuse(where, { what: 'user', allowed: 'left out where the credentials are given', got: given });
  const [name, password] = [variables.user, variables.password].map(got => matching(where, 'variables', got, VARIABLE, 'names of variables'));
  return `$(${name}):$(${password})@`;
}

/** Database and options. Kubernetes has no TXT records, from which drivers would take the set and where its users are, so the string says both. */
function rest(where: string, { setName }: ReplicaSet, tls: boolean | undefined, options: Options): string {
  const { database, readPreference, tlsCaFile, tlsCertificateKeyFile, appName } = options;
  const preferences: string[] = Object.values(ReadPreference);
  if (readPreference !== undefined && !preferences.includes(readPreference)) {
    refuse(where, { what: 'readPreference', allowed: `one of ${preferences.join(', ')}`, got: readPreference });
  }
  const path = (what: string, got: string | undefined) => got === undefined ? got : matching(where, what, got, TEXT, `the path of a file: ${SOME_TEXT}`);
  const query = Object.entries({
    replicaSet: matching(where, 'setName', setName, TEXT, SOME_TEXT),
    authSource: 'admin',
    tls,
    tlsCAFile: path('tlsCaFile', tlsCaFile),
    tlsCertificateKeyFile: path('tlsCertificateKeyFile', tlsCertificateKeyFile),
    readPreference,
    appName: appName === undefined ? appName : shortText(where, 'appName', appName, TEXT, 128, '1 to 128 bytes, without control characters'),
  }).filter(([, value]) => value !== undefined).map(([key, value]) => `${key}=${encode(String(value))}`);
  return `/${database === undefined ? '' : encode(checkDatabase(where, 'database', database))}?${query.join('&')}`;
}

/** Said, or as the set wants it. */
export function speaksTls(where: string, { tlsMode: mode }: ReplicaSet, options: Options): boolean {
  const { tls = mode === 'preferTLS' || mode === 'requireTLS' } = options;
  if (tls && mode === undefined) refuse(where, { what: 'tls', allowed: 'false where the cluster has no TLS', got: tls, instead: 'set tls on the cluster' });
  if (!tls && mode === 'requireTLS') refuse(where, { what: 'tls', allowed: 'true where the cluster requires TLS', got: tls });
  for (const what of ['tlsCaFile', 'tlsCertificateKeyFile'] as const) {
    if (tls || options[what] === undefined) continue;
    const instead = mode === undefined ? 'set tls on the cluster' : 'set tls: true';
    refuse(where, { what, allowed: 'left out where the client does not speak TLS', got: options[what], instead });
  }
  return tls;
}

function shortText(where: string, what: string, got: string, form: RegExp, most: number, allowed: string): string {
  return Buffer.byteLength(matching(where, what, got, form, allowed)) <= most ? got : refuse(where, { what, allowed, got });
}

/** What is left is taken for its own by nobody on the way: not by Kubernetes, which looks for `$(…)`, not by YAML, and not by a shell in quotes. */
function encode(plain: string): string {
  return encodeURIComponent(plain).replace(/[!'()*]/g, char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
