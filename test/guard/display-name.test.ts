import { called } from '../../src/guard/display-name';
import { printable } from '../../src/naming/printable';

test.each([
  [{ kind: 'Service', metadata: { name: 'db', namespace: 'prod' } }, 'Service prod/db'],
  [{ kind: 'Service', metadata: { name: 'db' } }, 'Service db'],
  [{ kind: 'Job', metadata: { generateName: 'db-' } }, 'Job (without a name)'],
  [{ kind: 'Service', metadata: { name: 'db\u001b[2J\n' } }, 'Service db?[2J?'],
])('%j is called %s', (manifest, name) => {
  expect(called(manifest)).toBe(name);
});

test.each([['tab\tnew\nline', 'tab?new?line'], ['\u0000\u007f\u009b\u2028\ufffe', '?????'], ['half \ud83d of one', 'half ? of one'], ['größe 😀', 'größe 😀']])('%j is shown on a terminal as %s', (text, shown) => {
  expect(printable(text)).toBe(shown);
});
