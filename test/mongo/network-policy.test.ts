import * as kplus from 'cdk8s-plus-28';
import { cluster, secret } from './support/cluster';
import { MongoAccessProps } from '../../src';
import { recommended } from '../support/labels';
import { chart, complaint, only } from '../support/synth';

const MEMBERS = { podSelector: { matchLabels: { 'cdk8s-stateful/cluster': 'orders' } } };
const BACKUP = { from: [{ podSelector: { matchLabels: { 'cdk8s.io/metadata.addr': 'orders-backup' } } }], ports: [{ port: 27017, protocol: 'TCP' }] };
const exporter = { image: 'e:1', credentials: { secret: secret('orders-exporter') } };

test('members of all kinds reach each other on any port, the backup what clients reach, and nobody else', () => {
  const of = cluster({ members: 2, arbiter: {}, hidden: { members: 1 } });
  of.addNetworkPolicy();
  expect(only('NetworkPolicy', of)).toEqual({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'orders', namespace: 'prod', labels: recommended('orders', 'member', 'mongodb') },
    spec: { ...MEMBERS, policyTypes: ['Ingress'], ingress: [{ from: [MEMBERS] }, BACKUP] },
  });
});

test('clients reach mongod, and who collects metrics the exporter', () => {
  const prod = chart();
  const of = cluster({ exporter }, prod);
  const labelled = (id: string, app: string) => kplus.Pods.select(prod, id, { labels: { app } });
  const props: MongoAccessProps = { from: [labelled('A', 'shop'), labelled('B', 'till')], metricsFrom: [labelled('C', 'prometheus')] };
  of.addNetworkPolicy(props);
  expect(only('NetworkPolicy', of).spec.ingress.slice(2)).toEqual([
    { from: [{ podSelector: { matchLabels: { app: 'shop' } } }], ports: [{ port: 27017, protocol: 'TCP' }] },
    { from: [{ podSelector: { matchLabels: { app: 'till' } } }], ports: [{ port: 27017, protocol: 'TCP' }] },
    { from: [{ podSelector: { matchLabels: { app: 'prometheus' } } }], ports: [{ port: 9216, protocol: 'TCP' }] },
  ]);
});

test('without an exporter there is nothing to collect', () => {
  const prod = chart();
  expect(complaint(() => cluster({}, prod).addNetworkPolicy({ metricsFrom: [kplus.Pods.select(prod, 'P', { labels: { app: 'p' } })] }))).toBe(
    "prod/orders: 'metricsFrom' must be left out without an exporter, got '1 peer'",
  );
});

test('one is enough', () => {
  const of = cluster();
  of.addNetworkPolicy();
  expect(complaint(() => of.addNetworkPolicy())).toBe("prod/orders: 'addNetworkPolicy' must be called once, got 'a second call'; name all peers in one call");
});

test('one of the data members alone has the name of that of all', () => {
  const of = cluster();
  of.backend.addNetworkPolicy();
  expect(complaint(() => of.addNetworkPolicy())).toContain("'metadata.name' must be a name that no other NetworkPolicy has in namespace 'prod', got 'orders'");
});
