import * as kplus from 'cdk8s-plus-28';
import { Superuser } from './authentication';
import { CassandraTls } from './tls';
import { ClientAuthority } from '../engine/client-authority';
import * as engine from '../engine/client-tls';
import { pathVariable } from '../engine/consumer';
import { GIVEN, Prefixed, uncertified } from '../engine/consumers';
import { CredentialsSecret, credentialsOf, isSameUser, passwordValue, usernameValue } from '../engine/credentials';
import { Complaint } from '../naming/refuse';

/**
 * Options of `CassandraCluster.connect`.
 */
export interface CassandraConnectionOptions {
  /**
   * The Secret with the user name and the password of the consumer's role. Do not use the superuser's: it may do everything. Its namespace
   * is that of the consumer. Refused if it is known to be in another.
   *
   * @default - none: only the variables that locate the ring are set, and a ring with authentication lets nobody in
   */
  readonly credentials?: CredentialsSecret;

  /**
   * Whether the contact point is the one DNS name of all nodes, rather than a list of seeds. The name stays the same whichever nodes there
   * are. A driver tries each address that it resolves to, also those of nodes that are not ready.
   *
   * @default false
   */
  readonly singleName?: boolean;

  /**
   * Whether the consumer uses TLS. Refused if it contradicts the ring: `true` without TLS, `false` if clients must use it.
   *
   * @default - true if clients must use TLS, or if nodes use it between each other
   */
  readonly tls?: boolean;

  /**
   * Where the consumer finds the certificate of the authority, against which it verifies the nodes' certificates. It is mounted into the
   * container. Refused without TLS, and beside `tlsCaFile`.
   * A consumer that is known to be in another namespace than the ring must be given it.
   *
   * @default - the key `ca.crt` of the ring's own Secret, which a consumer in another namespace cannot mount
   */
  readonly authority?: ClientAuthority;

  /**
   * The path of the authority's certificate in the consumer's container, if it is there already. Nothing is mounted then. Refused without
   * TLS, and beside `authority`.
   *
   * @default - where it is mounted
   */
  readonly tlsCaFile?: string;

  /**
   * The path of the consumer's certificate and private key in its container. Refused without TLS.
   *
   * @default - none, which is enough unless the ring requires client certificates
   */
  readonly tlsCertificateKeyFile?: string;

  /**
   * The prefix of the names of the variables. It has letters, digits and `_`, no digit first. Anything else is refused. A container that
   * is told of several clusters needs one for each: a variable that it has, with another value, is refused.
   *
   * @default 'CASSANDRA_'
   */
  readonly prefix?: string;
}

/** What the names of the variables begin with. */
export const PREFIX = 'CASSANDRA_';

const WORDS: engine.ServersInWords = { without: 'a ring without TLS', must: 'a ring whose clients must use TLS' };

/** What drivers begin with. */
interface Ring {
  readonly contactPoints: readonly string[];
  readonly datacenter: string;
  readonly tls?: CassandraTls;
}

/** What a driver needs to begin: the contact points, its local datacenter, who it is, and whom to trust. */
export function connectionVariables(
  where: string,
  { contactPoints, datacenter, tls }: Ring,
  options: CassandraConnectionOptions & Prefixed,
  caFile: string | undefined,
): Record<string, kplus.EnvValue> {
  const { prefix, tlsCertificateKeyFile: certificate } = options;
  const credentials = options.credentials && credentialsOf(where, 'credentials', options.credentials);
  return {
    [`${prefix}CONTACT_POINTS`]: kplus.EnvValue.fromValue(contactPoints.join(',')),
    [`${prefix}LOCAL_DATACENTER`]: kplus.EnvValue.fromValue(datacenter),
    ...(speaksTls(where, tls, options) && { [`${prefix}TLS`]: kplus.EnvValue.fromValue('true') }),
    ...(caFile !== undefined && { [`${prefix}TLS_CA_FILE`]: pathVariable(where, 'tlsCaFile', caFile) }),
    ...(certificate !== undefined && {
      [`${prefix}TLS_CERTIFICATE_KEY_FILE`]: pathVariable(where, 'tlsCertificateKeyFile', certificate),
    }),
    ...(credentials && { [`${prefix}USERNAME`]: usernameValue(credentials), [`${prefix}PASSWORD`]: passwordValue(credentials) }),
  };
}

/** Said, or as the ring wants it. */
export function speaksTls(where: string, ring: CassandraTls | undefined, options: CassandraConnectionOptions): boolean {
  return engine.speaksTls(where, ring, options, WORDS);
}

/** What consumers were told that will not do, or too well. */
export function adviceOnConsumers(
  told: readonly CassandraConnectionOptions[],
  superuser: Superuser | undefined,
  tls: CassandraTls | undefined,
): Complaint[] {
  const nobody: Complaint = {
    what: GIVEN,
    allowed: 'given, because a ring with authentication lets nobody in without',
    got: undefined,
    instead: "pass the Secret with name and password of the consumer's role",
  };
  const everything: Complaint = {
    what: GIVEN,
    allowed: "the Secret of a role of the consumer's own",
    got: superuser?.credentials.secret.name,
    instead: "it is the superuser's, who may do everything: create a role with what the consumer needs",
  };
  return [
    ...told.some(({ credentials }) => superuser && !credentials) ? [nobody] : [],
    ...told.some(options => superuser && isSuperuser(options, superuser)) ? [everything] : [],
    ...told.some(options => tls?._requiresClientCertificate && isUnknown(options, tls)) ? [uncertified('ring')] : [],
  ];
}

function isUnknown(options: CassandraConnectionOptions, tls: CassandraTls): boolean {
  return speaksTls('', tls, options) && options.tlsCertificateKeyFile === undefined;
}

/** One Secret may be that of several roles, under different keys. */
function isSuperuser({ credentials }: CassandraConnectionOptions, superuser: Superuser): boolean {
  return credentials !== undefined && isSameUser(credentialsOf('', GIVEN, credentials), superuser.credentials);
}
