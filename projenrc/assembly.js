// Makes .jsii, which jsii has written, smaller. The npm package has the README by itself; those of other languages show the one in .jsii, and its examples in
// their language.
// assembly.js [--readme]: without the README, or with it.

const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const ROOT = join(__dirname, '..');
const ASSEMBLY = join(ROOT, '.jsii');

const assembly = JSON.parse(readFileSync(ASSEMBLY, 'utf8'));
const { types, docs: { stability } } = assembly;
// by it, what translates examples knows a type that the compiler shows it: all of them are in one file now (types.js)
for (const type of Object.values(types)) type.symbolId = `src/index:${type.name}`;
// nobody who has the package alone can look up where a type stands in the sources; and each is as stable as the whole, which says so
const short = (key, value) => key === 'locationInModule' || (key === 'stability' && value === stability) ? undefined : value;
const readme = process.argv.includes('--readme') ? { markdown: readFileSync(join(ROOT, 'README.md'), 'utf8') } : undefined;
writeFileSync(ASSEMBLY, JSON.stringify({ ...assembly, readme, types: JSON.parse(JSON.stringify(types, short)) }));
