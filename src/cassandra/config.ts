import { AuthJob } from './auth-job';
import { Authenticator } from './cassandra-cluster-props';
import { yamlLines } from './cassandra-yaml';
import { COMMIT_LOG_DIRECTORY } from './pods';
import { programs } from './programs';
import { Settings } from './settings';
import { hash } from '../engine/hash';
import { refuse } from '../naming/refuse';

/** The key with the name of the current superuser Job: an older Job ends when it reads another name. */
const AUTH_JOB = 'auth-job';

/** What running pods read again, or never read: a change of it restarts no node. */
const READ_LATER = ['members', 'replace', 'auth.sh', AUTH_JOB];

/** The ConfigMap: the programs in the pods, and what they are configured by. */
export function configData(where: string, settings: Settings, job: AuthJob | undefined): Record<string, string> {
  const { ring, asked, exporter } = settings;
  return {
    ...programs(),
    'members': ring.toString(),
    'extra-seeds': lines(asked.extraSeeds ?? []),
    'replace': lines(Object.entries(asked.replaceNodes ?? {}).map(([pod, address]) => `${pod} ${address}`)),
    'overrides': yamlLines(overrides(where, settings)),
    ...(job && { [AUTH_JOB]: `${job.name}\n` }),
    ...(exporter && { 'exporter.yaml': exporter.config ?? '{}\n' }),
  };
}

/** A hash that stands in the pods, so that a change of what nodes start with rolls through the ring. */
export function checksum(data: Record<string, string>): string {
  return hash(Object.entries(data).filter(([name]) => !READ_LATER.includes(name)));
}

/** The keys of cassandra.yaml that differ from the image. Addresses and seeds are only known in the pod. */
function overrides(where: string, { asked, authenticator, cassandraYaml }: Settings): Record<string, unknown> {
  const authorizer = authenticator === Authenticator.PASSWORD ? 'CassandraAuthorizer' : 'AllowAllAuthorizer';
  return {
    ...(asked.clusterName !== undefined && { cluster_name: asked.clusterName }),
    num_tokens: asked.numTokens ?? 16,
    endpoint_snitch: 'GossipingPropertyFileSnitch',
    authenticator: { class_name: authenticator },
    authorizer: { class_name: authorizer },
    ...(asked.commitLog && { commitlog_directory: COMMIT_LOG_DIRECTORY }),
    ...(asked.compactionThroughput && { compaction_throughput: `${asked.compactionThroughput.toMebibytes()}MiB/s` }),
    ...(asked.repairEvery && { auto_repair: repair(where, asked.repairEvery.toHours({ integral: false })) }),
    ...asked.tls?._toYaml(),
    ...cassandraYaml,
  };
}

/** Each node in its turn repairs the ranges that it is the first replica of. */
function repair(where: string, hours: number): unknown {
  if (!Number.isInteger(hours) || hours < 1) {
    refuse(where, { what: 'repairEvery', allowed: 'a whole number of hours, 1 or more', got: `${hours} hours` });
  }
  return { enabled: true, repair_type_overrides: { full: { enabled: true, min_repair_interval: `${hours}h` } } };
}

function lines(of: readonly string[]): string {
  return of.map(line => `${line}\n`).join('');
}
