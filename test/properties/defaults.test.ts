import { isDeepStrictEqual } from 'util';
import { Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as library from '../../src';
import { Manifest } from '../../src/manifest/manifest';
import { withDefaults } from '../../src/upgrade/state/defaults';
import { ownStructs, Prop, propertiesOf } from '../support/assembly';
import { outcome } from '../support/outcome';
import { Make, memoized, Pair, pairsOfLeast, pairsOfMost } from '../support/pairs';
import { chart } from '../support/synth';
import { PLACES, Use, USES } from '../support/uses';

// What a docstring calls the default is what is taken where nothing is said: with it, the same is written as without. What is tried is read from the assembly:
// every optional prop of every struct whose default is a value, wherever it can be given to a public method, beside nothing and beside everything else.

/** By what is written: Kubernetes adds the same value to an object that has none. */
const OF_THE_SERVER = [
  'ContainerFields.terminationMessagePath', 'ContainerFields.terminationMessagePolicy',
  'ExposedServiceProps.externalTrafficPolicy',
  'HeadlessServiceBindOptions.protocol',
  'ScheduleProps.failedJobsHistoryLimit', 'ScheduleProps.successfulJobsHistoryLimit', 'ScheduleProps.suspend',
  'StatefulBackendProps.podManagementPolicy', 'StatefulBackendProps.revisionHistoryLimit',
  'StatefulClusterProps.revisionHistoryLimit',
];

/** The same, of others than the API server: by prop, whose default it is. */
const OF_OTHERS: Record<string, string> = {
  'CertificateIssuer.group': 'cert-manager takes it for an issuer without one',
  'CertificateIssuer.kind': 'cert-manager takes it for an issuer without one',
  'CertificateOptions.duration': 'cert-manager issues for so long where nothing is said',
  'CertificateOptions.revisionHistoryLimit': 'cert-manager keeps so many where nothing is said',
  'MongoHiddenMembers.tags': 'a member without tags has an empty set of them in MongoDB',
  'MongoMemberConfig.tags': 'a member without tags has an empty set of them in MongoDB',
  'MongoTlsOptions.clusterAuthMode': 'mongod takes it with a key file',
  'MonitorOptions.metricRelabelings': 'Prometheus has nothing to do in either case',
  'MonitorOptions.relabelings': 'Prometheus has nothing to do in either case',
  'PodFields.hostUsers': 'the kubelet takes it where nothing is said',
  'PodFields.shareProcessNamespace': 'the kubelet takes it where nothing is said',
  'Relabeling.action': 'Prometheus takes it where nothing is said',
  'Relabeling.regex': 'Prometheus takes it where nothing is said',
  'Relabeling.replacement': 'Prometheus takes it where nothing is said',
  'Relabeling.separator': 'Prometheus takes it where nothing is said',
  'Relabeling.sourceLabels': 'Prometheus has none to take in either case',
  'RollingUpdateOptions.partition': 'the server adds none where a type is written, and the controller updates all pods in either case',
  'StatefulBackendProps.updateStrategy': 'the server adds a partition only where no type is written, and the controller updates all pods in either case',
  'StatefulClusterProps.updateStrategy': 'the server adds a partition only where no type is written, and the controller updates all pods in either case',
};

/** Where one of both is refused, and why. */
const REFUSED: Record<string, string> = {
  'CassandraCluster.new.props.datacenter': 'beside extraSeeds it must be set, because two datacenters of one name would be one',
  'MongoCluster.new.props.rootCredentials.usernameKey': 'beside username it would be a second name',
  'StatefulBackend.addClientService.props.externalTrafficPolicy alone': 'a Service of type ClusterIP has no traffic from outside',
  'StatefulBackend.addPodServices.props.externalTrafficPolicy alone': 'a Service of type ClusterIP has no traffic from outside',
};

const NAMED = { ...kplus, ...library } as unknown as Record<string, Record<string, unknown> | undefined>;

const UNITS: Record<string, (number: number) => unknown> = {
  second: Duration.seconds, minute: Duration.minutes, hour: Duration.hours, day: Duration.days, MiB: Size.mebibytes, GiB: Size.gibibytes,
};

/** The value that a docstring names: `7`, `'db'`, `[]`, `TlsMode.REQUIRE`, `Monitor.none()`, `1 hour`, `Kubernetes' default: 3`; or none, of a list or a map. */
function valueOf({ docs, type: { collection } }: Prop): (() => unknown) | undefined {
  const text = docs!.default!.replace(/^- (?:[\w' -]+ default: )?/, '');
  if (/^none\b/.test(text)) return collection && (() => collection.kind === 'map' ? {} : []);
  const [, number, unit] = /^(\d+) (\w+?)s?(?:,.*)?$/.exec(text) ?? [];
  return UNITS[unit!] ? () => UNITS[unit!]!(Number(number)) : literal(text);
}

function literal(text: string): (() => unknown) | undefined {
  const [, items, words, of, member, called] = /^(?:\[(.*)\]|'(.*)'|([A-Z]\w+)\.(\w+)(\(\))?)$/.exec(text) ?? [];
  if (items !== undefined) return () => items.split(', ').filter(Boolean).map(item => literal(item)!());
  if (of !== undefined && NAMED[of]) return () => called ? (NAMED[of]![member!] as () => unknown)() : NAMED[of]![member!];
  return words !== undefined ? () => words : /^(true|false|\d+)$/.test(text) ? () => JSON.parse(text) : undefined;
}

const explicit = (prop: Prop) => ownStructs.includes(prop.of) ? valueOf(prop) : undefined;

/** To a container that was told nothing before: what is said again is no default, but takes the place of what was said. */
const ONCE: Record<string, Use> = {
  ...USES,
  'StatefulBackend.extendContainer.fields': (fields) => {
    const of = new library.StatefulBackend(chart(), 'db', { containers: [{ image: 'db:1', liveness: kplus.Probe.fromCommand(['true']) }] });
    of.extendContainer(of.containers[0]!, fields);
    return of;
  },
};

/** As the API server keeps it. */
function kept(seen: string): unknown {
  if (!seen.startsWith('[{')) return seen;
  const [words, manifests] = JSON.parse(seen) as [unknown, Manifest[]];
  return [words, manifests.map(withDefaults)];
}

/** By the struct that says what it means. */
const meant = ({ prop }: Pair) => {
  const [struct, name] = prop.split('.') as [string, string];
  return `${propertiesOf(struct).find(each => each.name === name)!.of}.${name}`;
};

const tried = new Set<string>();
const excepted = new Set<string>();

test.each(PLACES.filter(({ struct }) => struct !== undefined))('$place takes each default for what is not said', ({ place, struct }) => {
  const seen = memoized((make: Make) => outcome(ONCE[place]!, make()));
  const pairs = [...pairsOfLeast(place, struct!, explicit), ...pairsOfMost(place, struct!, explicit)];
  for (const pair of pairs) tried.add(meant(pair));
  const different = pairs.filter(pair => seen(pair.absent) !== seen(pair.explicit));
  const unexpected = different.filter((pair) => {
    const excuse = [pair.what, meant(pair)].find(name => name in REFUSED || name in OF_OTHERS || OF_THE_SERVER.includes(name));
    if (excuse === undefined) return true;
    excepted.add(excuse);
    const [absent, said] = [seen(pair.absent), seen(pair.explicit)];
    if (excuse in REFUSED) return absent.startsWith('refused: ') === said.startsWith('refused: ');
    if (excuse in OF_OTHERS) return absent.startsWith('refused: ') || said.startsWith('refused: ');
    return !isDeepStrictEqual(kept(absent), kept(said));
  });
  expect(unexpected.map(({ what }) => what)).toEqual([]);
});

test('every default that is a value is tried', () => {
  const given = ownStructs.filter(struct => !['GuardFinding', 'UpgradeFinding', 'UpgradeField'].includes(struct)); // which users get
  const all = given.flatMap(propertiesOf).filter(prop => prop.optional && explicit(prop)).map(({ of, name }) => `${of}.${name}`);
  expect([...new Set(all)].filter(prop => !tried.has(prop))).toEqual([]);
  expect(all.length).toBeGreaterThan(100);
});

test('there is no exception without need', () => {
  expect([...Object.keys(OF_OTHERS), ...OF_THE_SERVER, ...Object.keys(REFUSED)].filter(name => !excepted.has(name))).toEqual([]);
});
