import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import * as ts from 'typescript';
import { pages, read } from './support/fences';

const ASSETS = join(__dirname, '..', 'assets');

/** What a program fills in: a name, a number, a sentence of another program. */
const FILLED_IN = '\0';

/** The texts in a program of JavaScript. */
function scriptTexts(program: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) found.push(node.text);
    if (ts.isTemplateExpression(node)) found.push([node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join(FILLED_IN));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('program.js', program, ts.ScriptTarget.ES2022));
  return found;
}

const PARAMETER = /^\$(\w+|[@*#?!])/;

/** The texts in quotes in a program of bash. */
function shellTexts(program: string): string[] {
  return program.split('\n').filter(line => !line.trim().startsWith('#')).flatMap((line) => {
    const found: string[] = [];
    for (let i = 0; i < line.length; i += 1) {
      if (line[i] === "'") {
        const end = line.indexOf("'", i + 1);
        found.push(line.slice(i + 1, end));
        i = end === -1 ? line.length : end;
      } else if (line[i] === '"') {
        const [text, end] = doubleQuoted(line, i + 1);
        found.push(text);
        i = end;
      }
    }
    return found;
  });
}

function doubleQuoted(line: string, from: number): [text: string, end: number] {
  let text = '';
  for (let i = from; i < line.length; i += 1) {
    if (line[i] === '"') return [text, i];
    const parameter = PARAMETER.exec(line.slice(i))?.[0];
    if (/^\$[{(]/.test(line.slice(i))) {
      i = closing(line, i + 1);
      text += FILLED_IN;
    } else if (parameter !== undefined) {
      i += parameter.length - 1;
      text += FILLED_IN;
    } else {
      if (line[i] === '\\') i += 1;
      text += line[i];
    }
  }
  return [text, line.length];
}

/** Where the brace or parenthesis at this place ends. */
function closing(line: string, from: number): number {
  let depth = 0;
  for (let i = from; i < line.length; i += 1) {
    if ('{('.includes(line[i]!)) depth += 1;
    if ('})'.includes(line[i]!)) depth -= 1;
    if (depth === 0) return i;
  }
  return line.length;
}

/** Log lines are put together of parts, by several programs: so they are compared part by part. */
const parts = (text: string) => text.split(/[:;] |\. |[.:;]$/).map(part => part.trim()).filter(part => part !== '');

const programs = readdirSync(ASSETS, { recursive: true, encoding: 'utf8' }).filter(name => /\.(sh|js)$/.test(name)).map(name => [name, readFileSync(join(ASSETS, name), 'utf8')] as const);
const said = [...new Set(programs.flatMap(([name, program]) => (name.endsWith('.js') ? scriptTexts(program) : shellTexts(program))).flatMap(parts))];
const sentences = said.filter(part => part.replace(/[^a-z]/gi, '').length > 4); // 'X is Y' would be anything

/** Whether this is what that makes, filled in; of which the end may be cut off. */
function fits(quoted: string, text: string, cut: boolean, i = 0, j = 0): boolean {
  if (i === quoted.length) return cut || /^\0*$/.test(text.slice(j));
  if (text[j] === FILLED_IN) return fits(quoted, text, cut, i, j + 1) || fits(quoted, text, cut, i + 1, j);
  return quoted[i] === text[j] && fits(quoted, text, cut, i + 1, j + 1);
}

/** A name, a number, several of them, each with a word in brackets: what is filled in. */
const FILLING = /^[\w.,'/-]+( \(\w+\))?(,? [\w.,'/-]*\d[\w.,'/-]*( \(\w+\))?)*$/;

/** Where a quoted part may begin: of what has lost its beginning, anywhere. */
const starts = (text: string, begun: boolean) => (begun ? [...text].map((_, j) => j) : [0]);

/** The parts of a quoted line that no program says; `…` stands for whatever was left out. */
function unsaid(quoted: string): string[] {
  return quoted.split('…').flatMap((piece, i, pieces) => {
    const all = parts(piece.replace(/ yet: $/, ': ')); // which auth.sh adds to what could not be done
    return all.filter((part, k) => {
      const [begun, cut] = [k === 0 && i > 0, k === all.length - 1 && i < pieces.length - 1 && !/[:;.] $/.test(piece)];
      return !FILLING.test(part) && !sentences.some(text => starts(text, begun).some(j => fits(part, text, cut, 0, j)));
    });
  });
}

/** In code style in the first column of tables of log lines. */
const lines = pages().flatMap((page) => {
  const tables = read(page).split('\n\n').filter(table => table.startsWith('| Log'));
  return tables.flatMap(table => table.split('\n').slice(2)).flatMap(row => [...row.split(' | ')[0]!.matchAll(/`([^`]+)`/g)].map(([, line]) => [page, line!] as const));
});

test('there are tables of log lines', () => expect(lines.length).toBeGreaterThan(35));

test.each(lines)('%s quotes what a program says: %s', (_, line) => expect(unsaid(line)).toEqual([]));

// what an operator sees while a drain hangs, and nothing else tells of
test.each(scriptTexts(readFileSync(join(ASSETS, 'mongo', 'manager', 'leave.js'), 'utf8')).filter(text => text.includes('about to stop')))('a table has %j', (text) => {
  expect(lines.some(([, line]) => fits(line, text, false))).toBe(true);
});

test.each([
  ['this disk is of a member', ['this disk is of a member']],
  ['waiting: it is the turn of events-1 to join, before this pod', ['it is the turn of events-1 to join, before this pod']],
  ['this is the primary, and everything is as listed', ['this is the primary, and everything is as listed']],
  ['this is a secondary, the primary is orders-1 …', []],
  ['the Secret of root is of no use: …', ['the Secret of root is of no use']],
])('another sentence is found out: %s', (line, parts_) => expect(unsaid(line)).toEqual(parts_));
