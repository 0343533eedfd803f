import { Construct } from 'constructs';
import { asPartOf, door } from '../../src/naming/door';
import { chart, complaint } from '../support/synth';

test('what is made by itself answers for itself', () => expect(door('prod/db/Service')).toBe('prod/db/Service'));

test('what is made as a part is answered for by the whole, and by the outermost of several', () => {
  const prod = chart();
  const whole = new Construct(prod, 'ring');
  const part = new Construct(whole, 'rack');
  expect(asPartOf(whole, () => [door('a'), asPartOf(part, () => door('b')), door('c')])).toEqual(['prod/ring', 'prod/ring', 'prod/ring']);
  expect(door('d')).toBe('d');
});

test('also after something was wrong with it', () => {
  const whole = new Construct(chart(), 'ring');
  expect(complaint(() => asPartOf(whole, () => { throw new Error(door('a')); }))).toBe('prod/ring');
  expect(door('b')).toBe('b');
});
