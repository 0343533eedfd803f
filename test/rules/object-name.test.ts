import { DNS_LABEL } from '../../src/naming/dns-label';
import { completed, nameProblem } from '../../src/rules/object-name';

const { allowed } = DNS_LABEL;

test.each([
  ['a good name', { name: 'db' }, undefined],
  ['no metadata', undefined, { what: 'metadata.name', allowed, got: undefined }],
  ['a bad name', { name: 'My_db' }, { what: 'metadata.name', allowed, got: 'My_db' }],
  ['the beginning of a name alone, with a dash at its end', { generateName: 'db-' }, undefined],
  ['an empty name beside a good beginning', { name: '', generateName: 'db-' }, undefined],
  ['a bad beginning, also beside a good name', { name: 'db', generateName: 'My_' }, { what: 'metadata.generateName', allowed: `${allowed}, with a suffix added`, got: 'My_' }],
  ['a bad name, also beside a good beginning', { name: 'My_db', generateName: 'db-' }, { what: 'metadata.name', allowed, got: 'My_db' }],
  ['a beginning that is empty', { generateName: '' }, { what: 'metadata.name', allowed, got: undefined }],
])('what is wrong with %s', (_title, metadata, problem) => {
  expect(nameProblem({ metadata }, DNS_LABEL)).toEqual(problem);
});

test.each([['db-', 'da'], ['db', 'db'], ['a-', 'a'], ['-', '-'], ['', '']])('of the beginning %j, the API server reads %j', (begins, read) => {
  expect(completed(begins)).toBe(read);
});
