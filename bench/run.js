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
for (const measure of [counters, ratios, chain, imports, check, upgrade, charts]) { // the longest at the end
  process.stderr.write(`${measure.name} ...\n`);
  report(measure(options)); // at once: whoever stops here has what was measured so far
}
