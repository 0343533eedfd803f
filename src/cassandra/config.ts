import { yamlLines } from './cassandra-yaml';
import { COMMIT_LOG_DIRECTORY } from './pods';
import { programs } from './programs';
import { Settings } from './settings';
import { hash } from '../synthesis/hash';

/** The key with the name of the current superuser Job: an older Job ends when it reads another name. */
export const AUTH_JOB = 'auth-job';

/** What running pods read again, or never read: a change of it restarts no node. */
const READ_LATER = ['members', 'replace', 'auth.sh', AUTH_JOB];

/** The ConfigMap: the programs in the pods, and what they are configured by. The name of the Job is added as it is written. */
export function configData(settings: Settings): Record<string, string> {
  const { ring, extraSeeds, replaceNodes, exporter } = settings;
  return {
    ...programs(),
    'members': ring.toString(),
    'extra-seeds': lines(extraSeeds),
    'replace': lines(Object.entries(replaceNodes).map(([pod, address]) => `${pod} ${address}`)),
    'overrides': yamlLines(overrides(settings)),
    ...(exporter && { 'exporter.yaml': exporter.config }),
  };
}

/** A hash that stands in the pods, so that a change of what nodes start with rolls through the ring. */
export function checksum(data: Record<string, string>): string {
  return hash(Object.entries(data).filter(([name]) => !READ_LATER.includes(name)));
}

/** The keys of cassandra.yaml that differ from the image. Addresses and seeds are only known in the pod. */
function overrides({ asked, numTokens, cassandraYaml, compactionThroughput, repairEvery }: Settings): Record<string, unknown> {
  return {
    ...(asked.clusterName !== undefined && { cluster_name: asked.clusterName }),
    num_tokens: numTokens,
    endpoint_snitch: 'GossipingPropertyFileSnitch',
    ...asked.authentication._toYaml(),
    ...(asked.commitLog && { commitlog_directory: COMMIT_LOG_DIRECTORY }),
    ...(compactionThroughput !== undefined && { compaction_throughput: rate(compactionThroughput) }),
    ...(repairEvery !== undefined && { auto_repair: repair(repairEvery) }),
    ...asked.tls?._toYaml(),
    ...cassandraYaml,
  };
}

/** Each node in its turn repairs the ranges that it is the first replica of. */
function repair(hours: number): unknown {
  return { enabled: true, repair_type_overrides: { full: { enabled: true, min_repair_interval: `${hours}h` } } };
}

/** As Cassandra reads it. */
function rate(kibibytes: number): string {
  return kibibytes % 1024 === 0 ? `${kibibytes / 1024}MiB/s` : `${kibibytes}KiB/s`;
}

function lines(of: readonly string[]): string {
  return of.map(line => `${line}\n`).join('');
}
