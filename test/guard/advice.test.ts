import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, App, Chart, Include, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Advice, DisruptionBudget, StatefulBackend } from '../../src';
import { advise } from '../../src/guard/advice';
import { headless, statefulSet } from '../support/manifests';
import { chart, complaint, synth } from '../support/synth';

const MEMORY = "prod/db/Resource: 'spec.template.spec.containers[0].resources.requests.memory' must be set, because pods that request no memory are evicted first, got nothing";

test('there is none where there is nothing to say', () => {
  expect(Advice.of(new App())).toEqual([]);
});

test('it is told, object by object, and fails no synthesis', () => {
  const one = chart();
  const db = new StatefulBackend(one, 'db', {
    replicas: 3, disruptionBudget: DisruptionBudget.minAvailable(kplus.PercentOrAbsolute.absolute(3)), containers: [{ image: 'x:1' }],
  });
  ApiObject.of(db).addJsonPatch(JsonPatch.add('/spec/updateStrategy', { rollingUpdate: { partition: 3 } }));
  expect(Advice.of(one)).toEqual([
    "prod/db/Resource: 'spec.updateStrategy.rollingUpdate.partition' must be at most 2, the last ordinal, got 3; as it is, no pod is ever updated",
    MEMORY,
    "prod/db/DisruptionBudget: 'spec.minAvailable' must be below the 3 replicas of StatefulSet 'db', got 3; as it is, no node with such a pod can be drained",
  ]);
  expect(synth(one)).toHaveLength(3);
});

test('it sees what others have made, too', () => {
  const app = new App();
  const one = new Chart(app, 'prod');
  new kplus.Service(one, 'plain', { metadata: { name: 'plain' }, clusterIP: 'None', ports: [{ port: 80 }] });
  expect(Advice.of(app)).toEqual(["prod/plain/Resource: 'spec.ports[0].name' must be set, because only named ports get SRV records, got nothing"]);
});

describe('the pods of anybody', () => {
  const containers = [{ name: 'main', image: 'x:1', resources: { limits: { memory: '1Gi' } }, securityContext: { allowPrivilegeEscalation: false, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } } }];
  const template = { spec: { containers } };
  const OBJECTS: [string, string, object, string][] = [
    ['apps/v1', 'Deployment', { template }, 'spec.template.spec'],
    ['apps/v1', 'DaemonSet', { template }, 'spec.template.spec'],
    ['apps/v1', 'ReplicaSet', { template }, 'spec.template.spec'],
    ['batch/v1', 'Job', { template }, 'spec.template.spec'],
    ['batch/v1', 'CronJob', { jobTemplate: { spec: { template } } }, 'spec.jobTemplate.spec.template.spec'],
    ['v1', 'Pod', template.spec, 'spec'],
  ];
  const said = (at: string) => `'${at}.containers[0].securityContext.capabilities.drop' must be ALL under Pod Security 'restricted', got nothing`;

  test.each(OBJECTS)('%s %s', (apiVersion, kind, spec, at) => {
    const one = chart();
    new ApiObject(one, 'other', { apiVersion, kind, spec });
    expect(Advice.of(one)).toEqual([`prod/other: ${said(at)}`]);
  });

  test('are found in lists, and in lists of one kind, whose items need not say which', () => {
    const one = chart();
    const [[apiVersion, kind, spec, at]] = OBJECTS as [typeof OBJECTS[0]];
    new ApiObject(one, 'all', {
      apiVersion: 'v1',
      kind: 'List',
      items: [
        null, { apiVersion: 'v1', kind: 'ConfigMap' }, ...OBJECTS.map(([of, each, its]) => ({ apiVersion: of, kind: each, spec: its })), { kind: 'List', items: [{ kind, spec }] },
      ],
    });
    new ApiObject(one, 'deployments', { apiVersion, kind: 'DeploymentList', items: [{ spec }] });
    expect(Advice.of(one)).toEqual([
      ...OBJECTS.map(([, , , path], i) => `prod/all: ${said(`items[${i + 2}].${path}`)}`), `prod/all: ${said(`items[8].items[0].${at}`)}`, `prod/deployments: ${said(`items[0].${at}`)}`,
    ]);
  });

  test('are found in what is included from a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'cdk8s-stateful-'));
    try {
      const url = join(folder, 'all.yaml');
      writeFileSync(url, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'once' }, spec: { template } }] }));
      const one = chart();
      new Include(one, 'all', { url });
      expect(Advice.of(one)).toEqual([expect.stringContaining(said('items[0].spec.template.spec'))]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('are judged among what stands in the same list', () => {
    const one = chart();
    const list = (...items: object[]) => new ApiObject(one, `list-${items.length}`, { apiVersion: 'v1', kind: 'List', items });
    const { restricted, service } = { restricted: statefulSet(), service: headless() };
    list(restricted, service);
    expect(Advice.of(one)).toEqual([]);
  });

  test.each([{ items: 'text' }, { items: {} }, {}])('are not looked for in a list of %j', (more) => {
    const one = chart();
    new ApiObject(one, 'list', { apiVersion: 'v1', kind: 'List', ...more });
    expect(Advice.of(one)).toEqual([]);
  });
});

test('what is refused is refused here as well', () => {
  const one = chart();
  const db = new StatefulBackend(one, 'db', { containers: [{ image: 'x:1' }] });
  ApiObject.of(db).addJsonPatch(JsonPatch.replace('/spec/replicas', -1));
  expect(complaint(() => Advice.of(one))).toBe("prod/db: 'spec.replicas' must be a whole number from 0 to 2147483647, got -1");
});

describe('what is said of a construct', () => {
  const about = (what: string) => ({ what, allowed: 'else', got: 1 });

  test('is remembered, in order, and of no other', () => {
    const [one, other] = [chart(), chart()];
    advise(one, () => [about('first'), about('second')]);
    advise(one, () => []);
    advise(one, () => [about('third')]);
    expect(Advice.of(one)).toEqual(["prod: 'first' must be else, got 1", "prod: 'second' must be else, got 1", "prod: 'third' must be else, got 1"]);
    expect(Advice.of(other)).toEqual([]);
  });

  test('is made when somebody asks, so that what was done meanwhile counts', () => {
    const one = chart();
    const done: string[] = [];
    advise(one, () => done.map(about));
    expect(Advice.of(one)).toEqual([]);
    done.push('later');
    expect(Advice.of(one)).toEqual(["prod: 'later' must be else, got 1"]);
  });
});
