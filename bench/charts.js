// P5: many charts in one app, a backend in each. cdk8s visits the whole app once for each chart, so here every node and every edge counts.

const { App, Chart } = require('cdk8s');
const { compare, cpu, floor, fresh, rounds } = require('./measure');
const { atMost, report } = require('./report');
const { assertSameOutput, FORMS } = require('./workloads');

/** As the target was set, for a Service and a StatefulSet; and for all that a backend can be, which has no target. */
function charts(options) {
  assertSameOutput();
  return [...chartsOf(options, true), ...chartsOf(options, false)];
}

function chartsOf({ quick }, bare) {
  const count = quick ? 500 : 1000;
  const sample = variant => fresh('charts.js', variant === 'control' ? 'l1' : variant, count, bare);
  const samples = { ...rounds(quick || !bare ? 3 : 7, ['ours', 'l1', 'control'], sample), ...rounds(quick || !bare ? 1 : 3, ['plus'], sample) };
  const control = compare(samples.control, samples.l1);
  const line = (most, against, name) => atMost('P5', `${count} charts in an app, against ${name}`, most,
    compare(samples.ours.slice(0, samples[against].length), samples[against]), control, `${floor(samples.ours).toFixed(1)} / ${floor(samples[against]).toFixed(1)} s`);
  if (bare) return [line(1.60, 'l1', 'L1'), line(0.45, 'plus', 'cdk8s-plus')];
  return [line(Infinity, 'l1', 'L1, with budget and claim'), line(Infinity, 'plus', 'cdk8s-plus, with budget and claim')];
}

/** In a process of its own: seconds of CPU of the whole process. */
function synthesize(form, count, bare) {
  const app = new App();
  for (let i = 0; i < count; i++) FORMS[form](new Chart(app, `chart-${i}`, { namespace: `prod-${i}` }), 'db', bare);
  app.synthYaml();
  return cpu();
}

module.exports = { charts };

if (require.main === module) {
  const [form, count, bare] = process.argv.slice(2);
  if (form in FORMS) console.log(JSON.stringify(synthesize(form, Number(count), bare === 'true')));
  else report(charts({ quick: process.argv.includes('--quick') }));
}
