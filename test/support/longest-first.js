const { default: Sequencer } = require('@jest/test-sequencer');

/** The tests of the whole come first: some of them take as long as fifty others, and one that is begun last is waited for alone. Jest wants it in plain JavaScript. */
module.exports = class LongestFirst extends Sequencer {
  async sort(tests) {
    const ofTheWhole = ({ context }) => Number(context.config.displayName?.name === 'whole');
    return (await super.sort(tests)).sort((a, b) => ofTheWhole(b) - ofTheWhole(a));
  }
};
