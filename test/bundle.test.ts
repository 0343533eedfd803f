import { execFileSync, spawnSync } from 'child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { build } from 'esbuild';
import { ownClasses } from './support/assembly';
import { yaml } from './support/every-program';

const ROOT = join(__dirname, '..');

let folder: string;
let library: string;

/** The library as it is published, of the sources as they are now. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  const published = join(folder, 'published');
  library = join(published, 'index.js');
  execFileSync(process.execPath, [join(ROOT, 'projenrc', 'bundle.js'), published]);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What the app prints, where there is nothing beside it but, maybe, a folder of the user's. */
async function printed({ minify, beside }: { minify: boolean; beside?: string }): Promise<string> {
  const here = mkdtempSync(join(folder, 'app-'));
  if (beside !== undefined) mkdirSync(join(here, beside));
  await build({
    stdin: { contents: "import { yaml } from './every-program'; process.stdout.write(yaml());", resolveDir: join(__dirname, 'support') },
    outfile: join(here, 'out', 'app.js'),
    bundle: true,
    platform: 'node',
    minify,
    alias: { 'cdk8s-stateful': library },
    nodePaths: [join(ROOT, 'node_modules')],
    logLevel: 'error',
  });
  expect(readdirSync(join(here, 'out'))).toEqual(['app.js']);
  return execFileSync(process.execPath, [join('out', 'app.js')], { cwd: here, encoding: 'utf8', env: {}, maxBuffer: 2 ** 26 });
}

test.each([
  ['as it is', { minify: false }],
  ['made small', { minify: true }],
  ['beside a folder "assets" of the user', { minify: false, beside: 'assets' }],
])('an app in one file, %s, writes what it writes from its modules', async (_, how) => {
  expect(await printed(how)).toBe(yaml());
});

test('a module imports each class by its name, and the runtime of another language knows it', () => {
  const code = `import * as door from ${JSON.stringify(library)};
    const classes = Object.entries(door).filter(([, of]) => typeof of === 'function' && of !== door.default);
    console.log(JSON.stringify(classes.map(([name, of]) => [name, of.name, of[Symbol.for('jsii.rtti')]]).sort()));`;
  const told = execFileSync(process.execPath, ['--input-type=module', '--eval', code], { encoding: 'utf8', env: { NODE_PATH: join(ROOT, 'node_modules') } });
  expect(JSON.parse(told)).toEqual(ownClasses.map(({ name, fqn, version }) => [name, name, { fqn, version }]).sort());
});

test.each([
  ['when it is made', "new StatefulBackend(chart, 'db', { replicas: -1 });", "Refusal [Error]: c/db: 'replicas' must be a whole number from 0 to 2147483647, got -1"],
  [
    'when it is written',
    "ApiObject.of(new HeadlessService(chart, 'db', { ports: [{ port: 1 }] })).addJsonPatch(JsonPatch.replace('/spec/clusterIP', '')); chart.toJson();",
    "Refusal [Error]: c/db: 'spec.clusterIP' must be 'None', because this Service is headless, got ''; "
      + 'for one address for all pods add a client Service',
  ],
])('what is refused %s stands below the line that threw it, not below all the code', (_, code, message) => {
  const app = `const { ApiObject, App, Chart, JsonPatch } = require('cdk8s');
    const { HeadlessService, StatefulBackend } = require(${JSON.stringify(library)});
    const chart = new Chart(new App(), 'c');
    ${code}`;
  const file = join(folder, 'refused.js');
  writeFileSync(file, app);
  const { stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8', env: { NODE_PATH: join(ROOT, 'node_modules') } });
  const [where, line, caret, empty, said] = stderr.split('\n');
  expect([where, line!.length < 200, caret!.trim(), empty, said]).toEqual([expect.stringContaining(join('published', '')), true, '^', '', message]);
});
