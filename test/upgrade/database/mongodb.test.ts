import { Size } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { MongoCluster, MongoClusterProps } from '../../../src';
import { Manifest } from '../../../src/manifest/manifest';
import { Changes, statefulSet } from '../../support/manifests';
import { chart, synth } from '../../support/synth';
import { commands, effects, found } from '../../support/upgrades';

const foreign = (changes: Changes = {}) => statefulSet({
  'metadata.namespace': 'prod',
  'spec.replicas': 5,
  'spec.template.spec.containers[0].image': 'mongo:7.0.5',
  'spec.template.spec.containers[0].name': 'mongod',
  'spec.template.spec.containers[0].args': ['--replSet', 'rs0', '--keyFile=/run/keyfile/key'],
  'spec.template.spec.volumes': [{ name: 'keyfile', secret: { secretName: 'key' } }],
  ...changes,
});
const IMAGE = 'spec.template.spec.containers[0].image';
const ARGS = 'spec.template.spec.containers[0].args';
const ofMongo = (before: Manifest[], after: Manifest[]) => effects(before, after).filter(each => each.endsWith('mongodb') || each.endsWith('mongodb-members'));

describe('a version of MongoDB', () => {
  test.each([
    ['mongo:7.0.5', 'mongo:7.0.9', []],
    ['mongo:7.0.5', 'mongo:8.0', ['unknown: mongodb']],
    ['mongo:7.0.5', 'mongo:8', ['unknown: mongodb']],
    ['mongo:7.0.5', 'mongo:8.3', ['loses quorum: mongodb']],
    ['mongo:8.0.1', 'mongo:8.3', []],
    ['mongo:6.0-jammy', 'registry.example.org:5000/library/mongo:8.0-noble@sha256:0', ['loses quorum: mongodb']],
    ['mongo:4.2', 'mongo:4.4', ['unknown: mongodb']],
    ['mongo:4.2', 'mongo:5.0', ['loses quorum: mongodb']],
    ['mongo:8.0', 'mongo:7.0', ['loses quorum: mongodb']],
    ['mongo:7.0', 'mongo:latest', ['unknown: mongodb']],
    ['mongo', 'mongo:7.0', ['unknown: mongodb']],
    ['bitnami/mongodb:7.0.5-debian-12-r3', 'bitnami/mongodb:8.0.1-debian-12-r3', ['unknown: mongodb']],
    ['percona/percona-server-mongodb:6.0.1-1', 'percona/percona-server-mongodb:8.0.1-1', ['loses quorum: mongodb']],
  ])('from %s to %s: %j', (before, after, expected) => {
    expect(ofMongo([foreign({ [IMAGE]: before })], [foreign({ [IMAGE]: after })])).toEqual(expected);
  });

  test('goes over each one between, and says when to raise featureCompatibilityVersion', () => {
    expect(commands([foreign({ [IMAGE]: 'mongo:5.0' })], [foreign({ [IMAGE]: 'mongo:7.0' })])).toEqual([
      '# set the image to MongoDB 6.0; change nothing else; kubectl apply -f dist/; kubectl rollout status statefulset/db -n prod --timeout=24h',
      "# when all members run 6.0 and you will not go back, as root on the primary: db.adminCommand({ setFeatureCompatibilityVersion: '6.0' })",
      'kubectl apply -f dist/',
    ]);
    expect(commands([foreign({ [IMAGE]: 'mongo:7.0' })], [foreign({ [IMAGE]: 'mongo:8.0' })])).toEqual([
      "kubectl exec db-0 -n prod -c mongod -- mongosh --quiet --eval 'db.adminCommand({ getParameter: 1, featureCompatibilityVersion: 1 })'",
      'kubectl apply -f dist/',
      "# when all members run 8.0 and you will not go back, as root on the primary: db.adminCommand({ setFeatureCompatibilityVersion: '8.0', confirm: true })",
    ]);
    expect(commands([foreign({ [IMAGE]: 'mongo:7.0' })], [foreign({ [IMAGE]: 'mongo:8.2' })])).toContain(
      '# set the image to MongoDB 8.0; change nothing else; kubectl apply -f dist/; kubectl rollout status statefulset/db -n prod --timeout=24h',
    );
  });

  test('is asked of a Deployment, too', () => {
    const deployment = (image: string) => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'db' },
      spec: { template: { spec: { containers: [{ name: 'x', image, command: ['/usr/bin/mongod'] }] } } },
    });
    expect(commands([deployment('example.org/own:7')], [deployment('example.org/own:8')])).toContain(
      "kubectl exec deploy/db -c x -- mongosh --quiet --eval 'db.adminCommand({ getParameter: 1, featureCompatibilityVersion: 1 })'",
    );
  });
});

describe('what members are told', () => {
  test.each([
    ['the name of the set', { [ARGS]: ['--replSet=rs1'] }, ['loses quorum: mongodb']],
    ['nothing of the set any more', { [ARGS]: [] }, []],
    ['the next mode of TLS', { [ARGS]: ['--replSet', 'rs0', '--tlsMode', 'allowTLS'] }, []],
    ['a mode of TLS that skips some', { [ARGS]: ['--replSet', 'rs0', '--tlsMode', 'requireTLS'] }, ['loses quorum: mongodb']],
    ['another way to know each other, skipping some', { [ARGS]: ['--replSet', 'rs0', '--clusterAuthMode', 'x509'] }, ['loses quorum: mongodb']],
    ['a mode that MongoDB does not have', { [ARGS]: ['--replSet', 'rs0', '--tlsMode', 'no'] }, []],
    ['another Service', { 'spec.serviceName': 'other' }, ['loses quorum: mongodb']],
    ['another key file', { 'spec.template.spec.volumes': [{ name: 'keyfile', secret: { secretName: 'other' } }] }, ['loses quorum: mongodb']],
  ])('%s: %j', (_, changes, expected) => expect(ofMongo([foreign()], [foreign(changes)])).toEqual(expected));

  test('of the domain of the cluster', () => {
    const domain = (value: string) => foreign({ 'spec.template.spec.containers[0].env': [{ name: 'MONGO_DOMAIN', value }] });
    expect(ofMongo([domain('cluster.local')], [domain('example.org')])).toEqual(['loses quorum: mongodb']);
    expect(ofMongo([foreign()], [domain('example.org')])).toEqual([]);
  });

  test('may stand in a ConfigMap, or in variables', () => {
    const config = (text: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'conf', namespace: 'prod' }, data: { 'mongod.conf': text } });
    const mounted = foreign({ [ARGS]: [], 'spec.template.spec.volumes': [{ name: 'conf', projected: { sources: [{ configMap: { name: 'conf' } }] } }] });
    expect(ofMongo(
      [mounted, config('replication:\n  replSetName: rs0\nnet:\n  tls:\n    mode: requireTLS\n')],
      [mounted, config('replication: {"replSetName": "rs1"}\n')],
    )).toEqual(['loses quorum: mongodb', 'loses quorum: mongodb']);
    const variable = (value: string) => foreign({ [ARGS]: [], 'spec.template.spec.containers[0].env': [{ name: 'MONGODB_REPLICA_SET_NAME', value }] });
    expect(ofMongo([variable('a')], [variable('b')])).toEqual(['loses quorum: mongodb']);
  });

  test('a mode of TLS is reached over those between, in both directions', () => {
    const mode = (name: string) => foreign({ [ARGS]: ['--tlsMode', name] });
    const through = (before: string, after: string) => commands([mode(before)], [mode(after)]).flatMap(each => /set (\w+ \w+)/.exec(each)?.[1] ?? []);
    expect(through('disabled', 'requireTLS')).toEqual(['tlsMode allowTLS', 'tlsMode preferTLS']);
    expect(through('requireTLS', 'allowTLS')).toEqual(['tlsMode preferTLS']);
  });

  test.each([['the key itself', 'YQ==', 'Yg==', ['loses quorum: mongodb']], ['the same key', 'YQ==', 'YQ==', []]])('%s', (_, was, is, expected) => {
    const key = (data: string) => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'key', namespace: 'prod' }, data: { key: data } });
    expect(ofMongo([foreign(), key(was)], [foreign(), key(is)])).toEqual(expected);
    const variable = foreign({
      'spec.template.spec.volumes': undefined,
      'spec.template.spec.containers[0].env': [{ name: 'MONGODB_REPLICA_SET_KEY', valueFrom: { secretKeyRef: { name: 'key', key: 'key' } } }],
    });
    expect(ofMongo([variable, key(was)], [variable, key(is)])).toEqual(expected);
  });
});

describe('members of others', () => {
  test.each([[4, ['unknown: mongodb']], [3, ['unknown: mongodb']], [2, ['loses quorum: mongodb']], [0, ['loses quorum: mongodb']]])('5 become %d: %j', (replicas, expected) => {
    expect(ofMongo([foreign()], [foreign({ 'spec.replicas': replicas })])).toEqual(expected);
  });

  test('leave one after another', () => {
    expect(commands([foreign()], [foreign({ 'spec.replicas': 3 })])).toEqual([
      "# as root on the primary, which must not be db-4 (else rs.stepDown()): rs.remove(the member whose host begins with 'db-4.db')",
      "# as root on the primary, which must not be db-3 (else rs.stepDown()): rs.remove(the member whose host begins with 'db-3.db')",
      'kubectl apply -f dist/',
    ]);
  });

  test('under another name, the set is told their new hosts', () => {
    const way = commands([foreign({ 'spec.replicas': 1 })], [foreign({ 'spec.replicas': 1, 'metadata.name': 'data' })]);
    expect(way.at(-1)).toMatch(/^# on one member, as root: cfg = rs\.conf\(\); give each of cfg\.members its new host;/);
  });
});

describe('a MongoCluster', () => {
  const cluster = (props: Partial<MongoClusterProps> = {}, name = 'orders') => {
    const prod = chart('prod');
    const secret = (id: string) => ({ secret: Secret.fromSecretName(prod, id, id) });
    new MongoCluster(
      prod,
      name,
      { metadata: { name, namespace: 'prod' }, storage: Size.gibibytes(1), keyFile: secret('key'), rootCredentials: secret('root'), members: 5, ...props },
    );
    return synth(prod);
  };

  test.each<[string, Partial<MongoClusterProps>, Partial<MongoClusterProps>, string[]]>([
    ['the first step down', {}, { members: 3, replicas: 5 }, ['restarts nothing: mongodb-members']],
    ['the second step down', { members: 3, replicas: 5 }, { members: 3 }, ['unknown: mongodb-members']],
    ['both at once, and a majority stays', {}, { members: 3 }, ['unknown: mongodb-members']],
    ['both at once, and none stays', {}, { members: 2 }, ['loses quorum: mongodb-members']],
    ['up', {}, { members: 7 }, ['restarts nothing: mongodb-members']],
    ['hidden members that go', { hidden: { members: 1 } }, {}, ['unknown: mongodb-members']],
    ['nothing', {}, {}, []],
  ])('%s: %j → %j: %j', (_, before, after, expected) => {
    expect(ofMongo(cluster(before), cluster(after))).toEqual(expected);
  });

  test('goes down in two steps, which are told in its own props', () => {
    expect(commands(cluster(), cluster({ members: 2 })).filter(each => each.includes('replicas'))).toEqual([
      '# set the smaller number of members, and keep the old number of replicas: members: 2, replicas: 5; kubectl apply -f dist/',
    ]);
    expect(found(cluster(), cluster({ members: 2 })).find(({ rule }) => rule === 'mongodb-members')!.why).toBe(
      'orders-2, orders-3, orders-4 will be deleted, but are still in the replica set, and their votes still count. 2 of 5 voting members stay: no majority, no primary, no '
        + 'writes. Two steps avoid this: first change the list, then the pods.',
    );
    expect(commands(cluster({ members: 3, replicas: 5 }), cluster({ members: 3 }))).toContain('kubectl logs orders-0 -n prod -c manager --tail=20');
    expect(commands(cluster({ hidden: { members: 1 } }), cluster())).toContain(
      '# write the new list, and keep the StatefulSet of the removed members: apply without pruning; kubectl apply -f dist/',
    );
  });

  const list = (text: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'orders-members', namespace: 'prod' }, data: { 'members.json': text } });

  test('that nobody could be elected in', () => {
    expect(ofMongo([list('{"members":[{"pod":"a"}]}')], [list('{"members":[{"pod":"a","priority":0}]}')])).toEqual(['loses quorum: mongodb-members']);
  });

  test('whose list cannot be read', () => expect(ofMongo([list('{')], [list('{"members":[]}')])).toEqual([]));

  test('that loses all voters at once', () => {
    const set = statefulSet({ 'metadata.namespace': 'prod', 'metadata.name': 'orders', 'spec.replicas': 1 });
    expect(ofMongo(
      [list('{"members":[{"pod":"orders-0"}]}'), set],
      [list('{"members":[{"pod":"other"}]}')],
    )).toEqual(['loses quorum: mongodb-members', 'restarts nothing: mongodb-members']);
  });
});
