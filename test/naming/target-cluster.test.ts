import { ApiObject, App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Guard, HeadlessService, StatefulBackend, TargetCluster } from '../../src';
import { statefulSet } from '../support/manifests';
import { complaint } from '../support/synth';

/** A chart in namespace `data`, and the cluster that it goes to. */
function chartOf(scope: Construct, id: string, cluster?: string): Chart {
  const chart = new Chart(scope, id, { namespace: 'data' });
  if (cluster !== undefined) TargetCluster.set(chart, cluster);
  return chart;
}

const database = (chart: Chart) => new StatefulBackend(chart, 'db', { replicas: 2, containers: [{ image: 'db:1' }] });
const TAKEN = "'metadata.name' must be a name that no other Service has in namespace 'data', got 'db'; a/db has it already; the second would overwrite the first when they are applied";

test('charts of different clusters have the same names in the same namespace', () => {
  const app = new App();
  for (const cluster of ['eu', 'us', 'ap']) database(chartOf(app, cluster, cluster));
  expect(app.synthYaml().match(/kind: StatefulSet/g)).toHaveLength(3);
});

test('it is said of the charts within a chart as well, each of which may say otherwise', () => {
  const app = new App();
  const [eu, us] = ['eu', 'us'].map(cluster => chartOf(app, cluster, cluster)) as [Chart, Chart];
  database(chartOf(eu, 'data'));
  database(chartOf(us, 'data'));
  database(chartOf(us, 'moved', 'ap'));
  expect(complaint(() => database(chartOf(us, 'back')))).toContain('us/data/db has it already');
});

test.each([['eu', 'eu', ''], [undefined, 'eu', '; if their charts go to different clusters, say so with TargetCluster.set'], ['eu', undefined, '; if their charts go to different clusters, say so with TargetCluster.set']])(
  'names of charts are held against each other where one goes to %p and the other to %p', (one, other, hint) => {
    const app = new App();
    database(chartOf(app, 'a', one));
    const second = chartOf(app, 'b', other);
    expect(complaint(() => database(second))).toBe(`b/db: ${TAKEN}${hint}`);
  });

test('within one chart nothing else is to be said', () => {
  const chart = chartOf(new App(), 'a');
  database(chart);
  expect(complaint(() => new HeadlessService(chart, 'Db'))).toBe(`a/Db: ${TAKEN}`);
});

test('it is refused of a chart that has something in it, and without a name', () => {
  const chart = chartOf(new App(), 'a');
  for (const name of ['', undefined as unknown as string]) {
    expect(complaint(() => TargetCluster.set(chart, name))).toBe(`a: 'name' must be 1 character or more, got ${name === '' ? "''" : 'nothing'}`);
  }
  database(chart);
  expect(complaint(() => TargetCluster.set(chart, 'eu'))).toBe(
    "a: 'chart' must be a chart that has nothing in it yet, got 'a/db'; call TargetCluster.set first: names are taken as objects are made",
  );
});

test('it is refused of what has no files of its own', () => {
  const part = new Construct(new App(), 'part') as Chart;
  expect(complaint(() => TargetCluster.set(part, 'eu'))).toBe("TargetCluster.set: 'chart' must be a Chart, because each has files of its own, got 'part'");
});

test.each([[undefined, 'nothing'], [null, 'null'], ['prod', "'prod'"], [{}, '{}']])('it is refused of %p', (chart, got) => {
  expect(complaint(() => TargetCluster.set(chart as never, 'eu'))).toBe(`TargetCluster.set: 'chart' must be a Chart, because each has files of its own, got ${got}`);
});

test.each([['eu', 'us', 0], ['eu', 'eu', 1], ['eu', undefined, 1], [undefined, 'us', 1], [undefined, undefined, 1]] as const)(
  'advice holds a StatefulSet to a Service that selects others, for %p and %p: %d', (ofService, ofSet, told) => {
    const app = new App();
    new HeadlessService(chartOf(app, 'services', ofService), 'db').selectLabel('app', 'other');
    const { apiVersion, kind, metadata, spec } = statefulSet();
    new ApiObject(chartOf(app, 'sets', ofSet), 'db', { apiVersion, kind, metadata, spec });
    expect(new Guard().report(app).filter(sentence => sentence.includes('the labels that Service'))).toHaveLength(told);
  });
