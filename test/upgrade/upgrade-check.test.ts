import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, App, Chart, Yaml } from 'cdk8s';
import { UpgradeCheck, UpgradeEffect } from '../../src';
import { claimsThatAre, minorVersion } from '../../src/upgrade/cluster';
import { CLAIM, statefulSet } from '../support/manifests';
import { complaint } from '../support/synth';

const before = statefulSet();
const after = statefulSet({ [`${CLAIM}.metadata.labels.chart`]: 'db-1.2', 'metadata.namespace': undefined });

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'upgrade-'))));
afterEach(() => rmSync(folder, { recursive: true }));

test('tells what, why, and the way, as data and as text', () => {
  const check = UpgradeCheck.between([before], [after]);
  expect(check.findings).toEqual([{
    rule: 'claim-templates',
    effect: UpgradeEffect.REFUSED,
    kind: 'StatefulSet',
    name: 'db',
    fields: [{ path: 'spec.volumeClaimTemplates[data].metadata.labels', before: undefined, after: { chart: 'db-1.2' } }],
    why: "The claim template 'data' cannot be changed. Its labels and annotations are for claims created later. After it is recreated, the StatefulSet adopts its pods, and no pod restarts.",
    link: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-storage',
    steps: check.plan,
  }]);
  expect(check.plan.map(({ command }) => command)).toEqual([
    '# if Argo CD or Flux applies these manifests, pause it until the last step is done: otherwise it recreates what is deleted',
    'kubectl delete statefulset db --cascade=orphan', 'kubectl apply -f dist/',
  ]);
  expect(check.report).toBe([
    'StatefulSet db  refused  claim-templates',
    '  spec.volumeClaimTemplates[data].metadata.labels: nothing → {"chart":"db-1.2"}',
    `  ${check.findings[0]!.why}`,
    '  https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-storage',
    ...check.plan.flatMap(({ command, see, back }, i) => [`  ${i + 1}. ${command}`, `     see: ${see}`, `     back: ${back}`]),
    '',
  ].join('\n'));
});

test('says no link and no way where there is none', () => {
  expect(UpgradeCheck.between([before], [statefulSet({ 'spec.replicas': 4 })]).report).toBe(
    'StatefulSet db  restarts nothing  replicas\n  spec.replicas: 3 → 4\n  db-3 will be added; existing pods stay as they are.\n',
  );
});

test('says that nothing changes', () => {
  const check = UpgradeCheck.between([before], [before]);
  expect([check.findings, check.plan, check.report]).toEqual([[], [], 'nothing changes\n']);
});

test('shows no more of long values and many fields than helps', () => {
  const map = (data: object) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'prod' }, data });
  const many = Object.fromEntries(Array.from({ length: 22 }, (_, i) => [`k${i}`, `${'x'.repeat(61)}\n`]));
  const { report, findings } = UpgradeCheck.between([map(Object.fromEntries(Object.keys(many).map(key => [key, 'y'])))], [map(many)]);
  expect(report).toContain(`  data.k0: y → ${'x'.repeat(60)}…\n`);
  expect(report).toContain('\n  and 2 more fields\n');
  expect(findings[0]!.namespace).toBe('prod');
});

test('reads a list, text, a file or a folder', () => {
  const file = join(folder, 'a.yaml');
  writeFileSync(file, Yaml.stringify(before));
  mkdirSync(join(folder, 'deep'));
  writeFileSync(join(folder, 'deep', 'b.json'), JSON.stringify(statefulSet({ 'metadata.name': 'other' })));
  writeFileSync(join(folder, 'README.md'), '{');
  const names = (given: unknown) => UpgradeCheck.between(given, []).findings.map(({ name }) => name);
  expect([names([before]), names(Yaml.stringify(before)), names(file), names(folder), names('')]).toEqual([['db'], ['db'], ['db'], ['db', 'other'], []]);
});

test.each<[string, () => unknown, string]>([
  ['a number', () => UpgradeCheck.between(1, []), "UpgradeCheck: 'before' must be a list of manifests, the text of YAML documents, or the path of a file or folder, got 1"],
  ['a path that leads nowhere', () => UpgradeCheck.between([], 'no/such'), "UpgradeCheck: 'after' must be an existing file or folder, got 'no/such'"],
  ['a version that is none', () => UpgradeCheck.between([], [], { kubernetes: 'new' }), "UpgradeCheck: 'kubernetes' must be a version up to 1.37, such as 1.33, got 'new'"],
  ['a version that is not yet', () => UpgradeCheck.between([], [], { kubernetes: '1.99' }), "UpgradeCheck: 'kubernetes' must be a version up to 1.37, such as 1.33, got '1.99'"],
])('refuses %s', (_, action, message) => expect(complaint(action)).toBe(message));

test('goes by the version of the server, and says how it is applied', () => {
  const limit = statefulSet({ 'spec.revisionHistoryLimit': 3 });
  const on = (kubernetes: string) => UpgradeCheck.between([before], [limit], { kubernetes, apply: 'make deploy' });
  expect(['1.32', 'v1.33.1'].map(version => on(version).findings[0]!.effect)).toEqual([UpgradeEffect.REFUSED, UpgradeEffect.RESTARTS_NOTHING]);
  expect(on('1.32').plan.at(-1)!.command).toBe('make deploy');
});

test.each([
  ['1.33', 33],
  ['v1.33.4-eks', 33],
  [{ minor: '33+' }, 33],
  ['2.1', undefined],
  [{}, undefined],
])('of %j, the minor version is %j', (version, minor) => expect(minorVersion(version)).toBe(minor));

test('claims are known by their names', () => {
  const objects = [{ kind: 'PersistentVolumeClaim', metadata: { name: 'data-db-0' } }, { kind: 'Service', metadata: { name: 'data-db-1' } }];
  expect(claimsThatAre('data-db-', before, { minor: 37, apply: '', objects })).toEqual(['data-db-0']);
});

test('findings are found by how bad they are', () => {
  const check = UpgradeCheck.between([before], [statefulSet({ 'spec.replicas': 4, 'spec.podManagementPolicy': 'OrderedReady' })]);
  expect([UpgradeEffect.REFUSED, UpgradeEffect.ROLLS, UpgradeEffect.RESTARTS_NOTHING].map(effect => check.asBadAs(effect).length)).toEqual([1, 1, 2]);
});

describe('at synthesis', () => {
  const said: string[] = [];
  beforeEach(() => {
    said.length = 0;
    jest.spyOn(console, 'error').mockImplementation(line => void said.push(line));
  });
  afterEach(() => jest.restoreAllMocks());

  const app = (manifest: typeof before, options?: Parameters<typeof UpgradeCheck.atSynthesis>[1]) => {
    const made = new App({ outdir: join(folder, 'dist') });
    const chart = new Chart(made, 'prod');
    new ApiObject(chart, 'set', manifest);
    UpgradeCheck.atSynthesis(made, options);
    return made;
  };

  test('compares with what the output folder has, and says in a line each what needs care', () => {
    app(before).synth();
    expect(said).toEqual([]);
    app(statefulSet({ 'spec.replicas': 1, 'spec.template.metadata.annotations.a': 'b' })).synth();
    expect(said).toEqual([expect.stringMatching(/^StatefulSet db: loses quorum: db-2, db-1 will be deleted, but stay in the ring/)]);
  });

  test('fails where it is asked to', () => {
    app(statefulSet({ 'spec.template.spec.containers[0].image': 'x:1' })).synth();
    const next = statefulSet({ 'spec.replicas': 1, 'spec.template.spec.containers[0].image': 'x:1' });
    expect(complaint(() => app(next, { failOn: UpgradeEffect.LOSES_QUORUM }).synth())).toMatch(
      /StatefulSet db: loses quorum: db-2, db-1 will be deleted at once: 1 of 3 is no majority\./,
    );
    expect(said).toEqual([expect.stringMatching(/^StatefulSet db: loses quorum: /)]);
    app(next, { failOn: UpgradeEffect.LOSES_DATA }).synth();
  });

  test('says nothing where there is nothing to compare with', () => {
    app(before, { before: join(folder, 'none') }).synth();
    expect(said).toEqual([]);
  });

  test('compares with another folder, or file', () => {
    const applied = join(folder, 'applied.yaml');
    writeFileSync(applied, Yaml.stringify(before));
    app(statefulSet({ 'spec.serviceName': 'other' }), { before: applied }).synth();
    expect(said).toEqual([expect.stringMatching(/^StatefulSet db: refused: The serviceName of a StatefulSet cannot be changed\./)]);
  });
});
