import { Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { checkExporterArgs } from './decisions';
import { MongoExporter } from './exporter';
import { Member, memberList, MOST_MEMBERS } from './member-list';
import { MongoClusterProps } from './mongo-cluster-props';
import { checkMongodConfig } from './mongod-options';
import { EXPORTER, OWN_PORTS } from './ports';
import { MongoUser } from './user-props';
import { ClusterSettings, clusterSettings, EngineLabels } from '../engine/cluster-settings';
import { Credentials, credentialsOf } from '../engine/credentials';
import * as engine from '../engine/exporter';
import { checkImage, ImageNeed } from '../engine/image';
import { KeyedSecret, keyedSecret } from '../engine/keyed-secret';
import { besideServers, checkParts, memoryLimit, MemoryNeed, requested, Usual } from '../engine/resources';
import { clusterNames } from '../naming/cluster-names';
import { Place } from '../naming/reference';
import { matching, refuse, wholeNumber } from '../naming/refuse';
import { atLeastMebibytes, mebibytes, sizeGiven } from '../naming/units';
import { DisruptionBudget } from '../stateful-backend/disruption-budget';
import { Spread } from '../stateful-backend/spread';

/** The props of a replica set, checked, with every default settled. */
export interface Settings extends ClusterSettings {
  readonly asked: MongoClusterProps;
  readonly setName: string;
  readonly members: readonly Member[];
  /** The number of pods that hold data and are not hidden. */
  readonly replicas: number;
  readonly image: string;
  readonly resources: kplus.ContainerResources;
  readonly managerResources: kplus.ContainerResources;
  readonly cacheGigabytes: number;
  readonly hidden?: OtherMembers;
  readonly arbiter?: OtherMembers;
  readonly exporter?: Exporter;
  readonly users: readonly MongoUser[];
  /** Further ones, beside ours. */
  readonly containers: readonly kplus.ContainerProps[];
  readonly disruptionBudget: DisruptionBudget;
  readonly gracePeriod: Duration;
  readonly mongodConfig: Record<string, unknown>;
  readonly keyFile: Required<KeyedSecret>;
  readonly root: Credentials;
}

/** The exporter of each member that has users. */
export interface Exporter extends Required<Omit<MongoExporter, 'credentials'>> {
  readonly credentials: Credentials;
}

/** Members in a StatefulSet of their own. */
export interface OtherMembers {
  readonly set: string;
  readonly replicas: number;
  readonly storage: Size;
  readonly storageClassName?: string;
  readonly resources: kplus.ContainerResources;
  readonly cacheGigabytes: number;
  readonly spread: Spread[];
}

/** The label that all pods of the replica set have, of whichever StatefulSet. */
export const CLUSTER_LABEL = 'cdk8s-stateful/cluster';
const LABELS: EngineLabels = { name: 'mongodb', ofCluster: CLUSTER_LABEL, beside: kplus.Pod.ADDRESS_LABEL };

const IMAGE = 'mongo:8.0';
/** The managers run in the image's mongosh, which the official ones have since 6.0. */
export const NEEDED: ImageNeed = {
  program: 'mongo',
  called: 'MongoDB',
  least: [6, 0],
  usual: IMAGE,
  instead: 'the managers run in mongosh, which older images do not have in that form',
};
const RESOURCES = { cpu: { request: kplus.Cpu.millis(500) }, memory: { limit: Size.gibibytes(2) } };
// WiredTiger's least cache is as large as the request, and 8.0's allocator keeps memory for each processor of the machine.
const ARBITER_RESOURCES: Usual = {
  cpu: { request: kplus.Cpu.millis(50) },
  memory: { request: Size.mebibytes(256), limit: Size.mebibytes(512) },
};
const MANAGER_RESOURCES: Usual = {
  cpu: { request: kplus.Cpu.millis(20) },
  memory: { request: Size.mebibytes(128), limit: Size.mebibytes(256) },
};
const EXPORTER_RESOURCES: Usual = {
  cpu: { request: kplus.Cpu.millis(20) },
  memory: { request: Size.mebibytes(64), limit: Size.mebibytes(128) },
};
/** What a container beside a mongod gets at most: what it has is not for mongod. */
const BESIDE = kplus.Cpu.units(1);
export const MEMORY: MemoryNeed = { least: 512, because: 'the cache is derived from it' };
const LEAST_CACHE = 256; // MiB, MongoDB's own limit
const LEAST_BESIDE = 256; // MiB beside the cache: what mongod takes when it has nothing to do, and little more
const LEAST_STORAGE = 1024; // MiB

/** How long a stopping member waits for others that are down, at most. */
export const PATIENCE = Duration.seconds(60);

/** Long enough to step down, to let clients finish for 15 seconds, and to write what is in the cache. */
const STOPPING = Duration.seconds(120);

/** The key that it is under where nobody says otherwise, and its name in the pods. */
export const KEY_FILE = 'keyfile';

export function settle(cluster: Construct, props: MongoClusterProps): Settings {
  const where = cluster.node.path;
  const common = clusterSettings(cluster, props, LABELS);
  const { name, place, selectorLabels } = common;
  const image = props.image ?? IMAGE;
  checkImage(where, image, NEEDED);
  const members = memberList(where, name, props);
  checkDisk(where, 'storage', props.storage);
  const measured = resourcesOf(where, 'resources', props.resources ?? RESOURCES, props.wiredTigerCache);
  props.tls?._check(where);
  const replicas = wholeNumber(where, 'replicas', props.replicas ?? props.members, props.members, MOST_MEMBERS);
  const hidden = hiddenOf(where, name, props, selectorLabels);
  const arbiter = arbiterOf(where, name, props, measured.resources, selectorLabels);
  checkParts(cluster, { '': props, 'hidden.': props.hidden, 'arbiter.': props.arbiter, 'exporter.': props.exporter });
  return {
    ...common,
    asked: props,
    setName: matching(where, 'setName', props.setName ?? name, /^[A-Za-z0-9_-]{1,63}$/, '1 to 63 letters, digits, _ or -'),
    members,
    replicas,
    image,
    ...measured,
    managerResources: props.managerResources ?? besideServers(MANAGER_RESOURCES, measured.resources, BESIDE),
    hidden,
    arbiter,
    exporter: exporterOf(where, place, props, measured.resources),
    users: props.users ?? [],
    containers: props.containers ?? [],
    disruptionBudget: props.disruptionBudget ?? DisruptionBudget.fitted(replicas + (hidden?.replicas ?? 0) + (arbiter?.replicas ?? 0)),
    gracePeriod: props.terminationGracePeriod ?? Duration.seconds(PATIENCE.toSeconds() + STOPPING.toSeconds()),
    mongodConfig: checkMongodConfig(where, props.mongodConfig ?? {}, props.image !== undefined),
    keyFile: keyedSecret(where, 'keyFile', props.keyFile, KEY_FILE, place),
    root: credentialsOf(where, 'rootCredentials', props.rootCredentials, place),
  };
}

/** On hosts of their own, and if there are enough, not on those of other members. */
function hiddenOf(
  where: string,
  name: string,
  { hidden, storage, storageClassName, resources, wiredTigerCache, spread }: MongoClusterProps,
  selectorLabels: Record<string, string>,
): OtherMembers | undefined {
  if (hidden === undefined) return undefined;
  const measured = hidden.resources === undefined
    ? resourcesOf(where, 'resources', resources ?? RESOURCES, wiredTigerCache)
    : resourcesOf(where, 'hidden.resources', hidden.resources, undefined);
  return {
    set: clusterNames(name).hidden,
    replicas: wholeNumber(where, 'hidden.replicas', hidden.replicas ?? hidden.members, hidden.members, MOST_MEMBERS),
    storageClassName: hidden.storageClassName ?? storageClassName,
    storage: checkDisk(where, 'hidden.storage', hidden.storage ?? storage),
    ...measured,
    spread: spread ?? [Spread.hard(kplus.Topology.HOSTNAME), ...apart(selectorLabels)],
  };
}

/** If there are enough hosts, not on that of another member, whose loss would then be the loss of two votes. */
function arbiterOf(
  where: string,
  name: string,
  { arbiter, storageClassName, spread }: MongoClusterProps,
  members: kplus.ContainerResources,
  selectorLabels: Record<string, string>,
): OtherMembers | undefined {
  if (arbiter === undefined) return undefined;
  return {
    set: clusterNames(name).arbiter,
    replicas: 1,
    storageClassName: arbiter.storageClassName ?? storageClassName,
    storage: checkDisk(where, 'arbiter.storage', arbiter.storage ?? Size.gibibytes(1)),
    resources: arbiter.resources ?? besideServers(ARBITER_RESOURCES, members),
    cacheGigabytes: LEAST_CACHE / 1024,
    spread: spread ?? apart(selectorLabels),
  };
}

/** Counts the pods of all kinds. */
function apart(matchLabels: Record<string, string>): Spread[] {
  return [Spread.soft(kplus.Topology.HOSTNAME, { matchLabels }), Spread.soft(kplus.Topology.ZONE, { matchLabels })];
}

function exporterOf(
  where: string, pods: Place, { exporter }: MongoClusterProps, members: kplus.ContainerResources,
): Exporter | undefined {
  const resources = besideServers(EXPORTER_RESOURCES, members, BESIDE);
  const need = { port: EXPORTER, resources, taken: OWN_PORTS, users: 'mongod and the manager use' };
  const settled = engine.exporterOf(where, exporter, need);
  if (settled === undefined) return undefined;
  const args = settled.args ?? [`--web.listen-address=:${settled.port}`, '--collector.diagnosticdata', '--collector.replicasetstatus'];
  checkExporterArgs(where, args, settled.port);
  return { ...settled, args, credentials: credentialsOf(where, 'exporter.credentials', settled.credentials, pods) };
}

function checkDisk(where: string, what: string, storage: Size): Size {
  atLeastMebibytes(where, what, storage, LEAST_STORAGE, 'the journal and diagnostic data of a mongod without data take up to 500 MiB');
  return storage;
}

function resourcesOf(
  where: string,
  what: string,
  asked: kplus.ContainerResources,
  cache: Size | undefined,
): Pick<Settings, 'resources' | 'cacheGigabytes'> {
  const limit = memoryLimit(where, what, asked, MEMORY);
  const cached = cache ? mebibytes(cache) : Math.max(LEAST_CACHE, Math.floor((limit - 1024) / 2));
  const most = limit - LEAST_BESIDE;
  if (!(cached >= LEAST_CACHE && cached <= most)) {
    const allowed = `from ${LEAST_CACHE} MiB to ${most} MiB, which leaves ${LEAST_BESIDE} MiB of the memory limit of ${limit} MiB`;
    refuse(where, {
      what: 'wiredTigerCache',
      allowed,
      got: cache && sizeGiven(cache),
      instead: 'mongod needs memory beside its cache, and is killed for lack of it',
    });
  }
  return { resources: requested(asked), cacheGigabytes: cached / 1024 };
}
