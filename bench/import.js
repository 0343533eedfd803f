// P7: what it costs to load the library on top of cdk8s-plus, which whoever uses it has loaded anyway.

const { performance } = require('node:perf_hooks');
const { compare, floor, fresh, median, rounds } = require('./measure');
const { judge, report } = require('./report');

const VARIANTS = { library: ['cdk8s-plus-28', '..'], plus: ['cdk8s-plus-28'], control: ['cdk8s-plus-28'] };
const MOST = { ratio: 1.08, milliseconds: 6 };

function imports({ quick }) {
  const samples = rounds(quick ? 21 : 61, Object.keys(VARIANTS), variant => fresh('import.js', ...VARIANTS[variant]));
  const { median: ratio, floors } = compare(samples.library, samples.plus);
  const control = compare(samples.control, samples.plus);
  const milliseconds = median(samples.library.map((value, i) => value - samples.plus[i]));
  return [{
    id: 'P7',
    metric: 'import of the library on top of cdk8s-plus',
    target: `<= ${MOST.ratio} or <= +${MOST.milliseconds} ms`,
    measured: `${ratio.toFixed(3)}, +${milliseconds.toFixed(1)} ms (floors ${floors.toFixed(3)}: ${floor(samples.library).toFixed(0)} / ${floor(samples.plus).toFixed(0)} ms)`,
    control: control.median.toFixed(3),
    verdict: judge(control, ratio <= MOST.ratio || milliseconds <= MOST.milliseconds),
  }];
}

/** In a process of its own: milliseconds until these modules are loaded, and the construct can be used that most apps are here for. */
function load(modules) {
  const start = performance.now();
  for (const module of modules) void require(module).StatefulBackend; // asked for, in case it is loaded late
  return performance.now() - start;
}

module.exports = { imports };

if (require.main === module) {
  const modules = process.argv.slice(2).filter(argument => argument !== '--quick');
  if (modules.length > 0) console.log(JSON.stringify(load(modules)));
  else report(imports({ quick: process.argv.includes('--quick') }));
}
