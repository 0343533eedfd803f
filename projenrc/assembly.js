// Makes two of .jsii as the compiler of jsii writes it: .jsii for the npm package, whose descriptions stand in lib/index.d.ts, and whose README beside it; and
// .jsii.full, from which API.md is made, and the packages of other languages, which show all of it.
// assembly.js [--full] [FOLDER]: makes both, and leaves the short one as .jsii, or the full one; of the package in that folder, or of this one.

const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const FOLDER = process.argv.slice(2).find(argument => !argument.startsWith('--')) ?? join(__dirname, '..');
const ASSEMBLY = join(FOLDER, '.jsii');
const FULL = join(FOLDER, '.jsii.full');

const read = file => JSON.parse(readFileSync(file, 'utf8'));

/** What the compiler has written, or what was made of it. */
function full() {
  const assembly = read(ASSEMBLY);
  const types = Object.values(assembly.types);
  if (!types.some(type => 'locationInModule' in type)) return read(FULL);
  // by it, what translates examples knows a type that the compiler shows it: all of them are in one file now (types.js)
  for (const type of types) type.symbolId = `src/index:${type.name}`;
  // nobody who has a package can look up where a type stands in the sources; and each is as stable as the whole, which says so
  const whole = assembly.docs.stability;
  return { ...assembly, types: described(assembly.types, docs => ({ ...docs, stability: docs.stability === whole ? undefined : docs.stability })) };
}

/** With the first sentence of each description. */
function short(assembly) {
  return { ...assembly, readme: undefined, types: described(assembly.types, ({ summary, deprecated, stability, subclassable }) => ({ summary, deprecated, stability, subclassable })) };
}

/** With other descriptions. */
function described(types, docsOf) {
  return JSON.parse(JSON.stringify(types, (key, value) => key === 'docs' ? docsOf(value) : key === 'locationInModule' ? undefined : value));
}

const assembly = full();
writeFileSync(FULL, JSON.stringify(assembly));
writeFileSync(ASSEMBLY, JSON.stringify(process.argv.includes('--full') ? assembly : short(assembly)));
