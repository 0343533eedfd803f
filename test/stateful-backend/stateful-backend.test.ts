import { ApiObject, App, Chart, Duration, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { HeadlessService, StatefulBackend, StatefulBackendProps, UpdateStrategy } from '../../src';
import { recommended } from '../support/labels';
import { chart, complaint, homeless, only, synth } from '../support/synth';

const CONTAINER = { image: 'x:1', ports: [{ number: 9042, name: 'cql' }] };
const define = (props: StatefulBackendProps = {}, id = 'db', scope: Construct = chart()) => new StatefulBackend(scope, id, { containers: [CONTAINER], ...props });
const spec = (props: StatefulBackendProps) => only('StatefulSet', define(props)).spec;
const refused = (props: StatefulBackendProps) => complaint(() => define(props));

describe('what it writes', () => {
  test('a Service, then a StatefulSet that it governs; no budget for one pod', () => {
    const [service, set, ...more] = synth(define());
    expect(more).toEqual([]);
    expect(service).toEqual({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'db', namespace: 'prod', labels: recommended('db') },
      spec: { clusterIP: 'None', type: 'ClusterIP', publishNotReadyAddresses: true, ports: [{ name: 'cql', port: 9042 }], selector: { 'cdk8s.io/metadata.addr': 'db' } },
    });
    expect(set).toEqual({
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'db', namespace: 'prod', labels: recommended('db'), annotations: { 'cdk8s-stateful/version': '0.0.0' } },
      spec: {
        replicas: 1,
        serviceName: 'db',
        selector: { matchLabels: { 'cdk8s.io/metadata.addr': 'db' } },
        template: {
          metadata: { labels: { ...recommended('db'), 'cdk8s.io/metadata.addr': 'db' } },
          spec: {
            automountServiceAccountToken: false,
            enableServiceLinks: false,
            securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
            topologySpreadConstraints: [
              { labelSelector: { matchLabels: { 'cdk8s.io/metadata.addr': 'db' } }, maxSkew: 1, nodeTaintsPolicy: 'Honor', topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'DoNotSchedule' },
              { labelSelector: { matchLabels: { 'cdk8s.io/metadata.addr': 'db' } }, maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway' },
            ],
            containers: [{
              name: 'main',
              image: 'x:1',
              ports: [{ containerPort: 9042, name: 'cql' }],
              securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true },
            }],
          },
        },
      },
    });
  });

  test('the same twice', () => {
    const db = define({ replicas: 3 });
    db.addClientService();
    db.addPodServices();
    db.addNetworkPolicy();
    expect(synth(db)).toEqual(synth(db));
  });

  test('containers and ports that came after the construction', () => {
    const db = new StatefulBackend(chart(), 'db');
    const container = db.addContainer({ image: 'x:1' });
    container.addPort({ number: 7000, protocol: kplus.Protocol.UDP });
    db.addInitContainer({ image: 'x:1', name: 'sidecar', restartPolicy: kplus.ContainerRestartPolicy.ALWAYS, ports: [{ number: 9100, name: 'metrics' }] });
    db.addInitContainer({ image: 'x:1', name: 'once', ports: [{ number: 1, name: 'never' }] });
    expect(only('Service', db).spec.ports).toEqual([{ name: 'port-7000-udp', port: 7000, protocol: 'UDP' }, { name: 'metrics', port: 9100 }]);
  });

  test('every field of the StatefulSet that was asked for', () => {
    const { template, ...rest } = spec({
      replicas: 0,
      ordinalsStart: 5,
      podManagementPolicy: kplus.PodManagementPolicy.PARALLEL,
      updateStrategy: UpdateStrategy.rollingUpdate({ partition: 0 }),
      minReady: Duration.seconds(0),
      revisionHistoryLimit: 0,
    });
    expect(rest).toEqual({
      replicas: 0,
      ordinals: { start: 5 },
      podManagementPolicy: 'Parallel',
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
      revisionHistoryLimit: 0,
      serviceName: 'db',
      selector: { matchLabels: { 'cdk8s.io/metadata.addr': 'db' } },
    });
  });

  test('what a cdk8s-plus workload can be told', () => {
    const db = define({
      hostAliases: [{ ip: '10.0.0.1', hostnames: ['old-db'] }],
      dns: { policy: kplus.DnsPolicy.DEFAULT, searches: ['example.com'], hostnameAsFQDN: true },
      terminationGracePeriod: Duration.minutes(5),
      serviceAccount: kplus.ServiceAccount.fromServiceAccountName(new Construct(chart(), 'Imported'), 'Account', 'db'),
      automountServiceAccountToken: true,
      hostNetwork: true,
      restartPolicy: kplus.RestartPolicy.ALWAYS,
    });
    db.scheduling.tolerate(kplus.Node.tainted(kplus.NodeTaintQuery.is('db', 'yes')));
    db.scheduling.attract(kplus.Node.labeled(kplus.NodeLabelQuery.is('disk', 'ssd')));
    expect(only('StatefulSet', db).spec.template.spec).toMatchObject({
      hostAliases: [{ ip: '10.0.0.1', hostnames: ['old-db'] }],
      dnsPolicy: 'Default',
      dnsConfig: { searches: ['example.com'] },
      setHostnameAsFQDN: true,
      terminationGracePeriodSeconds: 300,
      serviceAccountName: 'db',
      automountServiceAccountToken: true,
      hostNetwork: true,
      restartPolicy: 'Always',
      tolerations: [{ key: 'db', operator: 'Equal', value: 'yes' }],
      affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'disk', operator: 'In', values: ['ssd'] }] }] } } },
    });
  });
});

describe('its name', () => {
  test('is what the user called it, in lower case, for every object', () => {
    const db = define({ replicas: 3 }, 'Db');
    expect(synth(db).map(({ kind, metadata }) => [kind, metadata.name])).toEqual([['Service', 'db'], ['StatefulSet', 'db'], ['PodDisruptionBudget', 'db']]);
  });

  test('does not change with the place in the tree, and neither does anything else', () => {
    const build = (scope: Construct) => {
      const db = define({ replicas: 3 }, 'db', scope);
      db.addContainer({ image: 'y:1', name: 'mounting' }).mount('/data', db.addClaim('data', { size: Size.gibibytes(1) }));
      db.addClientService();
      db.addPodServices();
      db.addNetworkPolicy();
      return synth(db);
    };
    const deep = new Construct(new Construct(chart('prod', 'elsewhere'), 'platform'), 'storage');
    expect(build(deep)).toEqual(build(chart()));
  });

  const STATEFUL_SET = "1 to 52 lower-case letters, digits or '-', beginning with a letter or digit and not ending with '-'";

  test.each([52])('may have %p characters', length => expect(define({ metadata: { name: 'a'.repeat(length) } }).name).toHaveLength(length));

  test.each(['a'.repeat(53), 'my.db', 'My', ''])('rejects metadata.name %p', (name) => {
    expect(refused({ metadata: { name } })).toBe(`prod/db: 'metadata.name' must be ${STATEFUL_SET}, got '${name}'`);
  });

  test('rejects an id that is no name', () => {
    expect(complaint(() => define({}, 'my_db'))).toBe(
      `prod/my_db: 'id' must be ${STATEFUL_SET}, got 'my_db'; the object is named after the construct's id; call it something else, or set metadata.name`,
    );
  });

  test('may begin with a digit only where the governing Service has another', () => {
    expect(refused({ metadata: { name: '1db' } })).toBe(
      "prod/db: 'metadata.name' must be 1 to 63 lower-case letters, digits or '-', beginning with a letter and not ending with '-', got '1db'",
    );
    expect(complaint(() => define({}, '1db'))).toBe(
      "prod/1db: 'id' must be 1 to 63 lower-case letters, digits or '-', beginning with a letter and not ending with '-', got '1db'; "
      + "the object is named after the construct's id; call it something else, or set metadata.name",
    );
    const one = chart();
    expect(define({ metadata: { name: '1db' }, service: new HeadlessService(one, 'service') }, 'db', one).name).toBe('1db');
  });

  test('is refused twice in a namespace, for each kind', () => {
    const one = chart();
    define({}, 'db', one);
    expect(complaint(() => define({}, 'Db', one))).toBe(
      "prod/Db: 'metadata.name' must be a name that no other Service has in namespace 'prod', got 'db'; prod/db has it already; the second would overwrite the first when they are applied",
    );
    expect(complaint(() => define({ metadata: { name: 'db' }, service: new HeadlessService(one, 'other') }, 'third', one))).toBe(
      "prod/third: 'metadata.name' must be a name that no other StatefulSet has in namespace 'prod', got 'db'; prod/db has it already; the second would overwrite the first when they are applied",
    );
  });
});

describe('the governing Service', () => {
  test('can be told to answer with ready pods only, and the domain of the cluster', () => {
    const db = define({ publishNotReadyAddresses: false, clusterDomain: 'example.org' });
    expect(db.service.publishNotReadyAddresses).toBe(false);
    expect(db.service.dnsName).toBe('db.prod.svc.example.org');
  });

  test('can be given, and then selects the pods', () => {
    const one = chart();
    const service = new HeadlessService(one, 'nodes', { ports: [{ port: 9042, name: 'cql', targetPort: 9043 }] });
    const db = define({ service }, 'db', one);
    expect(db.service).toBe(service);
    expect(only('Service', one)).toMatchObject({ metadata: { name: 'nodes' }, spec: { selector: { 'cdk8s.io/metadata.addr': 'db' }, ports: [{ name: 'cql', port: 9042, targetPort: 9043 }] } });
    expect(only('StatefulSet', one).spec.serviceName).toBe('nodes');
    expect(db.socketAddresses('cql')).toEqual(['db-0.nodes.prod.svc.cluster.local:9043']);
  });

  test('that selects pods already finds these: they take on its labels', () => {
    const one = chart();
    const service = new HeadlessService(one, 'cassandra', { selector: kplus.Pods.select(one, 'Pods', { labels: { app: 'cassandra' } }) });
    define({ service }, 'db', one);
    expect(only('Service', one).spec.selector).toEqual({ app: 'cassandra' });
    expect(only('StatefulSet', one).spec).toMatchObject({ selector: { matchLabels: { app: 'cassandra' } }, template: { metadata: { labels: { app: 'cassandra' } } } });
  });

  test('is refused if it governs another backend', () => {
    const one = chart();
    const service = new HeadlessService(one, 'shared');
    define({ service }, 'a', one);
    expect(complaint(() => define({ service }, 'b', one))).toBe(
      "prod/b: 'service' must be a HeadlessService of its own, got 'prod/shared'; it governs prod/a already; give each backend its own, or leave it out",
    );
  });

  test.each([['other', 'prod', "'prod'", "'other'"], ['prod', undefined, 'which is not known', "'prod'"], [undefined, 'prod', "'prod'", 'nothing']])(
    'is refused from namespace %p for a backend in %p', (ofService, ofBackend, own, got) => {
      const app = new App();
      const service = new HeadlessService(new Chart(app, 'services', { namespace: ofService }), 'db');
      expect(complaint(() => define({ service }, 'db', new Chart(app, 'prod', { namespace: ofBackend })))).toBe(
        `prod/db: 'service' must be in the backend's own namespace, ${own}, got ${got}`,
      );
    });

  test.each([['publishNotReadyAddresses', false], ['clusterDomain', 'example.org']])('leaves no room for %s', (prop, value) => {
    const one = chart();
    const service = new HeadlessService(one, 'nodes');
    expect(complaint(() => define({ service, [prop]: value }, 'db', one))).toBe(
      `prod/db: '${prop}' must be left out if service is given, got ${typeof value === 'string' ? `'${value}'` : value}; set it on the HeadlessService`,
    );
  });
});

describe('the labels of the pods', () => {
  test('are those they are selected by, and others', () => {
    const db = define({ selectorLabels: { app: 'db', tier: '' }, podMetadata: { labels: { team: 'data', app: 'db' }, annotations: { a: 'b' } } });
    expect(only('StatefulSet', db).spec).toMatchObject({
      selector: { matchLabels: { app: 'db', tier: '' } },
      template: { metadata: { labels: { app: 'db', tier: '', team: 'data' }, annotations: { a: 'b' } } },
    });
  });

  test('can be added to', () => {
    const db = define();
    db.podMetadata.addLabel('team', 'data');
    expect(only('StatefulSet', db).spec.template.metadata.labels).toEqual({ ...recommended('db'), 'cdk8s.io/metadata.addr': 'db', 'team': 'data' });
  });

  test('cannot contradict the selector', () => {
    expect(refused({ selectorLabels: { app: 'db' }, podMetadata: { labels: { app: 'web' } } })).toBe(
      "prod/db: 'podMetadata.labels.app' must be 'db' or left out, because the pods are selected by it, got 'web'",
    );
  });

  test('that are undefined are none', () => {
    const none = undefined as never;
    expect(refused({ selectorLabels: { tier: none } })).toBe("prod/db: 'selectorLabels' must be one or more labels, at least one of them with a value, got {}");
    const { selector, template } = spec({ selectorLabels: { app: 'db', tier: none }, podMetadata: { labels: { app: none, team: none } } });
    expect([selector.matchLabels, template.metadata.labels].map(labels => Object.entries(labels))).toEqual([[['app', 'db']], Object.entries({ ...recommended('db'), app: 'db' }).sort()]);
  });

  test.each<Record<string, string>>([{}, { tier: '' }])('to select by must be at least one, with a value: %j', (selectorLabels) => {
    expect(refused({ selectorLabels })).toBe(`prod/db: 'selectorLabels' must be one or more labels, at least one of them with a value, got ${JSON.stringify(selectorLabels)}`);
  });

  test('are what select() adds to the selector of the StatefulSet, checked at synthesis', () => {
    const db = define({ podMetadata: { labels: { team: 'data' } } });
    db.select(kplus.LabelSelector.of({ labels: { team: 'data' }, expressions: [kplus.LabelExpression.exists('team')] }));
    expect(only('StatefulSet', db).spec.selector).toEqual({
      matchLabels: { 'cdk8s.io/metadata.addr': 'db', 'team': 'data' }, matchExpressions: [{ key: 'team', operator: 'Exists' }],
    });
    db.select(kplus.LabelSelector.of({ labels: { team: 'web' } }));
    expect(complaint(() => synth(db))).toContain("prod/db: 'spec.selector' must be matched by spec.template.metadata.labels");
  });
});

test('as many replicas as Kubernetes can count are made, and no list of them', () => {
  const db = define({ replicas: 2147483647 });
  expect(only('StatefulSet', db).spec.replicas).toBe(2147483647);
  for (const list of [() => db.podNames, () => db.podDnsNames, () => db.addPodServices({ ports: [{ port: 1 }] })]) {
    expect(complaint(list)).toBe("prod/db: 'replicas' must be a whole number from 0 to 10000, got 2147483647");
  }
  expect(define({ replicas: 10_000 }).podNames).toHaveLength(10_000);
});

describe('bad input', () => {
  test.each([-1, 1.5, NaN, 2147483648])('rejects %p replicas', (replicas) => {
    expect(refused({ replicas })).toBe(`prod/db: 'replicas' must be a whole number from 0 to 2147483647, got ${replicas}`);
  });

  test.each([-1, 1.5, NaN, 2147483647])('rejects %p as the first ordinal', (ordinalsStart) => {
    expect(refused({ ordinalsStart })).toBe(`prod/db: 'ordinalsStart' must be a whole number from 0 to 2147483646, got ${ordinalsStart}`);
  });

  test.each([-1, 0.5, NaN])('rejects a history of %p revisions', (revisionHistoryLimit) => {
    expect(refused({ revisionHistoryLimit })).toBe(`prod/db: 'revisionHistoryLimit' must be a whole number from 0 to 2147483647, got ${revisionHistoryLimit}`);
  });

  test.each(['minReady', 'terminationGracePeriod'])('rejects a %s that is no whole number of seconds', (prop) => {
    const bounds = prop === 'minReady' ? ' from 0 to 2147483647' : ', 0 or more';
    expect(refused({ [prop]: Duration.millis(1500) })).toBe(`prod/db: '${prop}' must be a whole number of seconds${bounds}, got '1.5 seconds'`);
    expect(refused({ [prop]: Duration.seconds(NaN) })).toBe(`prod/db: '${prop}' must be a whole number of seconds${bounds}, got 'NaN seconds'`);
  });

  test.each([kplus.RestartPolicy.NEVER, kplus.RestartPolicy.ON_FAILURE])('rejects the restart policy %s', (restartPolicy) => {
    expect(refused({ restartPolicy })).toBe(`prod/db: 'restartPolicy' must be Always, because a StatefulSet restarts its pods, got '${restartPolicy}'`);
  });

  test.each(['hostname', 'subdomain'])('rejects a %s, which would be overwritten', (prop) => {
    expect(refused({ dns: { [prop]: 'x' } })).toBe(`prod/db: 'dns.${prop}' must be left out, because the StatefulSet gives every pod its own, got 'x'`);
  });

  test.each<[kplus.PodDnsProps, string]>([
    [{ nameservers: ['1.1.1.1', '1.1.1.2', '1.1.1.3', '1.1.1.4'] }, '\'dns.nameservers\' must be 3 addresses at most, got ["1.1.1.1","1.1.1.2","1.1.1.3","1.1.1.4"]'],
    [{ policy: kplus.DnsPolicy.NONE }, "'dns.nameservers' must be one or more addresses if the policy is 'None', got []"],
    [{ searches: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] }, '\'dns.searches\' must be 6 domains at most, got ["a","b","c","d","e","f","g"]'],
  ])('rejects names that are resolved by %j', (dns, said) => expect(refused({ dns })).toBe(`prod/db: ${said}`));

  test.each<kplus.PodDnsProps>([
    { nameservers: ['1.1.1.1', '1.1.1.2', '1.1.1.3'] }, { policy: kplus.DnsPolicy.NONE, nameservers: ['1.1.1.1'] }, { searches: ['a', 'b', 'c', 'd', 'e', 'f'] },
  ])('takes names that are resolved by %j', (dns) => {
    const { nameservers, searches } = dns;
    expect(spec({ dns }).template.spec.dnsConfig).toEqual({ nameservers, searches });
  });

  test('rejects a backend without containers, at synthesis, because they may still come', () => {
    expect(complaint(() => synth(new StatefulBackend(chart(), 'db')))).toBe("prod/db: 'containers' must be one or more containers, got []; call addContainer");
  });

  test('an explicit undefined is no input', () => {
    const keys: (keyof StatefulBackendProps)[] = [
      'metadata', 'podMetadata', 'selectorLabels', 'service', 'publishNotReadyAddresses', 'clusterDomain', 'replicas', 'ordinalsStart', 'podManagementPolicy', 'updateStrategy', 'minReady',
      'revisionHistoryLimit', 'claimsWhenDeleted', 'claimsWhenScaled', 'disruptionBudget', 'spread', 'podFields', 'securityContext', 'terminationGracePeriod', 'dns', 'restartPolicy', 'hostNetwork',
    ];
    expect(synth(define(Object.fromEntries(keys.map(key => [key, undefined]))))).toEqual(synth(define()));
  });
});

describe('its outputs', () => {
  test('name pods, hosts, endpoints and claims', () => {
    const db = define({ replicas: 3, ordinalsStart: 2 });
    db.addClaim('data', { size: Size.gibibytes(1) });
    db.addClaim('log', { size: Size.gibibytes(1) });
    expect(db.podNames).toEqual(['db-2', 'db-3', 'db-4']);
    expect(db.podDnsNames).toEqual(['db-2.db.prod.svc.cluster.local', 'db-3.db.prod.svc.cluster.local', 'db-4.db.prod.svc.cluster.local']);
    expect(db.endpoints('cql').map(({ host, port }) => [host, port])).toEqual(db.podDnsNames.map(host => [host, 9042]));
    expect(db.socketAddresses('cql').join(',')).toBe('db-2.db.prod.svc.cluster.local:9042,db-3.db.prod.svc.cluster.local:9042,db-4.db.prod.svc.cluster.local:9042');
    expect(db.claimNames(2)).toEqual(['data-db-2', 'log-db-2']);
    expect(db.claimNames(4)).toEqual(['data-db-4', 'log-db-4']);
  });

  test('are names of the same namespace where it is not known', () => {
    expect(define({}, 'db', homeless()).socketAddresses('cql')).toEqual(['db-0.db:9042']);
  });

  test('are empty for no pods', () => {
    expect([define({ replicas: 0 }).podNames, define({ replicas: 0 }).socketAddresses('cql')]).toEqual([[], []]);
  });

  test.each([1, 5, 2.5, NaN])('reject the ordinal %p, which no pod has', (ordinal) => {
    expect(complaint(() => define({ replicas: 3, ordinalsStart: 2 }).claimNames(ordinal))).toBe(`prod/db: 'ordinal' must be a whole number from 2 to 4, got ${ordinal}`);
  });

  test('reject a port that is not there', () => {
    expect(complaint(() => define().endpoints('gossip'))).toBe("prod/db: 'port' must be one of cql, got 'gossip'");
  });
});

describe('as a cdk8s-plus workload', () => {
  test('is selected by Services and policies through its labels', () => {
    const one = chart();
    const db = define({}, 'db', one);
    const service = new HeadlessService(one, 'second', { selector: db });
    expect(service._podLabels).toEqual({ 'cdk8s.io/metadata.addr': 'db' });
    expect(db.toPodSelectorConfig().namespaces).toEqual({ names: ['prod'] });
    expect(define({}, 'db', homeless()).toPodSelectorConfig().namespaces).toBeUndefined();
  });

  test('connects', () => {
    const one = chart();
    const db = define({}, 'db', one);
    db.connections.allowFrom(kplus.Pods.select(one, 'Web', { labels: { app: 'web' } }), { isolation: kplus.PodConnectionsIsolation.POD });
    expect(only('NetworkPolicy', one).spec).toEqual({
      podSelector: { matchLabels: { 'cdk8s.io/metadata.addr': 'db' } },
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ podSelector: { matchLabels: { app: 'web' } } }], ports: [{ port: 9042, protocol: 'TCP' }] }],
    });
  });

  test('isolates', () => {
    expect(synth(define({ isolate: true })).filter(({ kind }) => kind === 'NetworkPolicy').map(({ spec: { policyTypes, podSelector } }) => [policyTypes, podSelector])).toEqual([
      [['Egress', 'Ingress'], { matchLabels: { 'cdk8s.io/metadata.addr': 'db' } }],
    ]);
  });

  test('is co-located and separated by its labels', () => {
    const one = chart();
    const db = define({}, 'db', one);
    new kplus.Deployment(one, 'web', { containers: [{ image: 'nginx:1' }] }).scheduling.colocate(db);
    expect(only('Deployment', one).spec.template.spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution).toEqual([
      { labelSelector: { matchLabels: { 'cdk8s.io/metadata.addr': 'db' } }, namespaces: ['prod'], topologyKey: 'kubernetes.io/hostname' },
    ]);
  });
});

describe('what it costs', () => {
  const nodes = (construct: Construct) => construct.node.findAll().length;

  test('a HeadlessService is two constructs, a backend four, a budget one, a claim none, a Service per pod one each', () => {
    expect(nodes(new HeadlessService(chart(), 'db'))).toBe(2);
    expect(nodes(define())).toBe(4);
    const three = define({ replicas: 3 });
    expect(nodes(three)).toBe(5);
    three.addClaim('data', { size: Size.gibibytes(1) });
    expect(nodes(three)).toBe(5);
    three.addPodServices();
    expect(nodes(three)).toBe(8);
  });

  test('no dependency between its objects, one object for each manifest', () => {
    const db = define({ replicas: 3 });
    const manifests = synth(db);
    const all = Chart.of(db).node.findAll();
    expect(all.flatMap(construct => construct.node.dependencies)).toEqual([]);
    expect(all.filter(construct => ApiObject.isApiObject(construct))).toHaveLength(manifests.length);
  });

  test('who depends on it depends on its StatefulSet alone', () => {
    const one = chart();
    const first = define({ replicas: 3 }, 'a', one);
    const second = define({ replicas: 3 }, 'b', one);
    second.node.addDependency(first);
    expect(second.node.dependencies.map(target => target.node.path)).toEqual(['prod/a/Resource']);
    const order = synth(one).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    expect(order.indexOf('StatefulSet a')).toBeLessThan(order.indexOf('Service b'));
    expect(order).toHaveLength(6);
  });

  test('no patch of its own', () => {
    const added = jest.spyOn(ApiObject.prototype, 'addJsonPatch');
    const applied = jest.spyOn(JsonPatch, 'apply').mockClear();
    synth(define({ replicas: 3 }));
    expect(added).not.toHaveBeenCalled();
    expect(applied.mock.calls.every(([, ...patches]) => patches.length === 0)).toBe(true);
    jest.restoreAllMocks();
  });
});
