import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, App, Chart, Include, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { DisruptionBudget, Guard, GuardCertainty, GuardSeverity, StatefulBackend } from '../../src';
import { advise } from '../../src/guard/advised';
import { headless, statefulSet } from '../support/manifests';
import { chart, complaint, synth } from '../support/synth';

const MEMORY = "prod/db/Resource: 'spec.template.spec.containers[0].resources.requests.memory' must be set, because pods that request no memory are evicted first, got nothing";

test('there is none where there is nothing to say', () => {
  expect(new Guard().report(new App())).toEqual([]);
});

test('it is told, object by object, and fails no synthesis', () => {
  const one = chart();
  const db = new StatefulBackend(one, 'db', {
    replicas: 3, disruptionBudget: DisruptionBudget.minAvailable(kplus.PercentOrAbsolute.absolute(3)), containers: [{ image: 'x:1' }],
  });
  ApiObject.of(db).addJsonPatch(JsonPatch.add('/spec/updateStrategy', { rollingUpdate: { partition: 3 } }));
  expect(new Guard().report(one)).toEqual([
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
  expect(new Guard().report(app)).toEqual(["prod/plain/Resource: 'spec.ports[0].name' must be set, because only named ports get SRV records, got nothing"]);
});

describe('the pods of anybody', () => {
  const containers = [{ name: 'main', image: 'x:1', resources: { limits: { memory: '1Gi' } }, securityContext: { allowPrivilegeEscalation: false, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } } }];
  const template = { spec: { containers } };
  const ending = { spec: { containers, restartPolicy: 'Never' } };
  const OBJECTS: [string, string, object, string][] = [
    ['apps/v1', 'Deployment', { template }, 'spec.template.spec'],
    ['apps/v1', 'DaemonSet', { template }, 'spec.template.spec'],
    ['apps/v1', 'ReplicaSet', { template }, 'spec.template.spec'],
    ['batch/v1', 'Job', { template: ending }, 'spec.template.spec'],
    ['batch/v1', 'CronJob', { schedule: '@daily', jobTemplate: { spec: { template: ending } } }, 'spec.jobTemplate.spec.template.spec'],
    ['v1', 'Pod', template.spec, 'spec'],
  ];
  const said = (at: string) => `'${at}.containers[0].securityContext.capabilities.drop' must be ALL under Pod Security 'restricted', got nothing`;

  test.each(OBJECTS)('%s %s', (apiVersion, kind, spec, at) => {
    const one = chart();
    new ApiObject(one, 'other', { apiVersion, kind, spec });
    expect(new Guard().report(one)).toEqual([`prod/other: ${said(at)}`]);
  });

  test('are found in lists, and in lists of one kind, whose items need not say which', () => {
    const one = chart();
    const [[apiVersion, kind, spec, at]] = OBJECTS as [typeof OBJECTS[0]];
    new ApiObject(one, 'all', {
      apiVersion: 'v1',
      kind: 'List',
      items: [
        null, { apiVersion: 'v1', kind: 'ConfigMap' }, ...OBJECTS.map(([of, each, its]) => ({ apiVersion: of, kind: each, metadata: { name: 'other' }, spec: its })),
        { kind: 'List', items: [{ apiVersion, kind, spec }] },
      ],
    });
    new ApiObject(one, 'deployments', { apiVersion, kind: 'DeploymentList', items: [{ spec }] });
    expect(new Guard().report(one)).toEqual([
      ...OBJECTS.map(([, , , path], i) => `prod/all: ${said(`items[${i + 2}].${path}`)}`), `prod/all: ${said(`items[8].items[0].${at}`)}`, `prod/deployments: ${said(`items[0].${at}`)}`,
    ]);
  });

  test('are found in what is included from a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'cdk8s-stateful-'));
    try {
      const url = join(folder, 'all.yaml');
      writeFileSync(url, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'once' }, spec: { template: ending } }] }));
      const one = chart();
      new Include(one, 'all', { url });
      expect(new Guard().report(one)).toEqual([expect.stringContaining(said('items[0].spec.template.spec'))]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('are judged among what stands in the same list', () => {
    const one = chart();
    const list = (...items: object[]) => new ApiObject(one, `list-${items.length}`, { apiVersion: 'v1', kind: 'List', items });
    const { restricted, service } = { restricted: statefulSet(), service: headless() };
    list(restricted, service);
    expect(new Guard().report(one)).toEqual([]);
  });

  test.each([{ items: 'text' }, { items: {} }, {}])('are not looked for in a list of %j', (more) => {
    const one = chart();
    new ApiObject(one, 'list', { apiVersion: 'v1', kind: 'List', ...more });
    expect(new Guard().report(one)).toEqual([]);
  });
});

test('what is refused is refused here as well', () => {
  const one = chart();
  const db = new StatefulBackend(one, 'db', { containers: [{ image: 'x:1' }] });
  ApiObject.of(db).addJsonPatch(JsonPatch.replace('/spec/replicas', -1));
  expect(complaint(() => new Guard().report(one))).toBe("prod/db: 'spec.replicas' must be a whole number from 0 to 2147483647, got -1");
});

describe('what is said of a construct', () => {
  const about = (what: string) => ({ what, allowed: 'else', got: 1 });

  test('is remembered, in order, and of no other', () => {
    const [one, other] = [chart(), chart()];
    advise(one, () => [about('first'), about('second')]);
    advise(one, () => []);
    advise(one, () => [about('third')]);
    expect(new Guard().report(one)).toEqual(["prod: 'first' must be else, got 1", "prod: 'second' must be else, got 1", "prod: 'third' must be else, got 1"]);
    expect(new Guard().report(other)).toEqual([]);
  });

  test('is made when somebody asks, so that what was done meanwhile counts', () => {
    const one = chart();
    const done: string[] = [];
    advise(one, () => done.map(about));
    expect(new Guard().report(one)).toEqual([]);
    done.push('later');
    expect(new Guard().report(one)).toEqual(["prod: 'later' must be else, got 1"]);
  });
});

describe('a guard', () => {
  const nodePort = (scope: Chart) => new ApiObject(scope, 'raw', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'raw' }, spec: { clusterIP: 'None', type: 'NodePort' } });
  const SAID = "prod/raw: 'spec.type' must be 'ClusterIP' for a headless Service, got 'NodePort'; for access from outside add a client Service, or one Service per pod";
  const synthesis = (one: Chart) => complaint(() => App.of(one).synthYaml());

  test('finds what is refused in what others have made, as data too', () => {
    const one = chart();
    nodePort(one);
    expect(new Guard().report(one)).toEqual([SAID]);
    expect(new Guard().findings(one)).toEqual([expect.objectContaining({ rule: 'headless-type', certainty: GuardCertainty.REFUSED, severity: GuardSeverity.REFUSED, where: 'prod/raw', kind: 'Service', namespace: 'prod', name: 'raw', sentence: SAID })]);
  });

  test('makes the synthesis fail on it, once it is added, whatever is added later', () => {
    const one = chart();
    new Guard().addTo(App.of(one));
    expect(App.of(one).synthYaml()).toBe('');
    nodePort(one);
    expect(synthesis(one)).toContain(`${SAID} (headless-type)`);
  });

  test('lets advice pass unless told otherwise', () => {
    const one = chart();
    new ApiObject(one, 'raw', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'raw' }, spec: { clusterIP: 'None', ports: [{ port: 1 }] } });
    new Guard().addTo(one);
    expect(App.of(one).synthYaml()).toContain('clusterIP: None');
    new Guard({ failOn: GuardSeverity.ADVICE }).addTo(one);
    expect(synthesis(one)).toContain('(ports-named)');
  });

  test('does not tell what is acknowledged, and does not fail on it', () => {
    const one = chart();
    nodePort(one);
    const guard = new Guard({ acknowledgements: [{ rule: 'headless-type', object: 'Service/raw', reason: 'because' }] });
    guard.addTo(one);
    expect(guard.findings(one)).toEqual([]);
    expect(App.of(one).synthYaml()).toContain('NodePort');
  });

  test('asks the rules that it is told to, for the version that it is told', () => {
    const one = chart();
    nodePort(one);
    expect(new Guard({ skip: ['headless-type'] }).report(one)).toEqual([]);
    expect(complaint(() => new Guard({ kubernetes: '1.2' }))).toBe("Guard: 'kubernetes' must be a version from 1.28 to 1.37, got '1.2'");
  });
});
