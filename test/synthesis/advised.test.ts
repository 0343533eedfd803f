import { advise, adviceFor } from '../../src/synthesis/advised';
import { chart } from '../support/synth';

test('what is said of a construct is remembered, in order, and of no other', () => {
  const [one, other] = [chart(), chart()];
  const complaints = ['first', 'second'].map(what => ({ what, allowed: 'else', got: 1 }));
  complaints.forEach(complaint => advise(one, complaint));
  expect(adviceFor(one)).toEqual(complaints);
  expect(adviceFor(other)).toEqual([]);
});
