import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import * as fc from 'fast-check';
import { program } from './support/programs';

const { readList, readCredentials, takeCertificates, certificatesPrint, mark, markedAt, unmark } = program('files.js');

const folder = mkdtempSync(join(tmpdir(), 'manager-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

const where = { members: join(folder, 'members.json'), credentials: folder, certificates: folder, run: folder, namespace: 'prod', domain: 'cluster.local', port: 27017 };
const member = { _id: 0, pod: 'orders-0', service: 'orders', priority: 1, votes: 1 };

const list = (content: unknown) => {
  writeFileSync(where.members, typeof content === 'string' ? content : JSON.stringify(content));
  return readList(where);
};
const secret = (files: Record<string, string | Buffer>, id = 'user-0') => {
  rmSync(join(folder, id), { recursive: true, force: true });
  mkdirSync(join(folder, id));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, id, name), content);
  return readCredentials(where, id);
};

test('a member of the list has the name that its Service gives it', () => {
  expect(list({ members: [member], leaving: [{ pod: 'orders-1', service: 'orders' }], users: [{ id: 'user-0' }], defaultWriteConcern: 1 })).toEqual({
    members: [{ ...member, host: 'orders-0.orders.prod.svc.cluster.local:27017' }],
    leaving: [{ pod: 'orders-1', service: 'orders', host: 'orders-1.orders.prod.svc.cluster.local:27017' }],
    users: [{ id: 'user-0' }],
    defaultWriteConcern: 1,
  });
});

test('an arbiter has no priority, whatever its list says', () => {
  expect(list({ members: [member, { ...member, _id: 200, arbiterOnly: true }] }).members[1].priority).toBe(0);
});

test.each<[string, unknown, string]>([
  ['is not there', undefined, 'the list of members cannot be read (ENOENT)'],
  ['is half written', '{"members":', 'the list of members cannot be read (SyntaxError)'],
  ['is empty', { members: [] }, 'the list of members is empty'],
  ['is null', null, 'the list of members is empty'],
  ['has no members', {}, 'the list of members is empty'],
  ['has a member without a pod', { members: [{ ...member, pod: '' }] }, 'the list of members is malformed'],
  ['has a member without an _id', { members: [{ ...member, _id: '0' }] }, 'the list of members is malformed'],
  ['has a member without votes', { members: [{ ...member, votes: undefined }] }, 'the list of members is malformed'],
  ['has one _id twice', { members: [member, { ...member, pod: 'orders-1' }] }, 'the list of members is malformed'],
  ['has nobody who could be elected', { members: [{ ...member, priority: 0 }] }, 'the list has no member that could be elected'],
  ['has but arbiters', { members: [{ ...member, arbiterOnly: true }] }, 'the list has no member that could be elected'],
])('a list that %s is none', (_, content, problem) => {
  if (content === undefined) {
    rmSync(where.members, { force: true });
    expect(readList(where)).toEqual({ problem });
  } else {
    expect(list(content)).toEqual({ problem });
  }
});

test('a name and a password are read to the byte', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string({ unit: 'grapheme', minLength: 1 }), (username, password) => {
    fc.pre(!/\p{Cc}|\p{Cs}/u.test(username + password) && !/=.*=|,.*,/u.test(username));
    expect(secret({ username, password })).toMatchObject({ username, password, previousPassword: undefined });
  }), { numRuns: 50, examples: [["'\"`$HOME$(id)\\ ;{}", "\ufeff'\"`$(id)\\n %p @:/?#[]"], [' ', ' ']] });
});

test('the print tells whether anything has changed', () => {
  const all: Record<string, string>[] = [
    { username: 'a', password: 'b' }, { username: 'a', password: 'c' }, { 'username': 'a', 'password': 'b', 'previous-password': 'c' }, { username: 'ab', password: 'b' },
  ];
  const prints = all.map(files => secret(files).print);
  expect(new Set(prints).size).toBe(4);
  expect(secret({ username: 'a', password: 'b' }).print).toBe(prints[0]);
});

test.each<[string, Record<string, string | Buffer>, string]>([
  ['has no password', { username: 'a' }, 'cannot be read (ENOENT)'],
  ['has an empty password', { username: 'a', password: '' }, 'its password is empty'],
  ['has an empty username', { username: '', password: 'b' }, 'its username is empty'],
  ['has a line break at the end', { username: 'a', password: 'b\n' }, 'its password has a line break or another control character in it'],
  ['has NUL in its name', { username: 'a\0', password: 'b' }, 'its username has a line break or another control character in it'],
  ['is not UTF-8', { username: 'a', password: Buffer.from([0xff]) }, 'its password is not UTF-8'],
  ['has a bad password for before', { 'username': 'a', 'password': 'b', 'previous-password': '\n' }, 'its previous-password has a line break or another control character in it'],
  ['has two commas in its name', { username: 'a,b,', password: 'b' }, 'its username has more than one comma or equals sign'],
])('a Secret that %s is of no use', (_, files, problem) => {
  expect(secret(files)).toEqual({ problem });
});

test.each([['häßlich', undefined], ['😀', 'x'], ['\u00ad', 'x'], ['пароль', 'x']])('root with the password %j', (password, refused) => {
  expect(secret({ username: 'root', password }, 'root').problem).toBe(refused && 'its password has other characters than ASCII and Latin ones');
});

test('certificates have a print if they are all there', () => {
  expect(certificatesPrint(where)).toBeUndefined();
  for (const name of ['tls-combined.pem', 'ca.crt']) writeFileSync(join(folder, name), name);
  const before = certificatesPrint(where);
  expect(before).toMatch(/^[0-9a-f]{64}$/);
  writeFileSync(join(folder, 'ca.crt'), 'another');
  expect(certificatesPrint(where)).not.toBe(before);
  expect(certificatesPrint({ ...where, certificates: '' })).toBeUndefined();
});

describe('a private key and certificates that are two files', () => {
  const at = join(folder, 'two');
  const [certificates, parts] = [join(at, 'tls'), join(at, 'parts')];
  const ALL = { 'tls.key': 'key', 'tls.crt': 'chain', 'ca.crt': 'authority' };
  const put = (files: Record<string, string>, into = parts) => {
    mkdirSync(into, { recursive: true });
    for (const [name, content] of Object.entries(files)) writeFileSync(join(into, name), content);
  };
  const seen = () => Object.fromEntries(readdirSync(certificates).map(name => [name, readFileSync(join(certificates, name), 'utf8')]));
  beforeEach(() => {
    rmSync(at, { recursive: true, force: true });
    mkdirSync(certificates, { recursive: true });
  });

  test('are put together as at the start of mongod, for nobody but its group to read', () => {
    put(ALL);
    takeCertificates({ certificates, parts });
    expect(seen()).toEqual({ 'tls-combined.pem': 'key\nchain', 'ca.crt': 'authority' });
    expect((statSync(join(certificates, 'tls-combined.pem')).mode % 0o1000).toString(8)).toBe('640');
  });

  test('are put together again when they have changed, and else left alone', () => {
    put(ALL);
    takeCertificates({ certificates, parts });
    const before = statSync(join(certificates, 'tls-combined.pem')).ino;
    const print = certificatesPrint({ certificates });
    takeCertificates({ certificates, parts });
    expect(statSync(join(certificates, 'tls-combined.pem')).ino).toBe(before);
    put({ 'tls.crt': 'another' });
    takeCertificates({ certificates, parts });
    expect(seen()['tls-combined.pem']).toBe('key\nanother');
    expect(certificatesPrint({ certificates })).not.toBe(print);
  });

  test('are of one Secret, behind the link that the kubelet changes', () => {
    put({ ...ALL, 'tls.key': 'stale' });
    put({ ...ALL, 'tls.key': 'new' }, join(parts, '..2026'));
    symlinkSync('..2026', join(parts, '..data'));
    takeCertificates({ certificates, parts });
    expect(seen()['tls-combined.pem']).toBe('new\nchain');
  });

  test.each(Object.keys(ALL))('stay as they were when %s is not to be read', missing => {
    put(ALL);
    takeCertificates({ certificates, parts });
    put({ 'tls.key': 'half', 'tls.crt': 'half', 'ca.crt': 'half' });
    rmSync(join(parts, missing));
    takeCertificates({ certificates, parts });
    expect(seen()).toEqual({ 'tls-combined.pem': 'key\nchain', 'ca.crt': 'authority' });
  });

  test('are not looked for without TLS, nor where they are one file', () => {
    put(ALL);
    takeCertificates({ certificates: '', parts });
    takeCertificates({ certificates, parts: join(at, 'nowhere') });
    expect(seen()).toEqual({});
  });
});

test('a name that is not in the Secret is taken as it is told, and read like one that is', () => {
  secret({ password: 'b' });
  expect(readCredentials(where, 'user-0', 'a')).toMatchObject({ username: 'a', password: 'b' });
  expect(readCredentials(where, 'user-0', 'a').print).toBe(secret({ username: 'a', password: 'b' }).print);
  expect(readCredentials(where, 'user-0', 'a,b,')).toEqual({ problem: 'its username has more than one comma or equals sign' });
});

test('a mark is the time in whole seconds, and nothing is left beside it', () => {
  mark(where, 'ready', 1234.5);
  expect(readFileSync(join(folder, 'ready'), 'utf8')).toBe('1234\n');
  unmark(where, 'ready');
  unmark(where, 'ready');
  expect(readdirSync(folder).filter(name => name.startsWith('ready'))).toEqual([]);
});

test('a mark is another file each time, so that nobody reads one that is half written', () => {
  mark(where, 'ready', 1);
  const before = statSync(join(folder, 'ready')).ino;
  mark(where, 'ready', 2);
  expect(statSync(join(folder, 'ready')).ino).not.toBe(before);
  unmark(where, 'ready');
});

test('since when something is marked is told, and that it is not', () => {
  mark(where, 'empty', 1);
  utimesSync(join(folder, 'empty'), 5, 5);
  expect(markedAt(where, 'empty')).toBe(5000);
  unmark(where, 'empty');
  expect(markedAt(where, 'empty')).toBeUndefined();
});
