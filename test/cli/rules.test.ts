import { readFileSync } from 'fs';
import { about, explain, list, sections } from '../../src/cli/rules';
import { RULES } from '../../src/rules/rules';
import { complaint } from '../support/synth';

test('each rule has a line, by name', () => {
  const lines = list().split('\n').slice(0, -1);
  expect(lines.map(line => line.split(' ')[0])).toEqual(RULES.map(({ name }) => name).sort());
  expect(lines).toContainEqual(expect.stringMatching(/^headless-type +refused by the API server +Service$/));
  expect(lines).toContainEqual(expect.stringMatching(/^probes +.* +everything that has pods$/));
});

test('a rule is explained by its section of a page, all of it and no more', () => {
  const page = readFileSync('docs/rules/service.md', 'utf8');
  const said = explain('headless-type');
  expect(said).toMatch(/^headless-type\n\nService: refused by the API server\n\nA headless Service has no cluster IP\. [\s\S]*\n```\n$/);
  expect(page).toContain(`\n## ${said}\n## headless-address\n`);
});

test('a section says where it can be read', () => {
  expect(sections().get('headless-type')!.uri).toBe('https://github.com/cdk8s-stateful/cdk8s-stateful/blob/main/docs/rules/service.md#headless-type');
});

test('a rule that holds for some versions says for which', () => {
  const rule = { name: 'some', certainty: 'advice', kinds: ['Service'], check: () => {} } as const;
  expect([about({ ...rule, since: 33 }), about({ ...rule, until: 36 }), about(rule)])
    .toEqual(['Service: advice, Kubernetes 1.33 to 1.37', 'Service: advice, Kubernetes 1.28 to 1.36', 'Service: advice']);
});

test.each([
  ['headless', "there is no rule 'headless': `cdk8s-stateful rules` lists them; did you mean headless-type, headless-address, headless-has-no-outside, headless-ignores?"],
  ['labelss', "there is no rule 'labelss': `cdk8s-stateful rules` lists them; did you mean labels?"],
  ['7', "there is no rule '7': `cdk8s-stateful rules` lists them"],
])('the rule %s, which there is not, is refused', (name, said) => {
  expect(complaint(() => explain(name)).replace(/outside-let-in.*/, '')).toBe(said);
});
