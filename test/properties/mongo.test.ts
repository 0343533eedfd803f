import { Cron, Duration, Size } from 'cdk8s';
import * as fc from 'fast-check';
import { BackupVolume, MongoCluster, MongoClusterProps, MongoTls, TlsMode } from '../../src';
import { Manifest } from '../../src/manifest/manifest';
import { cluster, secret } from '../mongo/support/cluster';
import { validate } from '../support/schemas';
import { chart, synth } from '../support/synth';

// What is accepted fits together, however the props combine; what is not is refused in one sentence that names the construct.

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const voting = fc.constantFrom(undefined, false, true);
const secondaryDelay = maybe(fc.constant(Duration.hours(1)));
const memberConfig = fc.constantFrom({}, { priority: 2.5 }, { priority: 0 }, { voting: false }, { voting: false, priority: 1 }, { tags: { dc: 'east' } });
const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'root', 'backup', 'exporter', 'a.b', 'x'.repeat(60), 'shop', 'orders-root'), { maxLength: 3 });

interface Story {
  readonly props: Partial<MongoClusterProps>;
  readonly users: string[];
  readonly backup: boolean;
  readonly policy: boolean;
}

const story: fc.Arbitrary<Story> = fc.record({
  props: fc.record({
    members: fc.integer({ min: 1, max: 8 }),
    replicas: maybe(fc.integer({ min: 4, max: 12 })),
    memberConfig: maybe(fc.array(memberConfig, { maxLength: 4 })),
    hidden: maybe(fc.record({ members: fc.integer({ min: 1, max: 3 }), replicas: maybe(fc.integer({ min: 2, max: 4 })), voting, secondaryDelay })),
    arbiter: maybe(fc.constant({})),
    tls: maybe(fc.constantFrom(...Object.values(TlsMode)).chain(mode => fc.constantFrom(MongoTls.fromSecret({ secret: secret('pem'), mode }), MongoTls.fromIssuer({ name: 'i', mode })))),
    exporter: maybe(fc.constantFrom('orders-exporter', 'metrics', 'shop').map(name => ({ image: 'e:1', credentials: { secret: secret(name) } }))),
    terminationGracePeriod: maybe(fc.integer({ min: 1, max: 1000 }).map(Duration.seconds)),
    wiredTigerCache: maybe(fc.integer({ min: 250, max: 2050 }).map(Size.mebibytes)),
  }),
  users: names,
  backup: fc.boolean(),
  policy: fc.boolean(),
});

/** Undefined where it is refused. */
function make({ props, users, backup, policy }: Story): MongoCluster | undefined {
  try {
    const of = cluster({ ...props, users: users.map(name => ({ credentials: { secret: secret(name) }, roles: [{ role: 'read', db: 'shop' }] })) }, chart());
    if (backup) of.addBackup({ schedule: Cron.daily(), credentials: { secret: secret('orders-backup') }, volume: BackupVolume.ofSize(Size.gibibytes(1)) });
    if (policy) of.addNetworkPolicy();
    return of;
  } catch (error) {
    expect((error as Error).message).toMatch(/^prod\/orders: '[\w.[\]]+' must be .+, got /);
    return undefined;
  }
}

const named = <T extends { readonly name: string }>(all: T[]) => new Map(all.map(each => [each.name, each]));

function fits(all: Manifest[]): void {
  const sets = all.filter(({ kind }) => kind === 'StatefulSet');
  const { members, users } = JSON.parse(all.find(({ metadata }) => metadata.name === 'orders-members')!.data['members.json']);
  const pods = sets.flatMap(({ metadata, spec }) => Array.from({ length: spec.replicas }, (_, i) => [`${metadata.name}-${i}`, spec.serviceName]));

  for (const { pod, service } of members) expect(pods).toContainEqual([pod, service]);
  expect(new Set(members.map(({ _id }: Manifest) => _id)).size).toBe(members.length);
  const voters = members.filter((member: Manifest) => member.votes === 1);
  expect(voters.length).toBeLessThanOrEqual(7);
  expect(members.some(({ priority, votes: has }: Manifest) => priority > 0 && has === 1)).toBe(true);

  for (const { spec: { template: { spec } } } of sets) {
    const volumes = named<{ name: string }>([...spec.volumes, { name: 'data' }]);
    expect(volumes.size).toBe(spec.volumes.length + 1);
    for (const name of volumes.keys()) expect(name).toMatch(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/);
    for (const { volumeMounts = [] } of spec.containers) {
      expect(volumeMounts.filter(({ name }: Manifest) => !volumes.has(name))).toEqual([]);
      expect(new Set(volumeMounts.map(({ mountPath }: Manifest) => mountPath)).size).toBe(volumeMounts.length);
    }
    const [mongod, manager] = spec.containers;
    const patience = Number(mongod.env.find(({ name }: Manifest) => name === 'MONGO_PATIENCE').value);
    expect(patience).toBeLessThanOrEqual(spec.terminationGracePeriodSeconds / 2);
    const known = manager.volumeMounts.map(({ mountPath }: Manifest) => mountPath).filter((path: string) => path.startsWith('/run/credentials/'));
    const isArbiter = manager.env.some(({ name }: Manifest) => name === 'MONGO_ARBITER');
    expect(known.sort()).toEqual(isArbiter ? [] : ['root', ...users.map(({ id }: Manifest) => id)].map(id => `/run/credentials/${id}`).sort());
  }
}

test('whatever is accepted fits together', () => {
  let accepted = 0;
  fc.assert(fc.property(story, (told) => {
    const of = make(told);
    if (of === undefined) return;
    accepted++;
    const all = synth(of);
    expect(synth(of)).toEqual(all);
    validate(all.filter(({ kind }) => kind !== 'Certificate'));
    fits(all);
  }), { numRuns: 200 });
  expect(accepted).toBeGreaterThan(25);
});
