import { promises as dns } from 'dns';
import { AddressInfo, connect, Socket } from 'net';
import { program } from './support/programs';

jest.setTimeout(30_000);

const { ownWord, holdings, listen, ask, askStands, askHoldings, askServices, leadsHere, askers } = program('word.js');

const refuse = (code: number) => ({ ok: 0, code });
const config = { config: { settings: { replicaSetId: '64ab' } } };
const mongod = (user: string | undefined, answers: Record<string, any>) => ({ user, run: async (command: object) => answers[Object.keys(command)[0]] });

test.each<[string, string | undefined, object, string]>([
  ['has no config and no users', undefined, { replSetGetStatus: refuse(94) }, 'fresh'],
  ['has no config but users', 'root', { replSetGetStatus: refuse(94) }, 'unsure'],
  ['asks for a login', undefined, { replSetGetStatus: refuse(13) }, 'unsure'],
  ['is a member', 'root', { replSetGetStatus: {}, replSetGetConfig: config }, 'member 64ab'],
  ['is a member without users', undefined, { replSetGetStatus: {} }, 'unsure'],
  ['was removed, or does not find itself', 'root', { replSetGetStatus: refuse(93), replSetGetConfig: config }, 'removed 64ab'],
  ['was removed before it had users', undefined, { replSetGetStatus: refuse(93) }, 'removed'],
  ['may not tell', 'root', { replSetGetStatus: {}, replSetGetConfig: refuse(13) }, 'unsure'],
  ['is root no more', 'root', { replSetGetStatus: refuse(13) }, 'unsure'],
  ['shuts down', undefined, { replSetGetStatus: refuse(91) }, 'unsure'],
])('a mongod that %s', async (_, user, answers, word) => {
  expect(await ownWord({ arbiter: false }, mongod(user, answers))).toBe(word);
});

test('somebody who logs in just then makes it unsure', async () => {
  const changing = { user: undefined as string | undefined, run: async () => { changing.user = 'root'; return refuse(94); } };
  expect(await ownWord({ arbiter: false }, changing)).toBe('unsure');
});

test.each([[{}, 'fresh'], [{ setName: 'rs0' }, 'unsure'], [refuse(91), 'unsure']])('an arbiter goes by hello: %j', async (hello, word) => {
  expect(await ownWord({ arbiter: true }, mongod(undefined, { hello }))).toBe(word);
});

describe('what a member holds', () => {
  const members = [0, 1, 2, 3].map(_id => ({ _id, votes: _id === 3 ? 0 : 1 }));
  const optimes = { appliedOpTime: { ts: '7301', t: 4 }, durableOpTime: { ts: '7300', t: 4 } };
  const status = (self: number, more: object = {}) => ({
    term: 4, votingMembersCount: 2, writableVotingMembersCount: 2, members: members.map(({ _id }) => ({ _id, stateStr: 'SECONDARY', ...(_id === self && { self: true }) })), optimes: { ...optimes, ...more },
  });
  const holds = (answers: object) => holdings({ arbiter: false }, mongod('root', { replSetGetConfig: { config: { members } }, ...answers }));

  test('is its state, its term, who votes, and how far it has come', async () => {
    expect(await holds({ replSetGetStatus: status(1) })).toBe('secondary term 4 voters 2 data 2 pending 1 votes 1 reached 4 7301 kept 4 7300');
    expect(await holds({ replSetGetStatus: status(3) })).toBe('secondary term 4 voters 2 data 2 pending 1 votes 0 reached 4 7301 kept 4 7300');
  });

  test('is also what MongoDB 8.0 has written and not applied yet', async () => {
    expect(await holds({ replSetGetStatus: status(1, { writtenOpTime: { ts: '7302', t: 4 } }) })).toMatch(/reached 4 7302 kept 4 7300$/);
  });

  test.each<[string, object]>([
    ['may not tell', { replSetGetStatus: refuse(13) }], ['is in no set', { replSetGetStatus: refuse(94) }], ['may not tell its config', { replSetGetStatus: status(1), replSetGetConfig: refuse(13) }],
  ])('is nothing where mongod %s', async (_, answers) => expect(await holds(answers)).toBe('nothing'));

  test('is nothing on an arbiter, which is not asked', async () => {
    expect(await holdings({ arbiter: true }, { run: async () => { throw new Error(); } })).toBe('nothing');
  });
});

describe('over the network', () => {
  const me = { set: 'rs0', namespace: 'prod', domain: 'local', pod: 'a-1', wordPort: 0, wordAddress: '127.0.0.1', ask: 1, arbiter: false };
  let server: any;
  let settings: typeof me;
  let asked = 0;
  let empty = false;
  let answer: () => Promise<any>;

  beforeAll(async () => {
    server = await listen(me, { user: undefined, run: async () => { asked++; return answer(); } }, { stand: () => 'stops', isEmpty: () => empty });
    settings = { ...me, wordPort: (server.address() as AddressInfo).port };
  });
  afterAll(() => server.close());
  beforeEach(() => {
    asked = 0;
    empty = false;
    answer = async () => refuse(94);
  });
  const to = (pod: string, address = '127.0.0.1') => ask(settings, { pod, host: `${address}:27017` });

  test('a member tells its word', async () => {
    expect(await to('a-1')).toBe('fresh');
  });

  test('it says nothing for another pod, which had its address before', async () => {
    expect(await to('a-2')).toBe('silent');
    expect(asked).toBe(0);
  });

  test('it tells where it stands, without asking mongod; who says nothing is silent', async () => {
    const members = ['a-1', 'a-2'].map((pod, i) => ({ pod, host: `127.0.0.1:2701${i}` }));
    expect(await askStands(settings, members)).toEqual({ '127.0.0.1:27010': 'stops', '127.0.0.1:27011': 'silent' });
    expect(asked).toBe(0);
  });

  test('it tells what it holds, and asks mongod each time', async () => {
    const members = [{ pod: 'a-1', host: '127.0.0.1:27017' }];
    const optime = { t: -1, ts: 0 };
    const status = { term: 1, votingMembersCount: 1, writableVotingMembersCount: 1, members: [{ _id: 0, self: true, stateStr: 'STARTUP2' }], optimes: { appliedOpTime: optime, durableOpTime: optime } };
    answer = async () => ({ ...status, config: { members: [{ _id: 0, votes: 1 }] } });
    const said = { '127.0.0.1:27017': 'startup2 term 1 voters 1 data 1 pending 0 votes 1 reached -1 0 kept -1 0' };
    expect(await Promise.all([askHoldings(settings, members), askHoldings(settings, members)])).toEqual([said, said]);
    expect(asked).toBe(4);
    answer = async () => { throw new Error(); };
    expect(await askHoldings(settings, members)).toEqual({ '127.0.0.1:27017': 'nothing' });
  });

  test('a disk that is empty is said to be, and mongod not asked: it is held back', async () => {
    empty = true;
    expect(await to('a-1')).toBe('empty');
    expect(await askHoldings(settings, [{ pod: 'a-1', host: '127.0.0.1:27017' }])).toEqual({ '127.0.0.1:27017': 'nothing' });
    empty = false;
    expect(asked).toBe(0);
  });

  test('it tells whoever asks by hand', async () => {
    expect(await (await fetch(`http://127.0.0.1:${settings.wordPort}/`)).text()).toBe('fresh\n');
  });

  test('many who ask at once make mongod answer once', async () => {
    answer = async () => new Promise(resolve => { setTimeout(() => resolve(refuse(94)), 150); });
    expect(await Promise.all([to('a-1'), to('a-1'), to('a-1')])).toEqual(['fresh', 'fresh', 'fresh']);
    expect(asked).toBe(1);
  });

  describe('whoever connects and holds on', () => {
    const own = new Set<Socket>();
    const lasted = new Map<Socket, Promise<number>>();
    afterEach(async () => {
      own.forEach(socket => socket.destroy());
      await Promise.all(lasted.values());
    });

    /** One who says that, and then what it says again and again, and does not let go. */
    const holder = async (says = '', again = '') => new Promise<Socket>((resolve, reject) => {
      const socket = connect(settings.wordPort, '127.0.0.1');
      const since = Date.now();
      const drip = setInterval(() => again && socket.write(again), 200);
      own.add(socket);
      lasted.set(socket, new Promise(ended => { socket.once('close', () => ended(Date.now() - since)); }));
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.on('error', () => undefined);
        socket.write(says);
        resolve(socket);
      });
      socket.once('close', () => {
        clearInterval(drip);
        own.delete(socket);
        resolve(socket);
      });
    });
    const connections = async () => new Promise<number>((resolve, reject) => { server.getConnections((error: Error, count: number) => error ? reject(error) : resolve(count)); });

    test.each([
      ['says nothing', '', ''],
      ['says only half of it', 'GET / HTTP/1.1\r\n', ''],
      ['says a little now and then', 'GET / HTTP/1.1\r\n', 'x: y\r\n'],
    ])('and %s, is let go of within a few seconds', async (_, says, again) => {
      const milliseconds = await lasted.get(await holder(says, again));
      expect(milliseconds).toBeGreaterThan(1000);
      expect(milliseconds).toBeLessThan(4500);
      expect(await connections()).toBe(0);
    });

    test.each([['says nothing', '', ''], ['says a little now and then', 'GET / HTTP/1.1\r\n', 'x: y\r\n']])(
      'and %s, keeps nobody else from its word, though there are 150 of them', async (_, says, again) => {
        await Promise.all(Array.from({ length: 150 }, async () => holder(says, again)));
        expect(await ask({ ...settings, ask: 3 }, { pod: 'a-1', host: '127.0.0.1:27017' })).toBe('fresh');
        expect(await connections()).toBeLessThanOrEqual(100);
      },
    );

    test('and comes again whenever it is let go of, does not either, while an answer takes a while', async () => {
      let going = true;
      const comes = async (): Promise<void> => {
        await holder('GET').then(async socket => lasted.get(socket), () => undefined);
        await new Promise(resolve => { setTimeout(resolve, 50); });
        if (going) return comes();
      };
      const all = Array.from({ length: 150 }, comes);
      answer = async () => new Promise(resolve => { setTimeout(() => resolve(refuse(94)), 500); });
      for (let i = 0; i < 5; i++) expect(await ask({ ...settings, ask: 3 }, { pod: 'a-1', host: '127.0.0.1:27017' })).toBe('fresh');
      going = false;
      own.forEach(socket => socket.destroy());
      await Promise.all(all);
    });

    test('before the manager comes to it, is not taken for one who asks', async () => {
      const held = Array.from({ length: 60 }, async () => holder());
      const words = Array.from({ length: 60 }, async () => ask({ ...settings, ask: 3 }, { pod: 'a-1', host: '127.0.0.1:27017' }));
      const more = Array.from({ length: 60 }, async () => holder());
      const busy = Date.now() + 2300; // longer than anybody has to say what it wants
      await new Promise(resolve => setImmediate(resolve));
      while (Date.now() < busy);
      expect(new Set(await Promise.all(words))).toEqual(new Set(['fresh']));
      await Promise.all([...held, ...more]);
    });

    test('who asks and is not answered is let go of as well', async () => {
      let say = (_: object): void => undefined;
      answer = async () => new Promise(resolve => { say = resolve; });
      const milliseconds = await lasted.get(await holder('GET / HTTP/1.1\r\nhost: a\r\n\r\n'));
      say(refuse(94));
      expect(milliseconds).toBeGreaterThan(3500);
      expect(milliseconds).toBeLessThan(8000);
    });

    test('who asks last is heard, where more than a hundred wait for their answer', async () => {
      answer = async () => new Promise(resolve => { setTimeout(() => resolve(refuse(94)), 1000); });
      await Promise.all(Array.from({ length: 150 }, async () => holder('GET / HTTP/1.1\r\nhost: a\r\n\r\n')));
      expect(await ask({ ...settings, ask: 3 }, { pod: 'a-1', host: '127.0.0.1:27017' })).toBe('fresh');
    });
  });

  test('a mongod that does not answer makes it unsure', async () => {
    answer = async () => { throw new Error(); };
    expect(await to('a-1')).toBe('unsure');
  });

  test('who does not answer in time is silent', async () => {
    answer = async () => new Promise(resolve => { setTimeout(() => resolve(refuse(94)), 2000); });
    expect(await to('a-1')).toBe('silent');
  });

  test('where nobody listens it is silent', async () => {
    expect(await to('a-1', '127.0.0.2')).toBe('silent');
    expect(await to('a-1', 'no-such-name.invalid')).toBe('silent');
  });

  test('a Service that cannot be looked up is somebody unheard of; of others, one that does not exist has nobody', async () => {
    expect(await askServices(settings, ['no-such', 'no-such-hidden'], 'no-such', [])).toEqual([['no-such.prod.svc.local', 'silent']]);
  });

  test('of pods behind a Service, those that are members have their names', async () => {
    const addresses: Record<string, string[]> = { 'db.prod.svc.local': ['127.0.0.1', '127.0.0.2', '127.0.0.3'], 'a-2.db': ['127.0.0.2'] };
    const lookup = jest.spyOn(dns, 'lookup').mockImplementation((async (name: string) => {
      if (!addresses[name]) throw new Error();
      return addresses[name].map(address => ({ address, family: 4 }));
    }) as any);
    const members = [{ pod: 'a-2', host: 'a-2.db:27017' }, { pod: 'a-3', host: 'a-3.db:27017' }];
    expect(await askServices(settings, ['db'], 'db', members)).toEqual([['a-2', 'silent'], ['127.0.0.3', 'silent']]);
    lookup.mockRestore();
  });

  test('a manager asks all of it with its own settings, and nothing that it gives is left out', async () => {
    expect(Object.keys(askers(settings))).toEqual(['ask', 'askStands', 'askHoldings', 'askServices', 'leadsHere']);
    expect(await askers(settings).askServices(['no-such'], 'no-such', [])).toEqual([['no-such.prod.svc.local', 'silent']]);
    expect(await askers(settings).leadsHere('127.0.0.1:27017')).toBe(true);
  });

  test('a name that is not known leads nowhere', async () => {
    expect(await leadsHere(settings, 'no-such-name.invalid:27017')).toBe(false);
    expect(await leadsHere(settings, 'localhost:27017')).toBe(true);
  });
});
