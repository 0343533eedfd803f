import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { HeadlessService, HeadlessServicePort, HeadlessServiceProps, IpFamily, IpFamilyPolicy } from '../../src';
import { recommended } from '../support/labels';
import { chart, complaint, homeless, only, synth } from '../support/synth';

const LABEL = "1 to 63 lower-case letters, digits or '-', beginning with a letter or digit and not ending with '-'";
const NAME = "1 to 63 lower-case letters, digits or '-', beginning with a letter and not ending with '-'";

const define = (props: HeadlessServiceProps = {}, id = 'db') => new HeadlessService(chart(), id, props);
const spec = (props: HeadlessServiceProps) => only('Service', define(props)).spec;

describe('what it writes', () => {
  test('one Service without an address, ports and selector where none are given', () => {
    expect(synth(define())).toEqual([
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'db', namespace: 'prod', labels: recommended('db') }, spec: { clusterIP: 'None', type: 'ClusterIP' } },
    ]);
  });

  test('metadata as it was given, beside the recommended labels', () => {
    const metadata = { name: 'cassandra', namespace: 'data', labels: { app: '' }, annotations: { owner: 'us' } };
    expect(only('Service', define({ metadata })).metadata).toEqual({ ...metadata, labels: { ...recommended('cassandra'), app: '' } });
  });

  test('the labels of the chart beside its own', () => {
    const labelled = new Chart(new App(), 'prod', { labels: { team: 'data' } });
    expect(only('Service', new HeadlessService(labelled, 'db', { metadata: { labels: { app: 'db' } } })).metadata.labels).toEqual({ ...recommended('db'), team: 'data', app: 'db' });
  });

  test('a name for every port: its own, or one after number and protocol', () => {
    const ports = [{ port: 9042, name: 'cql' }, { port: 80, targetPort: 9376 }, { port: 53, protocol: kplus.Protocol.UDP }, { port: 53, protocol: kplus.Protocol.TCP }];
    expect(spec({ ports }).ports).toEqual([
      { name: 'cql', port: 9042 },
      { name: 'port-80', port: 80, targetPort: 9376 },
      { name: 'port-53-udp', port: 53, protocol: 'UDP' },
      { name: 'port-53', port: 53, protocol: 'TCP' },
    ]);
  });

  test('no ports for an empty list of them', () => {
    expect(spec({ ports: [] })).toEqual({ clusterIP: 'None', type: 'ClusterIP' });
  });

  test.each([[true, true], [false, undefined], [undefined, undefined]])('publishNotReadyAddresses %p as %p', (given, written) => {
    expect(spec({ publishNotReadyAddresses: given }).publishNotReadyAddresses).toBe(written);
  });

  test('the families of addresses', () => {
    expect(spec({ ipFamilies: [IpFamily.IPV6, IpFamily.IPV4], ipFamilyPolicy: IpFamilyPolicy.PREFER_DUAL_STACK })).toEqual({
      clusterIP: 'None', type: 'ClusterIP', ipFamilies: ['IPv6', 'IPv4'], ipFamilyPolicy: 'PreferDualStack',
    });
  });

  test('the same twice', () => {
    const service = define({ ports: [{ port: 9042 }] });
    expect(synth(service)).toEqual(synth(service));
  });
});

describe('its name', () => {
  test.each([['db', 'db'], ['Db', 'db'], ['a', 'a'], ['a'.repeat(63), 'a'.repeat(63)], ['db-1', 'db-1']])('is the id %s in lower case: %s', (id, name) => {
    expect(define({}, id).name).toBe(name);
  });

  test.each(['1db', 'my_db', 'my.db', '-db', 'db-', 'a'.repeat(64), 'dé'])('rejects the id %p', (id) => {
    expect(complaint(() => define({}, id))).toBe(
      `prod/${id}: 'id' must be ${NAME}, got '${id}'; the object is named after the construct's id; call it something else, or set metadata.name`,
    );
  });

  test.each(['', 'Db', '1db', 'a'.repeat(64)])('rejects metadata.name %p', (name) => {
    expect(complaint(() => define({ metadata: { name } }))).toBe(`prod/db: 'metadata.name' must be ${NAME}, got '${name}'`);
  });

  test('an explicit undefined is no name', () => {
    expect(only('Service', define({ metadata: { name: undefined, namespace: undefined } })).metadata).toEqual({ name: 'db', namespace: 'prod', labels: recommended('db') });
  });

  test('does not change with the place in the tree', () => {
    const app = new App();
    const inner = new Chart(new Chart(app, 'outer'), 'inner', { namespace: 'prod' });
    expect(only('Service', new HeadlessService(inner, 'db')).metadata.name).toBe('db');
  });

  test('is refused twice in one namespace, also across charts', () => {
    const app = new App();
    new HeadlessService(new Chart(app, 'a', { namespace: 'prod' }), 'db');
    expect(complaint(() => new HeadlessService(new Chart(app, 'b', { namespace: 'prod' }), 'Db'))).toBe(
      "b/Db: 'metadata.name' must be a name that no other Service has in namespace 'prod', got 'db'; a/db has it already; the second would overwrite the first when they are applied; if their charts go to different clusters, say so with TargetCluster.set",
    );
  });

  test('is refused twice in one chart whose namespace is not known', () => {
    const one = homeless();
    new HeadlessService(one, 'db');
    expect(complaint(() => new HeadlessService(one, 'other', { metadata: { name: 'db' } }))).toBe(
      "prod/other: 'metadata.name' must be a name that no other Service has in this chart, got 'db'; prod/db has it already; the second would overwrite the first when they are applied",
    );
  });

  test('is free in another namespace, another chart of unknown namespace, and another app', () => {
    const app = new App();
    const names = [
      new Chart(app, 'a', { namespace: 'one' }), new Chart(app, 'b', { namespace: 'two' }), new Chart(app, 'c'), new Chart(app, 'd'), new Chart(new App(), 'a', { namespace: 'one' }),
    ].map(each => new HeadlessService(each, 'db').name);
    expect(names).toEqual(['db', 'db', 'db', 'db', 'db']);
  });
});

describe('its selector', () => {
  test('is what cdk8s-plus selects with: pods by labels', () => {
    const one = chart();
    const selector = kplus.Pods.select(one, 'Pods', { labels: { app: 'db', tier: '' } });
    expect(only('Service', new HeadlessService(one, 'db', { selector })).spec.selector).toEqual({ app: 'db', tier: '' });
  });

  test('is what cdk8s-plus selects with: a workload', () => {
    const one = chart();
    const deployment = new kplus.Deployment(one, 'web', { containers: [{ image: 'nginx:1' }] });
    const service = new HeadlessService(one, 'db', { selector: deployment });
    expect(only('Service', service).spec.selector).toEqual(only('Deployment', one).spec.selector.matchLabels);
  });

  test('grows label by label', () => {
    const service = define();
    service.selectLabel('app', 'db');
    service.selectLabel('tier', '');
    expect(only('Service', service).spec.selector).toEqual({ app: 'db', tier: '' });
  });

  test('is taken by kplus.StatefulSet as a governing Service', () => {
    const one = chart();
    const service = new HeadlessService(one, 'db');
    new kplus.StatefulSet(one, 'set', { service, containers: [{ image: 'x:1' }] });
    expect(only('Service', one).spec.selector).toEqual(only('StatefulSet', one).spec.selector.matchLabels);
    expect(only('StatefulSet', one).spec.serviceName).toBe('db');
  });

  const select = (options: kplus.PodsSelectOptions) => complaint(() => {
    const one = chart();
    new HeadlessService(one, 'db', { selector: kplus.Pods.select(one, 'Pods', options) });
  });

  test('rejects expressions, which a Service cannot select by', () => {
    expect(select({ labels: { app: 'db' }, expressions: [kplus.LabelExpression.exists('tier')] })).toBe(
      "prod/db: 'selector' must be labels only, because a Service cannot select by expressions, got [{\"key\":\"tier\",\"operator\":\"Exists\"}]",
    );
  });

  test.each<kplus.PodsSelectOptions>([{}, { labels: {} }, { labels: { tier: '' } }])('rejects a selection without a label that has a value, which cdk8s-plus would lose: %j', (options) => {
    expect(select(options)).toBe(
      "prod/db: 'selector' must be at least one label with a value, because cdk8s-plus takes a selector without one for an empty selector, got {}; select by selectLabel",
    );
  });

  test('rejects pods of another namespace, by name or by labels', () => {
    const one = chart();
    const namespaces = kplus.Namespaces.select(one, 'Other', { names: ['other'] });
    expect(complaint(() => new HeadlessService(one, 'db', { selector: kplus.Pods.select(one, 'Pods', { labels: { app: 'db' }, namespaces }) }))).toBe(
      "prod/db: 'selector' must be pods in the Service's own namespace, 'prod', got [\"other\"]",
    );
    const labelled = kplus.Namespaces.select(one, 'Labelled', { labels: { team: 'data' } });
    expect(complaint(() => new HeadlessService(one, 'db2', { selector: kplus.Pods.select(one, 'Pods2', { labels: { app: 'db' }, namespaces: labelled }) }))).toBe(
      "prod/db2: 'selector' must be pods in the Service's own namespace, 'prod', got 'namespaces by labels'",
    );
    const all = kplus.Namespaces.all(one, 'All');
    expect(complaint(() => new HeadlessService(one, 'db3', { selector: kplus.Pods.select(one, 'Pods3', { labels: { app: 'db' }, namespaces: all }) }))).toBe(
      "prod/db3: 'selector' must be pods in the Service's own namespace, 'prod', got 'namespaces by labels'",
    );
    const unknown = homeless();
    const anywhere = kplus.Namespaces.select(unknown, 'Labelled', { labels: { team: 'data' } });
    expect(complaint(() => new HeadlessService(unknown, 'db', { selector: kplus.Pods.select(unknown, 'Pods', { labels: { app: 'db' }, namespaces: anywhere }) }))).toBe(
      "prod/db: 'selector' must be pods in the Service's own namespace, got 'namespaces by labels'",
    );
  });

  test('takes pods of its own namespace by name, and of a named one where its own is not known', () => {
    const one = chart();
    const own = kplus.Namespaces.select(one, 'Own', { names: ['prod'] });
    new HeadlessService(one, 'db', { selector: kplus.Pods.select(one, 'Pods', { labels: { app: 'db' }, namespaces: own }) });
    expect(only('Service', one).spec.selector).toEqual({ app: 'db' });
    const unknown = homeless();
    const named = kplus.Namespaces.select(unknown, 'Named', { names: ['prod'] });
    new HeadlessService(unknown, 'db', { selector: kplus.Pods.select(unknown, 'Pods', { labels: { app: 'db' }, namespaces: named }) });
    expect(only('Service', unknown).spec.selector).toEqual({ app: 'db' });
  });
});

describe('its ports', () => {
  test.each([1, 65535])('may be %p', (port) => {
    expect(spec({ ports: [{ port, targetPort: port }] }).ports).toEqual([{ name: `port-${port}`, port, targetPort: port }]);
  });

  test.each([0, 65536, 1.5, NaN, -1, '80' as unknown as number])('rejects number %p', (port) => {
    const got = typeof port === 'string' ? `'${port}'` : port;
    expect(complaint(() => define({ ports: [{ port }] }))).toBe(`prod/db: 'ports[0].port' must be a whole number from 1 to 65535, got ${got}`);
    expect(complaint(() => define({ ports: [{ port: 80, targetPort: port }] }))).toBe(`prod/db: 'ports[0].targetPort' must be a whole number from 1 to 65535, got ${got}`);
  });

  test.each(['', 'Cql', 'my_port', 'a'.repeat(64), '-a'])('rejects name %p', (name) => {
    expect(complaint(() => define({ ports: [{ port: 80, name }] }))).toBe(`prod/db: 'ports[0].name' must be ${LABEL}, got '${name}'`);
  });

  test('rejects a name twice, given or derived', () => {
    expect(complaint(() => define({ ports: [{ port: 80, name: 'a' }, { port: 81, name: 'a' }] }))).toBe(
      "prod/db: 'ports[1].name' must be a name that no other port of the Service has, got 'a'",
    );
    expect(complaint(() => define({ ports: [{ port: 80 }, { port: 81, name: 'port-80' }] }))).toBe(
      "prod/db: 'ports[1].name' must be a name that no other port of the Service has, got 'port-80'",
    );
    expect(complaint(() => define({ ports: [{ port: 81, name: 'port-80' }, { port: 80 }] }))).toBe(
      "prod/db: 'ports[1].name' must be a name that no other port of the Service has, got nothing; without one it is 'port-80', which another has",
    );
  });

  test.each<HeadlessServicePort[]>([
    [{ port: 80 }, { port: 80 }], [{ port: 80, name: 'a' }, { port: 80 }], [{ port: 80, name: 'a' }, { port: 80, name: 'a' }], [{ port: 80, name: 'a' }, { port: 80, targetPort: 81 }],
  ])('says of a number twice that it is the number, not a name that nobody wrote: %j and %j', (first, second) => {
    const said = "'ports[1].port' must be a port that no other TCP port of the Service has, got 80";
    expect(complaint(() => define({ ports: [first!, second!] }))).toBe(`prod/db: ${said}`);
    const service = define({ ports: [first!] });
    expect(complaint(() => service.bind(second!.port, second))).toBe(`prod/db: ${said}`);
  });

  test('rejects a number twice for one protocol, but not for two', () => {
    expect(complaint(() => define({ ports: [{ port: 80, name: 'a' }, { port: 80, name: 'b', protocol: kplus.Protocol.TCP }] }))).toBe(
      "prod/db: 'ports[1].port' must be a port that no other TCP port of the Service has, got 80",
    );
    expect(spec({ ports: [{ port: 80, name: 'a' }, { port: 80, name: 'b', protocol: kplus.Protocol.UDP }] }).ports).toHaveLength(2);
  });

  test('can be added later', () => {
    const service = define();
    service.bind(9042, { name: 'cql', targetPort: 9043, protocol: kplus.Protocol.TCP });
    service.bind(7000);
    expect(service.ports).toEqual([{ name: 'cql', port: 9042, targetPort: 9043, protocol: 'TCP' }, { port: 7000 }]);
    expect(service.port).toBe(9042);
  });
});

describe('its outputs', () => {
  const ports = [{ port: 80, targetPort: 9376, name: 'web' }, { port: 53, protocol: kplus.Protocol.UDP }];

  test('are full names where the namespace is known', () => {
    const service = define({ ports });
    expect(service.dnsName).toBe('db.prod.svc.cluster.local');
    expect(service.podDnsName('db-0')).toBe('db-0.db.prod.svc.cluster.local');
    expect(service.srvName('web')).toBe('_web._tcp.db.prod.svc.cluster.local');
    expect(service.srvName('port-53-udp')).toBe('_port-53-udp._udp.db.prod.svc.cluster.local');
  });

  test('are under the domain of the cluster', () => {
    const service = define({ clusterDomain: 'k8s.example.org' });
    expect(service.dnsName).toBe('db.prod.svc.k8s.example.org');
    expect(service.clusterDomain).toBe('k8s.example.org');
  });

  test('take the namespace of the Service before that of the chart', () => {
    expect(define({ metadata: { namespace: 'data' } }).dnsName).toBe('db.data.svc.cluster.local');
  });

  test('are names that resolve in the same namespace where it is not known, except for SRV look-ups', () => {
    const service = new HeadlessService(homeless(), 'db', { ports });
    expect(service.dnsName).toBe('db');
    expect(service.podDnsName('db-0')).toBe('db-0.db');
    expect(service.endpoint('web').socketAddress).toBe('db:9376');
    expect(complaint(() => service.srvName('web'))).toBe("prod/db: 'metadata.namespace' must be set for an SRV name, which contains it, got nothing; set it here or on the chart");
  });

  test('tell the target port, because nobody translates', () => {
    const service = define({ ports });
    expect(service.endpoint('web').socketAddress).toBe('db.prod.svc.cluster.local:9376');
    expect(service.podEndpoint('db-2', 'web').socketAddress).toBe('db-2.db.prod.svc.cluster.local:9376');
    expect(service.endpoint('port-53-udp').port).toBe(53);
  });

  test('reject a port that is not there, and name those that are', () => {
    expect(complaint(() => define({ ports }).srvName('cql'))).toBe("prod/db: 'port' must be one of web, port-53-udp, got 'cql'");
    expect(complaint(() => define().endpoint('cql'))).toBe("prod/db: 'port' must be the name of a port, but the Service has none, got 'cql'; give it ports, or let a backend make it, with those of its containers");
  });

  test.each(['', 'Db-0', 'db.0'])('reject the pod name %p', (pod) => {
    expect(complaint(() => define().podDnsName(pod))).toBe(`prod/db: 'pod' must be ${LABEL}, got '${pod}'`);
  });

  test.each(['cluster.local', 'a'])('take the cluster domain %p', (clusterDomain) => {
    expect(define({ clusterDomain }).dnsName).toBe(`db.prod.svc.${clusterDomain}`);
  });

  test.each(['', 'Cluster.local', '.local', 'a..b', `${'a'.repeat(63)}.`.repeat(4)])('reject the cluster domain %p', (clusterDomain) => {
    expect(complaint(() => define({ clusterDomain }))).toBe(
      `prod/db: 'clusterDomain' must be a domain name: lower-case labels joined by dots, 253 characters at most, got '${clusterDomain}'`,
    );
  });
});
