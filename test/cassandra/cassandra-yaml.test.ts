import * as fc from 'fast-check';
import { parse } from 'yaml';
import { checkYaml, yamlLines } from '../../src/cassandra/cassandra-yaml';
import { anyCharacter } from '../support/characters';
import { complaint } from '../support/synth';

const check = (yaml: Record<string, unknown>, ownImage = false) => checkYaml('prod/events', yaml, ownImage);

test.each<[string, unknown[], unknown[], string]>([
  ['trickle_fsync', [true, false], ['true', 1], 'true or false'],
  ['concurrent_reads', [0, 64, -1], [1.5, '64', NaN, Infinity, 2 ** 53], 'a whole number'],
  ['phi_convict_threshold', [8, 8.5], ['8', NaN, Infinity], 'a number'],
  ['disk_failure_policy', ['die', ''], [1, true], 'a string'],
  ['read_request_timeout', ['0ms', '3s', '5m', '4h', '1d', '10us', '5ns'], ['3', 3, '3 s', '3S', '-3s', '1.5s', ''], "a duration such as '500ms', '30s', '5m', '4h' or '1d'"],
  ['max_hints_file_size', ['128MiB', '1GiB', '64KiB', '512B'], ['128MB', '128', 128, '1.5GiB', '-1B'], "a size such as '512B', '64KiB', '32MiB' or '1GiB'"],
  ['stream_throughput_outbound', ['24MiB/s', '0B/s'], ['24MiB', 24, '24MB/s', '1.5MiB/s'], "a rate such as '64MiB/s'"],
  ['read_consistency_levels_disallowed', [[], ['ANY']], ['ANY', [1]], 'a list of strings'],
  ['audit_logging_options', [{ enabled: true, logger: [{ class_name: 'X' }], n: null, x: 1.5 }], [{ f: () => 1 }, [undefined], { a: NaN }, new Date(0), Symbol.iterator], 'a value of YAML: strings, numbers, true, false, lists and maps of them'],
])('the key %s takes %j, and not %j', (key, good, bad, allowed) => {
  for (const value of good) expect(check({ [key]: value })).toEqual({ [key]: value });
  for (const value of bad) expect(complaint(() => check({ [key]: value }))).toMatch(`prod/events: 'cassandraYaml.${key}' must be ${allowed}, got `);
});

test('a key without a value stays one, and one that is undefined is left out, also in a map', () => {
  expect(yamlLines(check({ audit_logging_options: { enabled: true, logger: undefined } }))).toBe('audit_logging_options: {"enabled":true}\n');
  expect(check({ key_cache_size: null, concurrent_reads: undefined })).toEqual({ key_cache_size: null });
});

test.each([
  ['cluster_name', 'Test', "must be left out, got 'Test'; set clusterName"],
  ['num_tokens', 4, 'must be left out, got 4; set numTokens'],
  ['endpoint_snitch', 'SimpleSnitch', "must be left out, got 'SimpleSnitch'; set datacenter and racks"],
  ['authenticator', 'AllowAllAuthenticator', "must be left out, got 'AllowAllAuthenticator'; set authentication"],
  ['seed_provider', [], 'must be left out, got []; set extraSeeds; the seeds of this datacenter are known'],
  ['client_encryption_options', {}, 'must be left out, got {}; set tls'],
  ['commitlog_directory', '/x', "must be left out, got '/x'; set commitLog"],
  ['auto_repair', {}, 'must be left out, got {}; set repairEvery'],
])("the key %s is the construct's own", (key, value, said) => {
  expect(complaint(() => check({ [key]: value }))).toBe(`prod/events: 'cassandraYaml.${key}' ${said}`);
  expect(complaint(() => check({ [key]: value }, true))).toContain('must be left out');
});

test.each([
  ['read_timeout', 'if your image knows more of them, set image'],
  ['concurrentReads', 'did you mean concurrent_reads?'],
  ['Concurrent_Reads', 'did you mean concurrent_reads?'],
  ['request_timeouts', 'did you mean request_timeout?'],
  ['commitlog_sync_group_windows', 'did you mean commitlog_sync_group_window?'],
  ['reads_in_ms', 'if your image knows more of them, set image'],
  ['x: 1\nauthenticator', 'if your image knows more of them, set image'],
])('%j is not a key of cassandra.yaml', (key, instead) => {
  expect(complaint(() => check({ [key]: 1 }))).toBe(
    `prod/events: 'cassandraYaml.${key}' must be a key of cassandra.yaml that Cassandra 5.0 knows, got '${JSON.stringify(key).slice(1, -1)}'; ${instead}`,
  );
});

describe('a key that Cassandra 4.1 has renamed is told its new name', () => {
  test.each([
    ['read_request_timeout_in_ms', 5000, 'read_request_timeout', "read_request_timeout: '5000ms'"],
    ['cdc_free_space_check_interval_ms', 250, 'cdc_free_space_check_interval', "cdc_free_space_check_interval: '250ms'"],
    ['streaming_keep_alive_period_in_secs', 300, 'streaming_keep_alive_period', "streaming_keep_alive_period: '300s'"],
    ['validation_preview_purge_head_start_in_sec', 1, 'validation_preview_purge_head_start', "validation_preview_purge_head_start: '1s'"],
    ['cache_load_timeout_seconds', 30, 'cache_load_timeout', "cache_load_timeout: '30s'"],
    ['index_summary_resize_interval_in_minutes', 60, 'index_summary_resize_interval', "index_summary_resize_interval: '60m'"],
    ['trickle_fsync_interval_in_kb', 10240, 'trickle_fsync_interval', "trickle_fsync_interval: '10240KiB'"],
    ['commitlog_segment_size_in_mb', 32, 'commitlog_segment_size', "commitlog_segment_size: '32MiB'"],
    ['prepared_statements_cache_size_mb', null, 'prepared_statements_cache_size', "prepared_statements_cache_size: '…MiB'"],
    ['internode_max_message_size_in_bytes', '9', 'internode_max_message_size', "internode_max_message_size: '…B'"],
    ['internode_recv_buff_size_in_bytes', 9, 'internode_socket_receive_buffer_size', "internode_socket_receive_buffer_size: '9B'"],
    ['native_transport_max_concurrent_requests_in_bytes_per_ip', 9, 'native_transport_max_request_data_in_flight_per_ip', "native_transport_max_request_data_in_flight_per_ip: '9B'"],
    ['native_transport_max_concurrent_requests_in_bytes', 9, 'native_transport_max_request_data_in_flight', "native_transport_max_request_data_in_flight: '9B'"],
    ['compaction_large_partition_warning_threshold_mb', 100, 'partition_size_warn_threshold', "partition_size_warn_threshold: '100MiB'"],
    ['stream_throughput_outbound_megabits_per_sec', 200, 'stream_throughput_outbound', "stream_throughput_outbound: '…MiB/s'"],
    ['user_defined_function_warn_timeout', 500, 'user_defined_functions_warn_timeout', "user_defined_functions_warn_timeout: '500ms'"],
    ['enable_materialized_views', true, 'materialized_views_enabled', 'materialized_views_enabled'],
    ['cross_node_timeout', true, 'internode_timeout', 'internode_timeout'],
  ])('%s: %j', (key, value, name, write) => {
    const got = typeof value === 'string' ? `'${value}'` : String(value);
    for (const ownImage of [false, true]) {
      expect(complaint(() => check({ [key]: value }, ownImage))).toBe(`prod/events: 'cassandraYaml.${key}' must be called ${name}, its name since Cassandra 4.1, got ${got}; write ${write}`);
    }
  });

  test.each([
    ['compaction_throughput_mb_per_sec', 'set compactionThroughput'],
    ['rpc_port', 'Cassandra 4.0 and later have no Thrift: clients use 9042'],
    ['start_rpc', 'Cassandra 4.0 and later have no Thrift: clients use 9042'],
    ['thrift_framed_transport_size_in_mb', 'Cassandra 4.0 and later have no Thrift: clients use 9042'],
    ['request_scheduler', 'Cassandra 4.0 and later have none'],
    ['streaming_socket_timeout_in_ms', 'Cassandra 4.0 and later go by streaming_keep_alive_period'],
  ])('or what is in its place: %s', (key, instead) => {
    expect(complaint(() => check({ [key]: 16 }))).toBe(`prod/events: 'cassandraYaml.${key}' must be left out, got 16; ${instead}`);
  });

  test.each(['otc_backlog_expiration_interval_ms', 'block_for_peers_timeout_in_secs'])('but %s is still called so', (key) => {
    expect(check({ [key]: 1 })).toEqual({ [key]: 1 });
  });
});

test('an image of the user\'s own may know other keys, as long as they are keys', () => {
  expect(check({ accord: { enabled: true } }, true)).toEqual({ accord: { enabled: true } });
  expect(complaint(() => check({ 'x: 1\nauthenticator': 1 }, true))).toContain('must be a key of cassandra.yaml');
  expect(complaint(() => check({ accord: NaN }, true))).toContain('a value of YAML');
});

test('whatever a value holds, its line is one line of ASCII, and YAML reads the value from it', () => {
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 3 }), fc.string({ unit: anyCharacter }), (value, text) => {
    const lines = yamlLines({ audit_logging_options: { value, text }, next: 1 });
    expect(lines).toMatch(/^audit_logging_options: [ -~]*\nnext: 1\n$/);
    const read = parse(lines, { version: '1.1' });
    expect(read.next).toBe(1);
    expect(JSON.stringify(read.audit_logging_options)).toBe(JSON.stringify({ value, text }));
  }));
});
