import { ipFamilies } from '../../../src/rules/service/ip-families';
import { Changes, complaints, headless, service } from '../../support/manifests';

const says = (changes: Changes) => complaints(ipFamilies, service(changes));
const both = (policy: unknown, families: unknown = ['IPv4', 'IPv6']) => ({ 'spec.ipFamilies': families, 'spec.ipFamilyPolicy': policy });
const FAMILIES = "here: 'spec.ipFamilies' must be IPv4, IPv6, or both in either order";
const DUAL = "here: 'spec.ipFamilyPolicy' must be PreferDualStack or RequireDualStack for two families";

test.each(['SingleStack', 'PreferDualStack', 'RequireDualStack', undefined, null])('lets policy %p with one family pass', (policy) => {
  expect(says(both(policy, ['IPv6']))).toEqual([]);
});

test.each<[unknown, string]>([['DualStack', "'DualStack'"], ['singlestack', "'singlestack'"], ['', "''"], [5, '5'], [['SingleStack'], '["SingleStack"]']])(
  'refuses policy %p', (policy, got) => {
    expect(says({ 'spec.ipFamilyPolicy': policy })).toEqual([`here: 'spec.ipFamilyPolicy' must be one of SingleStack, PreferDualStack, RequireDualStack, got ${got}`]);
  },
);

test.each([undefined, null, [], ['IPv4'], ['IPv6']].map(families => [families]))('lets families %j pass', (families) => {
  expect(says({ 'spec.ipFamilies': families })).toEqual([]);
});

test.each([[['ipv4']], [['IPv4', 'IPv4']], [['IPv4', 'IPv6', 'IPv4']], [['IPv4', null]], [[5]], [{}], [4]])('refuses families %j', (families) => {
  expect(says(both('PreferDualStack', families))).toEqual([`${FAMILIES}, got ${JSON.stringify(families)}`]);
});

test('refuses a family that is no list', () => {
  expect(says({ 'spec.ipFamilies': 'IPv4' })).toEqual([`${FAMILIES}, got 'IPv4'`]);
});

describe('two families', () => {
  test.each([['PreferDualStack', ['IPv4', 'IPv6']], ['RequireDualStack', ['IPv6', 'IPv4']]])('pass with %s', (policy, families) => {
    expect(says(both(policy, families))).toEqual([]);
  });

  test.each<[unknown, string]>([['SingleStack', "'SingleStack'"], [undefined, 'nothing'], [null, 'null']])('are refused with %p', (policy, got) => {
    expect(says(both(policy))).toEqual([`${DUAL}, got ${got}`]);
  });

  // there the API server chooses the policy by the families
  test.each([undefined, null, {}])('pass without a policy where a headless Service selects by %j', (selector) => {
    expect(complaints(ipFamilies, headless({ ...both(undefined), 'spec.selector': selector }))).toEqual([]);
  });

  test.each<[string, Changes, string]>([
    ['a headless Service selects pods', {}, 'nothing'],
    ['a policy says otherwise', { 'spec.selector': undefined, 'spec.ipFamilyPolicy': 'SingleStack' }, "'SingleStack'"],
    ['a Service has an address', { 'spec.selector': undefined, 'spec.clusterIP': undefined }, 'nothing'],
  ])('are refused where %s', (_title, changes, got) => {
    expect(complaints(ipFamilies, headless({ ...both(undefined), ...changes }))).toEqual([`${DUAL}, got ${got}`]);
  });

  test('are refused where a policy is empty, which is not to have none', () => {
    expect(complaints(ipFamilies, headless({ ...both(''), 'spec.selector': undefined }))).toEqual([
      "here: 'spec.ipFamilyPolicy' must be one of SingleStack, PreferDualStack, RequireDualStack, got ''",
      `${DUAL}, got ''`,
    ]);
  });
});

test.each([undefined, null, 'text', 5, []])('has nothing to say of a Service whose spec is %p', (spec) => {
  expect(says({ spec })).toEqual([]);
});
