import { Duration, Size } from 'cdk8s';
import { cluster } from './support/cluster';
import { ClaimRetention, DefaultWriteConcern, Guard, MongoClusterProps } from '../../src';
import { chart } from '../support/synth';

const advice = (props: Partial<MongoClusterProps>) => {
  const prod = chart();
  cluster(props, prod).addNetworkPolicy();
  return new Guard().report(prod);
};

const even = (voters: number) => `prod/orders: 'members' must be an odd number of voters, hidden members and arbiter included, got ${voters}; ${voters} voters tolerate no more failures than ${voters - 1}`;
const shrinking = (what: string, members: number, replicas: number) =>
  `prod/orders: '${what}' must be ${members}, once the others have left the replica set, got ${replicas}; until then no machine that runs a member can be drained`;

const hasty = (seconds: number) =>
  `prod/orders: 'terminationGracePeriod' must be 90 seconds or more, got '${seconds} seconds'; mongod gives its clients 15 seconds before it writes its cache to disk`;
const late = "prod/orders: 'hidden.voting' must be false for delayed members, got true; delayed voters hold up every write that waits for a majority";
const delay = Duration.hours(1);

const narrow = (most: number, limit: number, got: number) =>
  `prod/orders: 'wiredTigerCache' must be ${most} MiB or less of a memory limit of ${limit} MiB, got '${got} MiB'; connections, sorts and aggregations need memory beside it, and mongod is killed for lack of it`;
const deletes = "prod/orders: 'claimsWhenScaled' must be RETAIN, unless every member has left the replica set before 'replicas' is lowered, got 'Delete'; "
  + 'the data of a member that has not is deleted with its volume';
const memory = (limit: number) => ({ resources: { memory: { limit: Size.mebibytes(limit) } } });

test.each<[Partial<MongoClusterProps>, string[]]>([
  [{ members: 1 }, []], [{ members: 2 }, [even(2)]], [{ members: 3 }, []], [{ members: 4 }, [even(4)]], [{ members: 4, memberConfig: [{}, {}, {}, { voting: false }] }, []],
  [{ members: 2, arbiter: {} }, []], [{ members: 3, arbiter: {} }, [even(4)]],
  [{ members: 3, hidden: { members: 1 } }, []], [{ members: 3, hidden: { members: 1, voting: true } }, [even(4)]],
  [{ replicas: 3, hidden: { members: 1, replicas: 1 } }, []], [{ replicas: 5 }, [shrinking('replicas', 3, 5)]],
  [{ hidden: { members: 1, replicas: 2 } }, [shrinking('hidden.replicas', 1, 2)]],
  [{ claimsWhenScaled: ClaimRetention.RETAIN }, []], [{ claimsWhenScaled: ClaimRetention.DELETE }, [deletes]], [{ claimsWhenDeleted: ClaimRetention.DELETE }, []],
  [{ defaultWriteConcern: DefaultWriteConcern.MAJORITY }, []],
  [{ terminationGracePeriod: Duration.seconds(1) }, [hasty(1)]], [{ terminationGracePeriod: Duration.seconds(89) }, [hasty(89)]],
  [{ terminationGracePeriod: Duration.seconds(90) }, []], [{ terminationGracePeriod: undefined }, []],
  [{ wiredTigerCache: Size.mebibytes(1536) }, []], [{ wiredTigerCache: Size.mebibytes(1537) }, [narrow(1536, 2048, 1537)]],
  [{ ...memory(1026), wiredTigerCache: Size.mebibytes(769) }, []], [{ ...memory(1026), wiredTigerCache: Size.mebibytes(770) }, [narrow(769, 1026, 770)]],
  [memory(512), []], [{ hidden: { members: 1, ...memory(512) } }, []],
  [{ hidden: { members: 2, voting: true, secondaryDelay: delay } }, [late]], [{ hidden: { members: 2, voting: true, secondaryDelay: Duration.seconds(0) } }, []],
  [{ hidden: { members: 2, voting: true } }, []], [{ hidden: { members: 2, voting: false, secondaryDelay: delay } }, []],
  [{ defaultWriteConcern: DefaultWriteConcern.PRIMARY }, ["prod/orders: 'defaultWriteConcern' must be MAJORITY, unless acknowledged writes may be lost, got 'primary'"]],
])('of a set with %j it says %j', (props, said) => expect(advice(props)).toEqual(said));

const open = "prod/orders: 'addNetworkPolicy' must be called, unless a policy of your own closes port 28017 to others, got nothing; "
  + 'anyone who reaches it can keep members from hearing each other, so that no set forms, no lost disk is re-synced, and each that stops waits for a minute';

test.each<[Partial<MongoClusterProps>, string[]]>([
  [{ members: 1 }, []], [{ members: 3 }, [open]], [{ members: 1, arbiter: {} }, [even(2), open]], [{ members: 1, hidden: { members: 1 } }, [open]],
  [{ members: 1, replicas: 3 }, [shrinking('replicas', 1, 3), open]],
])('a set with %j, and everybody may reach the members: %j', (props, said) => {
  const prod = chart();
  cluster(props, prod);
  expect(new Guard().report(prod)).toEqual(said);
});

test('a policy that is added when all else is made takes that back', () => {
  const prod = chart();
  const orders = cluster({}, prod);
  expect(new Guard().report(prod)).toEqual([open]);
  orders.addNetworkPolicy();
  expect(new Guard().report(prod)).toEqual([]);
});

const floating = (image: string) => `prod/orders: 'image' must be named by version or digest, such as mongo:8.0, got '${image}'; it is whatever MongoDB a machine pulled last: two pods may run two of them, and a restart may be an upgrade`;

test.each<[string | undefined, string[]]>([
  [undefined, []], ['mongo:8.0', []], ['mongo:7.0.14', []], ['mongo@sha256:0', []], ['own:8', []], ['own', [floating('own')]], ['mongo', [floating('mongo')]], ['mongo:8', [floating('mongo:8')]],
  ['mongo:latest', [floating('mongo:latest')]], ['docker.io/library/mongo:8', [floating('docker.io/library/mongo:8')]],
])('the image %s', (image, said) => expect(advice({ image })).toEqual(said));

const small = (what: string, least: number, got: number | string) =>
  `prod/orders: '${what}' must be ${least} MiB or more, got '${typeof got === 'string' ? got : `${got} MiB`}'; the oplog grows to ${least - 1000} MiB, journal and diagnostic data to 500; or set replication.oplogSizeMB`;
const oplog = (oplogSizeMB: number) => ({ mongodConfig: { replication: { oplogSizeMB } } });

test.each<[Partial<MongoClusterProps>, string[]]>([
  [{ storage: Size.mebibytes(1990) }, []], [{ storage: Size.mebibytes(1989) }, [small('storage', 1990, 1989)]],
  [{ storage: Size.mebibytes(1100), ...oplog(100) }, []], [{ storage: Size.mebibytes(1099), ...oplog(100) }, [small('storage', 1100, 1099)]],
  [{ hidden: { members: 1, storage: Size.gibibytes(1) } }, [small('hidden.storage', 1990, '1 GiB')]], [{ mongodConfig: { replication: {} }, arbiter: {}, members: 2 }, []],
])('disks: %j', (props, said) => expect(advice(props)).toEqual(said));
