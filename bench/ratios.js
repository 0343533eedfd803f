// P1 to P4: what a backend costs within a warm process, against the same by hand.

const { Yaml } = require('cdk8s');
const { compare, floor, median, rounds, timed } = require('./measure');
const { atMost, exact, report } = require('./report');
const { assertSameOutput, chartOf } = require('./workloads');

const WARM_UP = 8;
const VARIANTS = { ours: 'ours', l1: 'l1', control: 'l1', plus: 'plus' };

/**
 * No garbage is collected by force between samples, and the order is shuffled, not rotated: with the one or the other, a thing measured
 * against itself came out 10 to 20 % off.
 */
function ratios({ quick }) {
  assertSameOutput();
  const { count, batch } = quick ? { count: 41, batch: 100 } : { count: 61, batch: 150 };
  rounds(WARM_UP, Object.keys(VARIANTS), variant => sample(VARIANTS[variant], batch));
  const samples = rounds(count, Object.keys(VARIANTS), variant => sample(VARIANTS[variant], batch));
  const of = part => Object.fromEntries(Object.keys(VARIANTS).map(variant => [variant, samples[variant].map(each => each[part])]));
  const total = of('total');
  const ownPart = of('ownPart');
  const micros = values => (floor(values) / batch * 1e6).toFixed(0);
  const line = (id, metric, most, part, against) => atMost(id, metric, most, compare(part.ours, part[against]), compare(part.control, part.l1),
    `${micros(part.ours)} / ${micros(part[against])} us`);
  return [
    line('P1', 'construct + toJson + yaml, against L1', 1.05, total, 'l1'),
    line('P2', 'construct + toJson, against L1', 1.20, ownPart, 'l1'),
    line('P3', 'construct + toJson + yaml, against cdk8s-plus', 0.90, total, 'plus'),
    ...growth({ quick }),
  ];
}

/** YAML is three quarters of the time, and the same for all; the rest is told apart so that it cannot hide behind it. */
function sample(form, batch) {
  let documents;
  const ownPart = timed(() => { documents = chartOf(form, batch).toJson(); });
  return { ownPart, total: ownPart + timed(() => Yaml.stringify(...documents)) };
}

/** The slope of time over size, both as logarithms: 1 is linear. */
function growth({ quick }) {
  const sizes = quick ? [100, 300, 1000] : [100, 300, 1000, 3000];
  const perSize = form => sizes.map(size => {
    const repeat = Math.max(1, Math.round(1000 / size)); // so that samples of every size are about as long
    const once = () => timed(() => { for (let i = 0; i < repeat; i++) Yaml.stringify(...chartOf(form, size).toJson()); }) / repeat;
    return median(Array.from({ length: quick ? 3 : 5 }, once));
  });
  const slopes = { ours: slope(sizes, perSize('ours')), l1: slope(sizes, perSize('l1')) };
  const line = exact('P4', `growth over ${sizes[0]} to ${sizes.at(-1)} backends in a chart, as an exponent`, '<= 1.10', slopes.ours, slopes.ours <= 1.10, slopes.ours.toFixed(3));
  return [{ ...line, control: `L1 ${slopes.l1.toFixed(3)}` }];
}

function slope(xs, ys) {
  const [lx, ly] = [xs.map(Math.log), ys.map(Math.log)];
  const mean = list => list.reduce((sum, value) => sum + value, 0) / list.length;
  const [mx, my] = [mean(lx), mean(ly)];
  const sum = f => lx.reduce((total, _, i) => total + f(i), 0);
  return sum(i => (lx[i] - mx) * (ly[i] - my)) / sum(i => (lx[i] - mx) ** 2);
}

module.exports = { ratios };

if (require.main === module) report(ratios({ quick: process.argv.includes('--quick') }));
