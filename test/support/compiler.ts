import { join } from 'path';
import * as ts from 'typescript';

const ROOT = join(__dirname, '..', '..');

const PREAMBLE = `
import { Chart } from 'cdk8s';
import { HeadlessService, HeadlessServicePort, HeadlessServiceProps, StatefulBackend } from 'cdk8s-stateful';
import * as kplus from 'cdk8s-plus-28';
declare const chart: Chart;
declare const headless: HeadlessService;
declare const plain: kplus.Service;
`;

/** What a program is made of beside its snippets takes seconds to read, and is the same each time. */
const read = new Map<string, ts.SourceFile | undefined>();

/** What the TypeScript compiler says of each snippet, as a user of the compiled library would read it; nothing if it compiles. */
export function compile(snippets: readonly string[], preamble = PREAMBLE): string[] {
  const files = new Map(snippets.map((snippet, i) => [join(ROOT, 'test', `snippet-${i}.ts`), `${preamble}\n${snippet}\nexport {};`]));
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    esModuleInterop: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts'],
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    types: ['node'],
    paths: { 'cdk8s-stateful': [join(ROOT, 'lib', 'index.d.ts')] },
  };
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  host.readFile = name => files.get(name) ?? readFile(name);
  host.fileExists = name => files.has(name) || fileExists(name);
  host.getSourceFile = (name, ...rest) => {
    const text = files.get(name);
    if (text !== undefined) return ts.createSourceFile(name, text, rest[0]);
    if (!read.has(name)) read.set(name, getSourceFile(name, ...rest));
    return read.get(name);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files.keys()].map(name => program.getSemanticDiagnostics(program.getSourceFile(name)).concat(program.getSyntacticDiagnostics(program.getSourceFile(name)))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n').replaceAll(`${ROOT}/node_modules/`, '')).join('\n'));
}
