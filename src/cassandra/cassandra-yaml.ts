import { kindOf, nearest, YamlKind } from './yaml-keys';
import { given } from '../naming/given';
import { Complaint, refuse } from '../naming/refuse';

/** The keys that the construct writes itself, and what to set instead. */
const OWN: Record<string, string> = {
  authenticator: 'set authentication',
  authorizer: 'set authentication: who logs in has the permissions of their role',
  auto_bootstrap: 'a node that skips it serves rows it does not have',
  auto_repair: 'set repairEvery',
  broadcast_address: 'it is always the address of the pod',
  broadcast_rpc_address: 'it is always the address of the pod',
  cdc_raw_directory: 'only the volumes of claims can be written to',
  client_encryption_options: 'set tls',
  cluster_name: 'set clusterName',
  commitlog_directory: 'set commitLog',
  compaction_throughput: 'set compactionThroughput',
  data_file_directories: 'set storage',
  endpoint_snitch: 'set datacenter and racks',
  hints_directory: 'set storage',
  initial_token: 'set numTokens',
  listen_address: 'it is always the address of the pod',
  listen_interface: 'it is always the address of the pod',
  listen_interface_prefer_ipv6: 'it is always the address of the pod',
  listen_on_broadcast_address: 'it is always the address of the pod',
  local_system_data_file_directory: 'set storage',
  native_transport_port: 'it is always 9042, which Services, probes and policies use',
  native_transport_port_ssl: 'set tls: 9042 serves both',
  num_tokens: 'set numTokens',
  rpc_address: 'it is always every address of the pod',
  rpc_interface: 'it is always every address of the pod',
  rpc_interface_prefer_ipv6: 'it is always every address of the pod',
  saved_caches_directory: 'set storage',
  seed_provider: 'set extraSeeds; the seeds of this datacenter are known',
  server_encryption_options: 'set tls',
  ssl_storage_port: 'set tls: 7000 serves both',
  start_native_transport: 'a node that serves no clients is never ready',
  storage_port: 'it is always 7000, which Services and policies use',
};

interface Shape {
  readonly allowed: string;
  accepts(value: unknown): boolean;
}

const text = (allowed: string, form: RegExp): Shape => ({ allowed, accepts: value => typeof value === 'string' && form.test(value) });

const SHAPES: Record<YamlKind, Shape> = {
  boolean: { allowed: 'true or false', accepts: value => typeof value === 'boolean' },
  whole: { allowed: 'a whole number', accepts: Number.isSafeInteger },
  number: { allowed: 'a number', accepts: Number.isFinite },
  text: { allowed: 'a string', accepts: value => typeof value === 'string' },
  duration: text("a duration such as '500ms', '30s', '5m', '4h' or '1d'", /^\d+(ns|us|µs|ms|s|m|h|d)$/),
  size: text("a size such as '512B', '64KiB', '32MiB' or '1GiB'", /^\d+(B|KiB|MiB|GiB)$/),
  rate: text("a rate such as '64MiB/s'", /^\d+(B|KiB|MiB)\/s$/),
  list: { allowed: 'a list of strings', accepts: value => Array.isArray(value) && value.every(each => typeof each === 'string') },
  map: { allowed: 'a value of YAML: strings, numbers, true, false, lists and maps of them', accepts: plain },
};

/**
 * The user's settings of cassandra.yaml, checked. A key that Cassandra would refuse to start with is refused here, before the first node of
 * a running ring is restarted with it. An image of the user's own may know other keys.
 */
export function checkYaml(where: string, yaml: Record<string, unknown>, ownImage: boolean): Record<string, unknown> {
  const asked = given(yaml);
  for (const [key, got] of Object.entries(asked)) {
    const what = `cassandraYaml.${key}`;
    if (key in OWN) refuse(where, { what, allowed: 'left out', got, instead: OWN[key] });
    const kind = kindOf(key);
    if (kind === undefined && !(ownImage && /^[a-z][a-z0-9_]*$/.test(key))) refuse(where, unknown(what, key));
    const shape = SHAPES[kind ?? 'map'];
    if (!(got === null || shape.accepts(got))) refuse(where, { what, allowed: shape.allowed, got });
  }
  return asked;
}

function unknown(what: string, key: string): Complaint {
  const near = nearest(key);
  return {
    what,
    allowed: 'a key of cassandra.yaml that Cassandra 5.0 knows',
    got: key,
    instead: near === undefined ? 'if your image knows more of them, set image' : `did you mean ${near}?`,
  };
}

function plain(value: unknown): boolean {
  if (value === null || ['string', 'boolean'].includes(typeof value)) return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(plain);
  return typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype && Object.values(given(value)).every(plain);
}

/**
 * One line for each key. JSON is YAML, and ASCII survives every tool on its way, so anything else is escaped.
 */
export function yamlLines(yaml: Record<string, unknown>): string {
  return Object.entries(yaml).map(([key, value]) => `${key}: ${ascii(JSON.stringify(value))}\n`).join('');
}

function ascii(json: string): string {
  return json.replace(/[^ -~]/g, char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
