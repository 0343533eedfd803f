// Puts the types that a user's compiler reads into one file: those of the door, and what they are made of. What the compiler has left for our own
// modules goes.
// types.js: makes lib/index.d.ts of lib/**/*.d.ts.

const { readdirSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const ts = require('typescript');

const LIB = join(__dirname, '..', 'lib');
const DOOR = join(LIB, 'index.d.ts');

const program = ts.createProgram([DOOR], { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.Node16, noLib: true, types: [] });
const checker = program.getTypeChecker();

const meant = symbol => symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
const isOurs = node => node.getSourceFile().fileName.startsWith(LIB);

/** The statements in which a symbol is declared, if it stands by itself in a file of ours. */
function statementsOf(symbol) {
  return (symbol.declarations ?? []).filter(isOurs).map(declaration => ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration)
    .filter(node => ts.isSourceFile(node.parent) && !ts.isImportDeclaration(node));
}

/** Where a name comes from that is imported from elsewhere. */
function importedBy(symbol) {
  const [node] = symbol.declarations ?? [];
  if (node === undefined || !(symbol.flags & ts.SymbolFlags.Alias)) return undefined;
  const from = ts.findAncestor(node, ts.isImportDeclaration)?.moduleSpecifier.text;
  return from === undefined || from.startsWith('.') ? undefined : { from, name: ts.isNamespaceImport(node) ? `* as ${node.name.text}` : `{ ${node.getText()} }` };
}

const public_ = new Set(checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(DOOR))).map(meant));
const reached = new Set(public_);
const imports = new Set();
for (const symbol of reached) {
  const look = (node) => {
    const other = ts.isIdentifier(node) ? checker.getSymbolAtLocation(node) : undefined;
    if (other !== undefined) {
      const imported = importedBy(other);
      if (imported !== undefined) imports.add(`import ${imported.name} from '${imported.from}';`);
      else if (statementsOf(meant(other)).length > 0) reached.add(meant(other));
    }
    ts.forEachChild(node, look);
  };
  statementsOf(symbol).forEach(look);
}

const names = [...reached].map(({ name }) => name);
const twice = names.filter((name, i) => names.indexOf(name) !== i);
if (twice.length > 0) throw new Error(`lib/index.d.ts would have two of ${twice.join(', ')}`);

/** With its comment. Exported or not: the name is right in either case, and nobody imports one that is not. */
function written(symbol) {
  return statementsOf(symbol).map((node) => {
    const [doc] = node.jsDoc?.slice(-1) ?? [];
    const code = node.getText();
    return `${doc === undefined ? '' : `${doc.getText()}\n`}${public_.has(symbol) ? code : code.replace(/^export /, '')}\n`;
  }).join('');
}

// indented by two, as in our own sources
const text = [[...imports].sort().join('\n'), '', ...[...reached].map(written), 'export {};', ''].join('\n').replace(/^ +/gm, blanks => ' '.repeat(Math.ceil(blanks.length / 2)));
for (const file of readdirSync(LIB, { recursive: true, encoding: 'utf8' })) if (file.endsWith('.d.ts')) rmSync(join(LIB, file));
writeFileSync(DOOR, text);
