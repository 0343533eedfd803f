import { spawn } from 'child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { createRequire } from 'module';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { stringify } from 'yaml';
import { GuardPlugin } from '../../src';
import { Manifest } from '../../src/manifest/manifest';
import { headless, statefulSet } from '../support/manifests';
import { complaint } from '../support/synth';

// The door of cdk8s-cli's package shows the types of plugins only; the class that the command makes stands behind it.
const CLI = dirname(createRequire(__filename).resolve('cdk8s-cli/package.json'));
const { ValidationContext } = jest.requireActual(join(CLI, 'lib/plugins/validation.js'));

const bad = headless({ 'metadata.namespace': 'prod', 'spec.type': 'NodePort' });
const advised = headless({ 'spec.ports': [{ port: 1 }] });
const ACKNOWLEDGED = { acknowledgements: [{ rule: 'headless-type', object: 'Service/prod/db', reason: 'because' }] };

let folder: string;
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'guard-plugin-')); });
afterAll(() => rmSync(folder, { recursive: true }));

async function validated(properties: object | undefined, ...files: Manifest[][]) {
  const paths = files.map((documents, i) => {
    const path = join(folder, `${i}.k8s.yaml`);
    writeFileSync(path, documents.map(document => stringify(document)).join('---\n'));
    return path;
  });
  const context = new ValidationContext(paths, 'cdk8s-stateful', '0.0.0', { db: { path: 'prod/db' } });
  await new GuardPlugin(properties).validate(context);
  return { paths, report: context.report.toJson() };
}

test('what is refused fails, with all that the report has room for', async () => {
  const { paths, report } = await validated(undefined, [statefulSet({ 'spec.updateStrategy': { rollingUpdate: { partition: 5 } } })], [null, bad]);
  expect(report).toEqual({
    title: 'Validation Report (cdk8s-stateful@0.0.0)',
    summary: {
      status: 'failure',
      plugin: 'cdk8s-stateful',
      version: '0.0.0',
      metadata: { Objects: '3', Findings: '2', Acknowledged: '0', Notes: 'cannot check 2 objects that the input does not have: Service db, pods of Service prod/db' },
    },
    violations: [
      {
        ruleName: 'partition-reaches-pods (advice)',
        recommendation: "StatefulSet db: 'spec.updateStrategy.rollingUpdate.partition' must be at most 2, the last ordinal, got 5; as it is, no pod is ever updated",
        fix: 'as it is, no pod is ever updated',
        violatingConstructs: [{ resourceName: 'db', locations: ['StatefulSet db spec.updateStrategy.rollingUpdate.partition'], manifestPath: paths[0], constructPath: 'prod/db' }],
      },
      {
        ruleName: 'headless-type (refused by the API server)',
        recommendation: "Service prod/db: 'spec.type' must be 'ClusterIP' for a headless Service, got 'NodePort'; for access from outside add a client Service, or one Service per pod",
        fix: 'for access from outside add a client Service, or one Service per pod',
        violatingConstructs: [{ resourceName: 'db', locations: ['Service prod/db spec.type'], manifestPath: paths[1], constructPath: 'prod/db' }],
      },
    ],
  });
});

test('advice is told, and does not fail', async () => {
  const { report } = await validated({}, [advised]);
  expect(report.summary).toMatchObject({ status: 'success', metadata: { Findings: '1' } });
  expect(report.violations).toEqual([expect.objectContaining({ ruleName: 'ports-named (advice)', fix: 'use an allowed value' })]);
});

test.each<[object, string]>([
  [{ failOn: 'advice' }, 'failure'], [{ failOn: 'never' }, 'success'], [{ skip: ['ports-named'], failOn: 'advice' }, 'success'], [{ rules: ['headless-type'], failOn: 'advice' }, 'success'],
])('under %j advice is a %s', async (properties, status) => {
  expect((await validated(properties, [advised])).report.summary.status).toBe(status);
});

test('what is acknowledged is counted, and idle acknowledgements are told', async () => {
  expect((await validated(ACKNOWLEDGED, [bad])).report).toMatchObject({ violations: [], summary: { status: 'success', metadata: { Findings: '0', Acknowledged: '1' } } });
  expect((await validated(ACKNOWLEDGED, [headless()])).report.summary.metadata.Notes)
    .toBe("the acknowledgement of 'headless-type' for 'Service/prod/db' matches no finding\ncannot check 1 object that the input does not have: pods of Service db");
});

test('properties that it does not know are refused', () => {
  expect(complaint(() => new GuardPlugin({ severity: 'x' }))).toBe("GuardPlugin: 'severity' must be left out; there are rules, skip, acknowledgements, kubernetes, failOn, got 'x'");
});

describe('under the command of cdk8s', () => {
  const APP = `
const { App, ApiObject, Chart } = require('cdk8s');
const app = new App();
const chart = new Chart(app, 'prod', { namespace: 'prod' });
new ApiObject(chart, 'service', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'db' }, spec: { clusterIP: 'None', type: process.env.TYPE } });
new ApiObject(chart, 'config', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'db' } });
app.synth();
`;

  function run(name: string, type: string, ...args: string[]): Promise<{ status: number; output: string; at: string }> {
    const at = mkdtempSync(join(folder, `${name}-`));
    const root = join(__dirname, '..', '..');
    // a plugin is looked for in its own folder, so that what it is loaded from is what has been compiled
    writeFileSync(join(at, 'cdk8s.yaml'), stringify({ language: 'typescript', app: 'node main.js', validations: [{ package: root, version: '0.0.0', class: 'GuardPlugin', properties: { skip: ['ports-named'] } }] }));
    writeFileSync(join(at, 'main.js'), APP);
    return new Promise(resolve => {
      const child = spawn(process.execPath, [join(CLI, 'bin', 'cdk8s'), 'synth', '--check-upgrade=false', ...args], { cwd: at, env: { ...process.env, TYPE: type, NODE_PATH: join(root, 'node_modules') } });
      let output = '';
      child.stdout.on('data', data => { output += data; });
      child.stderr.on('data', data => { output += data; });
      child.on('close', status => resolve({ status: status!, output, at }));
    });
  }

  test('what is refused is exit code 2, in the report file as well, with --stdout too, and what is good is 0', async () => {
    const [bad2, printed, good, unasked] = await Promise.all([
      run('bad', 'NodePort', '--validate', '--validation-reports-output-file', 'report.json'), run('printed', 'NodePort', '--stdout'), run('good', 'ClusterIP'), run('unasked', 'NodePort', '--no-validate'),
    ]);
    expect(bad2.status).toBe(2);
    expect(bad2.output).toContain('headless-type (refused by the API server) (1 occurrences)');
    const { reports: [report] } = JSON.parse(readFileSync(join(bad2.at, 'report.json'), 'utf8'));
    expect(report.violations[0].violatingConstructs).toEqual([{ resourceName: 'db', locations: ['Service prod/db spec.type'], manifestPath: 'dist/prod.k8s.yaml', constructPath: 'prod/config' }]); // the namesake's
    expect(printed.status).toBe(2);
    expect(printed.output).toContain('Manifest Path: STDOUT');
    expect([good.status, good.output.includes('(headless-type')]).toEqual([0, false]);
    expect(unasked.status).toBe(0);
  }, 240_000);
});
