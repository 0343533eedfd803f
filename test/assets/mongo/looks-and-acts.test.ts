import { program } from './support/programs';

const { look, atMongod, Refusal } = program('look.js');
const { act } = program('act.js');
const { Mongod } = program('mongod.js');

const PASSWORD = 'never-to-be-seen';
const refused = (code: number, codeName = 'No') => ({ ok: 0, code, codeName, why: `no, ${PASSWORD}` });

/** A mongod that answers like this, and what it was asked. */
function mongod(answers: Record<string, any> = {}, takes: (user: string, password: string) => any = () => true) {
  const sent: any[] = [];
  const logins: string[] = [];
  const trying = async (user: string, password: string) => { logins.push(`${user} ${password}`); return takes(user, password); };
  const run = async (command: any, seconds?: number) => {
    sent.push(seconds === undefined ? command : { ...command, seconds });
    const answer = answers[Object.keys(command)[0]!] ?? {};
    return typeof answer === 'function' ? answer(command) : answer;
  };
  return { sent, logins, mongod: { run, login: trying, takes: trying, drop: () => sent.push('drop') } };
}

const settings = { change: 15 };
const credentials = { 'root': { username: 'root', password: 'new', previousPassword: 'old' }, 'user-0': { username: 'app', password: 'a' } };
const memory = (more: object = {}) => ({ users: {} as Record<string, any>, ...more }) as any;

describe('mongod is looked at', () => {
  test.each<[object, string]>([
    [{ isWritablePrimary: true, secondary: false, setName: 'rs0' }, 'PRIMARY'],
    [{ isWritablePrimary: true, secondary: true, setName: 'rs0' }, 'PRIMARY'],
    [{ secondary: true, setName: 'rs0' }, 'SECONDARY'],
    [{ arbiterOnly: true, setName: 'rs0' }, 'ARBITER'],
    [{ arbiterOnly: true }, 'OTHER'],
    [{}, 'OTHER'],
  ])('and is by what hello says: %j', async (hello, state) => {
    expect(await atMongod({ arbiter: false }, mongod({ hello: { ...hello, primary: 'm-1:1' }, replSetGetStatus: { term: 4 } }).mongod)).toEqual({ state, primary: 'm-1:1', status: { term: 4 } });
  });

  test.each<[string, object, object]>([
    ['PRIMARY', { config: {}, commitmentStatus: true }, { config: {}, committed: true }],
    ['PRIMARY', { config: {}, commitmentStatus: false }, { config: {}, committed: false }],
    ['SECONDARY', { config: {} }, { config: {}, committed: false }],
  ])('for its config, and as %s for whether a majority has it: %j', async (state, answer, found) => {
    const { mongod: of, sent } = mongod({ replSetGetConfig: answer });
    expect(await look({ mongod: of, facts: { state } }, { look: 'config' })).toEqual(found);
    expect(sent).toEqual([{ replSetGetConfig: 1, ...(state === 'PRIMARY' && { commitmentStatus: true }) }]);
  });

  test.each<[string, string, object]>([['config', 'replSetGetConfig', { state: 'PRIMARY' }], ['concern', 'getDefaultRWConcern', {}], ['user', 'usersInfo', { credentials }]])(
    'and what it refuses is no answer: %s', async (what, command, facts) => {
      const looking = look({ mongod: mongod({ [command]: refused(13, 'Unauthorized') }).mongod, memory: memory(), facts }, { look: what, id: 'user-0' });
      await expect(looking).rejects.toThrow(new Refusal(`mongod refuses ${command}: Unauthorized`));
    },
  );

  test('a user, and who has been before, is remembered, and nobody else forgotten', async () => {
    const memo = memory({ users: { root: 'known' } });
    const user = { user: 'app', roles: [{ role: 'read', db: 'shop' }] };
    const usersInfo = (command: any) => ({ users: command.filter ? [user, { user: 'older' }] : [user] });
    const { mongod: of, sent, logins } = mongod({ usersInfo }, () => 'refused');
    const known = { key: 'k', term: '4', exists: true, login: 'refused', roles: user.roles, before: ['older'] };
    expect(await look({ mongod: of, memory: memo, facts: { credentials } }, { look: 'user', id: 'user-0', asked: 'k', term: '4' })).toEqual({ users: { 'root': 'known', 'user-0': known } });
    expect(memo.users).toEqual({ 'root': 'known', 'user-0': known });
    expect(logins).toEqual(['app a']);
    expect(sent).toEqual([{ usersInfo: { user: 'app', db: 'admin' } }, { usersInfo: 1, filter: { 'customData.managedBy': 'cdk8s-stateful', 'customData.id': 'user-0' } }]);
  });

  test('a user that is not there is not logged in', async () => {
    const { mongod: of, logins } = mongod({ usersInfo: { users: [] } });
    expect(await look({ mongod: of, memory: memory(), facts: { credentials } }, { look: 'user', id: 'user-0', asked: 'k', term: '4' })).toMatchObject({ users: { 'user-0': { exists: false, login: undefined, before: [] } } });
    expect(logins).toEqual([]);
  });

  test.each([
    [{ defaultWriteConcern: { w: 1 }, defaultWriteConcernSource: 'global' }, 1],
    [{ defaultWriteConcern: { w: 'majority' }, defaultWriteConcernSource: 'implicit' }, undefined],
    [{ defaultWriteConcernSource: 'global' }, undefined],
  ])('what a write waits for is what somebody has said: %j', async (getDefaultRWConcern, w) => {
    const memo = memory();
    expect(await look({ mongod: mongod({ getDefaultRWConcern }).mongod, memory: memo }, { look: 'concern', term: '4' })).toEqual({ concern: { term: '4', w } });
    expect(memo.concern).toEqual({ term: '4', w });
  });

  test('the others are asked, those that leave among the crowd', async () => {
    const asked: any[] = [];
    const others = { ask: async ({ pod }: any) => `word of ${pod}`, askServices: async (...args: any[]) => { asked.push(...args); return [['x', 'fresh']]; } };
    expect(await look({ others }, { look: 'words', members: [{ pod: 'a', host: 'a:1' }, { pod: 'b', host: 'b:1' }] })).toEqual({ words: { 'a:1': 'word of a', 'b:1': 'word of b' } });
    expect(await look({ others, facts: { list: { members: ['m'], leaving: ['l'] } } }, { look: 'crowd', services: ['s'], own: 's' })).toEqual({ crowd: [['x', 'fresh']] });
    expect(asked).toEqual([['s'], 's', ['m', 'l']]);
  });
});

describe('mongod is told', () => {
  const told = (step: object, of: ReturnType<typeof mongod>, memo = memory()) => act({ mongod: of.mongod, settings, memory: memo, facts: { credentials } }, step);

  test.each<[string, object, object]>([
    ['to make a set', { do: 'initiate', config: { _id: 'rs0' } }, { replSetInitiate: { _id: 'rs0' }, seconds: 15 }],
    ['to change it, in half the time that is waited for', { do: 'reconfig', config: { version: 8 } }, { replSetReconfig: { version: 8 }, maxTimeMS: 7500, seconds: 15 }],
    ['to step down, for a minute, and when another one has caught up', { do: 'stepDown' }, { replSetStepDown: 60, secondaryCatchUpPeriodSecs: 8, seconds: 15 }],
    ['to end', { do: 'restart' }, { shutdown: 1, timeoutSecs: 5 }],
    ['to read its certificates', { do: 'rotate', print: 'p' }, { rotateCertificates: 1 }],
    ['what a write waits for', { do: 'concern', w: 1 }, { setDefaultRWConcern: 1, defaultWriteConcern: { w: 1, wtimeout: 0 }, writeConcern: { w: 'majority', wtimeout: 10000 }, seconds: 15 }],
  ])('%s; what passes by itself is told from what does not', async (_, step, command) => {
    const of = mongod();
    expect(await told(step, of)).toBeUndefined();
    expect(of.sent).toEqual([command]);
    const failing = (code: number) => told(step, mongod({ [Object.keys(command)[0]!]: refused(code) }));
    expect(await failing(109)).toEqual({ passing: true, why: `No: no, ${PASSWORD}` });
    expect(await failing(93)).toEqual({ passing: false, why: `No: no, ${PASSWORD}` });
  });

  test('a mongod that ends gives no answer', async () => {
    const { Silence } = program('mongod.js');
    const failing = (error: Error) => ({ ...mongod(), mongod: { run: async () => { throw error; } } as any });
    expect(await told({ do: 'restart' }, failing(new Silence('gone')))).toBeUndefined();
    await expect(told({ do: 'restart' }, failing(new TypeError('another')))).rejects.toThrow(new TypeError('another'));
    await expect(told({ do: 'rotate' }, failing(new Silence('gone')))).rejects.toThrow(new Silence('gone'));
  });

  test('what a write waits for is looked at again, whatever becomes of it', async () => {
    const memo = memory({ concern: { w: 1 } });
    await told({ do: 'concern', w: 1 }, mongod({ setDefaultRWConcern: refused(64) }), memo);
    expect(memo.concern).toBeUndefined();
  });

  test.each<[string, string, object]>([['createUser', 'createUser', {}], ['updatePassword', 'updateUser', {}], ['updateRoles', 'updateUser', { username: 'app' }]])(
    '%s: the user is looked at again, whatever becomes of it, and no password is told', async (step, command, more) => {
      for (const answer of [{}, refused(11000), refused(91)]) {
        const memo = memory({ users: { 'user-0': { exists: false }, 'root': 'known' } });
        const failed = await told({ do: step, id: 'user-0', roles: [], ...more }, mongod({ [command]: answer }), memo);
        expect(memo.users).toEqual({ root: 'known' });
        if (step !== 'updateRoles') expect(JSON.stringify(failed ?? '')).not.toContain(PASSWORD);
        expect(failed?.passing).toBe('code' in answer ? answer.code === 91 : undefined);
      }
    },
  );

  test("root's new password is what it logs in with", async () => {
    const [of, memo] = [mongod(), memory({ root: { username: 'root', password: 'old' } })];
    await told({ do: 'updatePassword', id: 'root' }, of, memo);
    expect([of.logins, memo.root]).toEqual([['root new'], { username: 'root', password: 'new' }]);
    const [failing, other] = [mongod({ updateUser: refused(1) }), memory({ root: 'as before' })];
    await told({ do: 'updatePassword', id: 'root' }, failing, other);
    expect([failing.logins, other.root]).toEqual([[], 'as before']);
  });

  test.each([['new', ['root new']], ['last', ['root new', 'former last']], ['old', ['root new', 'former last', 'root old']], ['none', ['root new', 'former last', 'root old']]])(
    'who it is by the Secret, by what was true last time, by what was true before: %s', async (right, logins) => {
      const [of, memo] = [mongod({}, (_, password) => password === right), memory({ root: { username: 'former', password: 'last' }, users: { app: 'known' } })];
      const failed = await told({ do: 'login' }, of, memo);
      expect(of.logins).toEqual(logins);
      expect(memo.users).toEqual(right === 'none' ? { app: 'known' } : {});
      expect(memo.root.password).toBe(right === 'none' ? 'last' : right);
      expect(failed).toBe(right === 'none' ? "neither the password of root's Secret nor an earlier one is accepted; put the former one back, or add it as previous-password" : undefined);
    },
  );

  test('certificates that it does not take are no longer those that it has', async () => {
    const [taken, refusing] = [memory({ certificates: 'a' }), memory({ certificates: 'a' })];
    await told({ do: 'rotate', print: 'b' }, mongod(), taken);
    await told({ do: 'rotate', print: 'b' }, mongod({ rotateCertificates: refused(140) }), refusing);
    expect([taken.certificates, refusing.certificates]).toEqual(['b', 'a']);
  });
});

describe('mongod is spoken to', () => {
  const failure = (more: object = {}) => Object.assign(new Error(PASSWORD), { name: 'MongoError' }, more);

  /** With what it answers to commands and to logins; and the connections that are open. */
  function spokenTo({ run, login }: Record<string, () => Promise<unknown>>) {
    const open = new Set<object>();
    const connect = async () => {
      const connection = { run, login, close: async () => { open.delete(connection); } };
      open.add(connection);
      return connection;
    };
    return { open, mongod: new Mongod({ port: 27017, answer: 10 }, connect) };
  }

  test.each<[string, () => Promise<unknown>, unknown]>([
    ['taken', async () => ({ ok: 1 }), true], ['refused', async () => Promise.reject(failure({ code: 18 })), 'refused'],
  ])('to find out whether a login is taken, and nothing is left of that where it is %s', async (_, login, said) => {
    const { open, mongod: one } = spokenTo({ login });
    expect(await one.takes('app', 'a')).toBe(said);
    expect([open.size, one.user]).toEqual([0, undefined]);
  });

  test.each<[string, object]>([['MongoError', {}], ['MongoError 18', { code: 18 }]])('as nobody, once it was silent: %s', async (said, more) => {
    const { open, mongod: one } = spokenTo({ login: async () => ({ ok: 1 }), run: async () => Promise.reject(failure(more)) });
    expect(await one.login('root', 'new')).toBe(true);
    expect([open.size, one.user]).toEqual([1, 'root']);
    await expect(one.run({ hello: 1 })).rejects.toThrow(new Error(said));
    expect([open.size, one.user]).toEqual([0, undefined]);
  });

  test('by no connection that comes too late: it is closed', async () => {
    let comes = (_: object): void => undefined;
    const late = new Promise(resolve => { comes = resolve; });
    await expect(new Mongod({ port: 27017, answer: 0.01 }, async () => late).run({ hello: 1 })).rejects.toThrow(new Error('no answer in time'));
    let closed = false;
    comes({ close: async () => { closed = true; } });
    await new Promise(setImmediate);
    expect(closed).toBe(true);
  });
});
