// Writes src/manifest/kubernetes-types.ts: which fields Kubernetes' types have, of what type, in which minor versions.
// kubernetes-types.js FOLDER...: for each minor version, oldest first, a copy of Kubernetes' sources, of which api/openapi-spec/v3 is read. With Go:
//   for minor in 28 29 …; do go mod download -json k8s.io/kubernetes@v1.$minor; done   # "Dir" is the folder

const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const OUT = join(__dirname, '..', 'src', 'manifest', 'kubernetes-types.ts');
const DOCUMENTS = ['api__v1', 'apis__apps__v1', 'apis__batch__v1', 'apis__policy__v1'];
const ROOTS = [
  'core.v1.Pod', 'core.v1.ReplicationController', 'core.v1.Service', 'core.v1.PersistentVolumeClaim',
  'apps.v1.DaemonSet', 'apps.v1.Deployment', 'apps.v1.ReplicaSet', 'apps.v1.StatefulSet',
  'batch.v1.CronJob', 'batch.v1.Job', 'policy.v1.PodDisruptionBudget',
];
const WIDTH = 138;

const short = name => name.split('.').at(-1);
const refOf = schema => schema.$ref ?? schema.allOf?.[0]?.$ref;

/** What a value looks like in JSON: a letter, a type, or one of them in a list ([) or a map ({). */
function typeOf(schema) {
  const ref = refOf(schema);
  if (ref !== undefined) return { name: ref.split('/').at(-1) };
  if (schema.format === 'int-or-string') return 'x';
  if (schema.type === 'array') return { in: '[', of: typeOf(schema.items) };
  if (schema.additionalProperties) return { in: '{', of: typeOf(schema.additionalProperties) };
  if (schema.type === 'string' && schema.format !== 'byte') return schema.format === 'date-time' ? 't' : 's';
  if (schema.type === 'boolean') return 'b';
  if (schema.type === 'integer') return schema.format === 'int64' ? 'l' : 'i';
  if (schema.type === 'object') return 'o';
  throw new Error(`what is ${JSON.stringify(schema)}?`);
}

/** The types of one version: by name, their fields. */
function typesOf(folder) {
  const schemas = Object.assign({}, ...DOCUMENTS.map(document =>
    JSON.parse(readFileSync(join(folder, 'api/openapi-spec/v3', `${document}_openapi.json`), 'utf8')).components.schemas));
  const types = new Map();
  const written = type => {
    if (typeof type === 'string') return type;
    if (type.in !== undefined) return type.in + written(type.of);
    const schema = schemas[type.name];
    if (type.name.endsWith('.Quantity')) return 'q';
    if (type.name.endsWith('.FieldsV1')) return 'v';
    if (schema.properties === undefined) return schema.oneOf ? 'x' : typeOf(schema);
    visit(type.name);
    return short(type.name);
  };
  const full = new Map();
  const visit = name => {
    if (full.has(short(name)) && full.get(short(name)) !== name) throw new Error(`two types are called ${short(name)}`);
    if (full.has(short(name))) return;
    full.set(short(name), name);
    types.set(short(name), Object.entries(schemas[name].properties).map(([field, schema]) => `${field}:${written(typeOf(schema))}`));
  };
  ROOTS.forEach(root => visit(`io.k8s.api.${root}`));
  return types;
}

const folders = process.argv.slice(2);
const minors = folders.map(folder => Number(/@v1\.([0-9]+)/.exec(folder)[1]));
const versions = folders.map(typesOf);
const merged = new Map();
versions.forEach((types, i) => types.forEach((fields, type) => fields.forEach(field => {
  const ofType = merged.get(type) ?? merged.set(type, new Map()).get(type);
  const seen = ofType.get(field) ?? ofType.set(field, []).get(field);
  seen.push(minors[i]);
})));

const oldest = minors[0];
const newest = minors.at(-1);
const text = [...merged].sort(([one], [other]) => (one < other ? -1 : 1)).map(([type, fields]) => {
  // a type that is not used in a version says nothing of what its fields are there
  const lived = minors.filter((_, i) => versions[i].has(type));
  const words = [...fields].sort(([one], [other]) => (one < other ? -1 : 1)).map(([field, seen]) => {
    const since = seen[0] === lived[0] ? '' : `@${seen[0]}`;
    const until = seen.at(-1) === lived.at(-1) ? '' : `~${seen.at(-1)}`;
    return `${field}${since}${until}`;
  });
  return `${type} ${words.join(' ')}`;
}).join(';');

const lines = [];
for (let rest = text; rest !== '';) {
  const cut = rest.length <= WIDTH - 6 ? rest.length : rest.lastIndexOf(' ', WIDTH - 6) + 1;
  lines.push(rest.slice(0, cut));
  rest = rest.slice(cut);
}
writeFileSync(OUT, `// Written by projenrc/kubernetes-types.js.

/** The minor versions of Kubernetes 1 that are known here: the oldest, and the newest. */
export const OLDEST = ${oldest};
export const NEWEST = ${newest};

/**
 * The types of Kubernetes that manifests of Services, claims, budgets, pods and what makes pods consist of: a name, and for each field its
 * type, with \`@\` the first version that has it, and with \`~\` the last.
 *
 * \`s\` a text, \`b\` true or false, \`i\` and \`l\` a whole number of 32 and 64 bits, \`x\` a number or a text, \`q\` a quantity, \`t\` a time,
 * \`o\` an object, \`v\` anything; \`[\` a list, \`{\` a map.
 */
export const TYPES = [
${lines.map(line => `  '${line}',`).join('\n')}
].join('');
`);
