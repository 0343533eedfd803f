// P8: what it costs to compare 1,000 StatefulSets with 1,000 changed ones, against what it costs to read them.

const { mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { Yaml } = require('cdk8s');
const { median, timed } = require('./measure');
const { exact, report } = require('./report');
const { chartOf } = require('./workloads');

const SETS = 1000;
const MOST = 1.5;

function upgrade({ quick }) {
  const { UpgradeCheck } = require('..');
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const text = Yaml.stringify(...chartOf('ours', SETS).toJson());
    const [old, now] = ['old.yaml', 'new.yaml'].map(name => join(folder, name));
    writeFileSync(old, text);
    writeFileSync(now, text.replaceAll('10Gi', '20Gi').replaceAll('cassandra:4.1', 'cassandra:5.0'));
    const samples = Array.from({ length: quick ? 3 : 7 }, () => {
      let both;
      const read = timed(() => { both = [Yaml.load(old), Yaml.load(now)]; });
      const compare = timed(() => UpgradeCheck.between(...both));
      return (read + compare) / read;
    });
    const ratio = median(samples);
    return [exact('P8', `diff of ${SETS} StatefulSets, reading included, against reading`, `<= ${MOST}`, ratio, ratio <= MOST, ratio.toFixed(3))].map(line => ({ ...line, control: '' }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

module.exports = { upgrade };

if (require.main === module) report(upgrade({ quick: process.argv.includes('--quick') }));
