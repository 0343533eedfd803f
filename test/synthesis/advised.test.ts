import { advise, adviceFor } from '../../src/synthesis/advised';
import { chart } from '../support/synth';

const complaint = (what: string) => ({ what, allowed: 'else', got: 1 });

test('what is said of a construct is remembered, in order, and of no other', () => {
  const [one, other] = [chart(), chart()];
  advise(one, () => [complaint('first'), complaint('second')]);
  advise(one, () => []);
  advise(one, () => [complaint('third')]);
  expect(adviceFor(one).map(({ what }) => what)).toEqual(['first', 'second', 'third']);
  expect(adviceFor(other)).toEqual([]);
});

test('it is made when somebody asks, so that what was done meanwhile counts', () => {
  const one = chart();
  const done: string[] = [];
  advise(one, () => done.map(complaint));
  expect(adviceFor(one)).toEqual([]);
  done.push('later');
  expect(adviceFor(one)).toEqual([complaint('later')]);
});
