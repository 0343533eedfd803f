import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { checkExporterArgs } from './decisions';
import { MongoExporter } from './exporter';
import { Member, memberList, MOST_MEMBERS } from './member-list';
import { MongoClusterProps } from './mongo-cluster-props';
import { checkMongodConfig } from './mongod-options';
import { MONGODB, WORD } from './ports';
import { ClusterPods, clusterPods } from '../engine/cluster-pods';
import { Credentials, credentialsOf } from '../engine/credentials';
import { checkImage, ImageNeed } from '../engine/image';
import { KeyedSecret, keyedSecret } from '../engine/keyed-secret';
import { besideServers, exporterPort, matching, memoryLimit, MemoryNeed, requested, Usual } from '../engine/settings';
import { clusterNames } from '../naming/cluster-names';
import { CLUSTER_NAME } from '../naming/dns-label';
import { CommonLabels } from '../naming/labels';
import { namespaceOf, objectName } from '../naming/object-name';
import { ownPlace, Place } from '../naming/reference';
import { refuse, wholeNumber } from '../naming/refuse';
import { clusterDomainOf } from '../naming/service-dns';
import { atLeastMebibytes, mebibytes } from '../naming/units';
import { checkPodReferences } from '../stateful-backend/pod-references';
import { checkPods } from '../stateful-backend/settings';

/** The props of a replica set, checked, with every default settled. */
export interface Settings {
  readonly asked: MongoClusterProps;
  readonly name: string;
  readonly namespace?: string;
  /** Where its pods are. */
  readonly place: Place;
  readonly labels: CommonLabels;
  readonly setName: string;
  readonly clusterDomain: string;
  readonly members: readonly Member[];
  /** How its pods are, whoever makes them. */
  readonly pods: ClusterPods;
  /** The labels that all members have. */
  readonly selectorLabels: Record<string, string>;
  /** The number of pods that hold data and are not hidden. */
  readonly replicas: number;
  readonly image: string;
  readonly resources: kplus.ContainerResources;
  readonly managerResources: kplus.ContainerResources;
  readonly cacheGigabytes: number;
  readonly hidden?: OtherMembers;
  readonly arbiter?: OtherMembers;
  readonly exporter?: Exporter;
  readonly mongodConfig: Record<string, unknown>;
  readonly keyFile: Required<KeyedSecret>;
  readonly root: Credentials;
}

/** The exporter of each member that has users. */
export interface Exporter extends Omit<MongoExporter, 'credentials'> {
  readonly credentials: Credentials;
  readonly port: number;
  readonly resources: kplus.ContainerResources;
}

/** Members in a StatefulSet of their own. */
export interface OtherMembers {
  readonly set: string;
  readonly replicas: number;
  readonly storage: Size;
  readonly storageClassName?: string;
  readonly resources: kplus.ContainerResources;
  readonly cacheGigabytes: number;
}

/** The label that all pods of the replica set have, of whichever StatefulSet. */
export const CLUSTER_LABEL = 'cdk8s-stateful/cluster';

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
const OWN_PORTS = [MONGODB.number, WORD];
/** The key that it is under where nobody says otherwise, and its name in the pods. */
export const KEY_FILE = 'keyfile';

export function settle(cluster: Construct, props: MongoClusterProps): Settings {
  const where = cluster.node.path;
  const name = objectName(where, cluster.node.id, props.metadata?.name, CLUSTER_NAME);
  const namespace = namespaceOf(cluster, props.metadata?.namespace);
  const place = ownPlace(cluster, namespace);
  checkPods(where, props);
  checkPodReferences(where, place, props);
  const image = props.image ?? IMAGE;
  checkImage(where, image, NEEDED);
  const members = memberList(where, name, props);
  const selectorLabels = { [CLUSTER_LABEL]: name };
  checkDisk(where, 'storage', props.storage);
  const measured = resourcesOf(where, 'resources', props.resources ?? RESOURCES, props.wiredTigerCache);
  props.tls?._check(where);
  return {
    asked: props,
    name,
    namespace,
    place,
    labels: new CommonLabels(cluster, { name: 'mongodb', instance: name }, props.metadata?.labels),
    setName: matching(where, 'setName', props.setName ?? name, /^[A-Za-z0-9_-]{1,63}$/, '1 to 63 letters, digits, _ or -'),
    clusterDomain: clusterDomainOf(where, props.clusterDomain),
    members,
    pods: clusterPods(where, props, selectorLabels, [kplus.Pod.ADDRESS_LABEL]),
    selectorLabels,
    replicas: wholeNumber(where, 'replicas', props.replicas ?? props.members, props.members, MOST_MEMBERS),
    image,
    ...measured,
    managerResources: props.managerResources ?? besideServers(MANAGER_RESOURCES, measured.resources, BESIDE),
    hidden: hiddenOf(where, name, props),
    arbiter: arbiterOf(where, name, props, measured.resources),
    exporter: exporterOf(where, place, props, measured.resources),
    mongodConfig: checkMongodConfig(where, props.mongodConfig ?? {}, props.image !== undefined),
    keyFile: keyedSecret(where, 'keyFile', props.keyFile, KEY_FILE, place),
    root: credentialsOf(where, 'rootCredentials', props.rootCredentials, place),
  };
}

function hiddenOf(
  where: string,
  name: string,
  { hidden, storage, storageClassName, resources, wiredTigerCache }: MongoClusterProps,
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
  };
}

function arbiterOf(
  where: string, name: string, { arbiter, storageClassName }: MongoClusterProps, members: kplus.ContainerResources,
): OtherMembers | undefined {
  if (arbiter === undefined) return undefined;
  return {
    set: clusterNames(name).arbiter,
    replicas: 1,
    storageClassName: arbiter.storageClassName ?? storageClassName,
    storage: checkDisk(where, 'arbiter.storage', arbiter.storage ?? Size.gibibytes(1)),
    resources: arbiter.resources ?? besideServers(ARBITER_RESOURCES, members),
    cacheGigabytes: LEAST_CACHE / 1024,
  };
}

function exporterOf(
  where: string, pods: Place, { exporter }: MongoClusterProps, members: kplus.ContainerResources,
): Exporter | undefined {
  const settled = exporterPort(where, exporter, 9216, OWN_PORTS, 'mongod and the manager use');
  if (settled === undefined) return undefined;
  checkExporterArgs(where, settled.args ?? [], settled.port);
  return {
    ...settled,
    credentials: credentialsOf(where, 'exporter.credentials', settled.credentials, pods),
    resources: settled.resources ?? besideServers(EXPORTER_RESOURCES, members, BESIDE),
  };
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
      got: `${cached} MiB`,
      instead: 'mongod needs memory beside its cache, and is killed for lack of it',
    });
  }
  return { resources: requested(asked), cacheGigabytes: cached / 1024 };
}
