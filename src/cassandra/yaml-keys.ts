/** What a value of cassandra.yaml may be. */
export type YamlKind = 'boolean' | 'whole' | 'number' | 'text' | 'duration' | 'size' | 'rate' | 'list' | 'map';

/** The keys of Cassandra 5.0.8 that are neither props nor the construct's own, by the type they have in its `Config` class. */
const KEYS: Record<YamlKind, string> = {
  boolean: `
    allow_extra_insecure_udfs allow_filtering_enabled allow_insecure_udfs alter_table_enabled auth_cache_warming_enabled
    auto_hints_cleanup_enabled auto_optimise_full_repair_streams auto_optimise_inc_repair_streams auto_optimise_preview_repair_streams
    auto_snapshot autocompaction_on_startup_enabled automatic_sstable_upgrade back_pressure_enabled block_for_peers_in_remote_dcs
    buffer_pool_use_heap_if_exhausted cdc_block_writes cdc_enabled cdc_on_repair_enabled check_for_duplicate_rows_during_compaction
    check_for_duplicate_rows_during_reads client_request_size_metrics_enabled compact_tables_enabled credentials_cache_active_update
    default_secondary_index_enabled denylist_range_reads_enabled denylist_reads_enabled denylist_writes_enabled diagnostic_events_enabled
    drop_compact_storage_enabled drop_keyspace_enabled drop_truncate_table_enabled dump_heap_on_uncaught_exception
    dynamic_data_masking_enabled
    dynamic_snitch enforce_native_deadline_for_hints file_cache_enabled file_cache_round_up force_new_prepared_statement_behaviour
    force_optimized_index_status_format group_by_enabled hint_window_persistent_enabled hinted_handoff_enabled incremental_backups
    inter_dc_tcp_nodelay internode_timeout intersect_filtering_query_enabled intersect_filtering_query_warned
    invalid_legacy_protocol_magic_no_spam_enabled key_cache_invalidate_after_sstable_deletion key_cache_migrate_during_compaction
    log_out_of_token_range_requests materialized_views_enabled materialized_views_on_repair_enabled native_transport_allow_older_protocols
    native_transport_flush_in_batches_legacy native_transport_rate_limiting_enabled native_transport_throw_on_overload
    non_partition_restricted_index_query_enabled partition_denylist_enabled paxos_repair_enabled paxos_repair_race_wait
    paxos_topology_repair_no_dc_checks paxos_topology_repair_strict_each_quorum permissions_cache_active_update
    read_before_write_list_operations_enabled read_thresholds_enabled reject_out_of_token_range_requests
    repaired_data_tracking_for_partition_reads_enabled repaired_data_tracking_for_range_reads_enabled
    report_unconfirmed_repaired_data_mismatches roles_cache_active_update rpc_keepalive sasi_indexes_enabled
    scripted_user_defined_functions_enabled secondary_indexes_enabled simplestrategy_enabled skip_paxos_repair_on_topology_change
    skip_stream_disk_space_check snapshot_before_compaction snapshot_on_duplicate_row_detection snapshot_on_repaired_data_mismatch
    sstable_read_rate_persistence_enabled stream_entire_sstables streaming_stats_enabled top_partitions_enabled
    transfer_hints_on_decommission
    transient_replication_enabled traverse_auth_from_root trickle_fsync uncompressed_tables_enabled use_creation_time_for_hint_ttl
    use_deterministic_table_id use_offheap_merkle_trees use_statements_enabled user_defined_functions_enabled
    user_defined_functions_threads_enabled user_timestamps_enabled uuid_sstable_identifiers_enabled vector_type_enabled
    zero_ttl_on_twcs_enabled
    zero_ttl_on_twcs_warned`,
  whole: `
    allocate_tokens_for_local_replication_factor available_processors block_for_peers_timeout_in_secs columns_per_table_fail_threshold
    columns_per_table_warn_threshold commitlog_max_compression_buffers_in_pool concurrent_compactors concurrent_counter_writes
    concurrent_index_builders concurrent_materialized_view_builders concurrent_materialized_view_writes concurrent_merkle_tree_requests
    concurrent_reads concurrent_validations concurrent_writes consecutive_message_errors_threshold counter_cache_keys_to_save
    credentials_cache_max_entries data_disk_usage_percentage_fail_threshold data_disk_usage_percentage_warn_threshold default_keyspace_rf
    denylist_max_keys_per_table denylist_max_keys_total fields_per_udt_fail_threshold fields_per_udt_warn_threshold
    in_select_cartesian_product_fail_threshold in_select_cartesian_product_warn_threshold initial_range_tombstone_list_allocation_size
    items_per_collection_fail_threshold items_per_collection_warn_threshold key_cache_keys_to_save keyspaces_fail_threshold
    keyspaces_warn_threshold materialized_views_per_table_fail_threshold materialized_views_per_table_warn_threshold
    max_concurrent_automatic_sstable_upgrades max_hints_delivery_threads max_streaming_retries max_top_size_partition_count
    max_top_tombstone_partition_count maximum_replication_factor_fail_threshold maximum_replication_factor_warn_threshold
    memtable_flush_writers
    min_tracked_partition_tombstone_count minimum_replication_factor_fail_threshold minimum_replication_factor_warn_threshold
    native_transport_max_auth_threads native_transport_max_concurrent_connections native_transport_max_concurrent_connections_per_ip
    native_transport_max_requests_per_second native_transport_max_threads otc_backlog_expiration_interval_ms
    otc_coalescing_enough_coalesced_messages otc_coalescing_window_us page_size_fail_threshold page_size_warn_threshold
    partition_keys_in_select_fail_threshold partition_keys_in_select_warn_threshold partition_tombstones_fail_threshold
    partition_tombstones_warn_threshold paxos_repair_parallelism permissions_cache_max_entries reject_repair_compaction_threshold
    repair_command_pool_size repair_session_max_tree_depth repair_state_size roles_cache_max_entries row_cache_keys_to_save
    sai_sstable_indexes_per_query_fail_threshold sai_sstable_indexes_per_query_warn_threshold secondary_indexes_per_table_fail_threshold
    secondary_indexes_per_table_warn_threshold snapshot_links_per_second streaming_connections_per_host tables_fail_threshold
    tables_warn_threshold tombstone_failure_threshold tombstone_warn_threshold unlogged_batch_across_partitions_warn_threshold
    vector_dimensions_fail_threshold vector_dimensions_warn_threshold windows_timer_interval`,
  number: `
    disk_optimization_estimate_percentile disk_optimization_page_cross_chance dynamic_snitch_badness_threshold
    max_space_usable_for_compactions_in_percentage memtable_cleanup_threshold native_transport_queue_max_item_age_threshold
    phi_convict_threshold range_tombstone_list_growth_factor repair_disk_headroom_reject_ratio severity_during_decommission`,
  text: `
    allocate_tokens_for_keyspace auth_read_consistency_level auth_write_consistency_level auto_snapshot_ttl batchlog_endpoint_strategy
    commit_failure_policy commitlog_disk_access_mode commitlog_sync corrupted_tombstone_strategy cql_start_time default_secondary_index
    denylist_consistency_level disk_access_mode disk_failure_policy disk_optimization_strategy failure_detector flush_compression
    heap_dump_path
    ideal_consistency_level internode_compression memtable_allocation_type otc_coalescing_strategy partitioner paxos_contention_max_wait
    paxos_contention_min_delta paxos_contention_min_wait paxos_contention_wait_randomizer paxos_on_linearizability_violations
    paxos_state_purging paxos_variant repair_command_pool_full_strategy row_cache_class_name storage_compatibility_mode
    user_function_timeout_policy`,
  duration: `
    cache_load_timeout cas_contention_timeout cdc_free_space_check_interval commitlog_sync_group_window commitlog_sync_period
    counter_cache_save_period counter_write_request_timeout credentials_update_interval credentials_validity denylist_initial_load_retry
    denylist_refresh dynamic_snitch_reset_interval dynamic_snitch_update_interval gc_log_threshold gc_warn_threshold hints_flush_period
    index_summary_resize_interval internode_streaming_tcp_user_timeout internode_tcp_connect_timeout internode_tcp_user_timeout
    key_cache_save_period max_hint_window maximum_timestamp_fail_threshold maximum_timestamp_warn_threshold minimum_timestamp_fail_threshold
    minimum_timestamp_warn_threshold native_transport_idle_timeout native_transport_max_backoff_on_queue_overload
    native_transport_min_backoff_on_queue_overload native_transport_timeout paxos_purge_grace_period periodic_commitlog_sync_lag_block
    permissions_update_interval permissions_validity range_request_timeout read_request_timeout repair_request_timeout repair_state_expires
    request_timeout roles_update_interval roles_validity row_cache_save_period slow_query_log_timeout stream_transfer_task_timeout
    streaming_keep_alive_period streaming_slow_events_log_timeout streaming_state_expires trace_type_query_ttl trace_type_repair_ttl
    truncate_request_timeout user_defined_functions_fail_timeout user_defined_functions_warn_timeout validation_preview_purge_head_start
    write_request_timeout`,
  size: `
    batch_size_fail_threshold batch_size_warn_threshold batchlog_replay_throttle cdc_total_space collection_size_fail_threshold
    collection_size_warn_threshold column_index_cache_size column_index_size column_value_size_fail_threshold
    column_value_size_warn_threshold
    commitlog_segment_size commitlog_total_space compressed_read_ahead_buffer_size coordinator_read_size_fail_threshold
    coordinator_read_size_warn_threshold counter_cache_size data_disk_usage_max_disk_size file_cache_size hinted_handoff_throttle
    index_summary_capacity internode_application_receive_queue_capacity internode_application_receive_queue_reserve_endpoint_capacity
    internode_application_receive_queue_reserve_global_capacity internode_application_send_queue_capacity
    internode_application_send_queue_reserve_endpoint_capacity internode_application_send_queue_reserve_global_capacity
    internode_max_message_size internode_socket_receive_buffer_size internode_socket_send_buffer_size key_cache_size
    local_read_size_fail_threshold local_read_size_warn_threshold max_hints_file_size max_hints_size_per_host max_mutation_size
    max_value_size
    memtable_heap_space memtable_offheap_space min_free_space_per_drive min_tracked_partition_size native_transport_max_frame_size
    native_transport_max_message_size native_transport_max_request_data_in_flight native_transport_max_request_data_in_flight_per_ip
    native_transport_receive_queue_capacity networking_cache_size partition_size_fail_threshold partition_size_warn_threshold
    paxos_cache_size
    prepared_statements_cache_size repair_session_space row_cache_size row_index_read_size_fail_threshold row_index_read_size_warn_threshold
    sai_frozen_term_size_fail_threshold sai_frozen_term_size_warn_threshold sai_string_term_size_fail_threshold
    sai_string_term_size_warn_threshold sai_vector_term_size_fail_threshold sai_vector_term_size_warn_threshold
    sstable_preemptive_open_interval
    streaming_state_size trickle_fsync_interval`,
  rate: `
    entire_sstable_inter_dc_stream_throughput_outbound entire_sstable_stream_throughput_outbound inter_dc_stream_throughput_outbound
    stream_throughput_outbound`,
  list: `
    hinted_handoff_disabled_datacenters read_consistency_levels_disallowed read_consistency_levels_warned
    skip_paxos_repair_on_topology_change_keyspaces table_properties_disallowed table_properties_ignored table_properties_warned
    write_consistency_levels_disallowed write_consistency_levels_warned`,
  map: `
    audit_logging_options back_pressure_strategy cidr_authorizer client_error_reporting_exclusions commitlog_compression crypto_provider
    default_compaction full_query_logging_options hints_compression internode_authenticator internode_error_reporting_exclusions memtable
    network_authorizer repair replica_filtering_protection role_manager sai_options sstable startup_checks
    transparent_data_encryption_options`,
};

let cache: Map<string, YamlKind> | undefined;

/** The kind of a key; none where Cassandra 5.0.8 does not know it. */
export function kindOf(key: string): YamlKind | undefined {
  return kinds().get(key);
}

/** The known key that is spelled most like this one, if any is. */
export function nearest(key: string): string | undefined {
  const normal = (text: string) => text.toLowerCase().replace(/[^a-z]/g, '');
  const wanted = normal(key);
  return [...kinds().keys()].find(known => normal(known) === wanted)
    ?? [...kinds().keys()].filter(known => wanted.startsWith(normal(known))).sort((one, other) => other.length - one.length)[0];
}

/** Made when first asked for: most programs that load the library have no ring. */
function kinds(): Map<string, YamlKind> {
  cache ??= new Map(Object.entries(KEYS).flatMap(([kind, keys]) => keys.trim().split(/\s+/).map(key => [key, kind as YamlKind])));
  return cache;
}
