import { fields, text } from '../../manifest/reading';

/** By what the API server tells the entries of a list apart; any other list is one value. */
const KEYS: ReadonlyMap<string, readonly string[]> = new Map(Object.entries({
  containers: ['name'],
  initContainers: ['name'],
  volumes: ['name'],
  env: ['name'],
  volumeMounts: ['mountPath'],
  volumeDevices: ['devicePath'],
  imagePullSecrets: ['name'],
  hostAliases: ['ip'],
  topologySpreadConstraints: ['topologyKey', 'whenUnsatisfiable'],
  ports: ['containerPort', 'port', 'protocol'],
}));

/** For an entry of the list of this name, what no other entry has; undefined where the list is one value, or an entry has no key. */
function entryKey(list: string, entry: unknown): string | undefined {
  const said = KEYS.get(list)?.map(key => fields(entry)[key]).filter(value => value !== undefined && value !== 'TCP');
  return said === undefined || said.length === 0 ? undefined : said.join('/');
}

/** The entries by their keys, if each has one of its own. */
export function byKey(list: string, entries: readonly unknown[]): Map<string, unknown> | undefined {
  const keys = entries.map(entry => entryKey(list, entry));
  if (keys.includes(undefined) || new Set(keys).size < keys.length) return undefined;
  return new Map(entries.map((entry, i) => [keys[i]!, entry]));
}

/** Claim templates are replaced as a whole, but a reader knows them by their names. */
export function readersKey(list: string, entry: unknown): string | undefined {
  if (list !== 'volumeClaimTemplates') return entryKey(list, entry);
  const name = text(fields(entry).metadata?.name, '');
  return name === '' ? undefined : name;
}
