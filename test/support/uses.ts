import { ApiObject, App, Chart, Cron, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { parameters } from './assembly';
import { FULL } from './full-props';
import { statefulSet } from './manifests';
import { chart } from './synth';
import {
  BackupVolume, CassandraAuthentication, CassandraCluster, CassandraTls, ClaimSource, ClientAuthority, ClientEncryption, DisruptionBudget, Guard, HeadlessService,
  InternodeEncryption, Monitor, MongoCluster, MongoTls, Spread, StatefulBackend, StatefulBackendProps, TlsMode, UpdateStrategy, UpgradeCheck,
} from '../../src';
import { cluster as ring } from '../cassandra/support/cluster';
import { cluster as set, secret } from '../mongo/support/cluster';

// Whatever takes a struct, or something that may be left out, and what there is to see of it.

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
export type Use = (...given: any[]) => Construct | string;

/** By method and parameter: what there is to see of what is given. */
export const USES: Record<string, Use> = {
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
export const PLACES = [...parameters.filter(({ place }) => place !== NO_STRUCT), { place: 'HeadlessService.bind.options', optional: true, struct: 'HeadlessServiceBindOptions' }];
