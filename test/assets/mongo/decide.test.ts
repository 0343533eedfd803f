import { program } from './support/programs';

const { decide } = program<{ decide(facts: any): any }>('decide.js');

const member = (_id: number, more: object = {}) =>
  ({ _id, pod: `m-${_id}`, service: 'm', host: `m-${_id}:1`, priority: 1, votes: 1, hidden: false, arbiterOnly: false, secondaryDelaySecs: 0, tags: {}, ...more });
const configured = ({ pod: _, service: __, ...rest }: any) => ({ ...rest, buildIndexes: true });
const print = 'p';

/** By state and health: `P` the primary, which decides, `S` a secondary, `A` an arbiter, `I` in initial sync, `D` down. */
const status = (members: any[], states: string) => ({
  term: 1,
  members: members.map(({ _id, host }, i) => ({ _id, name: host, health: states[i] === 'D' ? 0 : 1, state: { P: 1, S: 2, I: 5, A: 7, D: 8 }[states[i]], ...(states[i] === 'P' && { self: true, configVersion: 7 }) })),
  votingMembersCount: members.filter(({ votes }) => votes > 0).length,
});

const known = (id: string, roles: object[]) => ({ key: `${id} ${print} ${JSON.stringify(roles)}`, term: '1', exists: true, login: true, roles, before: [] });
const ROOT = [{ role: 'root', db: 'admin' }];

const secondary = (more: object = {}) => ({
  set: 'rs0',
  arbiter: false,
  state: 'SECONDARY',
  user: 'root',
  failed: {},
  removedFor: 0,
  certificates: {},
  users: { root: known('root', ROOT) },
  credentials: { root: { username: 'root', password: 'x', print } },
  list: { members: [0, 1, 2].map(n => member(n)), leaving: [], users: [] },
  self: member(0),
  status: status([0, 1, 2].map(n => member(n)), 'SPS'),
  ...more,
});

/** A primary whose config has `is`, in such states, and whose list has `wished`. */
const primary = (is: any[], states: string, wished: any[], more: object = {}) => ({
  ...secondary(),
  state: 'PRIMARY',
  self: wished[0],
  status: status(is, states),
  committed: true,
  words: {},
  concern: { term: '1', w: 'majority' },
  version: { binary: '8.0.4', works: '8.0' },
  config: { _id: 'rs0', version: 7, members: is.map(configured), settings: { replicaSetId: 'id' } },
  list: { members: wished, leaving: [], users: [] },
  ...more,
});

const newcomer = (more: object = {}) => ({ ...secondary(), state: 'OTHER', user: undefined, status: { code: 94, codeName: 'NotYetInitialized' }, users: {}, ...more });
const list = secondary().list;
const me = list.members[0];
const fresh = (more: object = {}) => newcomer({ list, self: me, words: { 'm-1:1': 'fresh', 'm-2:1': 'fresh' }, crowd: [], ...more });

const says = (facts: any) => decide(facts).say;

describe('before there is a set', () => {
  test('the first member makes one with itself alone when all others say that they are new', () => {
    expect(decide(fresh())).toEqual({ do: 'initiate', key: 'initiate', say: 'make the replica set rs0', config: { _id: 'rs0', members: [{ _id: 0, host: 'm-0:1' }] } });
  });

  test('one alone asks the pods that its list names no more', () => {
    expect(decide(fresh({ list: { members: [me], leaving: [], users: [] }, words: {}, crowd: undefined }))).toEqual({ look: 'crowd', services: ['m', 'm-hidden'], own: 'm' });
  });

  test.each([
    ['silent', 'no replica set is made until all members report that they are new; not heard from: m-2 (silent)'],
    ['unsure', 'no replica set is made until all members report that they are new; not heard from: m-2 (unsure)'],
    ['member id', 'this disk is new, and m-2 were in a replica set already: the primary takes this member back'],
    ['removed id', 'this disk is new, and m-2 were in a replica set already: the primary takes this member back'],
    ['removed', 'this disk is new, and m-2 were in a replica set already: the primary takes this member back'],
  ])('and waits if another says %s', (word, sentence) => {
    expect(decide(fresh({ words: { 'm-1:1': 'fresh', 'm-2:1': word } }))).toEqual({ say: sentence });
  });

  test('pods that are no members any more may have all the data of a set, and be down', () => {
    const shrunk = { members: [me], leaving: [{ pod: 'm-1', host: 'm-1:1' }], users: [] };
    expect(decide(fresh({ list: shrunk, words: undefined }))).toEqual({ look: 'words', members: shrunk.leaving });
    expect(decide(fresh({ list: shrunk, words: { 'm-1:1': 'silent' } }))).toEqual({ say: 'no replica set is made until all members report that they are new; not heard from: m-1 (silent)' });
    expect(decide(fresh({ list: shrunk, words: { 'm-1:1': 'fresh' } }))).toMatchObject({ do: 'initiate' });
  });

  test('a pod is named once, by its name, however often it was asked', () => {
    const crowd = [['m-1', 'silent'], ['m-2', 'silent'], ['10.0.0.9', 'unsure']];
    expect(decide(fresh({ words: { 'm-1:1': 'silent', 'm-2:1': 'fresh' }, crowd })))
      .toEqual({ say: 'no replica set is made until all members report that they are new; not heard from: m-1 (silent), m-2 (silent), 10.0.0.9 (unsure)' });
    expect(decide(fresh({ words: { 'm-1:1': 'member id', 'm-2:1': 'fresh' }, crowd: [['m-1', 'member id']] })))
      .toEqual({ say: 'this disk is new, and m-1 were in a replica set already: the primary takes this member back' });
  });

  test('a pod that the list does not name counts as well', () => {
    expect(decide(fresh({ crowd: [['10.0.0.9', 'silent']] }))).toEqual({ say: 'no replica set is made until all members report that they are new; not heard from: 10.0.0.9 (silent)' });
  });

  test.each<[string, any, string]>([
    ['another member', newcomer({ list, self: list.members[1] }), 'this member is new: the primary takes it in; if there is no set yet, m-0 makes it'],
    ['who is not in the list', newcomer({ list, self: undefined }), 'this pod is not in the list of members'],
    ['who has no list', newcomer({ list: { problem: 'the list of members is empty' }, self: undefined }), 'there is no replica set here yet, and the list of members is empty'],
    ['who has users', newcomer({ user: 'root' }), 'this mongod has users, but no replica set: its data is not of this set, or was restored without it'],
    ['an arbiter', newcomer({ arbiter: true }), 'this is the arbiter, and no replica set has taken it in yet'],
    ['whose mongod does not answer', newcomer({ state: 'SILENT' }), 'mongod does not answer'],
    ['whose mongod says something else', newcomer({ status: { code: 91, codeName: 'ShutdownInProgress' } }), 'mongod does not report on its replica set: ShutdownInProgress'],
  ])('%s makes none', (_, facts, sentence) => {
    expect(decide(facts)).toEqual({ say: sentence });
  });
});

describe('root', () => {
  test('is created by the primary where there is no user', () => {
    expect(decide(primary([me], 'P', [me], { user: undefined }))).toEqual({ do: 'createUser', key: 'create root p', id: 'root', say: 'create root, the first user', first: true });
  });

  test('is waited for if its Secret is of no use, and nothing else is done', () => {
    const credentials = { root: { problem: 'its password is empty' } };
    expect(decide(primary([me], 'P', [me, member(1)], { user: undefined, credentials }))).toEqual({ say: 'there is no user yet, and the Secret of root cannot be used: its password is empty' });
  });

  test('logs in where there are users', () => {
    expect(decide(secondary({ user: undefined, status: { code: 13 } }))).toEqual({ do: 'login', key: 'login p', say: 'log in as root', quiet: true });
  });

  test('says so if the login is refused', () => {
    expect(says(secondary({ user: undefined, status: { code: 13 }, failed: { 'login p': 'no' } }))).toBe('could not log in as root: no');
  });

  test('logs in again if it is root no more', () => {
    expect(decide(secondary({ status: { code: 13 } }))).toEqual({ do: 'logout', key: 'logout', say: 'log in again: root may not see the replica set' });
  });
});

describe('users', () => {
  const APP = [{ role: 'readWrite', db: 'shop' }];
  const withApp = (app?: object, secret: object = { username: 'app', password: 'x', print }) => primary([me], 'P', [me], {
    list: { members: [me], users: [{ id: 'user-0', roles: APP }] },
    credentials: { 'root': { username: 'root', print }, 'user-0': secret },
    users: { root: known('root', ROOT), ...(app && { 'user-0': { ...known('user-0', APP), ...app } }) },
  });
  const key = `user-0 p ${JSON.stringify(APP)}`;
  const asked = { id: 'user-0', username: 'app', key };

  test.each<[string, any, object]>([
    ['are looked at', withApp(), { look: 'user', id: 'user-0', asked: key, term: '1' }],
    ['are looked at again when their Secret changes', withApp({ key: 'user-0 q []' }), { look: 'user', id: 'user-0', asked: key, term: '1' }],
    ['are looked at again in another term', withApp({ term: '0' }), { look: 'user', id: 'user-0', asked: key, term: '1' }],
    ['are created', withApp({ exists: false }), { do: 'createUser', ...asked, roles: APP, say: 'create the user app' }],
    ['get the password of their Secret', withApp({ login: 'refused' }), { do: 'updatePassword', ...asked, say: 'give app the password of its Secret' }],
    ['get the roles of the list', withApp({ roles: [] }), { do: 'updateRoles', ...asked, roles: APP, say: 'give app the roles of the list' }],
    ['are left alone if all is well', withApp({}), { say: 'this is the primary, and everything is as the list says' }],
    ['have other roles only if they differ', withApp({ roles: [{ db: 'shop', role: 'readWrite' }] }), { say: 'this is the primary, and everything is as the list says' }],
    ['stay under the name that they had', withApp({ before: ['old'] }), { say: 'no Secret names old any more; the user stays until somebody drops it' }],
    ['are waited for if their Secret is of no use', withApp(undefined, { problem: 'its username is empty' }), { say: 'the Secret of user-0 cannot be used: its username is empty' }],
    ['have a name each', withApp(undefined, { username: 'root', print }), { say: 'root and user-0 have the same username' }],
    ['have a password that can be prepared', withApp({ login: 'unfit' }), { say: 'the password of app has characters that MongoDB accepts in no password' }],
  ])('%s', (_, facts, step) => {
    expect(decide(facts)).toEqual(step);
  });

  test('come before members', () => {
    const { config, status: states } = primary([me, member(1)], 'PS', [me]);
    expect(decide({ ...withApp({ exists: false }), config, status: states })).toMatchObject({ do: 'createUser' });
    expect(decide({ ...withApp({}), config, status: states })).toMatchObject({ do: 'reconfig' });
  });

  test('have the same roles in any order', () => {
    const roles = [{ role: 'readWrite', db: 'shop' }, { role: 'read', db: 'other' }];
    const facts = withApp({ key: `user-0 p ${JSON.stringify(roles)}`, roles: [...roles].reverse() });
    expect(says({ ...facts, list: { members: [me], users: [{ id: 'user-0', roles }] } })).toBe('this is the primary, and everything is as the list says');
  });

  test('one that fails is in nobody\'s way', () => {
    const facts = { ...withApp({ exists: false }), failed: { [key]: 'RoleNotFound' }, config: undefined };
    expect(decide(facts)).toEqual({ look: 'config' });
  });
});

describe('members', () => {
  const three = [0, 1, 2].map(n => member(n));
  const arbiter = member(200, { arbiterOnly: true, priority: 0 });
  const ids = (step: any) => step.config?.members.map(({ _id }: any) => _id);

  test('one is taken in, with the config one version later', () => {
    const { do: what, say, config } = decide(primary([me], 'P', three, { words: { 'm-1:1': 'fresh', 'm-2:1': 'silent' } }));
    expect([what, say, config.version]).toEqual(['reconfig', 'take in m-1:1', 8]);
    expect(config.members[1]).toEqual({ _id: 1, host: 'm-1:1', arbiterOnly: false, priority: 1, votes: 1, hidden: false, secondaryDelaySecs: 0, tags: {} });
    expect(config.settings).toEqual({ replicaSetId: 'id' });
  });

  test.each<[string, any, any]>([
    ['is as the list says', primary(three, 'PSS', three), undefined],
    ['takes in whoever is new, after who is silent', primary([me], 'P', three, { words: { 'm-1:1': 'silent', 'm-2:1': 'fresh' } }), [0, 2]],
    ['takes back who was removed', primary([me], 'P', three, { words: { 'm-1:1': 'removed id', 'm-2:1': 'fresh' } }), [0, 1]],
    ['takes back who never was complete', primary([me], 'P', three, { words: { 'm-1:1': 'removed', 'm-2:1': 'fresh' } }), [0, 1]],
    ['takes in the arbiter last', primary([me], 'P', [me, arbiter, member(1)], { words: { 'm-1:1': 'fresh', 'm-200:1': 'fresh' } }), [0, 1]],
    ['removes who is down first', primary(three, 'PDS', [me]), [0, 2]],
    ['removes the highest first', primary(three, 'PSS', [me]), [0, 1]],
    ['removes who is down first, even if its _id is lower', primary([0, 1, 2, 3, 4].map(n => member(n)), 'PSSDS', three), [0, 1, 2, 4]],
    ['removes before it adds', primary(three, 'PSS', [me, member(1), member(3)], { words: { 'm-3:1': 'fresh' } }), [0, 1]],
    ['removes whom nobody has listed', primary([me, member(1), member(9, { host: 'by-hand:1' })], 'PSS', [me, member(1)]), [0, 1]],
    ['keeps who is listed, whatever its _id', primary([member(5, { host: 'm-0:1' }), member(1)], 'PS', [me, member(1)]), undefined],
    ['gives another _id where one is taken', primary([member(1, { host: 'm-0:1' })], 'P', [me, member(1)], { words: { 'm-1:1': 'fresh' } }), [1, 2]],
    ['removes nobody without whom no majority is healthy', primary([...three, member(3)], 'PDSS', [me, member(1), member(2)].slice(0, 2)), [0, 1, 2]],
    ['takes the old name of a new disk for another member', primary([me, member(1, { host: 'old-1:1' }), member(2)], 'PDS', three, { words: { 'm-1:1': 'fresh' } }), [0, 2]],
  ])('%s', (_, facts, result) => {
    expect(ids(decide(facts))).toEqual(result);
  });

  test.each<[string, any, string]>([
    ['a list that is none', primary(three, 'PSS', three, { list: { problem: 'the list of members is empty' } }), 'the list of members is empty'],
    ['the last change', primary(three, 'PSS', [me], { committed: false }), 'the last change has not reached a majority yet'],
    ['what it knows of the members to be of the config that it knows', primary(three, 'PSS', [me], { config: { version: 8, members: three } }), 'the set has just changed'],
    ['a majority that is healthy', primary(three, 'PSD', [me, member(2)]), 'could not remove m-1:1, which is not in the list: then only 1 of 2 voters would be healthy'],
    ['who is silent', primary([me], 'P', [me, member(1)], { words: { 'm-1:1': 'silent' } }), 'cannot take in m-1: it does not answer'],
    ['who is unsure', primary([me], 'P', [me, member(1)], { words: { 'm-1:1': 'unsure' } }), 'cannot take in m-1: it reports: unsure'],
    ['who is another set\'s', primary([me], 'P', [me, member(1)], { words: { 'm-1:1': 'member other' } }), 'cannot take in m-1: it belongs to another replica set'],
    ['a newcomer to have its data', primary([me, member(1)], 'PI', three, { words: { 'm-2:1': 'fresh' } }), 'take in m-2 when m-1:1 has its data'],
    ['a new name to be a member\'s', primary([me, member(1, { host: 'old-1:1' })], 'PS', [me, member(1)], { words: { 'm-1:1': 'silent' } }), 'cannot call old-1:1 m-1:1: it does not answer'],
    ['an arbiter that is to be none', primary([me, arbiter], 'PA', [me, member(200)]), 'm-200:1 cannot become or cease to be an arbiter: take it out of the list first'],
    ['somebody to follow', primary(three, 'PDD', [member(0, { priority: 0 }), member(1), member(2)]), 'this primary is to change or to leave, but no healthy member could succeed it yet'],
    ['what failed a short while ago', primary(three, 'PSS', [me, member(1)], { failed: { 'remove m-2:1, which is not in the list': 'NodeNotFound' } }), 'could not remove m-2:1, which is not in the list: NodeNotFound'],
  ])('waits for %s', (_, facts, sentence) => {
    expect(decide(facts)).toEqual({ say: sentence });
  });

  test('a newcomer that is down keeps nobody out, because it has no vote yet', () => {
    const facts = primary([me, member(1)], 'PD', three, { words: { 'm-2:1': 'fresh' } });
    expect(says(facts)).toBe('could not take in m-2:1: then only 1 of 2 voters would be healthy');
    facts.status.votingMembersCount = 1;
    expect(ids(decide(facts))).toEqual([0, 1, 2]);
  });

  test('a primary that is to go steps down for one who stays', () => {
    expect(decide(primary([member(2), member(0), member(1)], 'PSS', [member(0), member(1)])))
      .toEqual({ do: 'stepDown', key: 'stepDown', say: 'step down, so that another primary can change this member; m-0:1 could succeed it' });
  });

  test('a newcomer that goes again takes nothing with it of what the others count', () => {
    const facts = primary(three, 'PDI', [me, member(1)]);
    facts.status.votingMembersCount = 2;
    expect(says(facts)).toBe('could not remove m-2:1, which is not in the list: then only 1 of 2 voters would be healthy');
  });

  test('the last healthy one that could be elected is not removed', () => {
    const [first, last] = [member(0, { priority: 0 }), member(3, { priority: 0 })];
    expect(says(primary([first, member(1), member(2), last], 'PDSS', [first, member(1), last])))
      .toBe('could not remove m-2:1, which is not in the list: then no healthy member could be elected');
  });

  test('nobody who is to have no priority follows a primary that is to go', () => {
    const wished = [member(0, { priority: 0 }), member(1, { priority: 0 }), member(2)];
    expect(says(primary(three, 'PSS', wished, { failed: { 'change m-1:1: priority 0': 'NodeNotFound' } }))).toMatch(/m-2:1 could succeed it$/);
  });

  test('an old name of a new disk is not called anything', () => {
    const failed = { 'remove old-1:1, which is not in the list': 'NodeNotFound' };
    expect(says(primary([me, member(1, { host: 'old-1:1' }), member(2)], 'PDS', three, { words: { 'm-1:1': 'fresh' }, failed }))).toBe('could not remove old-1:1, which is not in the list: NodeNotFound');
  });

  test('new names are given one after the other, in the order of the list', () => {
    const old = [me, member(1, { host: 'old-1:1' }), member(2, { host: 'old-2:1' })];
    expect(says(primary(old, 'PSS', three, { words: { 'm-1:1': 'removed id', 'm-2:1': 'removed id' } }))).toBe('call old-1:1 m-1:1');
  });

  test('what a write waits for is looked at as long as an arbiter is there', () => {
    expect(decide(primary([me, arbiter], 'PA', [me], { concern: undefined }))).toEqual({ look: 'concern', term: '1' });
  });

  test('a primary that is to go removes the others that are to go first', () => {
    expect(ids(decide(primary([member(2), member(0), member(1)], 'PSS', [member(0)])))).toEqual([2, 0]);
  });

  test.each<[string, any, any, string]>([
    ['tags', member(1), member(1, { tags: { zone: 'a' } }), 'change m-1:1: tags {"zone":"a"}'],
    ['priority', member(1), member(1, { priority: 2 }), 'change m-1:1: priority 2'],
    ['a vote and with it the priority', member(1), member(1, { priority: 0, votes: 0 }), 'change m-1:1: priority 0, votes 0'],
    ['a delay as MongoDB has it', member(1, { secondaryDelaySecs: { toNumber: () => 60 }, priority: 0 }), member(1, { secondaryDelaySecs: 3600, priority: 0 }), 'change m-1:1: secondaryDelaySecs 3600'],
  ])('changes %s', (_, is, wish, say) => {
    const step = decide(primary([me, is, member(2)], 'PSS', [me, wish, member(2)]));
    expect([step.do, step.say]).toEqual(['reconfig', say]);
    expect(step.config.members[1]).toMatchObject({ priority: wish.priority, votes: wish.votes, tags: wish.tags, secondaryDelaySecs: wish.secondaryDelaySecs, buildIndexes: true });
  });

  test('the same in another order is no change', () => {
    const is = member(1, { tags: { a: '1', b: '2' }, secondaryDelaySecs: { toNumber: () => 0 } });
    expect(says(primary([me, is], 'PS', [me, member(1, { tags: { b: '2', a: '1' } })]))).toBe('this is the primary, and everything is as the list says');
  });

  test('a member gets its new name', () => {
    const step = decide(primary([me, member(1, { host: 'old-1:1' }), member(2)], 'PSS', three, { words: { 'm-1:1': 'removed id' } }));
    expect([step.say, step.config.members[1].host]).toEqual(['call old-1:1 m-1:1', 'm-1:1']);
  });

  test('before an arbiter, MongoDB is told what a write waits for', () => {
    const wished = [me, member(1), arbiter];
    const facts = primary([me, member(1)], 'PS', wished, { words: { 'm-200:1': 'fresh' }, concern: undefined });
    expect(decide(facts)).toEqual({ look: 'concern', term: '1' });
    expect(decide({ ...facts, concern: { term: '1' } })).toEqual({ do: 'concern', key: 'concern majority', say: 'set the default write concern to "majority"', w: 'majority' });
    expect(says({ ...facts, concern: { term: '1' }, failed: { 'concern majority': 'x' } }))
      .toBe('could not set the default write concern to "majority": x; take in m-200 once the default write concern is set');
    expect(ids(decide({ ...facts, concern: { term: '1', w: 1 } }))).toEqual([0, 1, 200]);
  });

  test('beside one and an arbiter, the next member cannot be elected at first', () => {
    const facts = primary([me, arbiter], 'PA', [me, member(1), arbiter], { words: { 'm-1:1': 'fresh' } });
    expect(decide(facts).config.members[2]).toMatchObject({ _id: 1, priority: 0, votes: 1 });
    expect(says(primary([me, arbiter, member(1, { priority: 0 })], 'PAS', [me, member(1), arbiter]))).toBe('change m-1:1: priority 1');
  });
});

describe('a member that does not find itself', () => {
  const outside = (more: object = {}) => secondary({ state: 'OTHER', status: { code: 93 }, self: me, removedFor: 12, config: { members: three() }, ...more });
  const three = () => [0, 1, 2].map(n => configured(member(n)));
  const REMOVED = 'mongod is in no replica set: it was removed, or does not find itself by its name yet';

  test.each<[string, any, object]>([
    ['never makes a set, but waits', outside({ removedFor: 11 }), { say: REMOVED }],
    ['looks whether it is in its config', outside({ config: undefined }), { look: 'config' }],
    ['looks whether its name leads to it', outside(), { look: 'found' }],
    ['waits for DNS', outside({ found: false }), { say: 'm-0:1 does not resolve to this pod in DNS' }],
    ['is started again when DNS has it', outside({ found: true }), { do: 'restart', key: 'restart', say: 'restart mongod, which still does not find itself by its name' }],
    ['waits if it was removed', outside({ config: { members: three().slice(1) } }), { say: 'mongod was removed from its replica set, and waits to be taken back' }],
    ['needs somebody if there is no user', outside({ user: undefined }), { say: `${REMOVED}; no user can log in here to restart it: delete this pod` }],
  ])('%s', (_, facts, step) => {
    expect(decide(facts)).toEqual(step);
  });
});

describe('other members', () => {
  test.each<[string, any, object]>([
    ['a secondary says who leads', secondary(), { say: 'this is a secondary, the primary is m-1:1' }],
    ['one in initial sync says so', secondary({ state: 'OTHER', status: { members: [], term: 1 } }), { say: 'this member is not ready; no primary is known' }],
    ['an arbiter has nothing to do', secondary({ state: 'ARBITER', arbiter: true }), { say: 'this is the arbiter' }],
    ['a secondary has its certificates read too', secondary({ certificates: { now: 'b', used: 'a' } }), { do: 'rotate', key: 'rotate b', say: 'make mongod reload its certificates', print: 'b' }],
    ['but not if nobody is logged in', secondary({ user: undefined, certificates: { now: 'b', used: 'a' } }), { say: 'this is a secondary, the primary is m-1:1' }],
  ])('%s', (_, facts, step) => {
    expect(decide(facts)).toEqual(step);
  });
});

describe('the version that the set works as', () => {
  const me3 = [0, 1, 2].map(n => member(n));
  const versioned = (version: unknown, more: object = {}) => primary(me3, 'PSS', me3, { version, ...more });
  const ALL = 'this is the primary, and everything is as the list says';

  test('is looked at when there is nothing else to do', () => expect(decide(versioned(undefined))).toEqual({ look: 'version' }));

  test('is said if it is not that of what runs, with what else there is to say', () => {
    const sentence = "it runs MongoDB 8.0, but the set still works as 7.0: once you are sure to stay, and before the next major version, run db.adminCommand({ setFeatureCompatibilityVersion: '8.0', confirm: true })";
    expect(decide(versioned({ binary: '8.0.4', works: '7.0' }))).toEqual({ say: `${ALL}; ${sentence}` });
    expect(decide(versioned({ binary: '8.0.4', works: '7.0' }, { list: { members: me3.concat(member(3)), leaving: [], users: [] }, words: { 'm-3:1': 'silent' } }))).toEqual({ say: `cannot take in m-3: it does not answer; ${sentence}` });
  });

  test.each([['6.0', '5.0', ''], ['7.0', '6.0', ', confirm: true'], ['8.0', '7.0', ', confirm: true']])('is raised in the words of %s, which had %s', (binary, works, confirm) => {
    expect(says(versioned({ binary: `${binary}.1`, works }))).toContain(`db.adminCommand({ setFeatureCompatibilityVersion: '${binary}'${confirm} })`);
  });

  test.each([[{ binary: '8.0.4', works: '8.0' }], [{ binary: undefined, works: '7.0' }], [{ binary: '8.0.4', works: undefined }]])('is not said otherwise: %j', version => expect(says(versioned(version))).toBe(ALL));
});
