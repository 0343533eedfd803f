import { TlsMode } from './tls';
import * as engine from '../engine/client-tls';
import { matching, refuse } from '../naming/refuse';

/**
 * Which members a client reads from. Members other than the primary may return stale data.
 *
 * @see https://www.mongodb.com/docs/manual/core/read-preference/
 */
export enum ReadPreference {
  /** The primary only. */
  PRIMARY = 'primary',

  /** The primary, or a secondary while there is no primary. */
  PRIMARY_PREFERRED = 'primaryPreferred',

  /** The secondaries only. */
  SECONDARY = 'secondary',

  /** A secondary, or the primary while there is no secondary. */
  SECONDARY_PREFERRED = 'secondaryPreferred',

  /** The member that answers fastest. */
  NEAREST = 'nearest',
}

/**
 * Options of a connection string.
 *
 * @see https://www.mongodb.com/docs/manual/reference/connection-string-options/
 */
export interface MongoConnectionStringOptions {
  /**
   * The default database, for clients that name none. 1 to 63 bytes, without control characters and any of `/\. "$*<>:|?`.
   *
   * @default - none: most drivers take `test`
   */
  readonly database?: string;

  /**
   * The user name, in plain text. It is encoded as the string needs it. The password is never in the string: the client supplies it.
   *
   * @default - none: the client supplies it
   */
  readonly user?: string;

  /**
   * Which members the client reads from.
   *
   * @default - the primary
   */
  readonly readPreference?: ReadPreference;

  /**
   * Whether the client uses TLS. Refused if it contradicts the cluster: `true` without TLS, `false` if clients must use it.
   *
   * @default - true if the cluster prefers or requires TLS
   */
  readonly tls?: boolean;

  /**
   * The path of the CA certificate in the client's container, against which the members' certificates are verified. Refused without TLS.
   *
   * @default - with `connect` where it is mounted, else the authorities that the client's image trusts
   */
  readonly tlsCaFile?: string;

  /**
   * The path of the client's certificate and private key in its container. Refused without TLS.
   *
   * @default - none, which is enough unless the cluster requires client certificates
   */
  readonly tlsCertificateKeyFile?: string;

  /**
   * The application name of the client, for the members' logs and lists of connections. 1 to 128 bytes, without control characters.
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

const WORDS: engine.ServersInWords = { without: 'a cluster without TLS', must: 'a cluster that requires TLS' };

const HOST = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/;
const HOST_AND_PORT = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?:\d{1,5}$/;

const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Without control characters, and without halves of a surrogate pair, which no encoding has. */
const TEXT = /^[^\p{Cc}\p{Cs}]+$/u;
const SOME_TEXT = '1 character or more, none of them a control character';

/** What MongoDB takes for the name of a database on every system that it runs on. */
const DATABASE = /^[^\p{Cc}\p{Cs}/\\."$*<>:|? ]+$/u;

/** `mongodb://…`: the client asks the listed members, `host:port`, for the others. */
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

export function checkDatabase(where: string, what: string, got: string): string {
  return shortText(where, what, got, DATABASE, 63, '1 to 63 bytes without control characters, blanks and any of /\\."$*<>:|?');
}

/** No password: what is in a manifest, everybody may read. */
function user(where: string, { user: given, variables }: Options): string {
  if (variables === undefined) return given === undefined ? '' : `${encode(matching(where, 'user', given, TEXT, SOME_TEXT))}@`;
  if (given !== undefined) refuse(where, { what: 'user', allowed: 'left out if the URI takes the user from credentials', got: given });
  const [name, password] = [variables.user, variables.password].map(got => matching(
    where,
    'variables',
    got,
    VARIABLE,
    'the name of a variable',
  ));
  return `$(${name}):$(${password})@`;
}

/**
 * Database and options. Kubernetes has no TXT records, from which drivers would take the set and where its users are, so the string says
 * both.
 */
function rest(where: string, { setName }: ReplicaSet, tls: boolean | undefined, options: Options): string {
  const { database, readPreference, tlsCaFile, tlsCertificateKeyFile, appName } = options;
  const preferences: string[] = Object.values(ReadPreference);
  if (readPreference !== undefined && !preferences.includes(readPreference)) {
    refuse(where, { what: 'readPreference', allowed: `one of ${preferences.join(', ')}`, got: readPreference });
  }
  const path = (what: string, got: string | undefined) => got === undefined
    ? got
    : matching(where, what, got, TEXT, `the path of a file: ${SOME_TEXT}`);
  const query = Object.entries({
    replicaSet: matching(where, 'setName', setName, TEXT, SOME_TEXT),
    authSource: 'admin',
    tls,
    tlsCAFile: path('tlsCaFile', tlsCaFile),
    tlsCertificateKeyFile: path('tlsCertificateKeyFile', tlsCertificateKeyFile),
    readPreference,
    appName: appName === undefined
      ? appName
      : shortText(where, 'appName', appName, TEXT, 128, '1 to 128 bytes, without control characters'),
  }).filter(([, value]) => value !== undefined).map(([key, value]) => `${key}=${encode(String(value))}`);
  return `/${database === undefined ? '' : encode(checkDatabase(where, 'database', database))}?${query.join('&')}`;
}

/** Said, or as the set wants it. */
export function speaksTls(where: string, { tlsMode: mode }: ReplicaSet, options: Options): boolean {
  const servers = mode && { _clientsSpeak: mode !== TlsMode.ALLOW, _clientsMust: mode === TlsMode.REQUIRE };
  return engine.speaksTls(where, servers, options, WORDS);
}

function shortText(where: string, what: string, got: string, form: RegExp, most: number, allowed: string): string {
  return Buffer.byteLength(matching(where, what, got, form, allowed)) <= most ? got : refuse(where, { what, allowed, got });
}

/** Encodes what somebody on the way would interpret as well: Kubernetes replaces `$(…)`, and YAML and shells have quotes. */
function encode(plain: string): string {
  return encodeURIComponent(plain).replace(/[!'()*]/g, char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
