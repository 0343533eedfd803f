// G1 and G2: what the command line costs: all of it, against only parsing the same files, in processes of their own.

const { mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { stringify } = require('yaml');
const { compare, floor, fresh, median, rounds } = require('./measure');
const { atMost, exact, report } = require('./report');
const { chartOf } = require('./workloads');

const COUNT = 1000;

function check({ quick }) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const texts = manifests();
    const one = join(folder, 'all.yaml');
    writeFileSync(one, texts.join('---\n'));
    const many = mkdtempSync(join(folder, 'many-'));
    texts.forEach((text, i) => writeFileSync(join(many, `${i}.yaml`), text));
    return [...against(one, 'in one file', quick), ...against(many, `in ${COUNT} files`, quick), start(quick)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** As the library writes them, a Service and a StatefulSet in each. */
function manifests() {
  const objects = chartOf('ours', COUNT, true).toJson();
  return Array.from({ length: COUNT }, (_, i) => objects.slice(2 * i, 2 * i + 2).map(object => stringify(object)).join('---\n'));
}

function against(path, where, quick) {
  const variants = { check: 'check', parse: 'parse', control: 'parse' };
  const samples = rounds(quick ? 3 : 7, Object.keys(variants), variant => fresh('check-sample.js', variants[variant], path));
  const of = (variant, part) => samples[variant].map(sample => sample[part]);
  const memory = median(of('check', 'memory')) / median(of('parse', 'memory'));
  return [
    atMost('G1', `check of ${COUNT} StatefulSets ${where}, against parsing`, 1.5, compare(of('check', 'seconds'), of('parse', 'seconds')),
      compare(of('control', 'seconds'), of('parse', 'seconds')), `${floor(of('check', 'seconds')).toFixed(2)} / ${floor(of('parse', 'seconds')).toFixed(2)} s`),
    exact('G1', `memory for it ${where}, against parsing`, '<= 1.30', memory, memory <= 1.3, memory.toFixed(2)),
  ];
}

function start(quick) {
  const seconds = median(Array.from({ length: quick ? 5 : 21 }, () => fresh('check-sample.js', 'version', '').seconds));
  return exact('G2', 'start of the command', '<= 150 ms', seconds, seconds <= 0.15, `${(seconds * 1000).toFixed(0)} ms of CPU, Node's own included`);
}

module.exports = { check };

if (require.main === module) report(check({ quick: process.argv.includes('--quick') }));
