// P6: backends that each wait for the one before. cdk8s visits all paths between the objects on both sides of a dependency: with more than
// one object at each end their number doubles with every link.

const { floor, timed } = require('./measure');
const { exact, report } = require('./report');
const { chartOf } = require('./workloads');

const LONG = 1000;

function chain({ quick }) {
  const time = (length, samples) => floor(Array.from({ length: samples }, () => synthesize(length)));
  time(24, 60); // warm up
  const growth = time(24, quick ? 31 : 101) / time(12, quick ? 31 : 101);
  const long = time(LONG, quick ? 1 : 3);
  return [
    exact('P6', 'chain of 24 backends against one of 12', '<= 3', growth, growth <= 3, growth.toFixed(2)),
    exact('P6', `chain of ${LONG} backends, construct + toJson`, '< 1 s', long, long < 1, `${long.toFixed(2)} s`),
  ];
}

function synthesize(length) {
  return timed(() => {
    const chart = chartOf('ours', length);
    const backends = chart.node.children;
    for (let i = 1; i < length; i++) backends[i].node.addDependency(backends[i - 1]);
    chart.toJson();
  });
}

module.exports = { chain };

if (require.main === module) report(chain({ quick: process.argv.includes('--quick') }));
