import * as kplus from 'cdk8s-plus-28';
import { StatefulBackend } from '../../src';
import { recommended } from '../support/labels';
import { chart, complaint, homeless, only } from '../support/synth';

const define = (scope = chart()) => new StatefulBackend(scope, 'db', {
  replicas: 3,
  containers: [{ image: 'x:1', ports: [{ number: 9042, name: 'cql' }, { number: 7000, name: 'gossip' }, { number: 53, name: 'dns', protocol: kplus.Protocol.UDP }, { number: 9, name: 'sctp', protocol: kplus.Protocol.SCTP }] }],
});

const MEMBERS = {
  from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'prod' } }, podSelector: { matchLabels: { 'cdk8s.io/metadata.addr': 'db' } } }],
};

test('members reach each other on any port, and nobody else reaches them', () => {
  const db = define();
  db.addNetworkPolicy();
  expect(only('NetworkPolicy', db)).toEqual({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'db', namespace: 'prod', labels: recommended('db') },
    spec: { podSelector: { matchLabels: { 'cdk8s.io/metadata.addr': 'db' } }, policyTypes: ['Ingress'], ingress: [MEMBERS] },
  });
});

test('peers that are given reach every port of the backend', () => {
  const one = chart();
  const db = define(one);
  db.addNetworkPolicy({
    from: [kplus.Pods.select(one, 'Web', { labels: { app: 'web' } }), kplus.Namespaces.select(one, 'Ops', { labels: { team: 'ops' } }), kplus.NetworkPolicyIpBlock.ipv4(one, 'Office', '192.0.2.0/24')],
  });
  const ports = [{ port: 9042, protocol: 'TCP' }, { port: 7000, protocol: 'TCP' }, { port: 53, protocol: 'UDP' }, { port: 9, protocol: 'SCTP' }];
  expect(only('NetworkPolicy', db).spec.ingress).toEqual([
    MEMBERS,
    { from: [{ podSelector: { matchLabels: { app: 'web' } } }], ports },
    { from: [{ namespaceSelector: { matchLabels: { team: 'ops' } }, podSelector: {} }], ports },
    { from: [{ ipBlock: { cidr: '192.0.2.0/24' } }], ports },
  ]);
});

test('or those ports that are named', () => {
  const one = chart();
  const db = define(one);
  const policy = db.addNetworkPolicy({ from: [kplus.Pods.select(one, 'Web', { labels: { app: 'web' } })], ports: ['cql'] });
  policy.addIngressRule(kplus.Pods.select(one, 'Metrics', { labels: { app: 'prometheus' } }), [kplus.NetworkPolicyPort.tcp(9100)]);
  expect(only('NetworkPolicy', db).spec.ingress.slice(1).map((rule: { ports: unknown }) => rule.ports)).toEqual([[{ port: 9042, protocol: 'TCP' }], [{ port: 9100, protocol: 'TCP' }]]);
});

test('the port is the one the pods listen on', () => {
  const one = chart();
  const db = new StatefulBackend(one, 'db', { containers: [{ image: 'x:1' }] });
  db.service.bind(80, { name: 'web', targetPort: 9376 });
  db.addNetworkPolicy({ from: [kplus.Pods.select(one, 'Web', { labels: { app: 'web' } })] });
  expect(only('NetworkPolicy', db).spec.ingress[1].ports).toEqual([{ port: 9376, protocol: 'TCP' }]);
});

test('members are those of the same namespace where it is not known', () => {
  const db = define(homeless());
  db.addNetworkPolicy();
  expect(only('NetworkPolicy', db).spec.ingress).toEqual([{ from: [{ podSelector: { matchLabels: { 'cdk8s.io/metadata.addr': 'db' } } }] }]);
});

test('rejects a port that is not there', () => {
  expect(complaint(() => define().addNetworkPolicy({ ports: ['thrift'] }))).toBe("prod/db: 'port' must be one of cql, gossip, dns, sctp, got 'thrift'");
});

test('there is one', () => {
  const db = define();
  db.addNetworkPolicy();
  expect(complaint(() => db.addNetworkPolicy())).toBe("prod/db: 'addNetworkPolicy' must be called once, got 'a second call'; name all peers in one call");
});

test('any port is said by saying nothing, in rules of the user\'s own as well', () => {
  const one = chart();
  const policy = define(one).addNetworkPolicy();
  policy.addEgressRule(kplus.Pods.select(one, 'Web', { labels: { app: 'web' } }));
  const { spec } = only('NetworkPolicy', policy);
  expect([...spec.ingress, ...spec.egress].map((rule: object) => 'ports' in rule)).toEqual([false, false]);
});
