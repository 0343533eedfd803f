const { default: Sequencer } = require('@jest/test-sequencer');

/** Short files that take long. */
const LONG = /assets.(shellcheck|mongo.stop)\.test/;

const ofTheWhole = ({ context }) => context.config.displayName?.name === 'whole';

/**
 * What takes as long as fifty others comes first, because what is begun last is waited for alone. Tests of programs wait more than they compute: they are dealt out among
 * the others, up to two thirds of these, so that there is always one that computes. Jest wants it in plain JavaScript.
 */
module.exports = class LongestFirst extends Sequencer {
  async sort(tests) {
    const first = test => 2 * Number(LONG.test(test.path)) + Number(ofTheWhole(test));
    const sorted = (await super.sort(tests)).sort((a, b) => first(b) - first(a));
    const waits = ({ path }) => path.includes('/test/assets/');
    const turns = new Map([...turnsOf(sorted.filter(waits), 2 / 3), ...turnsOf(sorted.filter(test => !waits(test)), 1)]);
    return sorted.sort((a, b) => turns.get(a) - turns.get(b));
  }
};

/** By test, when it is to begin, from 0 to the end that is given. One of the whole is taken to be as long as five parts. */
function turnsOf(tests, end) {
  const lengths = tests.map(test => ofTheWhole(test) ? 5 : 1);
  const all = lengths.reduce((sum, length) => sum + length, 0);
  let before = 0;
  return tests.map((test, i) => {
    const turn = before / all * end;
    before += lengths[i];
    return [test, turn];
  });
}
