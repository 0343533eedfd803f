import { documents, YamlDocument } from '../../src/cli/documents';
import { rulePages } from '../../src/cli/rule-pages';
import { about, sections } from '../../src/cli/rules';
import { judge } from '../../src/guard/judge';
import { settings } from '../../src/guard/settings';
import { RULES } from '../../src/rules/rules';

// The pages of docs/rules. Each manifest in them is judged as the command line judges it; its first line says what is found:
// `# good`, or `# bad`, maybe with `; other-rule, too`, maybe with `, for Kubernetes 1.35`.

const written = sections();

/** The name of the rule, whether it is good or bad, what else is found, and the version, of each manifest. */
const manifests = [...written].flatMap(([rule, { text }]) => [...text.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, yaml]) => {
  const [first, verdict, other, kubernetes] = /^# (bad|good)(?:; ([a-z-]+), too)?(?:, for Kubernetes (1\.\d\d))?$/m.exec(yaml!)!;
  return { rule, verdict: verdict!, other, kubernetes, yaml: yaml!, first };
}));

function found(yaml: string, kubernetes: string | undefined): string[] {
  const subjects = [...documents(yaml)].map(document => ({ manifest: (document as YamlDocument).value, path: '', where: 'here' }));
  return judge(subjects, settings('here', { kubernetes }, '2026-11-29')).found.map(({ finding }) => finding.rule);
}

test('every rule has a section, and there is none of others', () => {
  expect([...written.keys()].sort()).toEqual(RULES.map(({ name }) => name).sort());
  expect(Object.keys(rulePages())).toEqual(['budget', 'claim', 'object', 'pod', 'service', 'stateful-set', 'together']);
});

test.each(RULES.map(rule => [rule.name, rule] as const))('%s says what it is about, why, where that is from, and what is bad and good', (name, rule) => {
  const { text, uri } = written.get(name)!;
  const [first, , ...rest] = text.split('\n');
  expect(first).toBe(about(rule));
  expect(rest.join('\n')).toMatch(/\]\(https:\/\/(kubernetes\.io\/docs|github\.com\/kubernetes)\/[^)]+\)/);
  expect(manifests.filter(each => each.rule === name).map(({ verdict }) => verdict).join()).toMatch(/^bad,good(,bad,good)*$/);
  expect(uri).toMatch(new RegExp(`/docs/rules/[a-z-]+\\.md#${name}$`));
});

test('manifests begin with what they are', () => {
  expect(manifests.filter(({ yaml, first }) => !yaml.startsWith(`${first}\n`)).map(({ rule }) => rule)).toEqual([]);
});

test.each(manifests.filter(({ verdict }) => verdict === 'bad'))('$rule, and no other rule unless it is named, finds something in what is bad', ({ rule, other, kubernetes, yaml }) => {
  expect([...new Set(found(yaml, kubernetes))].sort()).toEqual([rule, ...other === undefined ? [] : [other]].sort());
});

test.each(manifests.filter(({ verdict }) => verdict === 'good'))('nothing is found in what is good for $rule', ({ kubernetes, yaml }) => {
  expect(found(yaml, kubernetes)).toEqual([]);
});
