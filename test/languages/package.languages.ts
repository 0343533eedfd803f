import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import * as ts from 'typescript';
import { ROOT } from './support/packages';
import { program, typescript } from './support/program';
import { attempt, run } from './support/toolchain';

/** The npm package beside its peers, as a user has it. */
let consumer: string;
let size: number;

beforeAll(() => {
  consumer = mkdtempSync(join(tmpdir(), 'cdk8s-stateful-npm-'));
  run('node', ['projenrc/assembly.js'], { cwd: ROOT });
  const packed = attempt('npm', ['pack', '--json', '--silent', '--pack-destination', consumer], { cwd: ROOT });
  const [{ filename, size: bytes }] = JSON.parse(packed.output.slice(packed.output.indexOf('['))) as [{ filename: string; size: number }];
  size = bytes;
  const modules = join(consumer, 'node_modules');
  run('sh', ['-c', `mkdir -p ${modules}/cdk8s-stateful && tar xzf ${filename} -C ${modules}/cdk8s-stateful --strip-components=1`], { cwd: consumer });
  for (const peer of ['cdk8s', 'cdk8s-plus-28', 'constructs']) symlinkSync(join(ROOT, 'node_modules', peer), join(modules, peer));
});
afterAll(() => rmSync(consumer, { recursive: true }));

/** What the compiler says of a program and of our types; what it says of those of peers is theirs. */
function compiled(code: string): string[] {
  const main = join(consumer, 'main.ts');
  writeFileSync(main, code);
  const options: ts.CompilerOptions = { module: ts.ModuleKind.Node16, target: ts.ScriptTarget.ES2022, strict: true, types: [], preserveSymlinks: true, outDir: consumer };
  const made = ts.createProgram([main], options);
  made.emit();
  return ts.getPreEmitDiagnostics(made)
    .filter(({ file }) => file === undefined || file.fileName === main || file.fileName.includes('/cdk8s-stateful/'))
    .map(({ file, messageText }) => `${file?.fileName.replace(consumer, '')}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
}

test('compiles under the strictest look at its types, and writes what the sources write', () => {
  expect(compiled(program('ts'))).toEqual([]);
  run('node', ['main.js'], { cwd: consumer });
  const written = readdirSync(join(consumer, 'dist')).map(file => [file, readFileSync(join(consumer, 'dist', file), 'utf8')]);
  expect(Object.fromEntries(written)).toEqual(typescript());
});

test('says in its types why a headless Service has no type', () => {
  const said = compiled(program('ts').replace("ports: [{ name: 'http', port: 9200 }],", 'type: kplus.ServiceType.NODE_PORT,'));
  expect(said).toEqual([expect.stringContaining('a headless Service has no type but ClusterIP')]);
});

/** `_id` is MongoDB's own. */
test('has no member in its types that is meant for us', () => {
  const folder = join(consumer, 'node_modules', 'cdk8s-stateful', 'lib');
  const types = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.d.ts'));
  expect(types.filter(file => /^\s*(readonly |get |static )*_(?!id\b)\w/m.test(readFileSync(join(folder, file), 'utf8')))).toEqual([]);
});

test('names its functions in a stack trace', () => {
  writeFileSync(join(consumer, 'wrong.js'), "const { App, Chart } = require('cdk8s'); new (require('cdk8s-stateful').StatefulBackend)(new Chart(new App(), 'c'), 'db', { replicas: -1 });");
  const { output } = attempt('node', ['wrong.js'], { cwd: consumer });
  expect(output).toMatch(/at wholeNumber .*\/lib\/ground\.js[^]*at new StatefulBackend .*\/lib\/index\.js/);
});

test('is no larger than 300 kB', () => expect(size).toBeLessThan(300_000));
