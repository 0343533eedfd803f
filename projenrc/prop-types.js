// Writes src/naming/prop-types.ts: what the public methods take, of what type, as the compiler of jsii has written it down in `.jsii`.
// prop-types.js [FILE]

const { existsSync, readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { gunzipSync } = require('node:zlib');

const ROOT = join(__dirname, '..');
const WIDTH = 138;

/** By what an object of a class, or of an interface, is told from others: a member that all versions of it have. */
const MARKS = {
  'cdk8s.App': 'synth',
  'cdk8s.Chart': 'toJson',
  'cdk8s.Cron': 'expressionString',
  'cdk8s.Duration': 'toSeconds',
  'cdk8s.Size': 'toKibibytes',
  'cdk8s-plus-28.Container': 'mounts',
  'cdk8s-plus-28.Cpu': 'amount',
  'cdk8s-plus-28.EnvFrom': '_toKube',
  'cdk8s-plus-28.EnvValue': 'valueFrom',
  'cdk8s-plus-28.Handler': '_toKube',
  'cdk8s-plus-28.IConfigMap': 'name',
  'cdk8s-plus-28.INetworkPolicyPeer': 'toNetworkPolicyPeerConfig',
  'cdk8s-plus-28.IPersistentVolumeClaim': 'name',
  'cdk8s-plus-28.IPodSelector': 'toPodSelectorConfig',
  'cdk8s-plus-28.IResource': 'name',
  'cdk8s-plus-28.ISecret': 'name',
  'cdk8s-plus-28.IServiceAccount': 'name',
  'cdk8s-plus-28.LabelSelector': 'isEmpty',
  'cdk8s-plus-28.LabeledNode': 'labelSelector',
  'cdk8s-plus-28.NodeTaintQuery': '_toKube',
  'cdk8s-plus-28.PercentOrAbsolute': 'isZero',
  'cdk8s-plus-28.Probe': '_toKube',
  'cdk8s-plus-28.Topology': 'key',
  'cdk8s-plus-28.Volume': 'asVolume',
  'cdk8s-plus-28.k8s.Quantity': 'value',
  'cdk8s-stateful.BackupVolume': '_claimName',
  'cdk8s-stateful.CassandraAuthentication': '_superuser',
  'cdk8s-stateful.CassandraTls': '_clientsSpeak',
  'cdk8s-stateful.Claim': 'claimName',
  'cdk8s-stateful.ClaimSource': '_toKube',
  'cdk8s-stateful.ClientAuthority': '_source',
  'cdk8s-stateful.DisruptionBudget': '_toKube',
  'cdk8s-stateful.HeadlessService': '_govern',
  'cdk8s-stateful.IConsumer': 'env',
  'cdk8s-stateful.INetworkPeer': 'toNetworkPolicyPeerConfig',
  'cdk8s-stateful.IPodSelection': 'toPodSelectorConfig',
  'cdk8s-stateful.Monitor': '_make',
  'cdk8s-stateful.MongoTls': '_mode',
  'cdk8s-stateful.Spread': 'over',
  'cdk8s-stateful.UpdateStrategy': '_check',
};

/** What jsii is told nothing of. */
const MORE = [{ name: 'HeadlessService', methods: [{ name: 'bind', parameters: [
  { name: 'port', type: { primitive: 'number' } },
  { name: 'options', optional: true, type: { fqn: 'cdk8s-stateful.HeadlessServiceBindOptions' } },
] }] }];

/** Whose input is looked at elsewhere, because it comes from files as well; and what others implement. */
const ELSEWHERE = ['Guard.new', 'GuardPlugin.new', 'GuardPlugin.validate', 'IConsumerEnvironment.addVariable'];

function assembly(folder) {
  const found = JSON.parse(readFileSync(join(folder, '.jsii'), 'utf8'));
  return found.filename === undefined ? found : JSON.parse(gunzipSync(readFileSync(join(folder, found.filename))));
}

/** The folder of a package, which need not let anybody in by that name. */
function packageOf(name) {
  let folder = dirname(require.resolve(name));
  while (!existsSync(join(folder, '.jsii'))) folder = dirname(folder);
  return folder;
}

const own = assembly(ROOT);
const types = Object.assign({}, own.types, ...['constructs', 'cdk8s', 'cdk8s-plus-28'].map(name => assembly(packageOf(name)).types));
const structs = new Map();

function written({ primitive, fqn, collection, union }) {
  if (primitive !== undefined) return { string: 's', number: 'n', boolean: 'b' }[primitive] ?? 'v';
  if (collection !== undefined) return (collection.kind === 'array' ? '[' : '{') + written(collection.elementtype);
  if (union !== undefined) return unionOf(union.types.map(written));
  const type = types[fqn];
  // others may have more words in another version; and a spread is told which of all it is
  if (type.kind === 'enum') return type.assembly !== own.name || type.name === 'NodeInclusionPolicy' ? 's' : `=${wordsOf(fqn).join('|')}`;
  if (!type.datatype) return `@${type.name}.${fqn.startsWith('constructs.') ? 'node' : MARKS[fqn] ?? fail(fqn)}`;
  if (fqn.includes('.k8s.')) return 'o'; // the rules look at that
  visit(fqn);
  return type.name;
}

/** Of several that have one member in common, any of them; the others are looked at where they are taken. */
function unionOf(all) {
  const marks = new Set(all.map(type => type.split('.')[1]));
  return marks.size === 1 && !marks.has(undefined) ? all[0] : 'v';
}

function fail(fqn) {
  throw new Error(`${fqn}: by what is it told from others?`);
}

const SRC = join(ROOT, 'src');
const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts')).map(file => readFileSync(join(SRC, file), 'utf8')).join('');

/** What the members of an enum are, which `.jsii` does not say. */
function wordsOf(fqn) {
  const [, body] = new RegExp(`export enum ${types[fqn].name} \\{([^}]*)\\}`).exec(sources);
  return [...body.matchAll(/^\s+\w+ = '([^']+)'/gm)].map(([, word]) => word.replaceAll(' ', '_'));
}

const field = ({ name, type, optional }) => `${name}${optional ? '?' : ''}:${written(type)}`;

function visit(fqn) {
  const { name } = types[fqn];
  if (structs.has(name)) return;
  structs.set(name, []);
  structs.set(name, propertiesOf(fqn).map(field));
}

function propertiesOf(fqn) {
  return [...types[fqn].properties ?? [], ...(types[fqn].interfaces ?? []).flatMap(propertiesOf)];
}

const doors = [...Object.values(own.types), ...MORE].filter(({ kind, datatype, name }) => kind !== 'enum' && !datatype).flatMap(
  ({ name: of, initializer, methods = [] }) => [...initializer ? [{ ...initializer, name: 'new' }] : [], ...methods]
    .filter(({ name, parameters = [] }) => parameters.length > 0 && !ELSEWHERE.includes(`${of}.${name}`))
    .map(({ name, parameters }) => [`${of}.${name}`, ...parameters.map(field)].join(' ')),
).sort();

/** Text in lines of that width, each a string of its own. */
function lines(text) {
  const all = [''];
  for (const word of text.split(/(?<= )/)) {
    if (all.at(-1).length + word.length + 5 > WIDTH) all.push('');
    all[all.length - 1] += word;
  }
  return all.map(line => `  '${line}',\n`).join('');
}

const structLines = [...structs].sort(([one], [other]) => one < other ? -1 : 1).map(([name, fields]) => [name, ...fields].join(' '));

writeFileSync(process.argv[2] ?? join(ROOT, 'src', 'naming', 'prop-types.ts'), `// Written by projenrc/prop-types.js.

/**
 * What each public method takes, a constructor's name being \`new\`: the names of its parameters, \`?\` where it may be left out, and types.
 *
 * \`s\` a text, \`n\` a number, \`b\` true or false, \`o\` an object of Kubernetes', \`v\` anything, \`=\` one of these words, in which \`_\` is
 * a blank, \`@\` an object of a class that has that member, a name a struct; \`[\` a list, \`{\` a map.
 */
export const DOORS = [
${lines(doors.join(';'))}].join('');

/** What the structs have that are given to them. */
export const STRUCTS = [
${lines(structLines.join(';'))}].join('');
`);
