// Puts the modules of the library into one, and the programs of `assets/` with them, so that a bundler of the user's takes all of it along.
// The command line becomes another one, with the parser of YAML in it: it runs where none of the peers are. What both of them need of ours, which
// is nearly all that the command line does, becomes the ground that they share.
// bundle.js [FROM TO]: makes index.js, cli.js and ground.js, by default of lib/ as the compiler has left it, in lib/ itself.

const { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { isBuiltin } = require('node:module');
const { basename, dirname, join, relative, resolve, sep } = require('node:path');
const { brotliCompressSync, constants } = require('node:zlib');
const { build, buildSync } = require('esbuild');

const ROOT = join(__dirname, '..');
const ASSETS = join(ROOT, 'assets');
const RULES = join(ROOT, 'docs', 'rules');
const LIB = join(ROOT, 'lib');
const [from, to] = [process.argv[2] ?? LIB, process.argv[3] ?? LIB].map(folder => resolve(folder));

/** A module of ours: compiled, or as it was written. */
const ours = name => [`${join(from, name)}.js`, `${join(from, name)}.ts`].find(existsSync);

const BUNDLE = { absWorkingDir: ROOT, bundle: true, platform: 'node', target: 'node20', logLevel: 'warning' };

/** By the name that the library asks for, without the comments that no pod gets: nobody needs them twice. */
function texts() {
  const file = ours('engine/program');
  const { outputFiles: [code] } = buildSync({ ...BUNDLE, entryPoints: [file], write: false, format: 'cjs', define: { __dirname: JSON.stringify(dirname(file)) } });
  const engine = { exports: {} };
  new Function('module', 'exports', 'require', code.text)(engine, engine.exports, require);
  const files = readdirSync(ASSETS, { recursive: true, withFileTypes: true }).filter(file => file.isFile()).map(file => join(file.parentPath, file.name)).sort();
  return Object.fromEntries(files.map(file => relative(ASSETS, file).split(sep).join('/')).map(name => [name, engine.exports.program(dirname(name), basename(name))]));
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

/** Nobody reads the indentation; it is a tenth of the file, packed. */
function dropBlanks(file) {
  writeFileSync(file, `${JSON.stringify(JSON.parse(readFileSync(file, 'utf8')))}\n`);
}

/** In the place of src/cli/rule-pages.ts. */
const pagesInside = {
  name: 'pages-inside',
  setup: ({ onLoad }) => onLoad({ filter: /[\\/]rule-pages\.(js|ts)$/ }, () => ({ contents: `exports.rulePages = () => ${packed(pages())};` })),
};

function pages() {
  return Object.fromEntries(readdirSync(RULES).sort().map(file => [basename(file, '.md'), readFileSync(join(RULES, file), 'utf8')]));
}

/** An expression for that value. Text that is read now and then takes a fifth less of the package so than by the package's own compression. */
function packed(value) {
  const { BROTLI_PARAM_LGWIN, BROTLI_PARAM_SIZE_HINT } = constants;
  const text = Buffer.from(JSON.stringify(value));
  const small = brotliCompressSync(text, { params: { [BROTLI_PARAM_LGWIN]: 22, [BROTLI_PARAM_SIZE_HINT]: text.length } });
  return `JSON.parse(require('zlib').brotliDecompressSync(Buffer.from('${small.toString('base64')}', 'base64')))`;
}

/** Of whose text there is a part in ours. */
const YAML = `cdk8s-stateful. It has the package yaml in it, whose license is:\n\n${readFileSync(join(ROOT, 'node_modules', 'yaml', 'LICENSE'), 'utf8')}`;

/** Names stay, for stack traces, and for what is said of a value by the name of its class. */
const SMALL = { ...BUNDLE, allowOverwrite: true, minify: true, keepNames: true };

/** In bundles that stand side by side. */
const GROUND = './ground.js';

/** The modules that library and command line both have, and that need nothing but each other: by path, what the ground calls them. */
async function shared() {
  const [library, commandLine] = await Promise.all(['index', 'cli/cli'].map(async (name) => {
    const { metafile } = await build({ ...BUNDLE, entryPoints: [ours(name)], packages: 'external', write: false, outdir: to, metafile: true });
    return metafile.inputs;
  }));
  const both = new Set(Object.keys(library).filter(file => file in commandLine && /\.[jt]s$/.test(file)));
  // what is left of the import of a type has a relative path, and is dropped
  const stands = ({ path, external }) => external ? isBuiltin(path) || path.startsWith('.') : both.has(path) || path.endsWith('.json');
  for (let before; before !== both.size;) {
    before = both.size;
    for (const file of both) if (!library[file].imports.every(stands)) both.delete(file);
  }
  if (both.size === 0) throw new Error(`${ours('index')} is a bundle already: compile first`);
  return new Map([...both].map(file => join(ROOT, file)).map(file => [file, relative(from, file).split(sep).join('/').replace(/\.[jt]s$/, '')]));
}

/** In the place of each module of the ground. */
const groundBeside = ground => ({
  name: 'ground-beside',
  setup: ({ onLoad, onResolve }) => {
    onResolve({ filter: /^\.\/ground\.js$/ }, () => ({ path: GROUND, external: true }));
    onLoad({ filter: /\.[jt]s$/ }, ({ path }) => ground.has(path) ? { contents: `module.exports = require('${GROUND}')['${ground.get(path)}'];`, loader: 'js' } : undefined);
  },
});

/** Each module is run when first asked for. */
function groundOf(ground) {
  const contents = [...ground].map(([path, name]) => `get '${name}'() { return require(${JSON.stringify(path)}); }`).join(',\n');
  return build({ ...SMALL, stdin: { contents: `module.exports = {\n${contents}\n};`, resolveDir: ROOT }, outfile: join(to, 'ground.js') });
}

const libraryOf = ground => build({
  ...SMALL,
  entryPoints: [ours('index')],
  outfile: join(to, 'index.js'),
  packages: 'external', // peers, which the user has
  plugins: [programsInside, groundBeside(ground)],
});

const commandLineOf = ground => build({
  ...SMALL,
  entryPoints: [ours('cli/cli')],
  outfile: join(to, 'cli.js'),
  keepNames: false, // nobody reads the parser there
  legalComments: 'none',
  banner: { js: `/*!\n${YAML.replace(/^/gm, ' * ')}\n */` },
  plugins: [pagesInside, groundBeside(ground)],
});

async function bundle() {
  const ground = await shared();
  await Promise.all([libraryOf(ground), commandLineOf(ground), groundOf(ground)]);
  if (to !== LIB) return;
  dropOtherTypes(LIB);
  dropBlanks(join(ROOT, '.jsii'));
}

bundle().catch((error) => {
  console.error(error);
  process.exit(1);
});
