import { createHash } from 'crypto';
import { ApiObject, App, Chart, Cron, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import {
  BackupVolume, CassandraAuthentication, CassandraCluster, CassandraTls, ClaimSource, ClientAuthority, ClientEncryption, DisruptionBudget, Guard, HeadlessService,
  InternodeEncryption, Monitor, MongoCluster, MongoTls, Spread, StatefulBackend, StatefulBackendProps, TlsMode, UpdateStrategy, UpgradeCheck,
} from '../../src';
import { cluster as ring } from '../cassandra/support/cluster';
import { cluster as set, secret } from '../mongo/support/cluster';
import { basesOf, isMap, ownStructs, parameters, propertiesOf, Property, structIn, wordsOf } from '../support/assembly';
import { FULL, NEEDED } from '../support/full-props';
import { statefulSet } from '../support/manifests';
import { chart, synth } from '../support/synth';

// An undefined that is written is none: `{ heap: large ? size : undefined }` is how people leave something out. What is tried is read from `.jsii`: every
// optional prop of every struct, wherever one can be given to a public method, beside nothing and beside everything else.

const PORTS = [{ number: 1, name: 'one' }, { number: 2, name: 'two' }];
const ringExporter = { image: 'exporter:1', jar: '/agent.jar' };
const setExporter = { image: 'exporter:1', credentials: { secret: secret('exporter') } };
const amount = kplus.PercentOrAbsolute.absolute(1);

const db = (props: StatefulBackendProps = {}) => new StatefulBackend(chart(), 'db', { containers: [{ image: 'db:1', ports: PORTS }], ...props });
const empty = () => new StatefulBackend(chart(), 'db');
const speaksTls = () => set({ tls: MongoTls.fromSecret({ secret: secret('pem'), mode: TlsMode.ALLOW }) });
const encrypted = () => ring({ tls: CassandraTls.fromSecret({ secret: secret('pem'), client: ClientEncryption.OPTIONAL, internode: InternodeEncryption.ACCEPTED }) });
const consumer = (of: Construct) => new StatefulBackend(of, 'consumer', { containers: [{ image: 'shop:1' }] }).containers[0]!;

/** After something was done to it. */
function on<T extends Construct>(of: T, action: (of: T) => unknown): T {
  action(of);
  return of;
}

/** What is found in manifests of others, and which of it fails a synthesis. */
function guarded(guard: Guard): string {
  const scope = chart();
  const service = (name: string, spec: object) => new ApiObject(scope, name, { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { clusterIP: 'None', selector: { app: 'db' }, ...spec } });
  service('typed', { type: 'NodePort', ports: [{ port: 80 }] });
  service('9th', { ports: [{ port: 80, name: 'http' }] });
  const spec = { containers: [{ name: 'main', image: 'x:1' }] };
  new ApiObject(scope, 'pod', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'pod' }, spec });
  guard.addTo(scope);
  return JSON.stringify([guard.report(scope), scope.node.validate()]);
}

/** What a change does that is refused by older servers: as text, and as it is said when an app is synthesized. */
const unlimited = () => statefulSet({ 'spec.template.spec.containers[0].image': 'example.com/db:1' });
const limited = () => ({ ...unlimited(), spec: { ...unlimited().spec, revisionHistoryLimit: 3 } });

function comparison(options: Options): string {
  const { report, plan } = UpgradeCheck.between([unlimited()], [limited()], ...options);
  return JSON.stringify([report, plan]);
}

function saidAtSynthesis(options: Options): string {
  const said = jest.spyOn(console, 'error').mockImplementation();
  const app = new App({ outdir: 'there/is/none' });
  new ApiObject(new Chart(app, 'prod'), 'set', limited());
  UpgradeCheck.atSynthesis(app, ...options);
  const complaints = app.node.validate();
  const lines = said.mock.calls;
  said.mockRestore();
  return JSON.stringify([lines, complaints]);
}

type Options = [options?: object];
type Use = (...given: any[]) => Construct | string;

/** By method and parameter: what there is to see of what is given. */
const USES: Record<string, Use> = {
  'BackupVolume.ofSize.options': (...options: Options) => on(set(), of => of.addBackup({ schedule: Cron.daily(), credentials: { secret: secret('backup') }, volume: BackupVolume.ofSize(Size.gibibytes(1), ...options) })),
  'CassandraAuthentication.password.superuser': superuser => ring({ authentication: CassandraAuthentication.password(superuser) }),
  'CassandraCluster.new.props': props => new CassandraCluster(chart(), 'events', props),
  'CassandraCluster.addBackup.props': props => on(ring(), of => of.addBackup(props)),
  'CassandraCluster.addNetworkPolicy.props': (...props: Options) => on(ring({ exporter: ringExporter }), of => of.addNetworkPolicy(...props)),
  'CassandraCluster.connect.options': (...options: Options) => on(encrypted(), of => of.connect(consumer(of), ...options)),
  'CassandraCluster.connectionVariables.options': (...options: Options) => JSON.stringify(encrypted().connectionVariables(...options)),
  'CassandraTls.fromIssuer.issuer': issuer => ring({ tls: CassandraTls.fromIssuer(issuer) }),
  'CassandraTls.fromSecret.files': files => ring({ tls: CassandraTls.fromSecret(files) }),
  'ClaimSource.reference.to': to => on(db(), of => of.containers[0]!.mount('/data', of.addClaim('data', { size: Size.gibibytes(1), source: ClaimSource.reference(to) }))),
  'ClientAuthority.fromConfigMap.certificate': certificate => on(encrypted(), of => of.connect(consumer(of), { tls: true, authority: ClientAuthority.fromConfigMap(certificate) })),
  'ClientAuthority.fromSecret.certificate': certificate => on(encrypted(), of => of.connect(consumer(of), { tls: true, authority: ClientAuthority.fromSecret(certificate) })),
  'DisruptionBudget.maxUnavailable.options': (...options: Options) => db({ disruptionBudget: DisruptionBudget.maxUnavailable(amount, ...options) }),
  'DisruptionBudget.minAvailable.options': (...options: Options) => db({ disruptionBudget: DisruptionBudget.minAvailable(amount, ...options) }),
  'Guard.new.props': (...props: Options) => guarded(new Guard(...props)),
  'HeadlessService.bind.options': (...options: Options) => on(new HeadlessService(chart(), 'names'), of => of.bind(1, ...options)), // jsii is told nothing of it
  'HeadlessService.new.props': (...props: Options) => new HeadlessService(chart(), 'names', ...props),
  'MongoCluster.new.props': props => new MongoCluster(chart(), 'orders', props),
  'MongoCluster.addBackup.props': props => on(set(), of => of.addBackup(props)),
  'MongoCluster.addNetworkPolicy.props': (...props: Options) => on(set({ exporter: setExporter }), of => of.addNetworkPolicy(...props)),
  'MongoCluster.addUser.user': user => on(set(), of => of.addUser(user)),
  'MongoCluster.connect.options': (...options: Options) => on(speaksTls(), of => of.connect(consumer(of), ...options)),
  'MongoCluster.connectionVariables.options': (...options: Options) => JSON.stringify(speaksTls().connectionVariables(...options)),
  'MongoCluster.connectionString.options': (...options: Options) => speaksTls().connectionString(...options),
  'MongoCluster.srvConnectionString.options': (...options: Options) => speaksTls().srvConnectionString(...options),
  'MongoTls.fromIssuer.issuer': issuer => set({ tls: MongoTls.fromIssuer(issuer) }),
  'MongoTls.fromSecret.files': files => set({ tls: MongoTls.fromSecret(files) }),
  'Monitor.podMonitor.options': (...options: Options) => ring({ exporter: { ...ringExporter, monitor: Monitor.podMonitor(...options) } }),
  'Monitor.serviceMonitor.options': (...options: Options) => ring({ exporter: { ...ringExporter, monitor: Monitor.serviceMonitor(...options) } }),
  'Spread.hard.options': (...options: Options) => db({ spread: [Spread.hard(kplus.Topology.ZONE, ...options)] }),
  'Spread.soft.options': (...options: Options) => db({ spread: [Spread.soft(kplus.Topology.ZONE, ...options)] }),
  'StatefulBackend.new.props': (...props: Options) => on(new StatefulBackend(chart(), 'db', ...props), (of) => {
    const first = of.containers[0] ?? of.addContainer({ image: 'db:1' });
    first.mount('/data', of.addClaim('data', { size: Size.gibibytes(1) }));
  }),
  'StatefulBackend.addClaim.props': props => on(db(), (of) => {
    const claim = of.addClaim('data', props);
    if (claim.volumeMode === kplus.PersistentVolumeMode.BLOCK) of.attachDevice(of.containers[0]!, '/dev/data', claim);
    else of.containers[0]!.mount('/data', claim);
  }),
  'StatefulBackend.addClientService.props': (...props: Options) => db().addClientService(...props),
  'StatefulBackend.addContainer.container': container => on(empty(), of => of.addContainer(container)),
  'StatefulBackend.addEmptyDir.options': (...options: Options) => on(db(), of => of.containers[0]!.mount('/tmp', of.addEmptyDir('tmp', ...options))),
  'StatefulBackend.addInitContainer.container': container => on(empty(), (of) => { of.addContainer({ image: 'db:1', name: 'db' }); of.addInitContainer(container); }),
  'StatefulBackend.addNetworkPolicy.props': (...props: Options) => on(db(), of => of.addNetworkPolicy(...props)),
  'StatefulBackend.addPodServices.props': (...props: Options) => on(db(), of => of.addPodServices(...props)),
  'StatefulBackend.extendContainer.fields': fields => on(db(), (of) => {
    const [told] = of.containers;
    of.extendContainer(told!, fields);
    const again = of.addContainer({ image: 'db:1', name: 'again', liveness: kplus.Probe.fromCommand(['true']) });
    of.extendContainer(again, FULL.ContainerFields![0]!());
    of.extendContainer(again, fields);
  }),
  'UpgradeCheck.atSynthesis.options': (...options: Options) => saidAtSynthesis(options),
  'UpgradeCheck.between.options': (...options: Options) => comparison(options),
  'UpdateStrategy.rollingUpdate.options': (...options: Options) => db({ updateStrategy: UpdateStrategy.rollingUpdate(...options) }),
};

/** What stands in YAML is no struct: test/guard/guard-plugin. */
const NO_STRUCT = 'GuardPlugin.new.properties';
const PLACES = [...parameters.filter(({ place }) => place !== NO_STRUCT), { place: 'HeadlessService.bind.options', optional: true, struct: 'HeadlessServiceBindOptions' }];

/** All there is to see, or what was said when it was refused. Of one piece of JSON there is one piece of YAML, and it is made faster. */
function outcome(use: Use, ...given: object[]): string {
  try {
    const of = use(...given);
    return typeof of === 'string' ? of : JSON.stringify([wordsOf(of), synth(of)]);
  } catch (error) {
    return `refused: ${(error as Error).message}`;
  }
}

type Value = Record<string, unknown>;

/** Makes the same value each time: what is in it may be good for one construct only. */
type Make = () => Value;

/** Two values that mean the same, and where there is one, the one in which the prop is given. */
interface Pair {
  readonly what: string;
  readonly prop: string;
  readonly absent: Make;
  readonly undefined: Make;
  readonly given?: Make;
}

const optionalsOf = (struct: string) => propertiesOf(struct).filter(({ optional }) => optional).map(({ name }) => name);

function without(value: Value, props: readonly string[]): Value {
  return Object.fromEntries(Object.entries(value).filter(([prop]) => !props.includes(prop)));
}

/** Each optional prop, absent and undefined, in a value where as much is said as can be; so also in the structs that are in it. */
function pairsBesideOthers(struct: string, what: string, make: Make, but: readonly string[] = []): Pair[] {
  const value = make();
  const props = propertiesOf(struct).filter(({ name }) => !but.includes(name));
  const pairs = props.filter(({ optional }) => optional).map(({ name }): Pair => ({
    what: `${what}.${name}`,
    prop: `${struct}.${name}`,
    absent: () => without(make(), [name]),
    undefined: () => ({ ...make(), [name]: undefined }),
    given: value[name] === undefined ? undefined : make,
  }));
  const maps = props.filter(({ name, type }) => isMap(type) && value[name] !== undefined).map(({ name }): Pair => ({
    what: `${what}.${name}{}`, prop: `${struct}.${name}`, absent: make, undefined: () => ({ ...make(), [name]: { ...make()[name] as Value, none: undefined } }),
  }));
  return [...pairs, ...maps, ...props.flatMap(prop => inside(prop, what, make, make, pairsBesideOthers))];
}

/** The same where nothing is said but what must be. */
function pairsAlone(struct: string, what: string, make: Make): Pair[] {
  const needed = NEEDED[struct] ?? [];
  const optional = optionalsOf(struct);
  const least: Make = () => without(make(), optional.filter(prop => !needed.includes(prop)));
  const pairs = optional.map((prop): Pair => ({
    what: `${what}.${prop} alone`,
    prop: `${struct}.${prop}`,
    absent: needed.includes(prop) ? () => without(least(), [prop]) : least,
    undefined: () => ({ ...least(), [prop]: undefined }),
  }));
  return [...pairs, ...propertiesOf(struct).flatMap(prop => inside(prop, what, least, make, pairsAlone))];
}

/** The pairs of the structs that a prop has, itself or in a list. Those that a method takes by themselves are tried there. */
function inside({ name, type }: Property, what: string, outer: Make, make: Make, pairsIn: (struct: string, what: string, make: Make) => Pair[]): Pair[] {
  const struct = structIn(type);
  const value = make()[name];
  if (struct === undefined || value === undefined || PLACES.some(other => other.struct === struct)) return [];
  const wrapped = (called: string, inner: Make, put: (value: Value) => unknown) => {
    const wrap = memoized(of => () => ({ ...outer(), [name]: put(of()) }));
    return pairsIn(struct, called, inner).map(pair => ({ ...pair, absent: wrap(pair.absent), undefined: wrap(pair.undefined), given: pair.given && wrap(pair.given) }));
  };
  if (!Array.isArray(value)) return wrapped(`${what}.${name}`, () => make()[name] as Value, each => each);
  return value.flatMap((_, i) => wrapped(`${what}.${name}[${i}]`, () => (make()[name] as Value[])[i]!, each => (make()[name] as Value[]).map((other, j) => j === i ? each : other)));
}

function memoized<T>(of: (make: Make) => T): (make: Make) => T {
  const known = new Map<Make, T>();
  return (make) => {
    if (!known.has(make)) known.set(make, of(make));
    return known.get(make)!;
  };
}

/** What can be given in that place. In a further value, only what stands in none before. */
function pairsOf(place: string, struct: string): Pair[] {
  const makes = valuesOf(place, struct);
  const values = makes.map(make => make());
  return [
    ...pairsAlone(struct, place, makes[0]!),
    ...makes.flatMap((make, i) => {
      const isNew = (prop: string) => values[i]![prop] !== undefined && values.slice(0, i).every(other => other[prop] === undefined);
      return pairsBesideOthers(struct, place, make, propertiesOf(struct).map(({ name }) => name).filter(prop => i > 0 && !isNew(prop)));
    }),
  ];
}

const valuesOf = (place: string, struct: string) => (FULL[place] ?? FULL[struct]!) as Make[];

const tried = new Set<string>();
const shown = new Set<string>();

test('every public method that takes a struct, or something that may be left out, is in the table', () => {
  expect(Object.keys(USES).sort()).toEqual(PLACES.map(({ place }) => place).sort());
});

test.each(PLACES.filter(({ optional }) => optional))('$place may be undefined', ({ place }) => {
  const use = USES[place]!;
  const absent = outcome(use);
  expect([outcome(use, undefined as never), outcome(use, {})]).toEqual([absent, absent]);
});

test.each(PLACES)('$place takes what is undefined for what is not there', ({ place, struct }) => {
  const seen = memoized(make => createHash('sha256').update(outcome(USES[place]!, make())).digest('hex')); // there are hundreds, of hundreds of kilobytes
  const pairs = pairsOf(place, struct!);
  for (const { prop, absent, given } of pairs) {
    tried.add(prop).add(prop.slice(0, prop.lastIndexOf('.')));
    if (given && seen(given) !== seen(absent)) shown.add(prop);
  }
  const different = pairs.filter(({ absent, undefined: explicit }) => seen(explicit) !== seen(absent));
  expect(different.map(({ what }) => what)).toEqual([]);
});

/** Each prop that must be given, left out: of structs of this library, because what cdk8s-plus takes it looks at itself. */
function gapsOf(struct: string, what: string, make: Make): { readonly what: string; readonly make: Make }[] {
  if (!ownStructs.includes(struct)) return [];
  const own = propertiesOf(struct).filter(({ optional }) => !optional).map(({ name }) => ({ what: `${what}.${name}`, make: () => without(make(), [name]) }));
  const nested = propertiesOf(struct).flatMap(({ name, type }) => {
    const of = structIn(type);
    const value = make()[name];
    if (of === undefined || value === undefined || PLACES.some(other => other.struct === of)) return [];
    const [first, put] = Array.isArray(value)
      ? [() => (make()[name] as Value[])[0]!, (each: Value): unknown => [each, ...(make()[name] as Value[]).slice(1)]]
      : [() => make()[name] as Value, (each: Value): unknown => each];
    return gapsOf(of, `${what}.${name}`, first).map(gap => ({ what: gap.what, make: () => ({ ...make(), [name]: put(gap.make()) }) }));
  });
  return [...own, ...nested];
}

test.each(PLACES.filter(({ struct }) => struct !== undefined))('$place is told what it lacks, where no compiler has said so', ({ place, struct }) => {
  const gaps = valuesOf(place, struct!).flatMap(make => gapsOf(struct!, place, make)).map(({ what, make }) => [what, outcome(USES[place]!, make())]);
  expect(gaps.filter(([, said]) => !/^refused: [\w/-]+: '[^']+' must be [^\n]+, got nothing(;|$)/.test(said!))).toEqual([]);
});

test.each(PLACES)('what the table gives to $place is legal', ({ place, struct }) => {
  const make = valuesOf(place, struct!)[0]!;
  const least = without(make(), optionalsOf(struct!).filter(prop => !NEEDED[struct!]?.includes(prop)));
  expect([make(), least].map(value => outcome(USES[place]!, value)).filter(seen => seen.startsWith('refused: '))).toEqual([]);
});

test.each(['CassandraCluster.new.props', 'MongoCluster.new.props'])('%s is advised on the same', (place) => {
  const { struct } = PLACES.find(other => other.place === place)!;
  const advice = memoized(make => new Guard().report((USES[place]!(make()) as Construct).node.root));
  const pairs = pairsAlone(struct!, place, valuesOf(place, struct!)[0]!).filter(({ prop }) => prop.startsWith(struct!) && !NEEDED[struct!]?.some(needed => prop.endsWith(needed)));
  expect(pairs.filter(({ absent, undefined: explicit }) => String(advice(absent)) !== String(advice(explicit))).map(({ what }) => what)).toEqual([]);
});

test('every struct is tried', () => {
  const bases = [...tried].filter(struct => ownStructs.includes(struct)).flatMap(basesOf);
  const given = ownStructs.filter(struct => !['GuardFinding', 'UpgradeFinding', 'UpgradeField'].includes(struct)); // which users get
  expect(given.filter(struct => !tried.has(struct) && !bases.includes(struct) && propertiesOf(struct).some(({ optional }) => optional))).toEqual([]);
});

test('every optional prop is given somewhere, and is seen', () => {
  const all = ownStructs.filter(struct => tried.has(struct)).flatMap(struct => optionalsOf(struct).map(prop => `${struct}.${prop}`));
  // it stands beside none of the others: stateful-backend/pod-template
  expect(all.filter(prop => !shown.has(prop))).toEqual(['PodFields.windowsOptions']);
});
