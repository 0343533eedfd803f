// Puts the modules of the library into one, and the programs of `assets/` with them, so that a bundler of the user's takes all of it along.
// The command line becomes another one, with the parser of YAML in it: it runs where none of the peers are. What both of them need of ours, which
// is nearly all that the command line does, becomes the ground that they share.
// bundle.js [TO]: makes index.js, cli.js and ground.js, by default in lib/.

const { mkdirSync, readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { isBuiltin } = require('node:module');
const { basename, dirname, join, relative, resolve, sep } = require('node:path');
const { brotliCompressSync, constants } = require('node:zlib');
const { minify } = require('@swc/core');
const { build, buildSync } = require('esbuild');

const ROOT = join(__dirname, '..');
const ASSETS = join(ROOT, 'assets');
const RULES = join(ROOT, 'docs', 'rules');
const SRC = join(ROOT, 'src');
const to = resolve(process.argv[2] ?? join(ROOT, 'lib'));

const LIBRARY = join(SRC, 'index.ts');
const COMMAND_LINE = join(SRC, 'cli', 'cli.ts');

const BUNDLE = { absWorkingDir: ROOT, bundle: true, platform: 'node', target: 'node20', format: 'cjs', logLevel: 'warning', outdir: to, write: false };

/** By the name that the library asks for, without the comments that no pod gets: nobody needs them twice. */
function texts() {
  const file = join(SRC, 'engine', 'program.ts');
  const { outputFiles: [code] } = buildSync({ ...BUNDLE, entryPoints: [file], define: { __dirname: JSON.stringify(dirname(file)) } });
  const engine = { exports: {} };
  new Function('module', 'exports', 'require', code.text)(engine, engine.exports, require);
  const files = readdirSync(ASSETS, { recursive: true, withFileTypes: true }).filter(file => file.isFile()).map(file => join(file.parentPath, file.name)).sort();
  return Object.fromEntries(files.map(file => relative(ASSETS, file).split(sep).join('/')).map(name => [name, engine.exports.program(dirname(name), basename(name))]));
}

function pages() {
  return Object.fromEntries(readdirSync(RULES).sort().map(file => [basename(file, '.md'), readFileSync(join(RULES, file), 'utf8')]));
}

/** An expression whose value this is. It is made small here, better than a package is: these are long texts. */
function packed(value) {
  const text = JSON.stringify(value);
  const small = brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS, [constants.BROTLI_PARAM_SIZE_HINT]: text.length } });
  return `JSON.parse(require('node:zlib').brotliDecompressSync(Buffer.from('${small.toString('base64')}', 'base64')).toString())`;
}

/** What stands in the place of a file that cannot be shipped as it is. Texts are read when first asked for: most apps have no cluster. */
const INSIDE = {
  'src/engine/program-text.ts': () => `let texts;\nexport const programText = file => (texts ??= ${packed(texts())})[file];`,
  'src/cli/rule-pages.ts': () => `export const rulePages = () => ${packed(pages())};`,
  'package.json': () => `exports.version = ${JSON.stringify(require('../package.json').version)};`,
};

const inside = {
  name: 'inside',
  setup: ({ onLoad }) => Object.entries(INSIDE).forEach(([path, contents]) =>
    onLoad({ filter: new RegExp(`${path.replaceAll('/', '[\\\\/]')}$`) }, file => file.path === join(ROOT, path) ? { contents: contents(), loader: 'js' } : undefined)),
};

/** The parser of YAML in modules of ECMAScript, of which esbuild leaves out what nobody calls; and without what writes YAML, which nobody does there. */
const YAML = join(ROOT, 'node_modules', 'yaml');
const yamlInside = {
  name: 'yaml-inside',
  setup: ({ onLoad, onResolve }) => {
    onResolve({ filter: /^yaml$/ }, () => ({ path: join(YAML, 'browser', 'index.js') }));
    onLoad({ filter: /[\\/]yaml[\\/]browser[\\/]dist[\\/]stringify[\\/]/ }, ({ path }) => {
      const names = [...readFileSync(path, 'utf8').matchAll(/^export \{(.*)\};$/gm)].flatMap(([, list]) => list.split(','));
      return { contents: names.map(name => `export const ${name.trim()} = undefined;`).join('\n') };
    });
  },
};

/** Of whose text there is a part in ours. */
const LICENSE = `cdk8s-stateful. It has the package yaml in it, whose license is:\n\n${readFileSync(join(YAML, 'LICENSE'), 'utf8')}`;

/**
 * Classes have the names by which users know them: for stack traces, for what is said of a value, and for the runtime of another language, for which
 * the compiler writes it into each class.
 */
const NAMES = `for (const [name, of] of Object.entries(module.exports)) {
  if (typeof of !== 'function') continue;
  Object.defineProperty(of, 'name', { value: name, configurable: true });
  of[Symbol.for('jsii.rtti')] = { fqn: 'cdk8s-stateful.' + name, version: '${require('../package.json').version}' };
}`;

/** The modules that library and command line both have, and that need nothing but each other; and what each of them exports, with a key. */
async function shared() {
  const [library, commandLine] = await Promise.all([LIBRARY, COMMAND_LINE].map(async (entry) => {
    const { metafile } = await build({ ...BUNDLE, entryPoints: [entry], packages: 'external', metafile: true });
    return metafile.inputs;
  }));
  const both = new Set(Object.keys(library).filter(file => file in commandLine && file.endsWith('.ts')));
  // what is left of the import of a type has a relative path, and is dropped
  const stands = ({ path, external }) => external ? isBuiltin(path) || path.startsWith('.') : both.has(path) || path.endsWith('.json');
  for (let before; before !== both.size;) {
    before = both.size;
    for (const file of both) if (!library[file].imports.every(stands)) both.delete(file);
  }
  const { metafile } = await build({ ...BUNDLE, bundle: false, format: 'esm', logLevel: 'error', entryPoints: [...both], metafile: true });
  let count = 0;
  return Object.values(metafile.outputs).map(({ entryPoint, exports }) => ({ path: join(ROOT, entryPoint), keys: exports.map(name => [name, `g${(count++).toString(36)}`]) }));
}

/** In a bundle that stands beside the ground. */
const GROUND = './ground.js';

/** In the place of each module of the ground: its exports, of which esbuild leaves out what nobody asks for. */
const groundBeside = ground => ({
  name: 'ground-beside',
  setup: ({ onLoad, onResolve }) => {
    onResolve({ filter: /^ground(\.js)?$/ }, ({ path }) => path === 'ground' ? { path, namespace: 'ground' } : { path: GROUND, external: true });
    onLoad({ filter: /.*/, namespace: 'ground' }, () => ({ contents: "const all = require('ground.js');\nexport const ground = name => all[name];" }));
    const exported = ({ keys }) => keys.map(([name, key]) => `export const ${name} = /* @__PURE__ */ ground('${key}');`);
    const contents = new Map(ground.map(module => [module.path, ["import { ground } from 'ground';", ...exported(module)].join('\n')]));
    onLoad({ filter: /\.ts$/ }, ({ path }) => contents.has(path) ? { contents: contents.get(path), loader: 'js', resolveDir: ROOT } : undefined);
  },
});

/** Only what is asked for in one of the two. */
function groundOf(ground, asking) {
  const asked = ([, key]) => asking.some(code => code.includes(`ground("${key}")`));
  const exported = ({ path, keys }) => keys.filter(asked).map(([name, key]) => `export { ${name} as ${key} } from ${JSON.stringify(path)};`);
  return code({ stdin: { contents: ground.flatMap(exported).join('\n'), resolveDir: ROOT }, plugins: [inside] });
}

const libraryOf = ground => code({
  entryPoints: [LIBRARY],
  packages: 'external', // peers, which the user has
  plugins: [inside, groundBeside(ground)],
  footer: { js: NAMES },
});

const commandLineOf = ground => code({ entryPoints: [COMMAND_LINE], plugins: [inside, yamlInside, groundBeside(ground)] });

/** What esbuild makes of each import of a peer: a copy of all its names, thousands of them, for the sake of a default that none of the peers has. */
const COPIED = /\b__toESM\((require\("[^"]+"\))(?:, 1)?\)/g;

async function code(options) {
  const { outputFiles: [{ text }] } = await build({ ...BUNDLE, ...options });
  return text.replace(COPIED, '$1');
}


/** What throws, up to its end, if there are no strings in it that nobody could tell from code. */
const THROWS = /\bthrow new \w+\((?:[^"'`;{}]|"[^"\\]*"|'[^'\\]*'|`[^`\\]*`)*[;}]/g;

/** What tells Node which names a module of ECMAScript can import; it is never run, so nothing that makes code small leaves it there. */
const NAMES_TO_IMPORT = /^0 && \(module\.exports = \{[^}]*\}\);$/m;

/** What refuses, in every place: it stands on top of the stack trace that a user sees. */
const refusing = ground => ground.filter(({ path }) => path.startsWith(join(SRC, 'naming'))).flatMap(({ keys }) => keys.map(([name]) => name));

/**
 * No function moves to the place that it is called from: it would be made anew there each time. With that, a backend takes 1.43 of what it
 * takes by hand, without 1.34 (seven runs each, in turn); and the package is 2 kB smaller.
 */
const COMPRESS = { ecma: 2022, toplevel: true, passes: 3, inline: 0, reduce_vars: false };

/** What is called so keeps its name. */
async function write(name, text, { reserved = [], comment = '' } = {}) {
  const how = { ecma: 2022, module: false, compress: COMPRESS, mangle: { toplevel: true, reserved }, format: { comments: false } };
  const [names = ''] = NAMES_TO_IMPORT.exec(text) ?? [];
  let small = text;
  for (let time = 1; time <= 2; time++) { // once more, of what has become one expression
    small = (await minify(small, how)).code;
  }
  const lines = small.replace(THROWS, '\n$&\n'); // Node prints the line that threw above the message, and nobody reads on below 10 kB of code
  writeFileSync(join(to, name), `${comment}${lines}\n${names.replace(/\s/g, '')}`);
}

async function bundle() {
  const ground = await shared();
  const [library, commandLine] = await Promise.all([libraryOf(ground), commandLineOf(ground)]);
  mkdirSync(to, { recursive: true });
  await Promise.all([
    write('index.js', library),
    write('cli.js', commandLine, { comment: `/*!\n${LICENSE.replace(/^/gm, ' * ')}\n */\n` }),
    write('ground.js', await groundOf(ground, [library, commandLine]), { reserved: refusing(ground) }),
  ]);
}

bundle().catch((error) => {
  console.error(error);
  process.exit(1);
});
