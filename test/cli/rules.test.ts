import { existsSync, readdirSync, readFileSync } from 'fs';
import { rulePages } from '../../src/cli/rule-pages';
import { explain, list, page } from '../../src/cli/rules';
import { RULES } from '../../src/rules/rules';
import { complaint } from '../support/synth';

jest.mock('fs', () => ({ ...jest.requireActual('fs'), existsSync: jest.fn(), readdirSync: jest.fn(), readFileSync: jest.fn() }));

const PAGE = '# Services\n\nOf them.\n\n## headless-type\n\nBecause.\n\n```yaml\na: 1\n```\n\n## headless\n\nAnother.\n';

function pagesAre(...texts: string[]): void {
  jest.mocked(existsSync).mockReturnValue(texts.length > 0);
  jest.mocked(readdirSync).mockReturnValue(texts.map((_, i) => String(i)) as never);
  jest.mocked(readFileSync).mockImplementation(path => texts[Number(String(path).at(-1))]!);
}

test('each rule has a line, by name', () => {
  const lines = list().split('\n').slice(0, -1);
  expect(lines.map(line => line.split(' ')[0])).toEqual(RULES.map(({ name }) => name).sort());
  expect(lines).toContainEqual(expect.stringMatching(/^headless-type +refused by the API server +Service$/));
  expect(lines).toContainEqual(expect.stringMatching(/^probes +.* +everything that has pods$/));
});

test('a rule is explained by its page', () => {
  pagesAre('# Pods\n', PAGE);
  expect(explain('headless-type')).toBe('headless-type: refused by the API server\nService\n\nBecause.\n\n```yaml\na: 1\n```\n');
  expect(page('headless')).toBe('Another.\n');
});

test('one without a page says what is known of it', () => {
  pagesAre();
  expect(rulePages()).toEqual([]);
  expect(explain('headless-type')).toBe('headless-type: refused by the API server\nService\n\nThere is no page about it yet.\n');
});

test('one that holds for some versions says for which', () => {
  const some = RULES as unknown as object[];
  some.push({ name: 'since', certainty: 'advice', kinds: ['Service'], since: 33 }, { name: 'until', certainty: 'advice', kinds: ['Service'], until: 36 });
  pagesAre();
  expect([explain('since'), explain('until')].map(text => text.split('\n')[1])).toEqual(['Service, Kubernetes 1.33 to 1.37', 'Service, Kubernetes 1.28 to 1.36']);
  some.splice(-2);
});

test.each([
  ['headless', "there is no rule 'headless': `cdk8s-stateful rules` lists them; did you mean headless-type, headless-address, headless-has-no-outside, headless-ignores?"],
  ['labelss', "there is no rule 'labelss': `cdk8s-stateful rules` lists them; did you mean labels?"],
  ['7', "there is no rule '7': `cdk8s-stateful rules` lists them"],
])('%s, which there is not, is refused', (name, said) => {
  expect(complaint(() => explain(name)).replace(/outside-let-in.*/, '')).toBe(said);
});
