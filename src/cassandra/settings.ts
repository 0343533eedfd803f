import { Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Superuser } from './authentication';
import { CassandraClusterProps } from './cassandra-cluster-props';
import { checkYaml } from './cassandra-yaml';
import { decidedOption } from './decisions';
import { CassandraExporter } from './exporter';
import { memoryOf, MemoryParts } from './memory';
import { EXPORTER, OWN_PORTS } from './ports';
import { racksOf } from './rack';
import { RackOfPods, Ring } from './ring';
import { withTokenAllocation } from './token-allocation';
import { ClusterSettings, clusterSettings, EngineLabels } from '../engine/cluster-settings';
import * as engine from '../engine/exporter';
import { checkImage, ImageNeed } from '../engine/image';
import { besideServers, checkParts, PROGRAM_RESOURCES, requested, Usual } from '../engine/resources';
import { given } from '../naming/given';
import { INT32, matching, refuse, wholeNumber } from '../naming/refuse';
import { atLeastMebibytes, wholeHours, wholeKibibytes, wholeSeconds } from '../naming/units';
import { DisruptionBudget } from '../stateful-backend/disruption-budget';
import { Spread } from '../stateful-backend/spread';
import { refusing } from '../synthesis/refusing';

/** The props of a ring, checked, with every default settled. */
export interface Settings extends ClusterSettings, MemoryParts {
  readonly asked: CassandraClusterProps;
  readonly racks: readonly RackOfPods[];
  readonly ring: Ring;
  /** How many of the nodes are to leave the ring. */
  readonly leaving: number;
  readonly extraSeeds: readonly string[];
  /** By the pod that takes the place of a node, the address of that. */
  readonly replaceNodes: Record<string, string>;
  readonly numTokens: number;
  /** None where it is that of any backend. */
  readonly spread?: Spread[];
  readonly disruptionBudget: DisruptionBudget;
  readonly image: string;
  readonly datacenter: string;
  /** None where nobody logs in. */
  readonly superuser?: Superuser;
  /** Seconds. */
  readonly gcGrace: number;
  /** Hours. */
  readonly repairEvery?: number;
  /** KiB a second. */
  readonly compactionThroughput?: number;
  readonly resources: kplus.ContainerResources;
  readonly gateResources: kplus.ContainerResources;
  readonly jvmOptions: readonly string[];
  readonly exporter?: Required<CassandraExporter>;
  readonly cassandraYaml: Record<string, unknown>;
}

/** The label by which the StatefulSet of a rack selects its own pods. */
export const RACK_LABEL = 'cdk8s-stateful/rack';
const LABELS: EngineLabels = { name: 'cassandra', ofCluster: kplus.Pod.ADDRESS_LABEL, beside: RACK_LABEL };

const IMAGE = 'cassandra:5.0';
/** Before, cassandra.yaml has no `authenticator` with parameters, which is how it is written. */
export const NEEDED: ImageNeed = {
  program: 'cassandra',
  called: 'Cassandra',
  least: [5, 0],
  usual: IMAGE,
  instead: 'older ones do not start with the cassandra.yaml that is written here',
};
/** The first that knows `auto_repair`; see assets/cassandra/version.sh. */
export const NEEDED_TO_REPAIR: ImageNeed = {
  ...NEEDED,
  least: [5, 0, 8],
  instead: 'repairEvery needs it: older ones do not start with auto_repair',
};
const GC_GRACE = Duration.days(10);
const LEAST_GC_GRACE = 3600; // seconds
const DATACENTER = 'datacenter1';
const TOKENS = 16;
/** All metrics. */
const EXPORTER_CONFIG = '{}\n';
const RESOURCES = { cpu: { request: kplus.Cpu.units(1) }, memory: { limit: Size.gibibytes(4) } };
const EXPORTER_RESOURCES: Usual = {
  cpu: { request: kplus.Cpu.millis(50) },
  memory: { request: Size.mebibytes(64), limit: Size.mebibytes(128) },
};
// Two segments of the commit log, of 32 MiB, one in use and one prepared; a file of hints of up to 128, and 50 that must stay free. A
// commit log of its own is given a quarter of its disk, which must be a segment.
const LEAST_STORAGE = 256; // MiB
const LEAST_COMMIT_LOG = 128; // MiB
const DATACENTER_NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,47}$/;

/** Every node's turn and place stands in one ConfigMap, which kubectl must be able to apply. */
const MOST_NODES = 1000;

export function settle(cluster: Construct, props: CassandraClusterProps): Settings {
  const where = cluster.node.path;
  const common = clusterSettings(cluster, props, LABELS);
  const { name, place } = common;
  const racks = racksOf(where, name, props.racks, refusing(cluster, where));
  const leaving = wholeNumber(where, 'decommission', props.decommission ?? 0, 0, MOST_NODES - 1);
  const nodes = wholeNumber(where, 'nodes', props.nodes, racks.length + leaving, MOST_NODES);
  const ring = new Ring(racks, nodes, leaving);
  const resources = requested(props.resources ?? RESOURCES);
  checkZones(where, props);
  const image = props.image ?? IMAGE;
  checkImage(where, image, props.repairEvery ? NEEDED_TO_REPAIR : NEEDED);
  const extraSeeds = props.extraSeeds ?? [];
  checkNames(where, props, extraSeeds);
  checkDisks(where, props);
  const replaceNodes = given(props.replaceNodes ?? {});
  checkReplaced(where, ring, replaceNodes);
  const memory = memoryOf(where, props.resources ?? RESOURCES, props);
  checkParts(cluster, { '': props, 'commitLog.': props.commitLog, 'exporter.': props.exporter });
  return {
    ...common,
    asked: props,
    racks,
    ring,
    leaving,
    extraSeeds,
    replaceNodes,
    numTokens: wholeNumber(where, 'numTokens', props.numTokens ?? TOKENS, 1, 256),
    spread: props.spread ?? (props.racks && [Spread.hard(kplus.Topology.HOSTNAME)]),
    disruptionBudget: props.disruptionBudget ?? DisruptionBudget.fitted(nodes),
    image,
    datacenter: matching(
      where,
      'datacenter',
      props.datacenter ?? DATACENTER,
      DATACENTER_NAME,
      '1 to 48 letters, digits, _, - or ., beginning with a letter or digit',
    ),
    superuser: props.authentication._superuser(where, place, nodes - leaving, resources),
    gcGrace: wholeSeconds(where, 'gcGrace', props.gcGrace ?? GC_GRACE, LEAST_GC_GRACE, INT32),
    repairEvery: props.repairEvery && wholeHours(where, 'repairEvery', props.repairEvery, 1),
    compactionThroughput: props.compactionThroughput && wholeKibibytes(where, 'compactionThroughput', props.compactionThroughput),
    ...memory,
    resources,
    gateResources: props.gateResources ?? besideServers(PROGRAM_RESOURCES, resources),
    jvmOptions: jvmOptionsOf(where, props),
    exporter: exporterOf(where, props, resources),
    cassandraYaml: withTokenAllocation(where, racks.length, checkYaml(where, props.cassandraYaml ?? {}, props.image !== undefined)),
  };
}

/** Each rack has a zone of its own. */
function checkZones(where: string, { racks, nodeSelector, podFields }: CassandraClusterProps): void {
  const { key } = kplus.Topology.ZONE;
  for (const [what, labels] of Object.entries({ 'nodeSelector': nodeSelector, 'podFields.nodeSelector': podFields?.nodeSelector })) {
    const got = labels?.[key];
    if (racks === undefined || got === undefined) continue;
    refuse(where, { what: `${what}.${key}`, allowed: 'left out if there are racks', got, instead: 'say the zone of each in racks' });
  }
}

function checkNames(where: string, { clusterName, datacenter }: CassandraClusterProps, extraSeeds: readonly string[]): void {
  for (const [what, got, shared] of [
    ['clusterName', clusterName, 'equal'],
    ['datacenter', datacenter, 'different'],
  ] as const) {
    if (extraSeeds.length > 0 && got === undefined) {
      refuse(where, { what, allowed: `set, and ${shared} in all datacenters, if extraSeeds is set`, got });
    }
  }
  if (clusterName !== undefined) {
    matching(
      where,
      'clusterName',
      clusterName,
      /^[^\u0000-\u001f\u007f-\u009f]{1,128}$/,
      '1 to 128 characters, none of them a control character',
    );
  }
  extraSeeds.forEach((seed, i) => matching(
    where,
    `extraSeeds[${i}]`,
    seed,
    /^[A-Za-z0-9]([A-Za-z0-9.:-]{0,251}[A-Za-z0-9])?$/,
    'a DNS name or an address',
  ));
}

function checkDisks(where: string, { storage, commitLog }: CassandraClusterProps): void {
  for (const [what, size, least, instead] of [
    ['storage', storage, LEAST_STORAGE, 'commit log, hints and what must stay free take 242 MiB of it'],
    ['commitLog.storage', commitLog?.storage, LEAST_COMMIT_LOG, 'Cassandra gives a quarter of it to the log, whose segments have 32 MiB'],
  ] as const) {
    if (size !== undefined) atLeastMebibytes(where, what, size, least, instead);
  }
}

function checkReplaced(where: string, ring: Ring, replaceNodes: Record<string, string>): void {
  const pods = ring.members.map(member => member.pod);
  for (const [pod, address] of Object.entries(replaceNodes)) {
    if (!pods.includes(pod)) {
      refuse(where, { what: 'replaceNodes', allowed: `keyed by the pods of the ring, ${pods.join(', ')}`, got: pod });
    }
    matching(where, `replaceNodes.${pod}`, address, /^[0-9A-Fa-f.:]{2,45}$/, "the address of a dead node, as the pod's log names it");
  }
}

function jvmOptionsOf(where: string, { jvmOptions = [], exporter }: CassandraClusterProps): readonly string[] {
  return jvmOptions.map((option, i) => {
    const what = `jvmOptions[${i}]`;
    matching(where, what, option, /^-[!-~]+$/, 'a JVM option in ASCII, beginning with - and without blanks');
    const decided = decidedOption(option, exporter?.port);
    return decided ? refuse(where, { what, got: option, ...decided }) : option;
  });
}

function exporterOf(where: string, { exporter }: CassandraClusterProps, servers: kplus.ContainerResources): Settings['exporter'] {
  if (exporter !== undefined) matching(where, 'exporter.jar', exporter.jar, /^\/[!-~]+$/, 'an absolute path, without blanks');
  const resources = besideServers(EXPORTER_RESOURCES, servers);
  const settled = engine.exporterOf(where, exporter, { port: EXPORTER, resources, taken: OWN_PORTS, users: 'Cassandra uses' });
  return settled && { ...settled, config: settled.config ?? EXPORTER_CONFIG };
}
