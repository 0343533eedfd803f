import { NAMES, settings, today } from '../../src/guard/settings';
import { RULES } from '../../src/rules/rules';
import { complaint } from '../support/synth';

const on = (asked: unknown) => settings('here', asked, '2026-11-29');

test.each([{}, { rules: undefined, skip: null, acknowledgements: null, kubernetes: null, failOn: undefined }])('of %j all is asked', (asked) => {
  expect(on(asked)).toEqual({ rules: RULES, constructs: true, acknowledgements: [], kubernetes: 37, failOn: 'refused', today: '2026-11-29' });
});

test('rules are those that are asked for, without those that are skipped', () => {
  expect(on({ rules: ['headless-type', 'pod-security'], skip: ['pod-security'] }).rules.map(({ name }) => name)).toEqual(['headless-type']);
  expect(on({ rules: ['headless-type'] }).constructs).toBe(false);
  expect(on({ skip: ['construct-advice'] })).toMatchObject({ rules: RULES, constructs: false });
});

test.each([['1.28', 28], ['1.34', 34], [1.37, 37]])('Kubernetes %p is 1.%i', (kubernetes, minor) => {
  expect(on({ kubernetes }).kubernetes).toBe(minor);
});

test.each(['refused', 'advice', 'never'])('failOn may be %s', (failOn) => {
  expect(on({ failOn }).failOn).toBe(failOn);
});

const GOOD = { rule: 'pod-security', object: 'DaemonSet/agent', reason: 'reads logs' };

test.each([GOOD, { ...GOOD, expires: '2027-01-31' }])('an acknowledgement may be %j', (one) => {
  expect(on({ acknowledgements: [one] }).acknowledgements).toEqual([one]);
  expect(on({ acknowledgements: [{ ...one, expires: (one as { expires?: string }).expires ?? null }] }).acknowledgements).toEqual([one]);
});

const LISTED = '; `cdk8s-stateful rules` lists them';

test.each<[string, unknown, string]>([
  ['a list', [], "'settings' must be a map, got []"],
  ['null', null, "'settings' must be a map, got null"],
  ['text', 'x', "'settings' must be a map, got 'x'"],
  ['what nobody knows', { rule: ['x'] }, "'rule' must be left out; there are rules, skip, acknowledgements, kubernetes, failOn, got [\"x\"]"],
  ['a rule in the place of several', { rules: 'pod-security' }, "'rules' must be a list of rule names, got 'pod-security'"],
  ['a rule that there is not', { skip: ['pod-security', 'nope'] }, `'skip[1]' must be the name of a rule, got 'nope'${LISTED}`],
  ['a rule that is no text', { rules: [1] }, `'rules[0]' must be the name of a rule, got 1${LISTED}`],
  ['one acknowledgement', { acknowledgements: GOOD }, `'acknowledgements' must be a list, got ${JSON.stringify(GOOD)}`],
  ['an acknowledgement in a word', { acknowledgements: ['x'] }, "'acknowledgements[0]' must be a map with rule, object, reason and, optionally, expires, got 'x'"],
  ['an acknowledgement that is null', { acknowledgements: [null] }, "'acknowledgements[0]' must be a map with rule, object, reason and, optionally, expires, got null"],
  ['an acknowledgement that is a list', { acknowledgements: [[]] }, "'acknowledgements[0]' must be a map with rule, object, reason and, optionally, expires, got []"],
  ['more in an acknowledgement', { acknowledgements: [{ ...GOOD, until: 'x' }] }, "'acknowledgements[0].until' must be left out; there are rule, object, reason, expires, got 'x'"],
  ['an acknowledged rule that there is not', { acknowledgements: [{ ...GOOD, rule: 'nope' }] }, `'acknowledgements[0].rule' must be the name of a rule, got 'nope'${LISTED}`],
  ['no object', { acknowledgements: [{ ...GOOD, object: undefined }] }, "'acknowledgements[0].object' must be Kind/name or Kind/namespace/name, got nothing"],
  ['no reason', { acknowledgements: [GOOD, { ...GOOD, reason: ' ' }] }, "'acknowledgements[1].reason' must be the reason why the finding is accepted, got ' '"],
  ['a month', { acknowledgements: [{ ...GOOD, expires: '2027-01' }] }, "'acknowledgements[0].expires' must be a day, such as '2027-01-31', got '2027-01'"],
  ['a day that there is not', { acknowledgements: [{ ...GOOD, expires: '2027-13-01' }] }, "'acknowledgements[0].expires' must be a day, such as '2027-01-31', got '2027-13-01'"],
  ['the 30th of February', { acknowledgements: [{ ...GOOD, expires: '2027-02-30' }] }, "'acknowledgements[0].expires' must be a day, such as '2027-01-31', got '2027-02-30'"],
  ['a day that is a number', { acknowledgements: [{ ...GOOD, expires: 2027 }] }, "'acknowledgements[0].expires' must be a day, such as '2027-01-31', got 2027"],
  ['too old a version', { kubernetes: '1.27' }, "'kubernetes' must be a version from 1.28 to 1.37, got '1.27'"],
  ['too new a version', { kubernetes: '1.38' }, "'kubernetes' must be a version from 1.28 to 1.37, got '1.38'"],
  ['a patch version', { kubernetes: '1.34.3' }, "'kubernetes' must be a version from 1.28 to 1.37, got '1.34.3'"],
  ['another severity', { failOn: 'error' }, "'failOn' must be refused, advice or never, got 'error'"],
])('a guard with %s is refused', (_what, asked, said) => {
  const [what, got] = said.split(', got ');
  expect(complaint(() => on(asked))).toBe(got === undefined ? `here: ${what}` : `here: ${said}`);
});

test('today is a day', () => {
  expect(today()).toBe(new Date().toISOString().slice(0, 10));
});

test('all that can be acknowledged is the rules, and what constructs advise', () => {
  expect(NAMES).toEqual([...RULES.map(({ name }) => name), 'construct-advice']);
});
