import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { program } from './support/programs';

const { Manager } = program('loop.js');
const { Mongod } = program('mongod.js');
const { connect } = program('connect.js');
const { read } = program('settings.js');

const PASSWORD = 'never-to-be-seen';
const folder = mkdtempSync(join(tmpdir(), 'manager-loop-'));
const environment = {
  POD_NAME: 'orders-0',
  POD_NAMESPACE: 'prod',
  MONGO_SET: 'rs0',
  MONGO_DOMAIN: 'cluster.local',
  MONGO_MEMBERS: join(folder, 'members.json'),
  MONGO_CREDENTIALS: join(folder, 'credentials'),
  MONGO_RUN: folder,
  MONGO_ANSWER: '0.2',
  MONGO_CHANGE: '0.3',
};

beforeEach(() => {
  for (const name of ['ready', 'alive', 'stopping', 'may-stop']) rmSync(join(folder, name), { force: true });
  mkdirSync(join(folder, 'credentials', 'root'), { recursive: true });
  writeFileSync(join(folder, 'credentials', 'root', 'username'), 'root');
  writeFileSync(join(folder, 'credentials', 'root', 'password'), PASSWORD);
  writeFileSync(environment.MONGO_MEMBERS, JSON.stringify({ members: [{ _id: 0, pod: 'orders-0', service: 'orders', priority: 1, votes: 1 }], users: [] }));
});
afterAll(() => rmSync(folder, { recursive: true }));

const refused = (code: number, codeName = 'No', message = 'no') => Object.assign(new Error(message), { code, codeName });
const never = async () => new Promise<never>(() => {});

/** A manager whose mongosh answers like this. */
type Login = (user: string, password: string) => any;
type Said = Record<string, string>;
function managed(answer: (command: any, user?: string) => any, login: Login = () => ({ ok: 1 }), environ: object = {}, stands: Said = {}, holds: Said = {}) {
  const lines: string[] = [];
  const uris: string[] = [];
  let opened = 0;
  const open = async (uri: string) => {
    uris.push(uri);
    opened++;
    let user: string | undefined;
    return {
      getDB: () => ({
        runCommand: async (command: any) => answer(command, user),
        auth: async ({ user: name, pwd }: any) => {
          const result = await login(name, pwd);
          user = name;
          return result;
        },
      }),
      close: async () => { opened--; },
    };
  };
  const time = { now: () => clock.seconds };
  const clock = { seconds: 1000 };
  const settings = read({ ...environment, ...environ });
  const others = { ask: async () => 'silent', askServices: async () => [], askStands: async () => stands, askHoldings: async () => holds, leadsHere: async () => true };
  const manager = new Manager({ settings, mongod: new Mongod(settings, connect(open)), others, time, print: (line: string) => lines.push(line) });
  return { manager, lines, uris, clock, open: () => opened };
}

const marked = (name: string) => existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : undefined;
const hello = (more: object) => ({ replSetGetStatus: { term: 1, members: [], ok: 1 } as any, hello: { ok: 1, ...more } });
const by = (answers: Record<string, any>) => (command: any) => {
  const found = answers[Object.keys(command)[0]];
  if (found instanceof Error) throw found;
  return typeof found === 'function' ? found(command) : found;
};

test.each<[string, object, boolean]>([
  ['a primary', { isWritablePrimary: true, setName: 'rs0' }, true],
  ['a secondary', { secondary: true, setName: 'rs0', primary: 'orders-1:27017' }, true],
  ['a secondary that knows of no primary', { secondary: true, setName: 'rs0' }, false],
  ['one in initial sync', { secondary: false, setName: 'rs0' }, false],
  ['one that is removed', {}, false],
])('%s is ready or not', async (_, more, isReady) => {
  writeFileSync(join(folder, 'ready'), 'old');
  const { manager } = managed(by({ ...hello(more), createUser: refused(1), replSetGetConfig: refused(1) }));
  await manager.round();
  expect([marked('ready'), marked('alive')]).toEqual([isReady ? '1000\n' : undefined, '1000\n']);
});

test('an arbiter is ready, and is asked for nothing but hello', async () => {
  const commands: string[] = [];
  const { manager, lines } = managed(command => {
    commands.push(...Object.keys(command));
    return { arbiterOnly: true, setName: 'rs0', primary: 'orders-1:27017', ok: 1 };
  }, undefined, { MONGO_ARBITER: 'true' });
  await manager.round();
  expect([marked('ready'), commands, lines]).toEqual(['1000\n', ['hello'], ['1970-01-01T00:16:40Z this is the arbiter']]);
});

test.each<[string, (command: any) => any]>([
  ['hello hangs', never],
  ['the status hangs', command => command.hello ? { secondary: true, ok: 1 } : never()],
  ['the connection breaks', () => { throw Object.assign(new Error(`mongodb://root:${PASSWORD}@x`), { name: 'MongoNetworkError' }); }],
])('alive is marked although %s, ready is taken back, and the connection is given up', async (_, answer) => {
  const { manager, lines, open } = managed(answer);
  writeFileSync(join(folder, 'ready'), 'old');
  const began = Date.now();
  await manager.round();
  expect(Date.now() - began).toBeLessThan(8000); // nowhere near what it has by default
  expect([marked('alive'), marked('ready'), open()]).toEqual(['1000\n', undefined, 0]);
  expect(lines).toEqual(['1970-01-01T00:16:40Z mongod does not answer']);
});

test('a change that hangs ends the round, not the manager', async () => {
  const { manager, lines } = managed(by({ ...hello({}), replSetGetStatus: refused(94), replSetInitiate: never }));
  await manager.round();
  expect(lines).toEqual(['1970-01-01T00:16:40Z make the replica set rs0', '1970-01-01T00:16:40Z could not make the replica set rs0: no answer (no answer in time)']);
  expect(marked('alive')).toBe('1000\n');
});

test('what it says is said when it is new, and once in ten minutes', async () => {
  const { manager, lines, clock } = managed(by({ ...hello({ secondary: true }) }));
  for (const seconds of [1000, 1005, 1599, 1600, 1605]) {
    clock.seconds = seconds;
    await manager.round();
  }
  expect(lines).toEqual(['1970-01-01T00:16:40Z this is a secondary; no primary is known', '1970-01-01T00:26:40Z this is a secondary; no primary is known']);
});

test('what failed is tried again after half a minute, and not said each time', async () => {
  let tries = 0;
  const { manager, lines, clock } = managed(by({ ...hello({}), replSetGetStatus: refused(94), replSetInitiate: () => { tries++; throw refused(93, 'InvalidReplicaSetConfig', 'no host maps to this node'); } }));
  for (const seconds of [1000, 1005, 1029, 1030, 1035]) {
    clock.seconds = seconds;
    await manager.round();
  }
  expect(tries).toBe(2);
  expect(lines).toEqual([
    '1970-01-01T00:16:40Z make the replica set rs0',
    '1970-01-01T00:16:40Z could not make the replica set rs0: InvalidReplicaSetConfig: no host maps to this node',
  ]);
});

test('what passes by itself is tried in the next round', async () => {
  let tries = 0;
  const { manager } = managed(by({ ...hello({}), replSetGetStatus: refused(94), replSetInitiate: () => { tries++; throw refused(109, 'ConfigurationInProgress'); } }));
  await manager.round();
  await manager.round();
  expect(tries).toBe(2);
});

test('no password is ever said, whatever the server or the driver says', async () => {
  const words = `mongodb://root:${PASSWORD}@localhost`;
  const { manager, lines, clock } = managed(by({ ...hello({ isWritablePrimary: true }), createUser: refused(2, 'BadValue', words) }));
  await manager.round();
  const other = managed(by({ ...hello({}), replSetGetStatus: refused(13) }), () => { throw Object.assign(new Error(words), { name: 'MongoServerSelectionError' }); });
  await other.manager.round();
  const third = managed(by({ ...hello({}), replSetGetStatus: refused(13) }), () => { throw refused(18, 'AuthenticationFailed', words); });
  await third.manager.round();
  clock.seconds++;
  expect([...lines, ...other.lines, ...third.lines].map(line => line.slice(21))).toEqual([
    'create root, the first user',
    'could not create root, the first user: BadValue',
    'could not log in as root: no answer (MongoServerSelectionError)',
    "could not log in as root: neither the password of root's Secret nor an earlier one is accepted; put the former one back, or add it as previous-password",
  ]);
});

test('the right password later is taken at once', async () => {
  const { manager, lines } = managed((command, user) => {
    if (command.hello) return { secondary: true, ok: 1 };
    if (user) return { term: 1, members: [], ok: 1 };
    throw refused(13);
  }, (_, password) => { if (password !== 'right') throw refused(18); });
  await manager.round();
  writeFileSync(join(folder, 'credentials', 'root', 'password'), 'right');
  await manager.round();
  expect(lines.at(-1)).toBe('1970-01-01T00:16:40Z done: log in as root');
});

test('names and passwords reach MongoDB as they are, and no URI', async () => {
  const username = "'\"`$HOME$(id)\\ ü😀";
  const password = "'\"`$(id)\\n %p @:/?#[] é";
  writeFileSync(join(folder, 'credentials', 'root', 'username'), username);
  writeFileSync(join(folder, 'credentials', 'root', 'password'), password);
  const sent: any[] = [];
  const { manager, uris } = managed(command => {
    if (command.createUser) sent.push(command);
    return command.hello ? { isWritablePrimary: true, ok: 1 } : { term: 1, members: [], ok: 1 };
  });
  await manager.round();
  expect(sent).toEqual([{ createUser: username, pwd: password, roles: [{ role: 'root', db: 'admin' }], customData: { managedBy: 'cdk8s-stateful', id: 'root' }, writeConcern: { w: 'majority', wtimeout: 10000 } }]);
  expect(uris).toEqual(['mongodb://127.0.0.1:27017/admin?directConnection=true&serverSelectionTimeoutMS=3000&connectTimeoutMS=3000&socketTimeoutMS=600&maxPoolSize=3&appName=cdk8s-stateful']);
});

test('names that are in no Secret are those that root is told by the pod, and others by the list', async () => {
  const { manager } = managed(() => ({ ok: 1 }), undefined, { MONGO_ROOT_USERNAME: 'told' });
  mkdirSync(join(folder, 'credentials', 'user-0'), { recursive: true });
  for (const id of ['root', 'user-0']) {
    rmSync(join(folder, 'credentials', id, 'username'), { force: true });
    writeFileSync(join(folder, 'credentials', id, 'password'), PASSWORD);
  }
  writeFileSync(environment.MONGO_MEMBERS, JSON.stringify({ members: [{ _id: 0, pod: 'orders-0', service: 'orders', priority: 1, votes: 1 }], users: [{ id: 'user-0', username: 'listed', roles: [] }] }));
  const { credentials } = manager.fromFiles();
  expect([credentials.root.username, credentials['user-0'].username]).toEqual(['told', 'listed']);
});

test('a name that would break a line does not', async () => {
  const { manager, lines } = managed(by({ ...hello({ secondary: true }), replSetGetStatus: { term: 1, members: [{ state: 1, name: 'a\nb\u001b[31m' }], ok: 1 } }));
  await manager.round();
  expect(lines).toEqual(['1970-01-01T00:16:40Z this is a secondary, the primary is a b [31m']);
});

describe('with TLS', () => {
  const tls = (mode: string) => managed((command, user) => {
    if (command.hello) return { secondary: true, ok: 1 };
    if (command.rotateCertificates) return rotate();
    if (user) return { term: 1, members: [], ok: 1 };
    throw refused(13);
  }, undefined, { MONGO_TLS: mode, MONGO_CERTIFICATES: folder });
  let rotate: () => any;
  let rotated = 0;
  beforeEach(() => {
    rotated = 0;
    rotate = () => { rotated++; return { ok: 1 }; };
    for (const name of ['tls-combined.pem', 'ca.crt']) writeFileSync(join(folder, name), name);
  });

  test.each([['allowTLS', false], ['preferTLS', true], ['requireTLS', true]])('%s', async (mode, used) => {
    const { manager, uris } = tls(mode);
    await manager.round();
    const options = `&tls=true&tlsCAFile=${encodeURIComponent(`${folder}/ca.crt`)}&tlsCertificateKeyFile=${encodeURIComponent(`${folder}/tls-combined.pem`)}&tlsAllowInvalidHostnames=true`;
    expect([uris[0].startsWith(`mongodb://${used ? 'localhost' : '127.0.0.1'}:27017/admin?`), uris[0].endsWith(options)]).toEqual([true, used]);
  });

  test('certificates are read by mongod when they change, and once when it is not known which it has', async () => {
    const { manager } = tls('requireTLS');
    for (let i = 0; i < 4; i++) await manager.round();
    expect(rotated).toBe(1);
    writeFileSync(join(folder, 'ca.crt'), 'another');
    for (let i = 0; i < 4; i++) await manager.round();
    expect(rotated).toBe(2);
  });

  test('that are two files are put together before mongod is made to read them', async () => {
    const parts = join(folder, 'parts');
    mkdirSync(parts, { recursive: true });
    for (const [name, text] of Object.entries({ 'tls.key': 'key', 'tls.crt': 'chain', 'ca.crt': 'authority' })) writeFileSync(join(parts, name), text);
    const seen: string[] = [];
    const { manager } = managed((command, user) => {
      if (command.hello) return { secondary: true, ok: 1 };
      if (command.rotateCertificates) seen.push(readFileSync(join(folder, 'tls-combined.pem'), 'utf8'));
      if (user) return { term: 1, members: [], ok: 1 };
      throw refused(13);
    }, undefined, { MONGO_TLS: 'requireTLS', MONGO_CERTIFICATES: folder, MONGO_CERTIFICATE_PARTS: parts });
    for (let i = 0; i < 4; i++) await manager.round();
    writeFileSync(join(parts, 'tls.crt'), 'another');
    for (let i = 0; i < 4; i++) await manager.round();
    expect(seen).toEqual(['key\nchain', 'key\nanother']);
  });

  test('if mongod does not take them, it is said and tried again', async () => {
    const { manager, lines, clock } = tls('requireTLS');
    rotate = () => { rotated++; throw refused(140, 'InvalidSSLConfiguration', 'key values mismatch'); };
    for (const seconds of [1000, 1005, 1010, 1040]) {
      clock.seconds = seconds;
      await manager.round();
    }
    expect(rotated).toBe(2);
    expect(lines).toContain('1970-01-01T00:16:45Z could not make mongod reload its certificates: InvalidSSLConfiguration: key values mismatch');
  });
});

/** Says who it is when it is asked for the second time. */
function refusedUntilLogin() {
  let asked = 0;
  return () => {
    if (asked++ === 0) throw refused(13, 'Unauthorized');
    return { term: 1, members: [], ok: 1 };
  };
}

describe('an empty disk', () => {
  const list = { members: [0, 1].map(_id => ({ _id, pod: `orders-${_id}`, service: 'orders', priority: 1, votes: 1 })), leaving: [{ pod: 'orders-2', service: 'orders' }], users: [] };
  const holds: Record<string, string> = {};
  const host = (_id: number) => `orders-${_id}.orders.prod.svc.cluster.local:27017`;
  const held = (state: string, kept: number) => `${state} term 4 voters 3 data 3 pending 0 votes 1 reached 4 ${kept} kept 4 ${kept}`;
  const empty = () => writeFileSync(join(folder, 'empty'), '');

  beforeEach(() => {
    writeFileSync(environment.MONGO_MEMBERS, JSON.stringify(list));
    for (const name of ['empty', 'may-start']) rmSync(join(folder, name), { force: true });
    Object.assign(holds, { [host(1)]: 'nothing', [host(2)]: 'nothing' });
  });
  afterAll(() => rmSync(join(folder, 'empty'), { force: true }));

  test('is not started on before the others have all, one who is no member any more among them; and nothing else is said', async () => {
    const { manager, lines } = managed(() => never(), undefined, {}, {}, holds);
    writeFileSync(join(folder, 'ready'), 'old');
    empty();
    await manager.round();
    expect([marked('may-start'), marked('ready'), manager.stand(), manager.pause()]).toEqual([undefined, undefined, 'absent', 1]);
    Object.assign(holds, { [host(1)]: held('primary', 9), [host(2)]: held('secondary', 8) });
    await manager.round();
    await manager.round();
    expect(marked('may-start')).toBeUndefined();
    Object.assign(holds, { [host(1)]: held('primary', 30), [host(2)]: held('secondary', 9) });
    await manager.round();
    expect(marked('may-start')).toBe('1000\n');
    expect(lines).toEqual([
      '1970-01-01T00:16:40Z empty disk: mongod waits until all members report that they are new, or a majority has all data; not heard from: orders-1 (silent), orders-2 (silent)',
      '1970-01-01T00:16:40Z empty disk: mongod waits until 2 others have all that this member may have acknowledged; missing: orders-2 (behind)',
    ]);
  });

  test('that is another one than before asks anew', async () => {
    const { manager } = managed(() => never(), undefined, {}, {}, holds);
    empty();
    Object.assign(holds, { [host(1)]: held('primary', 9), [host(2)]: held('secondary', 8) });
    await manager.round();
    utimesSync(join(folder, 'empty'), 1, 1);
    Object.assign(holds, { [host(1)]: held('primary', 30), [host(2)]: held('secondary', 9) });
    await manager.round();
    expect(marked('may-start')).toBeUndefined();
  });

  test('is nobody\'s business where there is none', async () => {
    Object.assign(holds, { [host(1)]: held('primary', 9), [host(2)]: held('secondary', 9) });
    await managed(() => never(), undefined, {}, {}, holds).manager.round();
    expect(marked('may-start')).toBeUndefined();
  });
});

describe('a secondary that hears of no primary any more', () => {
  let primary: string | undefined;
  const answers = by({ ...hello({}), hello: () => ({ secondary: true, setName: 'rs0', primary, ok: 1 }) });
  beforeEach(() => { primary = 'orders-1:27017'; });

  test('serves for as long as an election takes, and no longer; and again when it hears of one', async () => {
    const { manager, clock } = managed(answers);
    await manager.round();
    primary = undefined;
    clock.seconds += 29;
    await manager.round();
    expect([manager.stand(), marked('ready')]).toEqual(['serves', '1029\n']);
    clock.seconds += 1;
    await manager.round();
    expect([manager.stand(), marked('ready')]).toEqual(['absent', undefined]);
    primary = 'orders-2:27017';
    await manager.round();
    expect([manager.stand(), marked('ready')]).toEqual(['serves', '1030\n']);
  });

  test('does not, if it has been started anew: then it has to find one first', async () => {
    let starts = false;
    const { manager, clock } = managed(command => { if (starts) throw new Error(); return answers(command); });
    await manager.round();
    starts = true;
    await manager.round();
    [starts, primary] = [false, undefined];
    clock.seconds += 5;
    await manager.round();
    expect([manager.stand(), marked('ready')]).toEqual(['absent', undefined]);
  });
});

describe('between two rounds', () => {
  const making = () => managed(by({ ...hello({}), replSetGetStatus: refused(94), replSetInitiate: () => works() }));
  let works: () => any;
  beforeEach(() => { works = () => ({ ok: 1 }); });

  test('there is no time after an act that worked, little while it may lead to another, and then as always', async () => {
    const { manager, clock } = making();
    await manager.round();
    expect(manager.pause()).toBe(0);
    works = () => { throw refused(1); };
    await manager.round();
    expect(manager.pause()).toBe(1);
    clock.seconds += 15;
    expect(manager.pause()).toBe(5);
  });

  test('there is as much as always where nothing was done, or it did not work', async () => {
    works = () => { throw refused(1); };
    const { manager } = making();
    await manager.round();
    expect(manager.pause()).toBe(5);
  });

  test('acts that lead to nothing are not done without end', async () => {
    const { manager, clock } = making();
    let rounds = 0;
    do await manager.round(); while (manager.pause() === 0 && rounds++ < 200);
    expect([rounds, manager.pause()]).toEqual([99, 5]);
    clock.seconds += 600;
    await manager.round();
    expect(manager.pause()).toBe(0);
  });

  test('a member that is to stop looks every second', () => {
    writeFileSync(join(folder, 'stopping'), '');
    expect(making().manager.pause()).toBe(1);
  });
});

describe('a member that is told to stop', () => {
  const member = (_id: number) => ({ _id, pod: `orders-${_id}`, service: 'orders', priority: 1, votes: 1 });
  const host = (_id: number) => `orders-${_id}.orders.prod.svc.cluster.local:27017`;
  const stands: Record<string, string> = {};
  const secondary = by({ ...hello({ secondary: true, setName: 'rs0', primary: host(0) }), replSetGetConfig: refused(1) });

  beforeEach(() => {
    writeFileSync(environment.MONGO_MEMBERS, JSON.stringify({ members: [0, 1, 2].map(member), users: [] }));
    Object.assign(stands, { [host(1)]: 'serves', [host(2)]: 'serves' });
  });

  test('tells the others, looks, and may; and tells them that it goes', async () => {
    const { manager, clock } = managed(secondary, undefined, {}, stands);
    await manager.round();
    expect([manager.stand(), marked('may-stop')]).toEqual(['serves', undefined]);
    writeFileSync(join(folder, 'stopping'), '');
    await manager.round();
    expect([manager.stand(), marked('may-stop')]).toEqual(['stops', undefined]);
    clock.seconds += 5;
    await manager.round();
    expect([manager.stand(), marked('may-stop')]).toEqual(['goes', '1005\n']);
    clock.seconds += 20;
    stands[host(1)] = 'absent';
    await manager.round();
    expect(marked('may-stop')).toBe('1025\n');
  });

  test('waits while another is down, and says so', async () => {
    stands[host(2)] = 'absent';
    const { manager, clock, lines } = managed(secondary, undefined, {}, stands);
    writeFileSync(join(folder, 'stopping'), '');
    await manager.round();
    clock.seconds += 5;
    await manager.round();
    expect([manager.stand(), marked('may-stop')]).toEqual(['stops', undefined]);
    expect(lines.at(-1)).toContain('this member is about to stop, and waits for orders-2: without it the others have no majority');
  });

  test('serves again if it has started again', async () => {
    const { manager } = managed(secondary, undefined, {}, stands);
    writeFileSync(join(folder, 'stopping'), '');
    await manager.round();
    rmSync(join(folder, 'stopping'));
    await manager.round();
    expect(manager.stand()).toBe('serves');
  });

  test('does not count as long as it does not serve', async () => {
    const { manager } = managed(by({ ...hello({ setName: 'rs0' }), replSetGetConfig: refused(1) }), undefined, {}, stands);
    expect(manager.stand()).toBe('absent');
    await manager.round();
    expect(manager.stand()).toBe('absent');
  });

  test('goes by the set as it is, too, which may have more members than the list', async () => {
    const config = { members: [0, 1, 2, 3, 4].map(_id => ({ _id, host: host(_id), votes: 1 })) };
    const { manager, clock, lines } = managed(by({ ...hello({ secondary: true, setName: 'rs0', primary: host(0) }), replSetGetStatus: refusedUntilLogin(), replSetGetConfig: { config } }), undefined, {}, stands);
    await manager.round();
    writeFileSync(join(folder, 'stopping'), '');
    await manager.round();
    clock.seconds += 5;
    await manager.round();
    expect(manager.stand()).toBe('stops');
    expect(lines.at(-1)).toContain('waits for orders-3, orders-4');
  });

  test('need not wait where it is on no list', async () => {
    writeFileSync(environment.MONGO_MEMBERS, '{}');
    const { manager } = managed(secondary, undefined, {}, stands);
    writeFileSync(join(folder, 'stopping'), '');
    await manager.round();
    expect(marked('may-stop')).toBe('1000\n');
  });
});

describe('a round', () => {
  test('tells that the manager is alive as it begins, and as it ends', async () => {
    const during: unknown[] = [];
    const { manager, clock } = managed(command => {
      during.push(marked('alive'));
      clock.seconds += 7;
      return by(hello({ secondary: true }))(command);
    });
    await manager.round();
    expect([during[0], marked('alive')]).toEqual(['1000\n', `${clock.seconds}\n`]);
  });

  test('comes to an end, though looking never comes to anything', async () => {
    const { manager } = managed(by({ ...hello({}), replSetGetStatus: refused(94) }));
    let looks = 0;
    manager.others.askServices = async () => { if (++looks > 200) throw new Error('without end'); };
    await manager.round();
    expect(looks).toBe(99);
  });

  test('counts those in a row in which mongod was in no set', async () => {
    let code = 93;
    const { manager } = managed(by({ ...hello({}), replSetGetStatus: () => { throw refused(code); } }));
    const counted = [];
    for (code of [93, 93, 13, 93]) {
      await manager.round();
      counted.push(manager.memory.removedFor);
    }
    expect(counted).toEqual([1, 2, 0, 1]);
  });

  test('says of each act that it is done, though it was done before', async () => {
    const { manager, lines } = managed(by({ ...hello({}), replSetGetStatus: refused(94), replSetInitiate: { ok: 1 } }));
    for (let i = 0; i < 2; i++) await manager.round();
    expect(lines.map(line => line.slice(21))).toEqual(['make the replica set rs0', 'make the replica set rs0']);
  });
});

describe('with time', () => {
  const again = (what: string, seconds: number, before: object, seen: (manager: any) => unknown, after: unknown) => test(what, () => {
    const { manager, clock } = managed(never);
    Object.assign(manager.memory, before);
    const was = seen(manager);
    clock.seconds += seconds - 1;
    expect(seen(manager)).toEqual(was);
    clock.seconds += 1;
    expect(seen(manager)).toEqual(after);
  });

  again('users are looked at anew, once an hour', 3600, { users: { app: 'known' }, usersSince: 1000 }, manager => manager.fromFiles().users, {});
  again('so is the version, after ten minutes', 600, { version: { at: 1000 } }, manager => manager.fromFiles().version, undefined);
  again('who has not been seen to serve for a while is absent', 20, { servedAt: 1000 }, manager => manager.stand(), 'absent');

  test('what is done is said again, after ten minutes', () => {
    const { manager, clock, lines } = managed(never);
    for (const seconds of [1000, 1599, 1600]) {
      clock.seconds = seconds;
      manager.sayOnce('done');
    }
    expect(lines).toHaveLength(2);
  });

  test('who has no vote is not waited for', async () => {
    const { manager } = managed(never);
    writeFileSync(environment.MONGO_MEMBERS, JSON.stringify({ members: [0, 1].map(_id => ({ _id, pod: `orders-${_id}`, service: 'orders', priority: 1 - _id, votes: 1 - _id })), users: [] }));
    expect((await manager.voters()).voters.map((group: any[]) => group.map(({ _id }) => _id))).toEqual([[0], []]);
  });
});
