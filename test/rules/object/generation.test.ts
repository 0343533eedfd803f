import { generation } from '../../../src/rules/object/generation';
import { claim, complaints, pod, service } from '../../support/manifests';

test.each([['Services', service], ['claims', claim]])('of %s one below 0 is refused', (_title, make) => {
  expect(complaints(generation, make({ 'metadata.generation': -1 }))).toEqual(["here: 'metadata.generation' must be left out, got -1"]);
  expect(complaints(generation, make({ 'metadata.generation': 0 }))).toEqual([]);
  expect(complaints(generation, make())).toEqual([]);
});

test('of pods up to 1.32: since, it is counted', () => {
  const counted = pod({ 'metadata.generation': -1 });
  expect(complaints(generation, counted, undefined, 32)).toEqual(["here: 'metadata.generation' must be left out, got -1"]);
  expect(complaints(generation, counted, undefined, 33)).toEqual([]);
});
