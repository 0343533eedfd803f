import * as kplus from 'cdk8s-plus-28';
import { CredentialVariables, MongoConnectionStringOptions, speaksTls } from './connection-string';
import { MongoTls } from './tls';
import { KnownUser } from './users';
import { ClientAuthority } from '../engine/client-authority';
import { pathVariable } from '../engine/consumer';
import { GIVEN, Prefixed, uncertified } from '../engine/consumers';
import { Credentials, CredentialsSecret, credentialsOf, isSameUser, passwordValue, usernameValue } from '../engine/credentials';
import { Complaint, refuse } from '../naming/refuse';

/**
 * Options of `MongoCluster.connect`.
 */
export interface MongoConnectionOptions extends MongoConnectionStringOptions {
  /**
   * The Secret with the name and the password of the consumer's user. It is one of `users`, not root. Its namespace is that of the
   * consumer. Refused if it is known to be in another.
   *
   * @default - none: only the URI is set, and the client supplies name and password
   */
  readonly credentials?: CredentialsSecret;

  /**
   * Whether name and password stand in the URI as well, for programs that take nothing else. Kubernetes puts them there as they are, so
   * they may hold nothing but letters, digits, `-`, `.`, `_` and `~`. Refused without `credentials`.
   *
   * @default false
   */
  readonly credentialsInUri?: boolean;

  /**
   * Whether the URI is `mongodb+srv://` with a single DNS name, rather than a list of members.
   *
   * @default false
   */
  readonly srv?: boolean;

  /**
   * Where the consumer finds the certificate of the authority, against which it verifies the members' certificates. It is mounted into the
   * container. Refused without TLS, and beside `tlsCaFile`.
   * A consumer that is known to be in another namespace than the cluster must be given it.
   *
   * @default - the key `ca.crt` of the cluster's own Secret, which a consumer in another namespace cannot mount
   */
  readonly authority?: ClientAuthority;

  /**
   * The prefix of the names of the variables. It has letters, digits and `_`, no digit first. Anything else is refused. A container that
   * is told of several clusters needs one for each: a variable that it has, with another value, is refused.
   *
   * @default 'MONGODB_'
   */
  readonly prefix?: string;
}

/** What the names of the variables begin with. */
export const PREFIX = 'MONGODB_';

/** Users that are there for something else, and what they may do. */
const OWN: Record<string, string | undefined> = {
  root: 'it is that of root, who may do everything',
  backup: 'it is that of the backup, who may read everything and write nothing',
  exporter: "it is that of the exporter, who may read nobody's data",
};

/** The variables of a consumer; those that a URI refers to come before it, as Kubernetes wants them. */
export function connectionVariables(
  where: string,
  uri: (variables?: CredentialVariables) => string,
  options: MongoConnectionOptions & Prefixed,
): Record<string, kplus.EnvValue> {
  const { credentialsInUri = false, prefix, tlsCaFile: caFile } = options;
  const credentials = options.credentials && credentialsOf(where, 'credentials', options.credentials);
  if (credentials !== undefined && options.user !== undefined) {
    refuse(where, { what: 'user', allowed: 'left out if credentials are given', got: options.user, instead: 'the name is in the Secret' });
  }
  if (credentials === undefined && credentialsInUri) {
    refuse(where, { what: 'credentials', allowed: 'set if credentialsInUri is true', got: credentials });
  }
  const user = `${prefix}USERNAME`;
  const password = `${prefix}PASSWORD`;
  return {
    ...(credentials && { [user]: usernameValue(credentials), [password]: passwordValue(credentials) }),
    [`${prefix}URI`]: kplus.EnvValue.fromValue(uri(credentialsInUri ? { user, password } : undefined)),
    ...(caFile !== undefined && { [`${prefix}TLS_CA_FILE`]: pathVariable(where, 'tlsCaFile', caFile) }),
  };
}

/** What consumers were told that will not do, or too well. */
export function adviceOnConsumers(
  told: readonly MongoConnectionOptions[],
  users: readonly KnownUser[],
  tls: MongoTls | undefined,
): Complaint[] {
  const complaints = told.flatMap(options => [
    ...onCredentials(options, users),
    ...tls?._requiresClientCertificate && isUnknown(options, tls) ? [uncertified('cluster')] : [],
  ]);
  return complaints.filter(({ what, got }, i) => complaints.findIndex(other => other.what === what && other.got === got) === i);
}

function isUnknown(options: MongoConnectionOptions, tls: MongoTls): boolean {
  return speaksTls('', { setName: '', tlsMode: tls._mode }, options) && options.tlsCertificateKeyFile === undefined;
}

/** Who says its name in plain has its password from elsewhere. */
function onCredentials(options: MongoConnectionOptions, users: readonly KnownUser[]): Complaint[] {
  const what = GIVEN;
  if (options.credentials === undefined) {
    const allowed = 'given, because nobody is let in without';
    return options.user === undefined ? [{ what, allowed, got: undefined, instead: 'pass the Secret of one of users' }] : [];
  }
  const told = credentialsOf('', what, options.credentials);
  const got = told.secret.name;
  const user = users.find(({ credentials }) => isSameUser(credentials, told));
  if (user === undefined) {
    const instead = 'add it to users, or create that user yourself; until then the consumer is not let in';
    const called = told.username === undefined ? `with its name under '${told.usernameKey}'` : `named '${told.username}'`;
    return [{ what, allowed: `the Secret of one of users, ${called}`, got, instead }];
  }
  const instead = OWN[user.id];
  if (instead !== undefined) return [{ what, allowed: 'the Secret of one of users', got, instead }];
  return hasOtherPassword(told, user.credentials) ? [{
    what: `${what}.passwordKey`,
    allowed: `'${user.credentials.passwordKey}', as the user has it`,
    got: told.passwordKey,
    instead: 'another key has another password, or none, and then the container does not start',
  }] : [];
}

/** What another Secret holds is not known. */
function hasOtherPassword(one: Credentials, other: Credentials): boolean {
  return one.secret.name === other.secret.name && one.passwordKey !== other.passwordKey;
}
