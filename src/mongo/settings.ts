import { Size, SizeRoundingBehavior } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { MongoExporter } from './exporter';
import { Member, memberList, setNames } from './member-list';
import { MongoClusterProps } from './mongo-cluster-props';
import { checkMongodConfig } from './mongod-options';
import { CLUSTER_NAME, DNS_DOMAIN } from '../naming/dns-label';
import { namespaceOf, objectName } from '../naming/object-name';
import { INT32, refuse, wholeNumber } from '../naming/refuse';
import { CLUSTER_DOMAIN } from '../naming/service-dns';

/** The props of a replica set, checked, with every default settled. */
export interface Settings {
  readonly asked: MongoClusterProps;
  readonly name: string;
  readonly namespace?: string;
  readonly setName: string;
  readonly clusterDomain: string;
  readonly members: readonly Member[];
  readonly securityContext: kplus.PodSecurityContextProps;
  /** The number of pods that hold data and are not hidden. */
  readonly replicas: number;
  readonly image: string;
  readonly resources: kplus.ContainerResources;
  readonly cacheGigabytes: number;
  readonly hidden?: OtherMembers;
  readonly arbiter?: OtherMembers;
  readonly exporter?: MongoExporter & { readonly port: number };
  readonly mongodConfig: Record<string, unknown>;
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

const IMAGE = 'mongo:8.0';
const USER = 999; // the image's "mongodb"
const RESOURCES = { cpu: { request: kplus.Cpu.millis(500) }, memory: { limit: Size.gibibytes(2) } };
// WiredTiger's least cache is as large as the request, and 8.0's allocator keeps memory for each processor of the machine.
const ARBITER_RESOURCES = { cpu: { request: kplus.Cpu.millis(50) }, memory: { request: Size.mebibytes(256), limit: Size.mebibytes(512) } };
const LEAST_MEMORY = 512; // MiB
const LEAST_CACHE = 256; // MiB, MongoDB's own limit
const LEAST_BESIDE = 256; // MiB beside the cache: what mongod takes when it has nothing to do, and little more
const LEAST_STORAGE = 1024; // MiB
const OWN_PORTS = [27017, 28017];

/** What a StatefulBackend takes and the replica set decides. */
const OWN: Partial<Record<keyof MongoClusterProps, string>> = {
  service: 'the cluster makes its own, which members and SRV names go by',
  selectorLabels: 'each kind of member has its own',
  publishNotReadyAddresses: 'members must find each other before they are ready',
  ordinalsStart: 'the member with ordinal 0 makes the replica set',
  podManagementPolicy: 'all members must start together: none is ready before there is a majority',
  hostNetwork: 'every process of the machine would be let in as the first user',
  isolate: 'call addNetworkPolicy, which lets members reach each other',
};

export function settle(cluster: Construct, props: MongoClusterProps): Settings {
  const where = cluster.node.path;
  const name = objectName(where, cluster.node.id, props.metadata?.name, CLUSTER_NAME);
  for (const [what, instead] of Object.entries(OWN)) {
    const got = props[what as keyof MongoClusterProps];
    if (got !== undefined) refuse(where, { what, allowed: 'left out', got: what === 'service' ? props.service!.node.path : got, instead });
  }
  const members = memberList(where, name, props);
  checkDisk(where, 'storage', props.storage);
  props.tls?._check(where);
  const clusterDomain = props.clusterDomain ?? CLUSTER_DOMAIN;
  if (!DNS_DOMAIN.accepts(clusterDomain)) refuse(where, { what: 'clusterDomain', allowed: DNS_DOMAIN.allowed, got: clusterDomain });
  return {
    asked: props,
    name,
    namespace: namespaceOf(cluster, props.metadata?.namespace),
    setName: setNameOf(where, props.setName ?? name),
    clusterDomain,
    members,
    securityContext: { ...props.securityContext, user: props.securityContext?.user ?? USER },
    replicas: wholeNumber(where, 'replicas', props.replicas ?? props.members, props.members, INT32),
    image: props.image ?? IMAGE,
    ...resourcesOf(where, 'resources', props.resources ?? RESOURCES, props.wiredTigerCache),
    hidden: hiddenOf(where, name, props),
    arbiter: arbiterOf(where, name, props),
    exporter: exporterOf(where, props.exporter),
    mongodConfig: checkMongodConfig(where, props.mongodConfig ?? {}, props.image !== undefined),
  };
}

function setNameOf(where: string, setName: string): string {
  const allowed = '1 to 63 letters, digits, _ or -';
  return typeof setName === 'string' && /^[A-Za-z0-9_-]{1,63}$/.test(setName)
    ? setName
    : refuse(where, { what: 'setName', allowed, got: setName });
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
    set: setNames(name).hidden,
    replicas: wholeNumber(where, 'hidden.replicas', hidden.replicas ?? hidden.members, hidden.members, INT32),
    storageClassName: hidden.storageClassName ?? storageClassName,
    storage: checkDisk(where, 'hidden.storage', hidden.storage ?? storage),
    ...measured,
  };
}

function arbiterOf(where: string, name: string, { arbiter, storageClassName }: MongoClusterProps): OtherMembers | undefined {
  if (arbiter === undefined) return undefined;
  return {
    set: setNames(name).arbiter,
    replicas: 1,
    storageClassName: arbiter.storageClassName ?? storageClassName,
    storage: checkDisk(where, 'arbiter.storage', arbiter.storage ?? Size.gibibytes(1)),
    resources: arbiter.resources ?? ARBITER_RESOURCES,
    cacheGigabytes: LEAST_CACHE / 1024,
  };
}

function checkDisk(where: string, what: string, storage: Size): Size {
  const mebibytes = storage.toMebibytes({ rounding: SizeRoundingBehavior.NONE });
  const instead = 'the journal and diagnostic data of a mongod without data take up to 500 MiB';
  if (mebibytes < LEAST_STORAGE) refuse(where, { what, allowed: `${LEAST_STORAGE} MiB or more`, got: `${mebibytes} MiB`, instead });
  return storage;
}

function resourcesOf(
  where: string,
  what: string,
  asked: kplus.ContainerResources,
  cache: Size | undefined,
): Pick<Settings, 'resources' | 'cacheGigabytes'> {
  const limit = asked.memory?.limit;
  const mebibytes = limit?.toMebibytes() ?? 0;
  if (mebibytes < LEAST_MEMORY) {
    refuse(where, {
      what: `${what}.memory.limit`,
      allowed: `${LEAST_MEMORY} MiB or more, because the cache is derived from it`,
      got: limit && `${mebibytes} MiB`,
    });
  }
  const cached = cache?.toMebibytes() ?? Math.max(LEAST_CACHE, Math.floor((mebibytes - 1024) / 2));
  const most = mebibytes - LEAST_BESIDE;
  if (cached < LEAST_CACHE || cached > most) {
    const allowed = `from ${LEAST_CACHE} MiB to ${most} MiB, which leaves ${LEAST_BESIDE} MiB of the memory limit of ${mebibytes} MiB`;
    refuse(where, {
      what: 'wiredTigerCache',
      allowed,
      got: `${cached} MiB`,
      instead: 'mongod needs memory beside its cache, and is killed for lack of it',
    });
  }
  return {
    resources: { cpu: asked.cpu, memory: { request: asked.memory?.request ?? limit, limit }, ephemeralStorage: asked.ephemeralStorage },
    cacheGigabytes: cached / 1024,
  };
}

function exporterOf(where: string, exporter: MongoExporter | undefined): Settings['exporter'] {
  if (exporter === undefined) return undefined;
  const port = wholeNumber(where, 'exporter.port', exporter.port ?? 9216, 1024, 65535);
  if (OWN_PORTS.includes(port)) {
    refuse(where, {
      what: 'exporter.port',
      allowed: `a port other than ${OWN_PORTS.join(' and ')}, which mongod and the manager use`,
      got: port,
    });
  }
  return { ...exporter, port };
}
