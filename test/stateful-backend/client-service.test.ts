import { ApiObject, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { ExternalTrafficPolicy, HeadlessService, StatefulBackend } from '../../src';
import { recommended } from '../support/labels';
import { chart, complaint, homeless, synth } from '../support/synth';

const define = (scope = chart()) => new StatefulBackend(scope, 'db', { replicas: 3, containers: [{ image: 'x:1', ports: [{ number: 9042, name: 'cql' }, { number: 7000 }] }] });
const named = (name: string, db: StatefulBackend) => synth(db).filter(({ kind, metadata }) => kind === 'Service' && metadata.name === name)[0];

test('balances over the pods that are ready, on every port of the backend', () => {
  const db = define();
  db.addClientService();
  expect(named('db-client', db)).toEqual({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'db-client', namespace: 'prod', labels: recommended('db') },
    spec: { type: 'ClusterIP', selector: { 'cdk8s.io/metadata.addr': 'db' }, ports: [{ name: 'cql', port: 9042 }, { name: 'port-7000', port: 7000 }] },
  });
});

test('knows ports that came after it', () => {
  const db = new StatefulBackend(chart(), 'db');
  db.addContainer({ image: 'x:1', ports: [{ number: 1, name: 'one' }] });
  const client = db.addClientService();
  db.addContainer({ image: 'x:1', name: 'other', ports: [{ number: 2, name: 'two' }] });
  expect(client.ports.map(port => port.name)).toEqual(['one', 'two']);
});

test('can be given another port, and keeps those of the backend', () => {
  const db = define();
  const client = db.addClientService();
  client.bind(9142, { name: 'tls' });
  expect(named('db-client', db).spec.ports).toEqual([{ name: 'cql', port: 9042 }, { name: 'port-7000', port: 7000 }, { name: 'tls', port: 9142 }]);
  const told = db.addClientService({ metadata: { name: 'told' }, ports: [{ port: 1, name: 'one' }] });
  told.bind(2);
  expect(named('told', db).spec.ports).toEqual([{ name: 'one', port: 1 }, { name: 'port-2', port: 2 }]);
});

test('selects the pods of its backend, and rejects to select others', () => {
  const db = define();
  const client = db.addClientService();
  const message = "prod/db/db-client: 'selector' must be left as it is, because a client Service selects the pods of its backend, got {\"tier\":\"gold\"}; make a kplus.Service that selects others";
  expect(complaint(() => client.selectLabel('tier', 'gold'))).toBe(message);
  expect(complaint(() => client.select(kplus.Pods.select(db, 'Gold', { labels: { tier: 'gold' } })))).toBe(message);
});

test.each([kplus.ServiceType.NODE_PORT, kplus.ServiceType.LOAD_BALANCER])('may be of type %s, with all that belongs to it', (type) => {
  const db = define();
  db.addClientService({
    type,
    metadata: { name: 'entry', labels: { a: 'b' }, annotations: { c: 'd' } },
    ports: [{ port: 80, targetPort: 9042, nodePort: 30042, name: 'cql', protocol: kplus.Protocol.TCP }],
    externalTrafficPolicy: ExternalTrafficPolicy.LOCAL,
  });
  expect(named('entry', db)).toMatchObject({
    metadata: { name: 'entry', labels: { a: 'b' }, annotations: { c: 'd' } },
    spec: { type, externalTrafficPolicy: 'Local', ports: [{ name: 'cql', port: 80, targetPort: 9042, nodePort: 30042, protocol: 'TCP' }] },
  });
});

test('may be a load balancer for some', () => {
  const db = define();
  db.addClientService({ type: kplus.ServiceType.LOAD_BALANCER, loadBalancerSourceRanges: ['192.0.2.0/24'], loadBalancerClass: 'example.org/internal' });
  expect(named('db-client', db).spec).toMatchObject({ type: 'LoadBalancer', loadBalancerSourceRanges: ['192.0.2.0/24'], loadBalancerClass: 'example.org/internal' });
});

test('tells where to dial: its own port, which is translated', () => {
  const client = define().addClientService({ ports: [{ port: 80, targetPort: 9042, name: 'cql' }] });
  expect([client.dnsName, client.endpoint('cql').socketAddress]).toEqual(['db-client.prod.svc.cluster.local', 'db-client.prod.svc.cluster.local:80']);
  expect(complaint(() => client.endpoint('gossip'))).toBe("prod/db/db-client: 'port' must be one of cql, got 'gossip'");
  expect(define(homeless()).addClientService().dnsName).toBe('db-client');
});

test('is a Service to cdk8s-plus', () => {
  const client = define().addClientService({ ports: [{ port: 9042 }] });
  expect(synth(client.exposeViaIngress('/')).map(({ kind }) => kind)).toContain('Ingress');
});

test('may be there several times, under different names', () => {
  const db = define();
  db.addClientService();
  db.addClientService({ metadata: { name: 'db-outside' }, type: kplus.ServiceType.NODE_PORT });
  expect(synth(db).filter(({ kind }) => kind === 'Service').map(({ metadata }) => metadata.name)).toEqual(['db', 'db-client', 'db-outside']);
});

const NAME = "1 to 63 lower-case letters, digits or '-', beginning with a letter and not ending with '-'";

test.each<[string, Parameters<StatefulBackend['addClientService']>[0], string]>([
  ['the type ExternalName', { type: kplus.ServiceType.EXTERNAL_NAME }, "'type' must be ClusterIP, NodePort or LoadBalancer, got 'ExternalName'; an alias has no pods: make a kplus.Service for it"],
  ['a bad name', { metadata: { name: 'Db' } }, `'metadata.name' must be ${NAME}, got 'Db'`],
  ['a bad port', { ports: [{ port: 0 }] }, "'ports[0].port' must be a whole number from 1 to 65535, got 0"],
  ['a port twice', { ports: [{ port: 1, name: 'a' }, { port: 1, name: 'b' }] }, "'ports[1].port' must be a port that no other TCP port of the Service has, got 1"],
  ['a port twice without a name', { ports: [{ port: 1 }, { port: 1 }] }, "'ports[1].port' must be a port that no other TCP port of the Service has, got 1"],
  ['a nodePort inside', { ports: [{ port: 1, nodePort: 30000 }] }, "'ports[0].nodePort' must be left out unless the type is NodePort or LoadBalancer, got 30000"],
  ['a traffic policy inside', { externalTrafficPolicy: ExternalTrafficPolicy.CLUSTER }, "'externalTrafficPolicy' must be left out unless the type is NodePort or LoadBalancer, got 'Cluster'"],
  ['source ranges without a load balancer', { type: kplus.ServiceType.NODE_PORT, loadBalancerSourceRanges: [] }, "'loadBalancerSourceRanges' must be left out unless the type is LoadBalancer, got []"],
  ['a class without a load balancer', { loadBalancerClass: 'x' }, "'loadBalancerClass' must be left out unless the type is LoadBalancer, got 'x'"],
])('rejects %s', (_, props, message) => {
  expect(complaint(() => define().addClientService(props))).toBe(`prod/db/${props?.metadata?.name ?? 'db-client'}: ${message}`);
});

test('rejects a backend without ports', () => {
  expect(complaint(() => new StatefulBackend(chart(), 'db', { containers: [{ image: 'x:1' }] }).addClientService())).toBe(
    "prod/db/db-client: 'ports' must be at least one port, got []; set ports here, or on the containers",
  );
});

test('rejects a name that is taken', () => {
  const db = define();
  expect(complaint(() => db.addClientService({ metadata: { name: 'db' } }))).toBe(
    "prod/db/db: 'metadata.name' must be a name that no other Service has in namespace 'prod', got 'db'; prod/db has it already; the second would overwrite the first when they are applied",
  );
});

test('of Services per pod none is there where the name of one is taken, so that each try says the same', () => {
  const db = define();
  db.addClientService({ metadata: { name: 'db-1' } });
  const before = db.node.children.map(child => child.node.id);
  const said = complaint(() => db.addPodServices());
  expect(said).toContain("'metadata.name' must be a name that no other Service has in namespace 'prod', got 'db-1'");
  expect(complaint(() => db.addPodServices())).toBe(said);
  expect(db.node.children.map(child => child.node.id)).toEqual(before);
});

test('passes patches through, and refuses those that the API server would refuse', () => {
  const db = define();
  const client = db.addClientService();
  ApiObject.of(client).addJsonPatch(JsonPatch.add('/spec/sessionAffinity', 'ClientIP'));
  expect(named('db-client', db).spec.sessionAffinity).toBe('ClientIP');
  ApiObject.of(client).addJsonPatch(JsonPatch.remove('/spec/ports'));
  expect(complaint(() => synth(db))).toBe("prod/db/db-client: 'spec.ports' must be at least one port, unless the Service is headless, got nothing");
});

describe('a Service per pod', () => {
  test('is named as the pod, and selects it', () => {
    const db = new StatefulBackend(chart(), 'db', { replicas: 2, ordinalsStart: 4, containers: [{ image: 'x:1', ports: [{ number: 9042, name: 'cql' }] }] });
    const services = db.addPodServices({ type: kplus.ServiceType.LOAD_BALANCER, metadata: { labels: { a: 'b' } } });
    services.forEach(service => service.metadata.addAnnotation('external-dns.alpha.kubernetes.io/hostname', `${service.name}.example.org`));
    expect(services.map(service => service.name)).toEqual(db.podNames);
    expect(named('db-5', db)).toEqual({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'db-5', namespace: 'prod', labels: { ...recommended('db'), a: 'b' }, annotations: { 'external-dns.alpha.kubernetes.io/hostname': 'db-5.example.org' } },
      spec: { type: 'LoadBalancer', selector: { 'statefulset.kubernetes.io/pod-name': 'db-5' }, ports: [{ name: 'cql', port: 9042 }] },
    });
  });

  test('knows ports that came after it', () => {
    const db = new StatefulBackend(chart(), 'db', { containers: [{ image: 'x:1', ports: [{ number: 1, name: 'one' }] }] });
    db.addPodServices();
    db.addContainer({ image: 'x:1', name: 'other', ports: [{ number: 2, name: 'two' }] });
    expect(named('db-0', db).spec.ports).toEqual([{ name: 'one', port: 1 }, { name: 'two', port: 2 }]);
  });

  test('may have a nodePort where there is one pod', () => {
    const db = new StatefulBackend(chart(), 'db', { containers: [{ image: 'x:1' }] });
    db.addPodServices({ type: kplus.ServiceType.NODE_PORT, ports: [{ port: 9042, nodePort: 30042 }] });
    expect(named('db-0', db).spec.ports).toEqual([{ name: 'port-9042', port: 9042, nodePort: 30042 }]);
  });

  test('cannot have the nodePort of another', () => {
    expect(complaint(() => define().addPodServices({ type: kplus.ServiceType.NODE_PORT, ports: [{ port: 9042, nodePort: 30042 }] }))).toBe(
      "prod/db: 'ports[].nodePort' must be left out for 3 pods, because only one Service can have it, got 30042",
    );
  });

  test('has the name of its pod and no other', () => {
    expect(complaint(() => define().addPodServices({ metadata: { name: 'x' } }))).toBe("prod/db: 'metadata.name' must be left out, because each Service is named after its pod, got 'x'");
  });

  test('rejects what a Service cannot have', () => {
    expect(complaint(() => define().addPodServices({ type: kplus.ServiceType.EXTERNAL_NAME }))).toBe(
      "prod/db: 'type' must be ClusterIP, NodePort or LoadBalancer, got 'ExternalName'; an alias has no pods: make a kplus.Service for it",
    );
  });

  test('cannot share its name with another Service', () => {
    const one = chart();
    define(one).addPodServices();
    expect(complaint(() => new StatefulBackend(one, 'db-1', { containers: [{ image: 'x:1' }] }))).toContain("must be a name that no other Service has in namespace 'prod', got 'db-1'");
  });

  test('cannot be named as a pod whose name begins with a digit', () => {
    const one = chart();
    const db = new StatefulBackend(one, 'db', { metadata: { name: '1db' }, service: new HeadlessService(one, 'nodes'), containers: [{ image: 'x:1', ports: [{ number: 1 }] }] });
    expect(complaint(() => db.addPodServices({ ports: [{ port: 1 }] }))).toBe(`prod/db: 'metadata.name' must be ${NAME}, got '1db-0'`);
  });

  test('is checked as it is written', () => {
    const db = define();
    db.addPodServices()[1]!.addJsonPatch(JsonPatch.replace('/metadata/name', 'Db'));
    expect(complaint(() => synth(db))).toBe(`prod/db/db-1: 'metadata.name' must be ${NAME.replace('a letter and', 'a letter or digit and')}, got 'Db'`);
  });
});
