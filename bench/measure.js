// How to measure on a machine that does other things, too: CPU time instead of wall time, pairs in shuffled order instead of blocks,
// and a control that is measured against itself.

const { spawnSync } = require('node:child_process');

/** Seconds of CPU that this process has used so far, over all its threads. */
function cpu() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Seconds of CPU that `work` takes. */
function timed(work) {
  const start = cpu();
  work();
  return cpu() - start;
}

/** Runs a script of this folder in a process of its own, and returns what it prints as JSON. */
function fresh(script, ...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`${__dirname}/${script}`, ...args.map(String)], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${script} ${args.join(' ')} failed: ${stderr}`);
  return JSON.parse(stdout);
}

/** Calls `sample` for every variant in each round, in another order each time. Returns the samples by variant, in the order of the rounds. */
function rounds(count, variants, sample) {
  const samples = Object.fromEntries(variants.map(variant => [variant, []]));
  for (let i = 0; i < count; i++) {
    for (const variant of shuffled(variants)) samples[variant].push(sample(variant, i));
  }
  return samples;
}

function shuffled(list) {
  const left = [...list];
  return list.map(() => left.splice(Math.floor(Math.random() * left.length), 1)[0]);
}

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.round((sorted.length - 1) * share)];
}

const median = values => quantile(values, 0.5);

/** What it takes when nobody disturbs, the garbage collector included: one sample in ten is quicker. */
const floor = values => quantile(values, 0.1);

/**
 * How these compare with those: the median of the ratios within the rounds, because what slows a round down slows both, and the ratio of the
 * floors. Where the two differ, it is garbage collection that differs.
 */
function compare(these, those) {
  return { median: median(these.map((value, i) => value / those[i])), floors: floor(these) / floor(those) };
}

module.exports = { compare, cpu, floor, fresh, median, rounds, timed };
