import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { stringify } from 'yaml';
import { check } from '../../src/cli/check';
import { placed } from '../../src/cli/report';
import { settings } from '../../src/guard/settings';
import { headless, statefulSet } from '../support/manifests';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'check-')); });
afterEach(() => rmSync(folder, { recursive: true }));

async function checked(files: Record<string, string>, asked: object = { rules: ['headless-type', 'governing-service'] }) {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const report = await check({ paths: [folder], wanted: [], allowEmpty: false, settings: {} }, settings('here', asked, '2026-11-29'), (async function* () { /* empty */ })());
  const short = (file: string) => file.slice(folder.length + 1);
  return { ...report, said: [...report.findings, ...report.problems].map(each => `${short(placed(each))} ${'rule' in each ? each.rule : each.message}`) };
}

const bad = stringify(headless({ 'spec.type': 'NodePort' }));

test('a finding has its file, line and column', async () => {
  const { said, objects, files, judged } = await checked({ 'a.yaml': `# first\n---\n${stringify(statefulSet())}---\n${bad}`, 'b.json': JSON.stringify(headless({ 'metadata.name': 'other' })) });
  expect(said).toEqual([expect.stringMatching(/^a\.yaml:\d+:3 headless-type$/)]);
  expect([objects.length, judged, files]).toEqual([3, 3, 2]);
});

test('objects of all files are judged together', async () => {
  const other = stringify(headless({ 'spec.clusterIP': '10.0.0.1' }));
  expect((await checked({ 'a.yaml': stringify(statefulSet()), 'b.yaml': other })).said).toEqual(['a.yaml:9:3 governing-service']);
  expect((await checked({ 'a.yaml': stringify(statefulSet()), 'b.yaml': stringify(headless()) })).said).toEqual([]);
});

test('lists are opened, and what is in them is found where it stands', async () => {
  const { said, objects } = await checked({ 'a.yaml': stringify({ apiVersion: 'v1', kind: 'List', items: [headless({ 'metadata.name': 'x' }), headless({ 'spec.type': 'NodePort' })] }) });
  expect(said).toEqual(['a.yaml:30:7 headless-type']);
  expect(objects.map(({ where }) => where)).toEqual(['Service x', 'Service db']);
});

test('what is no object of Kubernetes is passed over', async () => {
  const { said, objects, judged } = await checked({ 'values.yaml': 'kind: Service\nspec: {}\n---\n- a\n---\nword\n---\n~\n', 'c.yaml': 'apiVersion: v1\nkind: ConfigMap\n' });
  expect([said, objects.length, judged]).toEqual([[], 1, 0]);
});

test('what cannot be read is told, and the rest judged', async () => {
  const { said } = await checked({ 'a.yaml': `a: [\n---\n${bad}`, 'b.yaml': 'a: {{ .Values.a }}\n' });
  expect(said).toEqual([
    expect.stringMatching(/^a\.yaml:\d+:3 headless-type$/), expect.stringMatching(/^a\.yaml:\d:\d .*\]/),
    'b.yaml:1:5 a key of a map must be text; if it is a template of a Helm chart, check what it renders: helm template CHART | cdk8s-stateful check -',
  ]);
});

test('a file that is not there is told without a line', async () => {
  const report = await check({ paths: ['none'], wanted: [], allowEmpty: false, settings: {} }, settings('here', {}, '2026-11-29'), (async function* () { /* empty */ })());
  expect(report.problems.map(problem => [placed(problem), problem.message])).toEqual([['none', 'there is no such file or folder']]);
});
