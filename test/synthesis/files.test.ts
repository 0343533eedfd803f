import { mkdtempSync, readdirSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { StatefulBackend, TargetCluster } from '../../src';
import { complaint } from '../support/synth';

const { FILE_PER_APP, FILE_PER_CHART, FILE_PER_RESOURCE, FOLDER_PER_CHART_FILE_PER_RESOURCE } = YamlOutputType;
const LAYOUTS = [FILE_PER_APP, FILE_PER_CHART, FILE_PER_RESOURCE, FOLDER_PER_CHART_FILE_PER_RESOURCE];

const outdir = mkdtempSync(join(tmpdir(), 'files-'));

afterAll(() => rmSync(outdir, { recursive: true }));

const database = (chart: Chart, namespace: string, id = 'db') => new StatefulBackend(chart, id, {
  replicas: 2, metadata: { namespace, name: 'db' }, containers: [{ image: 'db:1' }],
});

/** The same database in two namespaces. */
const APPS: [title: string, fill: (app: App) => void, outcomes: Partial<Record<YamlOutputType, string>>][] = [
  ['two charts', app => ['team-a', 'team-b'].forEach(team => database(new Chart(app, team), team)), {
    [FILE_PER_RESOURCE]: "team-b/db: 'yamlOutputType' must be FOLDER_PER_CHART_FILE_PER_RESOURCE, because team-a/db is written to Service.db.k8s.yaml as well, and would be overwritten, got 'FILE_PER_RESOURCE'; or give one of them another name",
  }],
  ['one chart', app => {
    const chart = new Chart(app, 'all');
    ['team-a', 'team-b'].forEach(team => database(chart, team, team));
  }, {
    [FILE_PER_RESOURCE]: "all/team-b: 'yamlOutputType' must be FILE_PER_CHART, because all/team-a is written to Service.db.k8s.yaml as well, and would be overwritten, got 'FILE_PER_RESOURCE'; or give one of them another name",
    [FOLDER_PER_CHART_FILE_PER_RESOURCE]: "all/team-b: 'yamlOutputType' must be FILE_PER_CHART, because all/team-a is written to Service.db.k8s.yaml as well, and would be overwritten, got 'FOLDER_PER_CHART_FILE_PER_RESOURCE'; or give one of them another name",
  }],
  ['two charts for two clusters', app => ['eu', 'us'].forEach(cluster => {
    const chart = new Chart(app, cluster);
    TargetCluster.set(chart, cluster);
    database(chart, 'data');
  }), {
    [FILE_PER_APP]: "us/db: 'yamlOutputType' must be FILE_PER_CHART, because eu/db is written to app.k8s.yaml as well, and would be overwritten, got 'FILE_PER_APP'; or give one of them another name",
    [FILE_PER_RESOURCE]: "us/db: 'yamlOutputType' must be FOLDER_PER_CHART_FILE_PER_RESOURCE, because eu/db is written to Service.db.k8s.yaml as well, and would be overwritten, got 'FILE_PER_RESOURCE'; or give one of them another name",
  }],
];

describe.each(APPS)('the same database twice, in %s', (_, fill, outcomes) => {
  test.each(LAYOUTS.map(layout => [YamlOutputType[layout]!, layout] as const))('%s', (__, yamlOutputType) => {
    const folder = mkdtempSync(join(outdir, 'app-'));
    const app = new App({ outdir: folder, yamlOutputType });
    fill(app);
    const outcome = outcomes[yamlOutputType];
    if (outcome !== undefined) return expect(complaint(() => app.synth())).toBe(outcome);
    app.synth();
    const objects = yamlOutputType === FILE_PER_APP || yamlOutputType === FILE_PER_CHART ? undefined : readdirSync(folder, { recursive: true }).filter(file => String(file).endsWith('.yaml'));
    expect(objects?.length ?? 6).toBe(6);
  });
});

describe('with one file per object, among what others have made', () => {
  const app = () => new App({ outdir, yamlOutputType: FILE_PER_RESOURCE, outputFileExtension: '.yaml' });
  const raw = (chart: Chart, name: string, apiVersion = 'v1', kind = 'Service') => new ApiObject(chart, `${kind}-${chart.node.children.length}`, { apiVersion, kind, metadata: { name } });

  test('one of another namespace is refused, as its file would be overwritten', () => {
    const of = app();
    database(new Chart(of, 'prod'), 'prod');
    raw(new Chart(of, 'other', { namespace: 'other' }), 'db');
    expect(complaint(() => of.synth())).toBe(
      "other/Service-0: 'yamlOutputType' must be FOLDER_PER_CHART_FILE_PER_RESOURCE, because prod/db is written to Service.db.yaml as well, and would be overwritten, got 'FILE_PER_RESOURCE'; or give one of them another name",
    );
  });

  test('so is one of another API group, and one whose name differs in what files leave out', () => {
    const one = app();
    const prod = new Chart(one, 'prod', { namespace: 'prod' });
    database(prod, 'prod');
    raw(prod, 'db', 'serving.knative.dev/v1');
    expect(complaint(() => one.synth())).toMatch(/^prod\/Service-1: 'yamlOutputType' must be FILE_PER_CHART, because prod\/db is written to Service\.db\.yaml as well/);
    const other = app();
    const roles = new Chart(other, 'prod', { namespace: 'prod' });
    database(roles, 'prod');
    ['a:b', 'ab'].forEach(name => raw(roles, name, 'rbac.authorization.k8s.io/v1', 'Role'));
    expect(complaint(() => other.synth())).toMatch(/^prod\/Role-2: 'yamlOutputType' must be FILE_PER_CHART, because prod\/Role-1 is written to Role\.ab\.yaml as well/);
  });

  test('one that is ours to the API server is refused by its name', () => {
    const of = app();
    const prod = new Chart(of, 'prod', { namespace: 'prod' });
    database(prod, 'prod');
    raw(prod, 'db');
    expect(complaint(() => of.synth())).toBe(
      "prod/Service-1: 'metadata.name' must be a name that no other Service has, got 'db'; prod/db has it as well; the second would overwrite the first when they are applied",
    );
  });

  test('what others write twice is theirs', () => {
    const of = app();
    const prod = new Chart(of, 'prod', { namespace: 'prod' });
    database(prod, 'prod');
    ['one', 'two'].forEach(id => new kplus.Namespace(prod, id, { metadata: { name: 'prod' } }));
    of.synth();
  });
});
