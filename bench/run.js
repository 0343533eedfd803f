// All of it: `node bench/run.js`, or with `--quick` a shorter and rougher run. The library must be compiled.

const { chain } = require('./chain');
const { charts } = require('./charts');
const { check } = require('./check');
const { counters } = require('./counters');
const { imports } = require('./import');
const { ratios } = require('./ratios');
const { report } = require('./report');
const { upgrade } = require('./upgrade');

const options = { quick: process.argv.includes('--quick') };
const lines = [];
for (const measure of [counters, ratios, charts, chain, imports, check, upgrade]) {
  process.stderr.write(`${measure.name} ...\n`);
  lines.push(...measure(options));
}
report(lines);
