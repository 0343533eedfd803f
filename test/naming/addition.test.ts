import { Construct } from 'constructs';
import { addOnce, addWhole } from '../../src/naming/addition';
import { takeName } from '../../src/naming/object-name';
import { chart, complaint } from '../support/synth';

const fail = () => { throw new Error('no'); };
const part = (of: Construct, name: string) => {
  takeName(of, 'Service', 'prod', name);
  return new Construct(of, name);
};

test('what is refused leaves nothing behind, and nothing of what was there before is lost', () => {
  const of = new Construct(chart(), 'db');
  const before = part(of, 'before');
  expect(() => addWhole(of, () => [part(of, 'a'), part(of, 'b'), fail()])).toThrow('no');
  expect(of.node.children).toEqual([before]);
  const [a, b] = addWhole(of, () => [part(of, 'a'), part(of, 'b')]);
  expect(of.node.children).toEqual([before, a, b]);
  for (const name of ['before', 'a', 'b']) expect(complaint(() => takeName(of, 'Service', 'prod', name))).toContain('prod/db has it already');
});

test('what was taken after an addition is not given back with the next', () => {
  const of = new Construct(chart(), 'db');
  addWhole(of, () => part(of, 'a'));
  part(of, 'b');
  expect(() => addWhole(of, fail)).toThrow('no');
  expect(of.node.children).toHaveLength(2);
  for (const name of ['a', 'b']) expect(complaint(() => takeName(of, 'Service', 'prod', name))).toContain('prod/db has it already');
});

test('what was added whole is taken away with what it is part of, and only then', () => {
  const of = new Construct(chart(), 'db');
  expect(() => addWhole(of, () => [part(of, 'a'), addWhole(of, () => part(of, 'b')), part(of, 'c'), fail()])).toThrow('no');
  expect(of.node.children).toEqual([]);
  addWhole(of, () => {
    part(of, 'a');
    expect(() => addWhole(of, () => [part(of, 'b'), fail()])).toThrow('no');
    expect(of.node.children.map(({ node }) => node.id)).toEqual(['a']);
    part(of, 'b');
    part(of, 'c');
  });
  for (const name of ['a', 'b', 'c']) expect(complaint(() => takeName(of, 'Service', 'prod', name))).toContain('prod/db has it already');
});

test('what there can be one of is added once, and may be tried again until then', () => {
  const of = new Construct(chart(), 'db');
  const add = (make: () => unknown) => addOnce(of, 'addPart', 'part', make, 'say all in one call');
  expect(() => add(() => [part(of, 'part'), fail()])).toThrow('no');
  expect(add(() => part(of, 'part'))).toBe(of.node.tryFindChild('part'));
  expect(complaint(() => add(fail))).toBe("prod/db: 'addPart' must be called once, got 'a second call'; say all in one call");
});
