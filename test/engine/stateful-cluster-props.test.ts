import { Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import {
  CassandraAuthentication, CassandraCluster, ClaimRetention, ClusterPodProps, DisruptionBudget, MongoCluster, StatefulClusterProps, UpdateStrategy,
} from '../../src';
import { Manifest } from '../../src/manifest/manifest';
import { chart, complaint, only, synth } from '../support/synth';

// Every cluster takes these, and every StatefulSet of it has them. Those of its pods stand in cluster-pods.test.ts.

const secret = (name: string): kplus.ISecret => kplus.Secret.fromSecretName(chart(), name, name);

const CLUSTERS: [string, (props: StatefulClusterProps) => Construct][] = [
  ['a ring of one rack', props => new CassandraCluster(chart(), 'db', {
    nodes: 3, storage: Size.gibibytes(1), authentication: CassandraAuthentication.password({ secret: secret('superuser') }), ...props,
  })],
  ['a ring of two racks', props => new CassandraCluster(chart(), 'db', {
    nodes: 2, racks: [{ name: 'a' }, { name: 'b' }], storage: Size.gibibytes(1), authentication: CassandraAuthentication.allowAll(), ...props,
  })],
  ['a replica set with hidden members and an arbiter', props => new MongoCluster(chart(), 'db', {
    members: 2, hidden: { members: 1 }, arbiter: {}, storage: Size.gibibytes(1), keyFile: { secret: secret('keyfile') }, rootCredentials: { secret: secret('root') }, ...props,
  })],
];

const sets = (of: Construct): Manifest[] => synth(of).filter(({ kind }) => kind === 'StatefulSet');

/** Where each prop is found in a StatefulSet, and what is there: as asked for, and unless something is. */
interface Row<T> { readonly asked: T; readonly at: (set: Manifest) => unknown; readonly then: unknown; readonly usual: unknown }
type Rows = { readonly [P in Exclude<keyof StatefulClusterProps, keyof ClusterPodProps | 'disruptionBudget'>]-?: Row<NonNullable<StatefulClusterProps[P]>> };

const row = (at: (set: Manifest) => unknown, usual: unknown, then: unknown) => ({ at, then, usual });
const pod = (at: (spec: Manifest) => unknown) => (set: Manifest) => at(set.spec.template.spec);

const ROWS: Rows = {
  metadata: { asked: { labels: { team: 'a' }, annotations: { b: 'c' } }, ...row(({ metadata: { labels, annotations } }) => [labels.team, annotations.b], [undefined, undefined], ['a', 'c']) },
  clusterDomain: {
    asked: 'cluster.example',
    ...row(pod(spec => spec.containers.flatMap(({ env }: Manifest) => env).filter(({ name }: Manifest) => /_DOMAIN$/.test(name)).map(({ value }: Manifest) => value)), ['cluster.local'], ['cluster.example']),
  },
  updateStrategy: { asked: UpdateStrategy.onDelete(), ...row(({ spec }) => spec.updateStrategy, undefined, { type: 'OnDelete' }) },
  minReady: { asked: Duration.seconds(0), ...row(({ spec }) => spec.minReadySeconds, 10, undefined) },
  revisionHistoryLimit: { asked: 0, ...row(({ spec }) => spec.revisionHistoryLimit, undefined, 0) },
  claimsWhenDeleted: { asked: ClaimRetention.DELETE, ...row(({ spec }) => spec.persistentVolumeClaimRetentionPolicy, { whenDeleted: 'Retain', whenScaled: 'Retain' }, { whenDeleted: 'Delete', whenScaled: 'Retain' }) },
  claimsWhenScaled: { asked: ClaimRetention.DELETE, ...row(({ spec }) => spec.persistentVolumeClaimRetentionPolicy, { whenDeleted: 'Retain', whenScaled: 'Retain' }, { whenDeleted: 'Retain', whenScaled: 'Delete' }) },
};

describe.each(CLUSTERS)('%s', (_, make) => {
  test.each(Object.entries(ROWS) as [string, Row<unknown>][])('has %s in every StatefulSet', (prop, { asked, at, then }) => {
    const found = sets(make({ [prop]: asked }));
    expect(found.map(at)).toEqual(found.map(() => then));
  });

  test.each(Object.entries(ROWS) as [string, Row<unknown>][])('has the usual where %s is not given, or undefined', (prop, { at, usual }) => {
    for (const made of [make({}), make({ [prop]: undefined })]) expect(sets(made).map(at)).toEqual(sets(made).map(() => usual));
  });

  test('has one budget over all pods, the one that was asked for', () => {
    expect(only('PodDisruptionBudget', make({ disruptionBudget: DisruptionBudget.minAvailable(kplus.PercentOrAbsolute.percent(50)) })).spec.minAvailable).toBe('50%');
    expect(only('PodDisruptionBudget', make({})).spec.maxUnavailable).toBe(1);
  });

  test.each<[StatefulClusterProps, string]>([
    [{ updateStrategy: UpdateStrategy.rollingUpdate({ partition: -1 }) }, "'updateStrategy.partition' must be a whole number from 0 to 2147483647, got -1"],
    [{ revisionHistoryLimit: 1.5 }, "'revisionHistoryLimit' must be a whole number from 0 to 2147483647, got 1.5"],
    [{ dns: { hostname: 'x' } }, "'dns.hostname' must be left out, because the StatefulSet gives every pod its own, got 'x'"],
    [{ dns: { subdomain: 'x' } }, "'dns.subdomain' must be left out, because the StatefulSet gives every pod its own, got 'x'"],
    [{ dns: { nameservers: ['1.1.1.1', '1.1.1.2', '1.1.1.3', '1.1.1.4'] } }, '\'dns.nameservers\' must be 3 addresses at most, got ["1.1.1.1","1.1.1.2","1.1.1.3","1.1.1.4"]'],
    [{ dns: { policy: kplus.DnsPolicy.NONE } }, "'dns.nameservers' must be one or more addresses if the policy is 'None', got []"],
    [{ dns: { searches: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] } }, '\'dns.searches\' must be 6 domains at most, got ["a","b","c","d","e","f","g"]'],
  ])('case %# is refused at the construct that was called', (props, said) => expect(complaint(() => make(props))).toBe(`prod/db: ${said}`));

  test('does not look at props that it does not have', () => {
    const beside = { hostNetwork: true, isolate: true, ordinalsStart: 5, selectorLabels: { a: 'b' }, publishNotReadyAddresses: false, podManagementPolicy: 'OrderedReady' };
    expect(synth(make(beside as StatefulClusterProps))).toEqual(synth(make({})));
  });
});
