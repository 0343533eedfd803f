import { readdirSync, readFileSync } from 'fs';
import { basename, join } from 'path';
import * as ts from 'typescript';

// Every program is run by a test: itself, or by another program that is. A name in a list or in a message does not count: it must stand in a call
// that starts or loads a program.

const ASSETS = join(__dirname, '..', '..', 'assets');
const ENGINES = ['cassandra', 'mongo'];
/** What starts a program in tests, by itself or with others. */
const STARTS = ['runs', 'ran', 'program', 'sourced', 'Program', 'spawn', 'spawnSync', 'execFileSync'];
/** How one program starts or loads another. */
const BY_PROGRAMS = [
  /(?:^|[\s(;&|])(?:\.|bash|python3|mongosh(?: --[a-z]+)*) "[^"\n]*\/([\w-]+\.(?:sh|py|js))"/g,
  /\brequire\((?:'|`)[^'`]*\/([\w-]+\.js)(?:'|`)\)/g,
];

const filesIn = (folder: string, end: RegExp) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => end.test(name)).map(name => join(folder, name));
const programsOf = (engine: string) => filesIn(join(ASSETS, engine), /\.(sh|py|js)$/);

/** The texts that are handed to whatever starts a program. */
function startedIn(test: string): string[] {
  const texts: string[] = [];
  function look(node: ts.Node, inCall: boolean): void {
    if (inCall && (ts.isStringLiteralLike(node) || ts.isTemplateHead(node))) texts.push(node.text);
    const called = ts.isCallExpression(node) || ts.isNewExpression(node) ? node.expression : undefined;
    const name = called === undefined ? '' : ts.isPropertyAccessExpression(called) ? called.name.text : called.getText();
    ts.forEachChild(node, child => look(child, STARTS.includes(name) || (inCall && !ts.isFunctionLike(node))));
  }

  look(ts.createSourceFile(test, readFileSync(test, 'utf8'), ts.ScriptTarget.ES2022, true), false);
  return texts;
}

/** Those of the programs that nobody runs, if tests hand over these texts. */
function notRun(programs: readonly string[], texts: readonly string[]): string[] {
  const run = new Set(programs.filter(program => texts.some(text => text === basename(program))));
  for (const program of run) {
    const code = readFileSync(program, 'utf8').replace(/^\s*(#|\/\/).*$/gm, '');
    const others = BY_PROGRAMS.flatMap(pattern => [...code.matchAll(pattern)].map(([, name]) => name));
    for (const other of programs) if (others.includes(basename(other))) run.add(other);
  }
  return programs.filter(program => !run.has(program)).map(program => basename(program));
}

const textsOf = (engine: string) => filesIn(join(__dirname, engine), /\.ts$/).flatMap(startedIn);

test.each(ENGINES)('every program of %s is run by a test, or by one that is', (engine) => {
  expect(notRun(programsOf(engine), textsOf(engine))).toEqual([]);
});

test('there are no programs but those of the engines, and no two of an engine have one name', () => {
  expect(readdirSync(ASSETS).sort()).toEqual(ENGINES);
  for (const engine of ENGINES) {
    const names = programsOf(engine).map(program => basename(program));
    expect(names).toEqual([...new Set(names)]);
    expect(filesIn(join(ASSETS, engine), /\.[a-z]+$/)).toHaveLength(names.length);
  }
});

test('a program that no test runs is found, with those that it alone runs', () => {
  const without = (...names: string[]) => textsOf('mongo').filter(text => !names.includes(text));
  expect(notRun(programsOf('mongo'), without('backup.sh'))).toEqual(['backup.sh', 'choose-member.js']);
  expect(notRun(programsOf('mongo'), without('arbiter-alive.sh', 'outlast.sh'))).toEqual(['arbiter-alive.sh', 'outlast.sh']);
});
