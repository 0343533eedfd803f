import { EMPTY, FULL } from './reports';
import { text } from '../../../src/cli/formats/text';
import { GuardSeverity } from '../../../src/guard/finding';

test('it says all in lines for people', () => {
  expect(text(FULL, false)).toBe(`b.yaml  not checked
  there is no such file or folder

c.yaml:2:1  not checked
  'a' is there twice?in one map

a dir/a,b:c.yaml:7:3  refused by the API server  headless-type
  Service prod/db: 'spec.type' must be 'ClusterIP', got 'Node<Port>&"'; 100% so

a dir/a,b:c.yaml:9:3  advice  ports-named
  Service prod/db: advice

a dir/a,b:c.yaml:9:3  advice  acknowledgement
  Service prod/db: advice

note: nothing is found

2 not checked, 1 refused, 2 advice, 1 acknowledged: 2 objects in 3 files, for Kubernetes 1.37
`);
});

test('of nothing it says that there is nothing', () => {
  expect(text(EMPTY, false)).toBe('0 refused, 0 advice: 0 objects in 0 files, for Kubernetes 1.37\n');
});

test('on a terminal what fails is red, and what does not is yellow', () => {
  const colours = (failOn: GuardSeverity) => text({ ...FULL, settings: { ...FULL.settings, failOn } }, true).match(/\u001b\[3\dm[a-z ]+/gi)!.map(each => each.slice(2)); // eslint-disable-line no-control-regex
  expect(colours(GuardSeverity.REFUSED)).toEqual(['31mnot checked', '31mnot checked', '31mrefused by the API server', '33madvice', '33madvice']);
  expect(colours(GuardSeverity.ADVICE).at(-1)).toBe('31madvice');
});
