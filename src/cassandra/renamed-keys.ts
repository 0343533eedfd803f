import { CQL } from './ports';

/** What a key of cassandra.yaml is called now, and what its value is measured in, which then stands behind the number. */
export interface NewName {
  readonly name: string;
  /** None where the value stays as it was. */
  readonly unit?: string;
}

/** Where a unit ended the name. */
const UNITS: Record<string, string> = {
  _in_ms: 'ms',
  _ms: 'ms',
  _in_secs: 's',
  _in_sec: 's',
  _seconds: 's',
  _in_minutes: 'm',
  _in_bytes: 'B',
  _in_kb: 'KiB',
  _in_mb: 'MiB',
  _mb: 'MiB',
  _mb_per_sec: 'MiB/s',
  _megabits_per_sec: 'MiB/s',
};

/** All others, without the unit of the old name: old, new. */
const OTHERS = new Map(Object.entries({
  compaction_large_partition_warning_threshold: 'partition_size_warn_threshold',
  compaction_tombstone_warning_threshold: 'partition_tombstones_warn_threshold',
  cross_node_timeout: 'internode_timeout',
  enable_drop_compact_storage: 'drop_compact_storage_enabled',
  enable_materialized_views: 'materialized_views_enabled',
  enable_sasi_indexes: 'sasi_indexes_enabled',
  enable_scripted_user_defined_functions: 'scripted_user_defined_functions_enabled',
  enable_transient_replication: 'transient_replication_enabled',
  enable_user_defined_functions: 'user_defined_functions_enabled',
  enable_user_defined_functions_threads: 'user_defined_functions_threads_enabled',
  internode_recv_buff_size: 'internode_socket_receive_buffer_size',
  internode_send_buff_size: 'internode_socket_send_buffer_size',
  keyspace_count_warn_threshold: 'keyspaces_warn_threshold',
  native_transport_max_concurrent_requests: 'native_transport_max_request_data_in_flight',
  native_transport_max_concurrent_requests_in_bytes_per_ip: 'native_transport_max_request_data_in_flight_per_ip',
  table_count_warn_threshold: 'tables_warn_threshold',
  tracetype_query_ttl: 'trace_type_query_ttl',
  tracetype_repair_ttl: 'trace_type_repair_ttl',
  user_defined_function_fail_timeout: 'user_defined_functions_fail_timeout',
  user_defined_function_warn_timeout: 'user_defined_functions_warn_timeout',
}));

/** Of those, the ones whose old names did not say what they were measured in. */
const UNSAID = new Map(Object.entries({
  native_transport_max_concurrent_requests_in_bytes_per_ip: 'B',
  tracetype_query_ttl: 's',
  tracetype_repair_ttl: 's',
  user_defined_function_fail_timeout: 'ms',
  user_defined_function_warn_timeout: 'ms',
}));

const NO_THRIFT = `Cassandra 4.0 and later have no Thrift: clients use ${CQL.number}`;
const REMOVED = new Map(Object.entries({
  encryption_options: 'set tls',
  request_scheduler: 'Cassandra 4.0 and later have none',
  request_scheduler_id: 'Cassandra 4.0 and later have none',
  request_scheduler_options: 'Cassandra 4.0 and later have none',
  streaming_socket_timeout_in_ms: 'Cassandra 4.0 and later go by streaming_keep_alive_period',
}));

/**
 * The name that a key has had since Cassandra 4.1, of which 5.0.8 has 95: the `@Replaces` of its `Config`. Whether there is a key of that
 * name, the caller knows.
 */
export function newName(key: string): NewName | undefined {
  const other = OTHERS.get(key);
  if (other !== undefined) return { name: other, unit: UNSAID.get(key) };
  const [ending, unit] = Object.entries(UNITS).find(([each]) => key.endsWith(each)) ?? [];
  if (ending === undefined) return undefined;
  const name = key.slice(0, -ending.length);
  return { name: OTHERS.get(name) ?? name, unit };
}

/** Why a key that older versions had is gone. */
export function removed(key: string): string | undefined {
  return /^(start_rpc$|rpc_(port|server_type|min_threads|max_threads|send_buff|recv_buff)|thrift_)/.test(key) ? NO_THRIFT : REMOVED.get(key);
}
