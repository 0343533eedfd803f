import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { StatefulClusterProps } from '../../src';
import { clusterSettings } from '../../src/engine/cluster-settings';
import { StatefulBackendProps } from '../../src/stateful-backend/stateful-backend-props';
import { chart, complaint } from '../support/synth';

const LABELS = { name: 'database', ofCluster: 'example.org/cluster', beside: 'example.org/rack' };
const of = (props: StatefulClusterProps & StatefulBackendProps = {}) => clusterSettings(new Construct(chart(), 'db'), props, LABELS);

test('what nobody has said is settled', () => {
  const { minReady, labels, ...others } = of();
  expect(others).toMatchObject({ name: 'db', namespace: 'prod', clusterDomain: 'cluster.local', selectorLabels: { 'example.org/cluster': 'db' } });
  expect(minReady.toSeconds()).toBe(10);
  expect(labels.of('member')).toMatchObject({ 'app.kubernetes.io/name': 'database', 'app.kubernetes.io/instance': 'db', 'app.kubernetes.io/component': 'member' });
});

test('what is said is kept', () => {
  const { minReady, ...others } = of({ metadata: { name: 'orders', namespace: 'shop' }, clusterDomain: 'example.org', minReady: Duration.seconds(0) });
  expect(others).toMatchObject({ name: 'orders', namespace: 'shop', clusterDomain: 'example.org', selectorLabels: { 'example.org/cluster': 'orders' } });
  expect(minReady.toSeconds()).toBe(0);
});

test('no other pod may have a label by which servers are selected', () => {
  expect([...of().pods.selectedBy].sort()).toEqual(['example.org/cluster', 'example.org/rack']);
  const instead = complaint(() => of({ podMetadata: { labels: { 'example.org/cluster': 'other' } } }));
  expect(instead).toBe("prod/db: 'podMetadata.labels.example.org/cluster' must be 'db' or left out, because the pods are selected by it, got 'other'");
});

test.each<[StatefulClusterProps & StatefulBackendProps, string]>([
  [{ metadata: { name: '9db' } }, "'metadata.name' must be 1 to 40 lower-case letters, digits or '-', beginning with a letter and not ending with '-', got '9db'"],
  [{ minReady: Duration.millis(500) }, "'minReady' must be a whole number of seconds from 0 to 2147483647, got '0.5 seconds'"],
  [{ clusterDomain: 'local.' }, "'clusterDomain' must be "],
])('%j is refused where the cluster is', (props, said) => expect(complaint(() => of(props)).startsWith(`prod/db: ${said}`)).toBe(true));
