import * as kplus from 'cdk8s-plus-28';
import { StatefulBackend } from '../../src';
import { cluster as set } from '../mongo/support/cluster';
import { chart, complaint, synth } from '../support/synth';

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
  expect(complaint(() => new StatefulBackend(chart(), 'db', { containers: [{ image: 'x:1', ports }] }))).toBe(`prod/db: ${said}`);
  expect(complaint(() => set({ containers: [{ image: 'x:1', name: 'x', ports }] }))).toBe(`prod/orders: ${said}`);
});

test('a port that is no number is not left out', () => {
  expect(complaint(() => db().addContainer({ image: 'db:1', portNumber: NaN }))).toBe("prod/db: 'portNumber' must be a whole number from 1 to 65535, got NaN");
});

describe('where the cluster assigns a user', () => {
  const container = (securityContext?: kplus.ContainerSecurityContextProps): kplus.ContainerProps => ({ image: 'x:1', name: 'x', securityContext });
  const assigned = (props: object, assignedUser?: boolean) => new StatefulBackend(chart(), 'db', { assignedUser, ...props });
  const said = (what: string, got: number) => `prod/db: 'x.securityContext.${what}' must be left out if assignedUser leaves it to the cluster, got ${got}`;

  test.each<[object, string]>([
    [{ containers: [container({ user: 7 })] }, said('runAsUser', 7)],
    [{ containers: [container({ group: 0 })] }, said('runAsGroup', 0)],
    [{ containers: [{ image: 'y:1' }], initContainers: [container({ user: 7 })] }, said('runAsUser', 7)],
  ])('a container may not have another: %#', (props, complained) => {
    expect(complaint(() => synth(assigned(props, true)))).toBe(complained);
    expect(() => synth(assigned(props))).not.toThrow();
  });

  test('nor may one that is extended', () => {
    const of = assigned({ containers: [container()] }, true);
    of.extendContainer(of.containers[0]!, { securityContext: { runAsUser: 7 } });
    expect(complaint(() => synth(of))).toBe(said('runAsUser', 7));
  });

  test('nor one in the pods of a cluster', () => {
    const of = set({ assignedUser: true });
    of.backend.addContainer(container({ user: 7 }));
    expect(complaint(() => synth(of))).toBe(said('runAsUser', 7).replace('db', 'orders/Members'));
  });

  test('all else of it is free', () => {
    expect(() => synth(assigned({ containers: [container({ readOnlyRootFilesystem: false })] }, true))).not.toThrow();
  });
});
