import { promises as dns } from 'dns';
import { createServer } from 'http';
import { AddressInfo, connect, Socket } from 'net';
import { program } from './support/programs';

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
  const me = { set: 'rs0', namespace: 'prod', domain: 'local', pod: 'a-1', wordPort: 0, wordAddress: '127.0.0.1', ask: 20, arbiter: false };
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
    let here = 0;
    const allAreHere = new Promise<void>(resolve => server.on('request', function count() {
      if (++here < 3) return;
      server.off('request', count);
      resolve();
    }));
    answer = async () => allAreHere.then(() => refuse(94));
    expect(await Promise.all([to('a-1'), to('a-1'), to('a-1')])).toEqual(['fresh', 'fresh', 'fresh']);
    expect(asked).toBe(1);
  });

  // By a clock of their own, so that no machine is too slow for them.
  describe('whoever connects and holds on', () => {
    const CLOCK = ['Date', 'hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate', 'setInterval', 'clearInterval'] as const;
    const own = new Set<Socket>();
    const gone = new Map<Socket, Promise<void>>();
    const seen = new Map<number, Socket>();
    const awaited = new Map<number, () => void>();
    const see = (socket: Socket) => {
      seen.set(socket.remotePort!, socket);
      awaited.get(socket.remotePort!)?.();
    };
    beforeAll(() => server.on('connection', see));
    afterAll(() => server.off('connection', see));
    beforeEach(() => jest.useFakeTimers({ doNotFake: [...CLOCK] }));
    afterEach(async () => {
      own.forEach(socket => socket.destroy());
      await Promise.all(gone.values());
      for (const each of [own, gone, seen, awaited]) each.clear();
      jest.useRealTimers();
    });

    const until = async (is: () => boolean) => { while (!is()) await new Promise(setImmediate); };
    const connections = async () => new Promise<number>((resolve, reject) => { server.getConnections((error: Error, count: number) => error ? reject(error) : resolve(count)); });

    /** One that says that, and does not let go; the manager knows of it. */
    const holder = async (says = '') => {
      const socket = connect(settings.wordPort, '127.0.0.1').on('error', () => undefined);
      own.add(socket);
      const closed = new Promise<void>(ended => { socket.once('close', () => ended()); });
      gone.set(socket, closed);
      await Promise.race([closed, new Promise(resolve => socket.once('connect', resolve))]);
      const port = socket.localPort!;
      if (says) socket.write(says);
      if (!seen.has(port)) await Promise.race([closed, new Promise<void>(resolve => awaited.set(port, resolve))]);
      return socket;
    };
    /** Until the manager has read it. */
    const goesOn = async (socket: Socket, says: string, before = seen.get(socket.localPort!)!.bytesRead) => {
      socket.write(says);
      await until(() => seen.get(socket.localPort!)!.bytesRead >= before + says.length);
    };
    /** However long it takes. */
    const patient = async () => ask({ ...settings, ask: 600 }, { pod: 'a-1', host: '127.0.0.1:27017' });

    test.each([
      ['says nothing', '', ''],
      ['says only half of it', 'GET / HTTP/1.1\r\n', ''],
      ['says a little now and then', 'GET / HTTP/1.1\r\n', 'x: y\r\n'],
    ])('and %s, is let go of after two seconds', async (_, says, again) => {
      const socket = await holder();
      await goesOn(socket, says);
      for (let i = 0; i < 9; i++) {
        jest.advanceTimersByTime(200);
        if (again) await goesOn(socket, again);
      }
      jest.advanceTimersByTime(199);
      for (let i = 0; i < 3; i++) await new Promise(setImmediate);
      expect(await connections()).toBe(1);
      jest.advanceTimersByTime(1);
      await gone.get(socket);
      expect(await connections()).toBe(0);
    });

    test.each([['says nothing', ''], ['says only half of it', 'GET / HTTP/1.1\r\n']])('and %s, keeps nobody else from its word, though there are 150 of them', async (_, says) => {
      await Promise.all(Array.from({ length: 150 }, async () => holder(says)));
      expect(await patient()).toBe('fresh');
      expect(await connections()).toBeLessThanOrEqual(100);
    });

    test('and comes again whenever it is let go of, does not either, while an answer takes a while', async () => {
      let going = true;
      let come = 0;
      const comes = async (): Promise<void> => {
        await holder('GET').then(async socket => gone.get(socket));
        come++;
        if (going) return comes();
      };
      const all = Array.from({ length: 120 }, comes);
      for (let i = 0; i < 3; i++) {
        const many = come + 30;
        answer = async () => until(() => come > many).then(() => refuse(94));
        expect(await patient()).toBe('fresh');
      }
      going = false;
      let ended = false;
      void Promise.all(all).then(() => { ended = true; });
      await until(() => {
        own.forEach(socket => socket.destroy());
        return ended;
      });
    });

    test('before the manager comes to it, is not taken for one who asks', async () => {
      jest.useRealTimers(); // what has come, and was not read yet, is what a busy manager has
      const held = Array.from({ length: 60 }, async () => holder());
      const words = Array.from({ length: 60 }, patient);
      const more = Array.from({ length: 60 }, async () => holder());
      const busy = Date.now() + 2300; // longer than anybody has to say what it wants
      await new Promise(resolve => setImmediate(resolve));
      while (Date.now() < busy);
      expect(new Set(await Promise.all(words))).toEqual(new Set(['fresh']));
      await Promise.all([...held, ...more]);
    });

    test('who asks and is not answered is let go of as well, after five seconds', async () => {
      let say = (_: object): void => undefined;
      const late = new Promise(resolve => { say = resolve; });
      answer = async () => late;
      const socket = await holder('GET / HTTP/1.1\r\nhost: a\r\n\r\n');
      await until(() => asked > 0);
      jest.advanceTimersByTime(4999);
      for (let i = 0; i < 3; i++) await new Promise(setImmediate);
      expect(await connections()).toBe(1);
      jest.advanceTimersByTime(1);
      await gone.get(socket);
      say(refuse(94));
    });

    test('who asks last is heard, where more than a hundred wait for their answer', async () => {
      let requests = 0;
      const count = () => { requests++; };
      server.on('request', count);
      answer = async () => until(() => requests > 150).then(() => refuse(94));
      await Promise.all(Array.from({ length: 150 }, async () => holder('GET / HTTP/1.1\r\nhost: a\r\n\r\n')));
      expect(await patient()).toBe('fresh');
      server.off('request', count);
    });
  });

  test('a mongod that does not answer makes it unsure', async () => {
    answer = async () => { throw new Error(); };
    expect(await to('a-1')).toBe('unsure');
  });

  test('who does not answer in time is silent', async () => {
    let say = (_: object): void => undefined;
    const late = new Promise(resolve => { say = resolve; });
    answer = async () => late;
    expect(await ask({ ...settings, ask: 0.2 }, { pod: 'a-1', host: '127.0.0.1:27017' })).toBe('silent');
    say(refuse(94));
  });

  test('who talks without end is silent, and listened to no longer', async () => {
    const talker = createServer((_, response) => { response.write('x'.repeat(1000)); });
    await new Promise<void>(resolve => talker.listen(0, '127.0.0.1', resolve));
    const gone = new Promise(resolve => talker.on('connection', socket => socket.on('close', resolve)));
    const { port } = talker.address() as AddressInfo;
    expect(await ask({ ...settings, wordPort: port, ask: 600 }, { pod: 'a-1', host: '127.0.0.1:27017' })).toBe('silent');
    await gone;
    talker.close();
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
