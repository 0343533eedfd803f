import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { StatefulBackend } from '../../src';
import { ContainerFields } from '../../src/stateful-backend/container-fields';
import { cluster as ring } from '../cassandra/support/cluster';
import { cluster as set } from '../mongo/support/cluster';
import { chart, complaint, only } from '../support/synth';

// What a construct goes by in its containers is not replaced by `extendContainer`, which replaces whole fields.

const memory = (limit: string | undefined): ContainerFields => ({
  resources: { limits: { ...(limit !== undefined && { memory: kplus.k8s.Quantity.fromString(limit) }), 'hugepages-2Mi': kplus.k8s.Quantity.fromString('64Mi') } },
});
const hook = (command?: string[]): ContainerFields => ({ lifecycle: { postStart: { exec: { command: ['true'] } }, ...(command && { preStop: { exec: { command } } }) } });

const server = () => ring().backends[0]!;
const member = () => set().backend;
const arbiter = () => set({ members: 2, arbiter: {} }).arbiter!;

type Extended = [container: string, of: () => StatefulBackend, fields: ContainerFields];

const STOP = ['bash', '/opt/ring/stop.sh'];
const STOP_MEMBER = ['bash', '/opt/mongo/stop.sh'];
const OUTLAST = ['bash', '/opt/mongo/outlast.sh'];

const extended = ([name, of, fields]: Extended) => {
  const backend = of();
  const container = [...backend.containers, ...backend.initContainers].find(each => each.name === name)!;
  backend.extendContainer(container, fields);
  return backend;
};

test.each<[...Extended, string]>([
  ['cassandra', server, memory('1Gi'), "prod/events: 'cassandra.resources.limits.memory' must be '4Gi', because heap and direct memory are derived from it, got '1Gi'"],
  ['cassandra', server, memory('8Gi'), "prod/events: 'cassandra.resources.limits.memory' must be '4Gi', because heap and direct memory are derived from it, got '8Gi'"],
  ['cassandra', server, memory(undefined), "prod/events: 'cassandra.resources.limits.memory' must be '4Gi', because heap and direct memory are derived from it, got nothing"],
  ['cassandra', server, { resources: {} }, "prod/events: 'cassandra.resources.limits.memory' must be '4Gi', because heap and direct memory are derived from it, got nothing"],
  ['mongod', member, memory('1Gi'), "prod/orders: 'mongod.resources.limits.memory' must be '2Gi', because the cache is derived from it, got '1Gi'"],
])('%s keeps its memory limit: %#', (...[name, of, fields, said]) => {
  expect(complaint(() => extended([name, of, fields]))).toBe(`${said}; set resources of the cluster`);
});

test.each<[...Extended, string]>([
  ['cassandra', server, hook(), `'cassandra.lifecycle.preStop.exec.command' must be ${JSON.stringify(STOP)}, because a node that does not wait for the others takes replicas away, got nothing`],
  ['cassandra', server, { lifecycle: {} }, `'cassandra.lifecycle.preStop.exec.command' must be ${JSON.stringify(STOP)}, because a node that does not wait for the others takes replicas away, got nothing`],
  ['mongod', member, hook(['sleep', '5']), `'mongod.lifecycle.preStop.exec.command' must be ${JSON.stringify(STOP_MEMBER)}, because a member that does not wait for the others may take the majority away, got ["sleep","5"]`],
  ['mongod', arbiter, hook(), `'mongod.lifecycle.preStop.exec.command' must be ${JSON.stringify(STOP_MEMBER)}, because a member that does not wait for the others may take the majority away, got nothing`],
  ['manager', member, hook(STOP_MEMBER), `'manager.lifecycle.preStop.exec.command' must be ${JSON.stringify(OUTLAST)}, because the manager must stay until its mongod has stopped, got ${JSON.stringify(STOP_MEMBER)}`],
])('%s keeps what it does before it stops: %#', (...[name, of, fields, said]) => {
  expect(complaint(() => extended([name, of, fields]))).toMatch(`: ${said}; write it beside what you add`);
});

test.each<Extended>([
  ['cassandra', server, memory('4Gi')],
  ['cassandra', server, memory('4096Mi')],
  ['cassandra', server, hook(STOP)],
  ['cassandra', server, { resources: undefined, lifecycle: undefined, tty: true }],
  ['gate', server, memory('1Gi')],
  ['gate', server, { lifecycle: {} }],
  ['mongod', member, hook(STOP_MEMBER)],
  ['mongod', arbiter, memory('1Gi')],
  ['manager', member, memory('1Gi')],
  ['manager', member, hook(OUTLAST)],
])('%s may have all else: %#', (name, of, fields) => {
  expect(() => extended([name, of, fields])).not.toThrow();
});

test('containers of others are nobody\'s business', () => {
  const db = new StatefulBackend(chart(), 'db', { containers: [{ image: 'db:1', resources: { memory: { limit: Size.gibibytes(4) } } }] });
  db.extendContainer(db.containers[0]!, { ...memory('1Gi'), lifecycle: {} });
  expect(only('StatefulSet', db).spec.template.spec.containers[0].resources.limits.memory).toBe('1Gi');
});
