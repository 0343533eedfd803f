import { App, Chart, Lazy } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { HeadlessService, StatefulBackend } from '../../src';
import { cluster as set } from '../mongo/support/cluster';
import { chart, complaint, only, synth } from '../support/synth';

const { Protocol } = kplus;
const db = () => new StatefulBackend(chart(), 'db');

test.each<[string, kplus.ContainerPort[]]>([
  ['one number for TCP and UDP', [{ number: 53 }, { number: 53, protocol: Protocol.UDP }]],
  ['no names', [{ number: 1 }, { number: 2 }]],
  ['names of their own', [{ number: 1, name: 'one' }, { number: 2, name: 'two' }]],
])('takes ports with %s', (_, ports) => {
  expect(db().addContainer({ image: 'x:1', ports }).ports).toHaveLength(2);
});

test.each<[kplus.ContainerPort[], string]>([
  [[{ number: 1 }, { number: 1 }], "'ports[1].number' must be a number that no other TCP port of the container has, got 1"],
  [[{ number: 1 }, { number: 2 }, { number: 1, protocol: Protocol.TCP }], "'ports[2].number' must be a number that no other TCP port of the container has, got 1"],
  [[{ number: 1, protocol: Protocol.UDP }, { number: 1, protocol: Protocol.UDP }], "'ports[1].number' must be a number that no other UDP port of the container has, got 1"],
  [[{ number: 1, name: 'one' }, { number: 2, name: 'one' }], "'ports[1].name' must be a name that no other port of the container has, got 'one'"],
])('refuses ports %j, at the construct that was called', (ports, said) => {
  expect(complaint(() => db().addContainer({ image: 'x:1', ports }))).toBe(`prod/db: ${said}`);
  expect(complaint(() => db().addInitContainer({ image: 'x:1', ports }))).toBe(`prod/db: ${said}`);
  expect(complaint(() => new StatefulBackend(chart(), 'db', { containers: [{ image: 'x:1', ports }] }))).toBe(`prod/db: 'containers[0].${said.slice(1)}`);
  expect(complaint(() => set({ containers: [{ image: 'x:1', name: 'x', ports }] }))).toBe(`prod/orders: 'containers[0].${said.slice(1)}`);
});

const LABEL = "1 to 63 lower-case letters, digits or '-', beginning with a letter or digit and not ending with '-'";
const PORT_NAME = "1 to 15 lower-case letters, digits or single '-' between them, with at least one letter";
const NUMBER = 'a whole number from 1 to 65535';
const { fromValue } = kplus.EnvValue;
const ports = (...all: kplus.ContainerPort[]) => ({ ports: all });

/** Every way to give a container, the construct that is called, and what goes before the words of the container. */
const WAYS: [string, string, (container: kplus.ContainerProps) => unknown, prop?: string][] = [
  ['addContainer', 'prod/db', container => db().addContainer(container)],
  ['addInitContainer', 'prod/db', container => db().addInitContainer(container)],
  ['containers of a backend', 'prod/db', container => new StatefulBackend(chart(), 'db', { containers: [container] }), 'containers[0].'],
  ['initContainers of a backend', 'prod/db', container => new StatefulBackend(chart(), 'db', { initContainers: [container] }), 'initContainers[0].'],
  ['containers of a replica set', 'prod/orders', container => set({ containers: [{ image: 'x:1', name: 'first' }, container] }), 'containers[1].'],
];

describe.each(WAYS)('%s', (_, where, give, prop = '') => {
  test.each<[string, Partial<kplus.ContainerProps>]>([
    ['a name of 1 letter', { name: 'a' }],
    ['a name of 63 letters', { name: 'a'.repeat(63) }],
    ['a variable with a name of one character', { envVariables: { A: fromValue('1') } }],
    ['a variable with any printable name', { envVariables: { '1.a b/c': fromValue('1') } }],
    ['a variable without a value, whatever its name', { envVariables: { '=': undefined as never } }],
    ['a port with a name of 1 letter', ports({ number: 1, name: 'a' })],
    ['a port with a name of 15 letters', ports({ number: 65535, name: 'a'.repeat(15) })],
    ['ports without a name', ports({ number: 1, name: '' }, { number: 2, name: '' })],
    ['the first port of all', { portNumber: 1 }],
    ['the last port of all', { portNumber: 65535 }],
    ['the same, under its old name', { port: 65535 }],
  ])('takes %s', (__, container) => expect(() => give({ image: 'x:1', name: 'more', ...container })).not.toThrow());

  test.each<[Partial<kplus.ContainerProps>, string]>([
    [{ port: 1, portNumber: 1 }, "'port' must be left out beside 'portNumber', got 1"],
    [{ name: '' }, `'name' must be ${LABEL}, got ''`],
    [{ name: 'a'.repeat(64) }, `'name' must be ${LABEL}, got '${'a'.repeat(64)}'`],
    [{ name: 'My_App' }, `'name' must be ${LABEL}, got 'My_App'`],
    [{ envVariables: { '': fromValue('1') } }, "'envVariables' must be variables whose names are printable ASCII characters other than '=', got ''"],
    [{ envVariables: { 'A': fromValue('1'), 'A=B': fromValue('1') } }, "'envVariables' must be variables whose names are printable ASCII characters other than '=', got 'A=B'"],
    [ports({ number: 1, name: 'a'.repeat(16) }), `'ports[0].name' must be ${PORT_NAME}, got '${'a'.repeat(16)}'`],
    [ports({ number: 1 }, { number: 2, name: 'Http' }), `'ports[1].name' must be ${PORT_NAME}, got 'Http'`],
    [ports({ number: 1, name: '80' }), `'ports[0].name' must be ${PORT_NAME}, got '80'`],
    [ports({ number: 0 }), `'ports[0].number' must be ${NUMBER}, got 0`],
    [ports({ number: 65536 }), `'ports[0].number' must be ${NUMBER}, got 65536`],
    [ports({ number: '80' as never }), `'ports[0].number' must be ${NUMBER}, got '80'`],
    [{ portNumber: 0 }, `'portNumber' must be ${NUMBER}, got 0`],
    [{ portNumber: 1.5 }, `'portNumber' must be ${NUMBER}, got 1.5`],
    [{ portNumber: NaN }, `'portNumber' must be ${NUMBER}, got NaN`],
    [{ port: 65536 }, `'port' must be ${NUMBER}, got 65536`],
  ])('refuses %j', (container, said) => expect(complaint(() => give({ image: 'x:1', name: 'more', ...container }))).toBe(`${where}: '${prop}${said.slice(1)}`));

  test('leaves what is produced later to synthesis', () => {
    const late = (value: unknown) => Lazy.any({ produce: () => value }) as never;
    for (const port of [{ portNumber: late(80) }, ports({ number: late(80), name: late('http') })]) expect(() => give({ image: 'x:1', name: late('more'), ...port })).not.toThrow();
  });
});

describe('a name that another container has', () => {
  const taken = (got: string) => `prod/db: 'name' must be a name that no other container of the pods has, got ${got}`;
  const beside = () => new StatefulBackend(chart(), 'db', { containers: [{ image: 'x:1' }], initContainers: [{ image: 'x:1' }] });

  test.each<[kplus.ContainerProps, string]>([
    [{ image: 'x:1', name: 'main' }, "'main'"],
    [{ image: 'x:1', name: 'init-0' }, "'init-0'"],
  ])('is refused: %j', (container, got) => {
    expect(complaint(() => beside().addContainer(container))).toBe(taken(got));
    expect(complaint(() => beside().addInitContainer(container))).toBe(taken(got));
  });

  test('is refused where nobody has said it', () => {
    expect(complaint(() => beside().addContainer({ image: 'x:1' }))).toBe(taken("nothing; without one it is 'main', which another has"));
    const named = new StatefulBackend(chart(), 'db', { initContainers: [{ image: 'x:1', name: 'init-1' }] });
    expect(complaint(() => named.addInitContainer({ image: 'x:1' }))).toBe(taken("nothing; without one it is 'init-1', which another has"));
  });

  test('is refused of a container beside the members of a replica set', () => {
    for (const name of ['mongod', 'manager']) {
      expect(complaint(() => set({ containers: [{ image: 'x:1', name }] }))).toBe(`prod/orders: 'containers[0].name' must be a name that no other container of the pods has, got '${name}'`);
    }
  });

  test('is taken by a backend of its own', () => expect([db(), db()].map(of => of.addContainer({ image: 'x:1' }).name)).toEqual(['main', 'main']));

  test('is the one that cdk8s-plus gives where nobody has said it', () => {
    const of = beside();
    of.addInitContainer({ image: 'x:1' });
    const { spec } = only('StatefulSet', of).spec.template;
    expect([...spec.containers, ...spec.initContainers].map(({ name }) => name)).toEqual(['main', 'init-0', 'init-1']);
  });
});

describe('a port that another container has', () => {
  const { ALWAYS } = kplus.ContainerRestartPolicy;
  const beside = (props = {}) => new StatefulBackend(chart(), 'db', { containers: [{ image: 'x:1', ports: [{ number: 80, name: 'http' }] }], ...props });

  test.each<[Partial<kplus.ContainerProps>, string]>([
    [ports({ number: 80, name: 'web' }), "'ports[0].number' must be a number that no other TCP port of the pods has, got 80"],
    [ports({ number: 81 }, { number: 82, name: 'http' }), "'ports[1].name' must be a name that no other port of the pods has, got 'http'"],
    [{ portNumber: 80 }, "'portNumber' must be a number that no other TCP port of the pods has, got 80"],
    [{ port: 80 }, "'port' must be a number that no other TCP port of the pods has, got 80"],
  ])('is refused, because their Service has both: %j', (container, said) => {
    expect(complaint(() => beside().addContainer({ image: 'x:1', name: 'more', ...container }))).toBe(`prod/db: ${said}`);
    expect(complaint(() => beside().addInitContainer({ image: 'x:1', name: 'more', restartPolicy: ALWAYS, ...container }))).toBe(`prod/db: ${said}`);
  });

  test.each<[Partial<kplus.ContainerProps>]>([
    [ports({ number: 81, name: 'web' })], [ports({ number: 80, name: 'web', protocol: Protocol.UDP })],
  ])('is taken where it differs: %j', (container) => {
    const of = beside();
    of.addContainer({ image: 'x:1', name: 'more', ...container });
    expect(only('Service', of).spec.ports).toHaveLength(2);
  });

  test('is taken of a container that ends before the others start, and where the Service is another', () => {
    const of = beside();
    of.addInitContainer({ image: 'x:1', name: 'more', ports: [{ number: 80, name: 'http' }] });
    expect(only('Service', of).spec.ports).toHaveLength(1);
    const scope = chart();
    const service = new HeadlessService(scope, 'other', { ports: [{ port: 80 }] });
    const own = new StatefulBackend(scope, 'db', { service, containers: [{ image: 'x:1', portNumber: 80 }, { image: 'x:1', name: 'more', ports: [{ number: 80 }] }] });
    expect(() => synth(own)).not.toThrow();
  });
});

test('a name that a resolver of the app makes something else of is left to synthesis', () => {
  const app = new App({ resolvers: [{ resolve: (context) => { if (context.value === '$(NAME)') context.replaceValue('main'); } }] });
  const of = new StatefulBackend(new Chart(app, 'prod', { namespace: 'prod' }), 'db', { containers: [{ image: 'x:1', name: '$(NAME)' }] });
  expect(only('StatefulSet', of).spec.template.spec.containers[0].name).toBe('main');
});

const probe = kplus.Probe.fromCommand(['true']);

test.each(['readiness', 'liveness', 'startup'])('an init container has a %s probe only if it stays', (what) => {
  const { ALWAYS } = kplus.ContainerRestartPolicy;
  const said = `prod/db: '${what}' must be left out of an init container, unless its restartPolicy is ALWAYS, got 'a probe'`;
  expect(complaint(() => db().addInitContainer({ image: 'x:1', [what]: probe }))).toBe(said);
  expect(complaint(() => new StatefulBackend(chart(), 'db', { initContainers: [{ image: 'x:1', [what]: probe }] }))).toBe(said.replace("'", "'initContainers[0]."));
  expect(() => db().addInitContainer({ image: 'x:1', [what]: probe, restartPolicy: ALWAYS })).not.toThrow();
  expect(() => db().addInitContainer({ image: 'x:1', [what]: undefined })).not.toThrow();
});

test('two volumes of a backend have two names', () => {
  const volumes = (...names: string[]) => {
    const scope = chart();
    return () => new StatefulBackend(scope, 'db', { volumes: names.map((name, i) => kplus.Volume.fromEmptyDir(scope, `v${i}`, name)) });
  };
  expect(complaint(volumes('a', 'b', 'a'))).toBe("prod/db: 'volumes[2]' must be a volume whose name no other volume of the pods has, got 'a'");
  expect(volumes('a', 'b')).not.toThrow();
});
