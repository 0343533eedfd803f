import { Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Authenticator, CassandraClusterProps } from './cassandra-cluster-props';
import { checkYaml } from './cassandra-yaml';
import { CassandraExporter } from './exporter';
import { RackOfPods, Ring } from './ring';
import { withTokenAllocation } from './token-allocation';
import { CLUSTER_NAME, DNS_DOMAIN, DNS_LABEL } from '../naming/dns-label';
import { namespaceOf, objectName } from '../naming/object-name';
import { INT32, refuse, wholeNumber } from '../naming/refuse';

/** The props of a ring, checked, with every default settled. */
export interface Settings {
  readonly asked: CassandraClusterProps;
  readonly name: string;
  readonly namespace?: string;
  readonly racks: readonly RackOfPods[];
  readonly ring: Ring;
  readonly image: string;
  readonly datacenter: string;
  readonly authenticator: Authenticator;
  readonly superuser?: kplus.ISecret;
  readonly systemAuthReplication: number;
  /** Seconds. */
  readonly gcGrace: number;
  readonly resources: kplus.ContainerResources;
  readonly memory: Memory;
  readonly jvmOptions: readonly string[];
  readonly exporter?: Required<Pick<CassandraExporter, 'port'>> & CassandraExporter;
  readonly cassandraYaml: Record<string, unknown>;
}

/** In MiB. */
export interface Memory {
  readonly limit: number;
  /** What is left of the limit for everything but heap and direct memory. */
  readonly beside: number;
}

const IMAGE = 'cassandra:5.0';
const GC_GRACE = Duration.days(10);
const LEAST_GC_GRACE = Duration.hours(1);
const MEMORY = Size.gibibytes(4);
const LEAST_MEMORY = 1024; // MiB
const LEAST_BESIDE = 256; // MiB; a node of a ring that nobody uses has 220: classes, compiled code, stacks, bookkeeping of the collector
const DATACENTER = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,47}$/;
const OWN_PORTS = [7000, 7001, 7002, 7199, 9042];

export function settle(cluster: Construct, props: CassandraClusterProps): Settings {
  const where = cluster.node.path;
  const name = objectName(where, cluster.node.id, props.metadata?.name, CLUSTER_NAME);
  const racks = racksOf(where, name, props);
  const leaving = wholeNumber(where, 'decommission', props.decommission ?? 0, 0);
  const nodes = wholeNumber(where, 'nodes', props.nodes, racks.length + leaving);
  const staying = nodes - leaving;
  const ring = new Ring(racks, nodes, leaving);
  const authenticator = props.authenticator ?? Authenticator.PASSWORD;

  checkNames(where, props);
  checkDisks(where, props);
  checkReplaced(where, ring, props);
  if (props.numTokens !== undefined) wholeNumber(where, 'numTokens', props.numTokens, 1, 256);
  if (props.superuserRevision !== undefined) wholeNumber(where, 'superuserRevision', props.superuserRevision, 0);
  return {
    asked: props,
    name,
    namespace: namespaceOf(cluster, props.metadata?.namespace),
    racks,
    ring,
    image: props.image ?? IMAGE,
    datacenter: matching(
      where,
      'datacenter',
      props.datacenter ?? 'datacenter1',
      DATACENTER,
      '1 to 48 letters, digits, _, - or ., beginning with a letter or digit',
    ),
    authenticator,
    superuser: superuserOf(where, authenticator, props.superuser),
    systemAuthReplication: wholeNumber(where, 'systemAuthReplication', props.systemAuthReplication ?? Math.min(3, staying), 1, staying),
    gcGrace: gcGraceOf(where, props),
    memory: memoryOf(where, props),
    resources: resourcesOf(props),
    jvmOptions: jvmOptionsOf(where, props),
    exporter: exporterOf(where, props),
    cassandraYaml: withTokenAllocation(where, racks.length, checkYaml(where, props.cassandraYaml ?? {}, props.image !== undefined)),
  };
}

function racksOf(where: string, name: string, { racks }: CassandraClusterProps): RackOfPods[] {
  if (racks === undefined) return [{ set: name, rack: 'rack1' }];
  if (racks.length === 0) {
    refuse(where, { what: 'racks', allowed: 'one or more racks', got: racks, instead: 'leave it out if there are none' });
  }
  racks.forEach(({ name: rack }, i) => {
    if (!DNS_LABEL.accepts(rack)) refuse(where, { what: `racks[${i}].name`, allowed: DNS_LABEL.allowed, got: rack });
    if (racks.findIndex(other => other.name === rack) < i) {
      refuse(where, { what: `racks[${i}].name`, allowed: 'a name that no other rack has', got: rack });
    }
  });
  return racks.map(rack => ({ set: `${name}-${rack.name}`, rack: rack.name, zone: rack.zone ?? rack.name }));
}

function checkNames(where: string, { clusterName, clusterDomain, datacenter, extraSeeds = [] }: CassandraClusterProps): void {
  for (const [what, got, shared] of [
    ['clusterName', clusterName, 'to the name that they have'],
    ['datacenter', datacenter, 'to a name that none of them has'],
  ] as const) {
    if (extraSeeds.length > 0 && got === undefined) {
      refuse(where, { what, allowed: `set if extraSeeds names other datacenters, ${shared}`, got });
    }
  }
  // eslint-disable-next-line no-control-regex
  if (clusterName !== undefined) {
    matching(
      where,
      'clusterName',
      clusterName,
      /^[^\u0000-\u001f\u007f-\u009f]{1,128}$/,
      '1 to 128 characters, none of them a control character',
    );
  }
  if (clusterDomain !== undefined && !DNS_DOMAIN.accepts(clusterDomain)) {
    refuse(where, { what: 'clusterDomain', allowed: DNS_DOMAIN.allowed, got: clusterDomain });
  }
  extraSeeds.forEach((seed, i) => matching(
    where,
    `extraSeeds[${i}]`,
    seed,
    /^[A-Za-z0-9]([A-Za-z0-9.:-]{0,251}[A-Za-z0-9])?$/,
    'a DNS name or an address',
  ));
}

function checkDisks(where: string, { storage, commitLog, heap, directMemory }: CassandraClusterProps): void {
  for (const [what, size] of [
    ['storage', storage],
    ['commitLog.storage', commitLog?.storage],
    ['heap', heap],
    ['directMemory', directMemory],
  ] as const) {
    const mebibytes = size?.toMebibytes({ rounding: undefined });
    if (mebibytes !== undefined && mebibytes < 64) refuse(where, { what, allowed: '64 MiB or more', got: `${mebibytes} MiB` });
  }
}

function checkReplaced(where: string, ring: Ring, { replaceNodes = {} }: CassandraClusterProps): void {
  const pods = ring.members.map(member => member.pod);
  for (const [pod, address] of Object.entries(replaceNodes)) {
    if (!pods.includes(pod)) {
      refuse(where, { what: 'replaceNodes', allowed: `keyed by the pods of the ring, ${pods.join(', ')}`, got: pod });
    }
    matching(where, `replaceNodes.${pod}`, address, /^[0-9A-Fa-f.:]{2,45}$/, "the address of a dead node, as the pod's log names it");
  }
}

function superuserOf(where: string, authenticator: Authenticator, superuser: kplus.ISecret | undefined): kplus.ISecret | undefined {
  if (authenticator === Authenticator.PASSWORD && superuser === undefined) {
    refuse(where, {
      what: 'superuser',
      allowed: 'the Secret with the username and password of the superuser',
      got: superuser,
      instead: 'where everybody may do everything, say so: authenticator: Authenticator.ALLOW_ALL',
    });
  }
  if (authenticator === Authenticator.ALLOW_ALL && superuser !== undefined) {
    refuse(where, { what: 'superuser', allowed: 'left out where nobody is asked who they are', got: superuser.name });
  }
  return superuser;
}

function gcGraceOf(where: string, { gcGrace = GC_GRACE }: CassandraClusterProps): number {
  const seconds = gcGrace.toSeconds({ integral: false });
  if (Number.isInteger(seconds) && seconds >= LEAST_GC_GRACE.toSeconds() && seconds <= INT32) return seconds;
  return refuse(where, { what: 'gcGrace', allowed: 'a whole number of seconds, 1 hour or more', got: `${seconds} seconds` });
}

function memoryOf(where: string, { resources, heap, directMemory }: CassandraClusterProps): Memory {
  const limit = (resources === undefined ? MEMORY : resources.memory?.limit)?.toMebibytes();
  const what = 'resources.memory.limit';
  if (limit === undefined || limit < LEAST_MEMORY) {
    return refuse(where, {
      what,
      allowed: '1 GiB or more, because heap and direct memory are derived from it',
      got: limit === undefined ? undefined : `${limit} MiB`,
    });
  }
  const ofHeap = heap?.toMebibytes() ?? Math.floor(Math.min(limit / 2, 16 * 1024));
  const direct = directMemory?.toMebibytes() ?? Math.floor(limit / 4);
  const beside = limit - ofHeap - direct;
  if (beside < LEAST_BESIDE) {
    const parts = `a heap of ${ofHeap} MiB, direct memory of ${direct} MiB and ${LEAST_BESIDE} MiB beside them`;
    refuse(where, { what, allowed: `${ofHeap + direct + LEAST_BESIDE} MiB or more, for ${parts}`, got: `${limit} MiB` });
  }
  return { limit, beside };
}

function resourcesOf({ resources }: CassandraClusterProps): kplus.ContainerResources {
  const limit = resources === undefined ? MEMORY : resources.memory?.limit;
  return {
    cpu: resources === undefined ? { request: kplus.Cpu.units(1) } : resources.cpu,
    memory: { request: resources?.memory?.request ?? limit, limit },
    ephemeralStorage: resources?.ephemeralStorage,
  };
}

function jvmOptionsOf(where: string, { jvmOptions = [] }: CassandraClusterProps): readonly string[] {
  return jvmOptions.map((option, i) => matching(
    where,
    `jvmOptions[${i}]`,
    option,
    /^-[!-~]+$/,
    'a JVM option in ASCII, beginning with - and without blanks',
  ));
}

function exporterOf(where: string, { exporter }: CassandraClusterProps): Settings['exporter'] {
  if (exporter === undefined) return undefined;
  const port = wholeNumber(where, 'exporter.port', exporter.port ?? 9404, 1024, 65535);
  if (OWN_PORTS.includes(port)) {
    refuse(where, { what: 'exporter.port', allowed: `a port other than ${OWN_PORTS.join(', ')}, which Cassandra uses`, got: port });
  }
  matching(where, 'exporter.jar', exporter.jar, /^\/[!-~]+$/, 'an absolute path, without blanks');
  return { ...exporter, port };
}

function matching(where: string, what: string, got: string, form: RegExp, allowed: string): string {
  return typeof got === 'string' && form.test(got) ? got : refuse(where, { what, allowed, got });
}
