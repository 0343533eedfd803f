// One sample of check.js, in a process that loads nothing else: seconds of CPU and the most memory, of the whole process.
// check-sample.js check|parse|version [PATH]

const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const [what, path] = process.argv.slice(2);
const write = process.stdout.write;
const kept = [];

process.stdout.write = () => true; // the report is not what is measured
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  process.exitCode = 0; // findings are no failure here
  write.call(process.stdout, JSON.stringify({ seconds: (user + system) / 1e6, memory: process.resourceUsage().maxRSS, kept: kept.length }));
});

if (what === 'parse') {
  const { parseAllDocuments } = require('yaml');
  const files = path.endsWith('.yaml') ? [path] : readdirSync(path).map(file => join(path, file));
  for (const file of files) kept.push(...parseAllDocuments(readFileSync(file, 'utf8')).map(document => document.toJS()));
} else {
  process.argv.splice(2, Infinity, ...what === 'check' ? ['check', path] : ['--version']);
  require('../lib/cli.js');
}
