import { Size } from 'cdk8s';
import { CassandraAuthentication, CassandraCluster, CassandraClusterProps } from '../../../src';
import { Manifest } from '../../../src/manifest/manifest';
import { Changes, statefulSet } from '../../support/manifests';
import { chart, synth } from '../../support/synth';
import { commands, effects, found } from '../../support/upgrades';

const IMAGE = 'spec.template.spec.containers[0].image';
const foreign = (changes: Changes = {}, env: Record<string, string> = {}) => statefulSet({
  'metadata.namespace': 'prod', [IMAGE]: 'cassandra:4.1.3', 'spec.template.spec.containers[0].env': Object.entries(env).map(([name, value]) => ({ name, value })), ...changes,
});
const ofCassandra = (before: Manifest[], after: Manifest[]) => effects(before, after).filter(each => each.endsWith('cassandra') || each.endsWith('cassandra-members'));

describe('a version of Cassandra', () => {
  test.each([
    ['cassandra:4.1.3', 'cassandra:4.1.9', []],
    ['cassandra:4.0', 'cassandra:4.1', []],
    ['cassandra:4.1', 'cassandra:5.0.2', ['unknown: cassandra']],
    ['cassandra:3.11', 'cassandra:4.1', ['unknown: cassandra']],
    ['cassandra:3.11', 'cassandra:5.0', ['loses quorum: cassandra']],
    ['cassandra:5.0', 'cassandra:4.1', ['loses quorum: cassandra']],
    ['cassandra:4.1', 'cassandra', ['unknown: cassandra']],
    ['k8ssandra/cass-management-api:4.1.2-ubi8', 'k8ssandra/cass-management-api:5.0.1-ubi8', ['unknown: cassandra']],
  ])('from %s to %s: %j', (before, after, expected) => {
    expect(ofCassandra([foreign({ [IMAGE]: before })], [foreign({ [IMAGE]: after })])).toEqual(expected);
  });

  test('goes over the one between', () => {
    const way = commands([foreign({ [IMAGE]: 'cassandra:3.11', 'spec.replicas': 1 })], [foreign({ [IMAGE]: 'cassandra:5.0', 'spec.replicas': 1 })]);
    expect(way).toEqual([
      '# set the image to the newest Cassandra 4; change nothing else; apply; kubectl rollout status statefulset/db -n prod --timeout=24h',
      'kubectl exec db-0 -n prod -c db -- nodetool upgradesstables',
      'kubectl apply -f dist/',
    ]);
  });

  test('is snapshot before, and its data is rewritten before and after', () => {
    expect(commands([foreign({ 'spec.replicas': 1 })], [foreign({ [IMAGE]: 'cassandra:5.0', 'spec.replicas': 1 })])).toEqual([
      'kubectl exec db-0 -n prod -c db -- nodetool upgradesstables',
      'kubectl exec db-0 -n prod -c db -- nodetool snapshot',
      'kubectl apply -f dist/',
      'kubectl exec db-0 -n prod -c db -- nodetool upgradesstables',
    ]);
  });

  test('is asked of the first pod, even where there is none now', () => {
    expect(
      commands([foreign({ [IMAGE]: 'cassandra', 'spec.replicas': 0 })], [foreign({ [IMAGE]: 'cassandra:5', 'spec.replicas': 0 })])[0],
    ).toBe('kubectl exec db-0 -n prod -c db -- nodetool version');
  });

  test('is asked of the pod of the ordinal that the set begins with', () => {
    const [before, after] = ['cassandra', 'cassandra:5'].map(image => foreign({ [IMAGE]: image, 'spec.replicas': 2, 'spec.ordinals': { start: 1 } }));
    expect(commands([before!], [after!])[0]).toBe('kubectl exec db-1 -n prod -c db -- nodetool version');
  });
});

describe('what nodes are told in variables', () => {
  test.each([
    ['another cluster name', { CASSANDRA_CLUSTER_NAME: 'a' }, { CASSANDRA_CLUSTER_NAME: 'b' }, ['loses quorum: cassandra']],
    ['another datacenter', { CASSANDRA_DC: 'a' }, { CASSANDRA_DC: 'b' }, ['loses quorum: cassandra']],
    ['another rack', { CASSANDRA_RACK: 'a' }, { CASSANDRA_RACK: 'b' }, ['loses quorum: cassandra']],
    ['another number of tokens', { CASSANDRA_NUM_TOKENS: '256' }, { CASSANDRA_NUM_TOKENS: '16' }, ['loses quorum: cassandra']],
    ['a cluster name for the first time', {}, { CASSANDRA_CLUSTER_NAME: 'b' }, []],
    ['one more seed', { CASSANDRA_SEEDS: 'a' }, { CASSANDRA_SEEDS: 'a,b' }, ['restarts nothing: cassandra']],
    ['other seeds', { CASSANDRA_SEEDS: 'a' }, { CASSANDRA_SEEDS: 'b' }, ['unknown: cassandra']],
    ['encryption between nodes at once', { CASSANDRA_INTERNODE_ENCRYPTION: 'none' }, { CASSANDRA_INTERNODE_ENCRYPTION: 'all' }, ['loses quorum: cassandra']],
  ])('%s: %j', (_, before, after, expected) => expect(ofCassandra([foreign({}, before)], [foreign({}, after)])).toEqual(expected));
});

describe('what nodes are told in cassandra.yaml', () => {
  const config = (text: string) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'conf', namespace: 'prod' },
    data: { 'start.sh': 'cluster_name: "x"', 'cassandra.yaml': text },
  });
  const set = foreign({ 'spec.template.spec.volumes': [{ name: 'conf', configMap: { name: 'conf' } }] });

  test.each([
    ['the partitioner', 'partitioner: a', 'partitioner: b', ['loses quorum: cassandra']],
    ['the next mode of compatibility', '', 'storage_compatibility_mode: UPGRADING', []],
    ['a mode of compatibility that skips one', '', 'storage_compatibility_mode: NONE', ['loses quorum: cassandra']],
    ['a mode of compatibility back', 'storage_compatibility_mode: NONE', 'storage_compatibility_mode: UPGRADING', ['loses quorum: cassandra']],
    ['UUIDs no more', 'uuid_sstable_identifiers_enabled: true', 'uuid_sstable_identifiers_enabled: false', ['loses quorum: cassandra']],
    ['UUIDs', 'uuid_sstable_identifiers_enabled: false', 'uuid_sstable_identifiers_enabled: true', []],
    ['encryption, optional at first', '', 'server_encryption_options:\n  internode_encryption: all\n  optional: true\n', []],
    [
      'encryption, no longer optional',
      'server_encryption_options:\n  internode_encryption: all\n  optional: true\n',
      'server_encryption_options: {"internode_encryption":"all","optional":false}',
      [],
    ],
    ['encryption at once', '', 'server_encryption_options: {"internode_encryption":"all","optional":false}', ['loses quorum: cassandra']],
  ])('%s: %j → %j: %j', (_, before, after, expected) => expect(ofCassandra([set, config(before)], [set, config(after)])).toEqual(expected));

  test('encryption comes over what takes both', () => {
    expect(commands([set, config('')], [set, config('internode_encryption: all')])[0]).toBe(
      '# set server_encryption_options with optional: true; change nothing else; kubectl apply -f dist/; kubectl rollout status statefulset/db -n prod --timeout=24h',
    );
  });
});

test('nodes of others leave one after another, the highest first', () => {
  expect(effects([foreign()], [foreign({ 'spec.replicas': 1 })])).toEqual(['loses quorum: cassandra', 'restarts nothing: replicas']);
  expect(commands([foreign()], [foreign({ 'spec.replicas': 1 })])).toEqual([
    'kubectl exec db-2 -n prod -c db -- nodetool decommission',
    'kubectl scale statefulset db -n prod --replicas=2',
    'kubectl exec db-1 -n prod -c db -- nodetool decommission',
    'kubectl scale statefulset db -n prod --replicas=1',
    'kubectl apply -f dist/',
  ]);
});

describe('a CassandraCluster', () => {
  const cluster = (props: Partial<CassandraClusterProps>) => {
    const prod = chart('prod');
    new CassandraCluster(
      prod,
      'events',
      { metadata: { name: 'events', namespace: 'prod' }, storage: Size.gibibytes(1), nodes: 4, authentication: CassandraAuthentication.allowAll(), ...props },
    );
    return synth(prod);
  };
  const racks = (...names: string[]) => names.map(name => ({ name }));

  test.each<[string, Partial<CassandraClusterProps>, Partial<CassandraClusterProps>, string[]]>([
    ['the first step down', {}, { decommission: 1 }, ['restarts nothing: cassandra-members']],
    ['the second step down', { decommission: 1 }, { nodes: 3 }, ['unknown: cassandra-members']],
    ['both at once', {}, { nodes: 3 }, ['loses quorum: cassandra-members']],
    ['one of two told to leave', { decommission: 1 }, { nodes: 2 }, ['loses quorum: cassandra-members', 'unknown: cassandra-members']],
    ['up', {}, { nodes: 5 }, ['restarts nothing: cassandra-members']],
    ['a rack taken away', { racks: racks('a', 'b'), nodes: 2 }, { racks: racks('a'), nodes: 2 }, ['loses quorum: cassandra-members', 'restarts nothing: cassandra-members']],
    [
      'a rack more, and no node',
      { racks: racks('a', 'b', 'c'), nodes: 6 },
      { racks: racks('a', 'b', 'c', 'd'), nodes: 6 },
      ['loses quorum: cassandra-members', 'restarts nothing: cassandra-members'],
    ],
    ['nothing', {}, {}, []],
  ])('%s: %j → %j: %j', (_, before, after, expected) => expect(ofCassandra(cluster(before), cluster(after)).filter(each => each.endsWith('members'))).toEqual(expected));

  test('goes down in two steps, which are told in its own props', () => {
    expect(commands(cluster({}), cluster({ nodes: 2 })).filter(each => each.includes('decommission'))).toEqual([
      '# set nodes: 4, decommission: 2; change nothing else; kubectl apply -f dist/',
    ]);
    expect(commands(cluster({ decommission: 1 }), cluster({ nodes: 3 }))).toContain('kubectl exec events-0 -n prod -c cassandra -- nodetool status');
    const lost = found(cluster({ racks: racks('a', 'b'), nodes: 2 }), cluster({ racks: racks('a'), nodes: 2 })).find(({ rule }) => rule === 'cassandra-members')!;
    expect(lost.why).toBe(
      'events-b-0 will be deleted, but stay in the ring as nodes that are down: their ranges have one replica less. This removes all of rack b: racks can be added, but not '
        + 'removed or renamed. A node must first hand over its data (decommission). In two steps, nothing is lost.',
    );
    expect(lost.steps[0]!.command).toBe('# keep the racks a, b, in this order');
  });
});
