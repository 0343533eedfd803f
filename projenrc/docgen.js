// API.md, with a table of contents by topic above what jsii-docgen writes by kind. docgen.js [OUTFILE]: by default API.md.

const { execFileSync } = require('node:child_process');
const { copyFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join, resolve } = require('node:path');

const ROOT = join(__dirname, '..');
const outfile = resolve(process.argv[2] ?? join(ROOT, 'API.md'));

/** By the folders of src/, in the order in which a reader meets them. */
const TOPICS = {
  'headless-service': 'Headless Services',
  'stateful-backend': 'Stateful backends: StatefulSet, claims, budget, Services, placement',
  'cassandra': 'Cassandra',
  'mongo': 'MongoDB',
  'engine': 'Certificates, metrics, Jobs and consumers of both clusters',
  'naming': 'Names and endpoints',
  'guard': 'Checks and advice',
  'upgrade': 'Upgrade check',
};

const KINDS = { construct: 'constructs', class: 'classes and interfaces', struct: 'props and options', enum: 'enums' };

function contents() {
  const { types } = JSON.parse(readFileSync(join(ROOT, '.jsii.full'), 'utf8'));
  const door = readFileSync(join(ROOT, 'src', 'index.ts'), 'utf8').matchAll(/export \{([^}]*)\} from '\.\/([^/']*)/g);
  const folders = Object.fromEntries([...door].flatMap(([, names, folder]) => names.match(/\b(?!type\b)\w+/g).map(name => [name, folder])));
  const all = Object.values(types).map(type => ({ link: `[${type.name}](#${type.fqn})`, topic: folders[type.name], kind: kindOf(type) }));
  const unknown = [...new Set(all.map(({ topic }) => topic))].filter(topic => !(topic in TOPICS));
  if (unknown.length > 0) throw new Error(`projenrc/docgen.js: no topic for src/${unknown.join(', src/')}`);
  const cell = (topic, kind) => all.filter(each => each.topic === topic && each.kind === kind).map(({ link }) => link).join(', '); // by name, as jsii has them
  return [
    `| Topic | ${Object.values(KINDS).map(kind => kind[0].toUpperCase() + kind.slice(1)).join(' | ')} |`,
    `|---|${Object.keys(KINDS).map(() => '---|').join('')}`,
    ...Object.entries(TOPICS).map(([topic, title]) => `| ${title} | ${Object.keys(KINDS).map(kind => cell(topic, kind)).join(' | ')} |`),
  ].join('\n');
}

function kindOf({ kind, base, datatype, initializer }) {
  if (kind === 'enum') return kind;
  if (kind === 'interface') return datatype ? 'struct' : 'class';
  return base !== undefined || initializer?.parameters?.[0]?.name === 'scope' ? 'construct' : 'class';
}

// beside the whole of .jsii, and not that of the npm package
const folder = mkdtempSync(join(tmpdir(), 'cdk8s-stateful-docgen-'));
try {
  copyFileSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  copyFileSync(join(ROOT, '.jsii.full'), join(folder, '.jsii'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  execFileSync(join(ROOT, 'node_modules', '.bin', 'jsii-docgen'), ['-o', outfile], { cwd: folder, stdio: 'inherit' });
} finally {
  rmSync(folder, { recursive: true });
}

const text = readFileSync(outfile, 'utf8');
const end = text.indexOf('\n## ');
writeFileSync(outfile, `${text.slice(0, end)}\n${contents()}\n${text.slice(end)}`);
