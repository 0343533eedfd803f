import * as kplus from 'cdk8s-plus-28';
import { cluster, overrides } from './support/cluster';
import { CassandraAuthentication, CassandraClusterProps, CassandraSuperuser, CredentialsSecret } from '../../src';
import { Manifest } from '../../src/manifest/manifest';
import { chart, complaint, only, synth } from '../support/synth';

type Options = Omit<CassandraSuperuser, 'secret'>;

const password = (options?: Options) => CassandraAuthentication.password({ secret: kplus.Secret.fromSecretName(chart(), 'superuser', 'admin'), ...options });
const ring = (options: Options | undefined, props: Partial<CassandraClusterProps> = {}) => cluster({ ...props, authentication: password(options) });

describe('with passwords', () => {
  test('nodes ask for them, and for permissions', () => {
    expect(overrides(only('ConfigMap', ring({})))).toMatchObject({ authenticator: { class_name: 'PasswordAuthenticator' }, authorizer: { class_name: 'CassandraAuthorizer' } });
  });

  test('the pods and the Job have the Secret of the superuser', () => {
    for (const kind of ['StatefulSet', 'Job']) {
      expect(only(kind, ring({})).spec.template.spec.volumes).toContainEqual({ name: 'superuser', secret: expect.objectContaining({ secretName: 'admin' }) });
    }
  });

  test.each<[Omit<CredentialsSecret, 'secret'>, Record<string, string>]>([
    [{}, {}], [{ usernameKey: 'username', passwordKey: 'password', previousPasswordKey: 'previous-password' }, {}],
    [{ usernameKey: 'u', passwordKey: 'p', previousPasswordKey: 'b' }, { RING_USERNAME_KEY: 'u', RING_PASSWORD_KEY: 'p', RING_PREVIOUS_PASSWORD_KEY: 'b' }],
    [{ username: 'cass$andra', passwordKey: 'cassandra-password' }, { RING_USERNAME: 'cass$$andra', RING_PASSWORD_KEY: 'cassandra-password' }],
  ])('the programs are told of %j what is not usual: %j', (keys, told) => {
    const of = cluster({ authentication: CassandraAuthentication.password({ secret: kplus.Secret.fromSecretName(chart(), 'superuser', 'admin'), ...keys }) });
    const pod = only('StatefulSet', of).spec.template.spec;
    for (const { env } of [...pod.initContainers, ...pod.containers, ...only('Job', of).spec.template.spec.containers]) {
      const said = env.filter(({ name }: Manifest) => /^RING_(USERNAME|PASSWORD|PREVIOUS)/.test(name)).map(({ name, value }: Manifest) => [name, value]);
      expect(Object.fromEntries(said)).toEqual(told);
    }
  });

  test.each([' admin', 'admin ', "o'admin", '\u00a0a'])('a superuser named %j is refused, because Cassandra or cqlsh makes another of it', (username) => {
    const of = () => cluster({ authentication: CassandraAuthentication.password({ secret: kplus.Secret.fromSecretName(chart(), 'superuser', 'admin'), username }) });
    expect(complaint(of)).toBe(
      `prod/events: 'authentication.username' must be without blanks at its ends, and without single quotes, of which Cassandra makes no role, got '${username}'`,
    );
  });

  test.each<[Options | undefined, Partial<CassandraClusterProps>, string]>([
    [undefined, {}, '3'], [{}, { nodes: 2 }, '2'], [{}, { nodes: 9 }, '3'], [{ systemAuthReplication: undefined }, {}, '3'], [{}, { nodes: 4, decommission: 2 }, '2'],
    [{ systemAuthReplication: 1 }, {}, '1'], [{ systemAuthReplication: 3 }, {}, '3'], [{ systemAuthReplication: 9 }, { nodes: 9 }, '9'],
  ])('%j: in a ring with %j the roles are on %s nodes', (options, props, nodes) => {
    const { env } = only('Job', ring(options, props)).spec.template.spec.containers[0];
    expect(env.find(({ name }: Manifest) => name === 'RING_AUTH_REPLICATION').value).toBe(nodes);
  });

  test.each<[Options, Partial<CassandraClusterProps>, string]>([
    [{ systemAuthReplication: 0 }, {}, "'authentication.systemAuthReplication' must be a whole number from 1 to 3, got 0"],
    [{ systemAuthReplication: 4 }, {}, "'authentication.systemAuthReplication' must be a whole number from 1 to 3, got 4"],
    [{ systemAuthReplication: 3 }, { nodes: 4, decommission: 2 }, "'authentication.systemAuthReplication' must be a whole number from 1 to 2, got 3"],
    [{ revision: -1 }, {}, "'authentication.revision' must be a whole number, 0 or more, got -1"],
    [{ revision: 0.5 }, {}, "'authentication.revision' must be a whole number, 0 or more, got 0.5"],
  ])('the prop %j is refused for the ring %j', (options, props, said) => expect(complaint(() => ring(options, props))).toBe(`prod/events: ${said}`));

  test('another revision is another Job, and 0 is none', () => {
    const name = (options?: Options) => only('Job', ring(options)).metadata.name;
    expect(name({ revision: 20261122 })).not.toBe(name());
    expect([name({ revision: 0 }), name({ revision: undefined }), name({})]).toEqual([name(), name(), name()]);
  });
});

describe('without', () => {
  const of = () => cluster({ authentication: CassandraAuthentication.allowAll() });

  test('nodes ask for neither', () => {
    expect(overrides(only('ConfigMap', of()))).toMatchObject({ authenticator: { class_name: 'AllowAllAuthenticator' }, authorizer: { class_name: 'AllowAllAuthorizer' } });
  });

  test('there is no superuser to be looked after', () => {
    expect(synth(of()).map(({ kind }) => kind)).not.toContain('Job');
    expect(only('StatefulSet', of()).spec.template.spec.volumes.map(({ name }: Manifest) => name)).not.toContain('superuser');
  });
});
