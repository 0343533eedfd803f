import * as kplus from 'cdk8s-plus-28';
import { cluster, RACKS } from './support/cluster';
import { recommended } from '../support/labels';
import { chart, complaint, only } from '../support/synth';

const RING = { podSelector: { matchLabels: { 'cdk8s.io/metadata.addr': 'events' } } };
const JOB = { podSelector: { matchLabels: { 'cdk8s.io/metadata.addr': 'events-auth' } } };
const app = (name: string) => ({ podSelector: { matchLabels: { app: name } } });
const tcp = (...ports: number[]) => ports.map(port => ({ port, protocol: 'TCP' }));

test('nodes reach each other on any port, the Job that looks after the superuser that for clients, and nobody else anything', () => {
  const of = cluster({ racks: RACKS });
  of.addNetworkPolicy();
  expect(only('NetworkPolicy', of)).toEqual({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'events', namespace: 'prod', labels: recommended('events', 'node', 'cassandra') },
    spec: { ...RING, policyTypes: ['Ingress'], ingress: [{ from: [RING] }, { from: [JOB], ports: tcp(9042) }] },
  });
});

test('clients, other datacenters and who collects metrics each reach what is for them', () => {
  const scope = chart();
  const of = cluster({ exporter: { image: 'x:1', jar: '/a.jar', port: 9500 } }, scope);
  const peer = (name: string) => kplus.Pods.select(scope, name, { labels: { app: name } });
  of.addNetworkPolicy({ from: [peer('web'), peer('api')], datacenters: [peer('west')], metricsFrom: [peer('prometheus')] });
  expect(only('NetworkPolicy', of).spec.ingress.slice(2)).toEqual([
    { from: [app('web')], ports: tcp(9042) },
    { from: [app('api')], ports: tcp(9042) },
    { from: [app('west')], ports: tcp(9042, 7000) },
    { from: [app('prometheus')], ports: tcp(9500) },
  ]);
});

test('the labels it goes by are those of the pods', () => {
  const of = cluster();
  of.addNetworkPolicy();
  expect(only('StatefulSet', of).spec.template.metadata.labels).toMatchObject(RING.podSelector.matchLabels);
  expect(only('Job', of).spec.template.metadata.labels).toMatchObject(JOB.podSelector.matchLabels);
});

test('rejects who collects metrics that nobody tells', () => {
  const scope = chart();
  const of = cluster({}, scope);
  expect(complaint(() => of.addNetworkPolicy({ metricsFrom: [kplus.Pods.all(scope, 'p')] }))).toBe("prod/events: 'metricsFrom' must be left out without an exporter, got '1 peer'");
});

test('there is one', () => {
  const of = cluster();
  of.addNetworkPolicy();
  expect(complaint(() => of.addNetworkPolicy())).toBe("prod/events: 'addNetworkPolicy' must be called once, got 'a second call'; name all peers in one call");
});
