import { clusterDns, Dns } from './support/dns';
import { examples, manifests } from './support/examples';
import { eventually, get, kubectl, Namespaces, toYaml, warnings } from './support/kubectl';
import { Manifest } from '../../src/manifest/manifest';

// Every example as `npm run synth` left it in dist/, in the namespaces it names; those must not be there yet.

const ZONE = 'topology.kubernetes.io/zone';

describe.each(examples)('%s', (example) => {
  const namespaces = new Namespaces();
  const all = manifests(example);
  let dns: Dns;

  beforeAll(async () => {
    for (const namespace of new Set<string>(all.map(({ metadata }) => metadata.namespace))) {
      await namespaces.make(namespace);
      dns ??= await clusterDns(namespace);
    }
  });

  afterAll(() => namespaces.remove());

  const of = (kind: string) => all.filter(manifest => manifest.kind === kind);
  const generations = () => Promise.all(all.map(async ({ kind, metadata: { name, namespace } }) => (await get(kind, name, '-n', namespace)).metadata.generation));

  test('is accepted without a warning, and a second time without a change', async () => {
    const answer = await kubectl(['apply', '-f', '-'], toYaml(all));
    expect(warnings(answer)).toEqual([]);
    expect(answer.stdout.trim().split('\n')).toHaveLength(all.length);
    const before = await generations();
    expect(warnings(await kubectl(['apply', '-f', '-'], toYaml(all)))).toEqual([]);
    expect(await generations()).toEqual(before);
  });

  for (const { metadata: { name, namespace }, spec } of of('StatefulSet')) {
    test(`gets the pods of StatefulSet ${name} ready, and each of them its name`, async () => {
      const { status } = await eventually(() => get('statefulset', name, '-n', namespace), set => set.status.readyReplicas === spec.replicas, 240);
      expect(status.readyReplicas).toBe(spec.replicas);
      for (let ordinal = 0; ordinal < spec.replicas; ordinal++) {
        const pod = await get('pod', `${name}-${ordinal}`, '-n', namespace);
        const answer = () => dns.a(`${name}-${ordinal}.${spec.serviceName}.${namespace}.svc.cluster.local`);
        expect(await eventually(answer, addresses => addresses.includes(pod.status.podIP))).toEqual([pod.status.podIP]);
      }
    });
  }

  for (const { metadata: { name, namespace }, spec } of of('StatefulSet').filter(set => set.spec.template.spec.nodeSelector?.[ZONE])) {
    test(`puts the pods of StatefulSet ${name} into their zone`, async () => {
      for (let ordinal = 0; ordinal < spec.replicas; ordinal++) {
        const pod = await eventually(() => get('pod', `${name}-${ordinal}`, '-n', namespace), each => each.spec.nodeName !== undefined);
        expect((await get('node', pod.spec.nodeName)).metadata.labels[ZONE]).toBe(spec.template.spec.nodeSelector[ZONE]);
      }
    });
  }

  for (const { metadata: { name, namespace }, data } of of('ConfigMap').filter(map => map.data['members.json'])) {
    test(`knows every member of ConfigMap ${name} by its name, and SRV look-ups answer with those that clients are told of`, async () => {
      const { members } = JSON.parse(data['members.json']);
      const host = ({ pod, service }: Manifest) => `${pod}.${service}.${namespace}.svc.cluster.local`;
      for (const member of members) {
        const { status } = await get('pod', member.pod, '-n', namespace);
        expect(await eventually(() => dns.a(host(member)), addresses => addresses.length === 1)).toEqual([status.podIP]);
      }
      for (const service of new Set<string>(members.map((member: Manifest) => member.service))) {
        const wanted = members.filter((member: Manifest) => member.service === service).map((member: Manifest) => ({ name: host(member), port: 27017 }));
        expect(await dns.srv(`_mongodb._tcp.${service}.${namespace}.svc.cluster.local`)).toEqual(wanted);
      }
    });
  }

  for (const { metadata: { name, namespace }, data } of of('ConfigMap').filter(map => map.data.members)) {
    test(`knows every member of ConfigMap ${name} by its name`, async () => {
      const [{ spec: { serviceName } }] = of('StatefulSet').filter(set => set.metadata.namespace === namespace);
      for (const member of data.members.trim().split('\n').map((line: string) => line.split(' ')[0])) {
        const pod = await get('pod', member, '-n', namespace);
        expect(await eventually(() => dns.a(`${member}.${serviceName}.${namespace}.svc.cluster.local`), addresses => addresses.length === 1)).toEqual([pod.status.podIP]);
      }
    });
  }

  for (const { metadata: { name, namespace }, spec } of of('Deployment')) {
    test(`tells Deployment ${name} contact points that are pods`, async () => {
      const points: string = spec.template.spec.containers[0].env.find((variable: Manifest) => /_(CONTACT_POINTS|URI)$/.test(variable.name)).value;
      for (const [host, port] of points.replace(/^mongodb:\/\/|\/.*$/g, '').split(',').map(point => point.split(':'))) {
        const { status, spec: pod } = await get('pod', host!.split('.')[0]!, '-n', namespace);
        expect(await dns.a(host!)).toEqual([status.podIP]);
        expect(pod.containers[0].ports.map(({ containerPort }: Manifest) => containerPort)).toContain(Number(port));
      }
    });
  }

  for (const { metadata: { name, namespace }, spec: { selector } } of of('PodDisruptionBudget')) {
    test(`guards all pods of PodDisruptionBudget ${name}`, async () => {
      const isMeant = ({ metadata, spec }: Manifest) =>
        metadata.namespace === namespace && Object.entries(selector.matchLabels).every(([key, value]) => spec.template.metadata.labels[key] === value);
      const pods = of('StatefulSet').filter(isMeant).reduce((sum, { spec }) => sum + spec.replicas, 0);
      expect(pods).toBeGreaterThan(2);
      const { status } = await eventually(() => get('poddisruptionbudget', name, '-n', namespace), budget => budget.status?.currentHealthy === pods, 120);
      expect(status).toMatchObject({ expectedPods: pods, currentHealthy: pods, desiredHealthy: pods - 1, disruptionsAllowed: 1 });
    });
  }

  test('answers with the address of every Service that has one, and with pods for every one that has none', async () => {
    for (const { metadata: { name, namespace } } of of('Service').filter(({ spec }) => spec.type !== 'ExternalName')) {
      const { spec } = await get('service', name, '-n', namespace);
      const { items } = spec.clusterIP === 'None' && spec.selector ? await get('pods', '-n', namespace, '-l', Object.entries(spec.selector).map(label => label.join('=')).join()) : { items: [] };
      const wanted = spec.clusterIP === 'None' ? items.map(({ status }: Manifest) => status.podIP).sort() : [spec.clusterIP];
      const answer = () => dns.a(`${name}.${namespace}.svc.cluster.local`);
      expect(await eventually(answer, addresses => addresses.join() === wanted.join())).toEqual(wanted);
    }
  });

  for (const { metadata: { name, namespace }, spec } of of('Service').filter(service => service.spec.type === 'ExternalName')) {
    test(`leads from the alias ${name} to the pods it stands for`, async () => {
      const pods = await dns.a(spec.externalName);
      expect(pods).toHaveLength(3);
      expect(await eventually(() => dns.a(`${name}.${namespace}.svc.cluster.local`), addresses => addresses.join() === pods.join())).toEqual(pods);
    });
  }
});
