// Makes two of .jsii as the compiler of jsii writes it: .jsii for the npm package, whose descriptions stand in lib/index.d.ts, and whose README beside it; and
// .jsii.full, from which API.md is made, and the packages of other languages, which show all of it.
// assembly.js [--full]: makes both, and leaves the short one as .jsii, or the full one.

const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const ROOT = join(__dirname, '..');
const ASSEMBLY = join(ROOT, '.jsii');
const FULL = join(ROOT, '.jsii.full');

const read = file => JSON.parse(readFileSync(file, 'utf8'));
const without = (value, ...keys) => JSON.parse(JSON.stringify(value, (key, inner) => keys.includes(key) ? undefined : inner));

/** What the compiler has written, or what was made of it. */
function full() {
  const assembly = read(ASSEMBLY);
  const types = Object.values(assembly.types);
  if (!types.some(type => 'locationInModule' in type)) return read(FULL);
  // by it, what translates examples knows a type that the compiler shows it: all of them are in one file now (types.js)
  for (const type of types) type.symbolId = `src/index:${type.name}`;
  // nobody who has a package can look up where a type stands in the sources; and each is as stable as the whole, which says so
  return { ...assembly, types: without(assembly.types, 'locationInModule', 'stability') };
}

/** With the first sentence of each description. */
function short(assembly) {
  return { ...assembly, readme: undefined, types: without(assembly.types, 'remarks', 'default', 'see', 'returns', 'example', 'custom') };
}

const assembly = full();
writeFileSync(FULL, JSON.stringify(assembly));
writeFileSync(ASSEMBLY, JSON.stringify(process.argv.includes('--full') ? assembly : short(assembly)));
