// Puts the modules of the library into one, and the programs of `assets/` with them, so that a bundler of the user's takes all of it along.
// The command line becomes another one, with the parser of YAML in it: it runs where none of the peers are.
// bundle.js [ENTRY OUTFILE]: by default lib/index.js, as the compiler has left it, in its own place, and the command line in lib/cli.js.

const { existsSync, readdirSync, readFileSync, rmSync } = require('node:fs');
const { dirname, join, relative, sep } = require('node:path');
const { build } = require('esbuild');

const ROOT = join(__dirname, '..');
const ASSETS = join(ROOT, 'assets');
const RULES = join(ROOT, 'docs', 'rules');
const [entry, outfile] = process.argv.slice(2);

/** By the name that the library asks for. */
function texts() {
  const files = readdirSync(ASSETS, { recursive: true, withFileTypes: true }).filter(file => file.isFile()).map(file => join(file.parentPath, file.name)).sort();
  return Object.fromEntries(files.map(file => [relative(ASSETS, file).split(sep).join('/'), readFileSync(file, 'utf8')]));
}

/** In the place of src/engine/program-text.ts. It is read when first asked for: most apps that load the library have no cluster. */
const programsInside = {
  name: 'programs-inside',
  setup: ({ onLoad }) => onLoad({ filter: /[\\/]program-text\.(js|ts)$/ }, () => ({
    contents: `let texts;\nexports.programText = file => (texts ??= JSON.parse(${JSON.stringify(JSON.stringify(texts()))}))[file];`,
  })),
};

/** What the types of the library say, and what those say: all that a user's compiler reads. */
function typesOf(file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  const named = readFileSync(file, 'utf8').matchAll(/(?:from|import|import\()\s*'(\.[^']+)'/g);
  for (const [, path] of named) {
    const base = join(dirname(file), path);
    typesOf([`${base}.d.ts`, join(base, 'index.d.ts')].find(existsSync), seen);
  }
  return seen;
}

function dropOtherTypes(lib) {
  const needed = typesOf(join(lib, 'index.d.ts'));
  const files = readdirSync(lib, { recursive: true, withFileTypes: true }).filter(file => file.isFile()).map(file => join(file.parentPath, file.name));
  for (const file of files) if (file.endsWith('.d.ts') && !needed.has(file)) rmSync(file);
}

/** In the place of src/cli/rule-pages.ts. */
const pagesInside = {
  name: 'pages-inside',
  setup: ({ onLoad }) => onLoad({ filter: /[\\/]rule-pages\.(js|ts)$/ }, () => ({ contents: `exports.rulePages = () => ${JSON.stringify(pages())};` })),
};

function pages() {
  return existsSync(RULES) ? readdirSync(RULES).sort().map(file => readFileSync(join(RULES, file), 'utf8')) : [];
}

/** Of whose text there is a part in ours. */
const YAML = `cdk8s-stateful. It has the package yaml in it, whose license is:\n\n${readFileSync(join(ROOT, 'node_modules', 'yaml', 'LICENSE'), 'utf8')}`;

const ONE_FILE = { allowOverwrite: true, bundle: true, platform: 'node', target: 'node20', logLevel: 'warning' };
const library = (from, to) => build({
  ...ONE_FILE,
  entryPoints: [from],
  outfile: to,
  packages: 'external', // peers, which the user has
  sourcemap: 'linked', // a stack trace names the file and line of src/ under `node --enable-source-maps`
  sourcesContent: false,
  minifyWhitespace: true, // docstrings are in the types
  plugins: [programsInside],
});
const commandLine = (from, to) => build({ ...ONE_FILE, entryPoints: [from], outfile: to, minify: true /* nobody reads the parser there */, legalComments: 'none', plugins: [pagesInside], banner: { js: `/*!\n${YAML.replace(/^/gm, ' * ')}\n */` } });

async function bundle() {
  if (entry !== undefined) return entry.includes('cli') ? commandLine(entry, outfile) : library(entry, outfile);
  const lib = join(ROOT, 'lib');
  await Promise.all([library(join(lib, 'index.js'), join(lib, 'index.js')), commandLine(join(lib, 'cli', 'cli.js'), join(lib, 'cli.js'))]);
  dropOtherTypes(lib);
}

bundle().catch((error) => {
  console.error(error);
  process.exit(1);
});
