import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { CREDENTIALS_DIRECTORY, DATA_DIRECTORY, MONGOD_DIRECTORY, PROGRAMS_DIRECTORY } from './config';
import { DECISIONS } from './decisions';
import { MONGODB } from './ports';
import { KEY_FILE, MEMORY, OtherMembers, PATIENCE, Settings } from './settings';
import { MongoTls, TlsMode } from './tls';
import { KnownUser } from './users';
import { hasUsualKeys, passwordValue, usernameValue, USUAL } from '../engine/credentials';
import { decidedVariable } from '../engine/decisions';
import { METRICS } from '../engine/monitor';
import {
  AUTHORITY_FILE, CERTIFICATE_FILE, clientVolume, mountServerFiles, ServerFiles, serverFiles, TLS_DIRECTORY, TlsFiles,
} from '../engine/tls-files';
import { memoryVolume, optionalSecretVolume, secretVolume, TMP_DIRECTORY } from '../engine/volumes';
import { loginVolumeName } from '../naming/volume-names';
import { HeldFields } from '../stateful-backend/held-fields';
import { StatefulBackend } from '../stateful-backend/stateful-backend';

const MEMBERS_DIRECTORY = '/opt/members';
const MANAGER_DIRECTORY = '/run/manager';
const KEY_FILE_DIRECTORY = '/run/keyfile';

/** The grace period of a container that no longer answers, its hook included: it makes no use of more. */
const HANGING = Duration.seconds(60);

/** The volumes that all pods mount. */
export interface Shared {
  readonly programs: kplus.Volume;
  readonly members: kplus.Volume;
  readonly keyFile: kplus.Volume;
  readonly server?: ServerFiles;
  /** Where an exporter must speak TLS, and needs no private key, or finds it whole. */
  readonly exporterTls?: kplus.Volume;
}

/** What a kind of member runs with. */
export type Kind = Pick<OtherMembers, 'storage' | 'storageClassName' | 'resources' | 'cacheGigabytes'> & { readonly arbiter: boolean };

/** The containers of a kind of member. */
export interface Containers {
  readonly mongod: kplus.Container;
  readonly manager: kplus.Container;
  /** What is made of a private key and its certificates. */
  readonly whole?: kplus.Volume;
}

const { fromValue, fromFieldRef } = kplus.EnvValue;
const program = (name: string, ...args: string[]) => ['bash', `${PROGRAMS_DIRECTORY}/${name}`, ...args];

const STOP = {
  command: program('stop.sh'),
  because: 'a member that does not wait for the others may take the majority away',
};
const OUTLAST = { command: program('outlast.sh'), because: 'the manager must stay until its mongod has stopped' };

/** How long a stopping member waits for others that are down, in seconds: for half of its grace period at most. */
function patience({ gracePeriod }: Settings): number {
  return Math.min(PATIENCE.toSeconds(), Math.floor(gracePeriod.toSeconds() / 2));
}

export function tlsVolumes(files: TlsFiles, { _mode: mode, _requiresClientCertificate: asked }: MongoTls): Partial<Shared> {
  return {
    server: serverFiles(files),
    ...(mode === TlsMode.REQUIRE && { exporterTls: clientVolume('tls-exporter', files, asked) }),
  };
}

/** The cache of an arbiter is the least that there is. */
function heldOf({ arbiter }: Kind): HeldFields {
  return { ...(!arbiter && { memory: MEMORY.because }), preStop: STOP };
}

/** Puts into the pods of one kind of member what makes members of them. */
export function fillPods(backend: StatefulBackend, kind: Kind, settings: Settings, shared: Shared): Containers {
  const mongod = backend.addContainer(mongodOf(kind, settings));
  mongod.mount(KEY_FILE_DIRECTORY, shared.keyFile, { readOnly: true });
  mongod.mount(MONGOD_DIRECTORY, memoryVolume('run'));
  mongod.mount(TMP_DIRECTORY, backend.addEmptyDir('tmp'));
  mongod.mount(DATA_DIRECTORY, backend.addClaim('data', { size: kind.storage, storageClassName: kind.storageClassName }));

  const manager = backend.addContainer(managerOf(kind, settings));
  manager.mount(MEMBERS_DIRECTORY, shared.members, { readOnly: true });
  manager.mount(TMP_DIRECTORY, backend.addEmptyDir('manager-tmp'));

  const between = backend.addEmptyDir('manager');
  const whole = shared.server?.tlsParts && memoryVolume('tls');
  for (const container of [mongod, manager]) {
    container.mount(PROGRAMS_DIRECTORY, shared.programs, { readOnly: true });
    container.mount(MANAGER_DIRECTORY, between);
    if (shared.server) mountServerFiles(container, shared.server);
    if (whole) container.mount(TLS_DIRECTORY, whole);
    backend._hold(container, name => decidedVariable(DECISIONS, name), container === mongod ? heldOf(kind) : { preStop: OUTLAST });
  }
  if (settings.gracePeriod.toSeconds() > HANGING.toSeconds()) {
    for (const container of [mongod, manager]) backend.extendContainer(container, { livenessGracePeriod: HANGING });
  }
  return { mongod, manager, whole };
}

/** Lets a manager know a user, whose Secret it looks after. */
export function showUser(manager: kplus.Container, user: KnownUser): void {
  manager.mount(`${CREDENTIALS_DIRECTORY}/${user.id}`, userVolume(user), { readOnly: true });
}

/**
 * One file each for name and password, whatever they are called in the Secret. The previous password may be absent, and Kubernetes knows
 * but volumes of which all may be: what is missing, the manager says.
 */
function userVolume({ id, credentials }: KnownUser): kplus.Volume {
  const { secret, username, usernameKey, passwordKey, previousPasswordKey } = credentials;
  const name = loginVolumeName(id);
  return hasUsualKeys(credentials) ? secretVolume(name, secret.name) : optionalSecretVolume(name, secret.name, {
    ...(username === undefined && { [usernameKey]: { path: USUAL.usernameKey } }),
    [passwordKey]: { path: USUAL.passwordKey },
    [previousPasswordKey]: { path: USUAL.previousPasswordKey },
  });
}

/** Tells Prometheus of the mongod beside it. */
export function addExporter(backend: StatefulBackend, { asked, exporter }: Settings, tls: kplus.Volume | undefined): void {
  if (exporter === undefined) return;
  const { image, credentials, port, args, resources } = exporter;
  const options = asked.tls?._mode === TlsMode.REQUIRE ? tlsInUri(asked.tls) : '';
  const container = backend.addContainer({
    name: 'exporter',
    image,
    args,
    ports: [{ name: METRICS, number: port }],
    envVariables: {
      MONGODB_URI: fromValue(`mongodb://localhost:${MONGODB.number}/?directConnection=true&authSource=admin${options}`),
      MONGODB_USER: usernameValue(credentials),
      MONGODB_PASSWORD: passwordValue(credentials),
    },
    resources,
  });
  backend._hold(container, () => undefined);
  if (tls) container.mount(TLS_DIRECTORY, tls, { readOnly: true });
}

function tlsInUri({ _requiresClientCertificate: asked }: MongoTls): string {
  const own = asked ? `&tlsCertificateKeyFile=${TLS_DIRECTORY}/${CERTIFICATE_FILE}` : '';
  return `&tls=true&tlsCAFile=${TLS_DIRECTORY}/${AUTHORITY_FILE}${own}`;
}

function mongodOf(kind: Kind, settings: Settings): kplus.ContainerProps {
  const options = ['--wiredTigerCacheSizeGB', String(kind.cacheGigabytes)];
  // No user is ever on an arbiter, so it would let anybody on its own machine in as the first one.
  const locked = ['--setParameter', 'enableLocalhostAuthBypass=false'];
  const open = { port: MONGODB.number, timeoutSeconds: Duration.seconds(5) };
  return {
    name: 'mongod',
    image: settings.image,
    command: program('start.sh', ...options, ...kind.arbiter ? locked : []),
    ports: [MONGODB],
    envVariables: {
      ...variables(kind, settings),
      POD_IPS: fromFieldRef(kplus.EnvFieldPaths.POD_IPS),
      MONGO_PATIENCE: fromValue(String(patience(settings))),
      ...(settings.keyFile.key !== KEY_FILE && { KEYFILE: fromValue(`${KEY_FILE_DIRECTORY}/${settings.keyFile.key}`) }),
    },
    resources: kind.resources,
    lifecycle: { preStop: kplus.Handler.fromCommand([...STOP.command]) },
    // It listens when it has recovered: after days without a majority, or on a slow disk, hours after a crash. Ended before, it begins with
    // that anew, and never gets there. So it has a day; one that cannot start ends by itself. From then on, who does not listen is dead.
    // Whether it serves, its manager says.
    startup: kplus.Probe.fromTcpSocket({ ...open, periodSeconds: Duration.seconds(10), failureThreshold: 8640 }),
    liveness: kind.arbiter
      ? kplus.Probe.fromCommand(program('arbiter-alive.sh'), {
        periodSeconds: Duration.seconds(20),
        timeoutSeconds: Duration.seconds(5),
        failureThreshold: 6,
      })
      : kplus.Probe.fromTcpSocket({ ...open, periodSeconds: Duration.seconds(20), failureThreshold: 6 }),
  };
}

function managerOf(kind: Kind, settings: Settings): kplus.ContainerProps {
  const { asked, clusterDomain, managerResources, root } = settings;
  const young = (file: string, seconds: number) => program('young.sh', `${MANAGER_DIRECTORY}/${file}`, String(seconds));
  return {
    name: 'manager',
    image: settings.image,
    command: program('manager.sh'),
    envVariables: {
      ...variables(kind, settings),
      MONGO_DOMAIN: fromValue(clusterDomain),
      ...(asked.tls && { MONGO_TLS: fromValue(asked.tls._mode) }),
      ...(root.username !== undefined && { MONGO_ROOT_USERNAME: usernameValue(root) }),
    },
    resources: managerResources,
    lifecycle: { preStop: kplus.Handler.fromCommand([...OUTLAST.command]) },
    // How old a file is: asking mongod would take a mongosh each time.
    readiness: kplus.Probe.fromCommand(young('ready', 30), {
      periodSeconds: Duration.seconds(5),
      timeoutSeconds: Duration.seconds(5),
      failureThreshold: 2,
    }),
    liveness: kplus.Probe.fromCommand(young('alive', 180), {
      periodSeconds: Duration.seconds(30),
      timeoutSeconds: Duration.seconds(5),
      failureThreshold: 6,
    }),
  };
}

function variables(kind: Kind, { setName }: Settings): Record<string, kplus.EnvValue> {
  return {
    POD_NAME: fromFieldRef(kplus.EnvFieldPaths.POD_NAME),
    POD_NAMESPACE: fromFieldRef(kplus.EnvFieldPaths.POD_NAMESPACE),
    HOME: fromValue(TMP_DIRECTORY), // the image's own is on the data volume
    MONGO_SET: fromValue(setName),
    ...(kind.arbiter && { MONGO_ARBITER: fromValue('true') }),
  };
}
