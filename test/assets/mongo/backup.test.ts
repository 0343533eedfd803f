import { randomBytes } from 'crypto';
import { readdirSync, readFileSync, statSync, utimesSync } from 'fs';
import { gzipSync } from 'zlib';
import { archive, FakePod } from './support/shell/fake-pod';
import { Hello } from './support/shell/fake-tools';

const [ZERO, ONE, TWO] = ['orders-0.orders:27017', 'orders-1.orders:27017', 'orders-2.orders:27017'] as const;
const PRIMARY: Hello = { setName: 'rs0', isWritablePrimary: true, secondary: false };
const SECONDARY: Hello = { setName: 'rs0', isWritablePrimary: false, secondary: true };
const THERE = 'backing up the secondary orders-1.orders:27017\n';

let pod: FakePod;
beforeEach(() => {
  pod = new FakePod();
  pod.change({ members: { [ZERO]: PRIMARY, [ONE]: SECONDARY }, dump: { archive: archive().toString('base64') } });
});
afterEach(() => pod.ends());

const backUp = (env: Record<string, string> = {}) => pod.ran('backup.sh', env);
const old = (...days: number[]) => days.map(day => `rs0-202501${String(day).padStart(2, '0')}T030000Z.archive.gz`);
const made = () => pod.backups.filter(name => !name.includes('-2025'));

describe('a backup', () => {
  test('is an archive named after the set and the time, in UTC', async () => {
    const before = Date.now();
    const { status, said, printed } = await backUp();
    expect({ status, printed }).toEqual({ status: 0, printed: '' });
    const [name] = made();
    expect(pod.backups).toEqual([name]);
    const time = /^rs0-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.archive\.gz$/.exec(name!)!.slice(1).map(Number);
    const seconds = Date.UTC(time[0]!, time[1]! - 1, time[2]!, time[3]!, time[4]!, time[5]!) / 1000;
    expect(seconds).toBeGreaterThanOrEqual(Math.floor(before / 1000));
    expect(seconds).toBeLessThanOrEqual(Date.now() / 1000);
    expect(said).toBe(`${THERE}backup ${name} is complete (${archive().length}B)\n`);
  });

  test('is on the disk before it has its name, and then its name is', async () => {
    await backUp();
    const file = pod.path('backup', made()[0]!);
    expect(pod.synced).toEqual([`${file}.partial ${file}.partial`, `${pod.path('backup')} ${made()[0]}`]);
  });

  test('can be read by its owner and group, for it holds the users, too', async () => {
    await backUp();
    expect((statSync(pod.path('backup', made()[0]!)).mode % 0o1000).toString(8)).toBe('640');
  });

  test('is asked for in words that mongodump knows', async () => {
    await backUp();
    const { argv, options } = pod.call('mongodump');
    expect(argv).toEqual([
      expect.stringMatching(/^--config=\/dev\/fd\/\d+$/), '--readPreference=secondaryPreferred', '--oplog', '--gzip',
      `--archive=${pod.path('backup', `${made()[0]}.partial`)}`,
    ]);
    expect(options).toMatchObject({ oplog: true, gzip: true });
  });

  test('is begun by a mongosh that writes nothing down', async () => {
    await backUp();
    expect(JSON.parse(readFileSync(pod.path('tmp', '.mongodb', 'mongosh', 'config'), 'utf8'))).toMatchObject({ disableLogging: true, enableTelemetry: false });
  });

  test('may have another name', async () => {
    await backUp({ BACKUP_NAME: 'prod.orders_1' });
    expect(made()).toEqual([expect.stringMatching(/^prod\.orders_1-\d{8}T\d{6}Z\.archive\.gz$/)]);
  });
});

describe('it is taken from', () => {
  test.each<[string, Record<string, Hello>, string, string]>([
    ['a secondary', { [ZERO]: PRIMARY, [ONE]: SECONDARY, [TWO]: SECONDARY }, 'secondary', ONE],
    ['the first of the secondaries', { [ZERO]: SECONDARY, [ONE]: PRIMARY, [TWO]: SECONDARY }, 'secondary', ZERO],
    ['the next one that answers', { [ZERO]: PRIMARY, [TWO]: SECONDARY }, 'secondary', TWO],
    ['the primary, where there is no secondary', { [ONE]: PRIMARY }, 'primary', ONE],
    ['no member that is in no state to be read', { [ZERO]: PRIMARY, [ONE]: { setName: 'rs0' }, [TWO]: {} }, 'primary', ZERO],
    ['no member of another set', { [ZERO]: { ...SECONDARY, setName: 'rs1' }, [ONE]: PRIMARY, [TWO]: { ...SECONDARY, setName: 'rs00' } }, 'primary', ONE],
  ])('%s', async (_, members, state, host) => {
    pod.change({ members });
    const { status, said } = await backUp({ MONGO_HOSTS: [ZERO, ONE, TWO].join(',') });
    expect(status).toBe(0);
    expect(said).toContain(`backing up the ${state} ${host}\n`);
    expect(pod.call('mongodump').uri).toBe(`mongodb://backup:right@${host}/?authSource=admin&directConnection=true`);
  });

  test('the first that is named, without asking the others', async () => {
    await backUp({ MONGO_HOSTS: [ONE, ZERO, TWO].join(',') });
    expect(pod.call('mongosh').uris).toHaveLength(1);
  });
});

test('user and password are in no argument and no environment, even where it has their names, and in a file that nobody can find', async () => {
  const secret = { username: `u${randomBytes(12).toString('hex')}`, password: `p${randomBytes(12).toString('hex')}` };
  pod.secret(secret);
  pod.command('mktemp', `#!/usr/bin/env bash\nenv >>${pod.path('environment')}\nPATH=\${PATH#*:} exec mktemp "$@"\n`);
  const { said, printed } = await backUp({ user: 'x', password: 'x', text: 'x', login: 'x', encoded: 'x' });
  const { uri, config, mode, names, ...seen } = pod.call('mongodump');
  expect({ uri, config, mode, names }).toMatchObject({ uri: expect.stringContaining(`//${secret.username}:${secret.password}@`), mode: '600', names: 0 });
  const small = readFileSync(pod.path('environment'), 'utf8'); // of a command that runs while they are known
  for (const value of Object.values(secret)) expect(JSON.stringify([seen, pod.call('mongosh'), small, said, printed, pod.backups])).not.toContain(value);
  expect(readdirSync(pod.path('tmp'))).toEqual(['.mongodb']);
  expect(readdirSync(pod.path('tmp', '.mongodb', 'mongosh'))).toEqual(['config']);
});

describe('a backup that fails', () => {
  const OLD = old(1, 2, 3);

  /** Nothing is deleted, and nothing left. */
  async function fails(env: Record<string, string> = {}): Promise<string> {
    for (const name of OLD) pod.has(name);
    const { status, said } = await backUp({ BACKUP_KEEP: '1', ...env });
    expect({ status, backups: pod.backups }).toEqual({ status: 1, backups: OLD });
    expect(readdirSync(pod.path('tmp')).filter(name => name !== '.mongodb')).toEqual([]);
    return said;
  }

  test('because mongodump does, after it has written an archive, says so', async () => {
    const error = 'Failed: oplog overflow: mongodump was unable to capture all new oplog entries during execution';
    pod.change({ dump: { archive: archive().toString('base64'), error, status: 1 } });
    expect(await fails()).toBe(`${THERE}${error}\nno backup: mongodump failed (1)\n`);
  });

  test('because the disk is full says so', async () => {
    const error = 'Failed: archive writer: write /backup/x: no space left on device';
    pod.change({ dump: { archive: archive().subarray(0, 15).toString('base64'), error, status: 1 } });
    expect(await fails()).toBe(`${THERE}${error}\nno backup: mongodump failed (1)\n`);
  });

  const INCOMPLETE = `${THERE}no backup: mongodump says that it is done, but its archive is not complete\n`;

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['an archive without its last bytes', archive('x'.repeat(5000)).subarray(0, -4)],
    ['an archive without its end', archive('x'.repeat(5000)).subarray(0, 20)],
    ['an archive in which a byte is wrong', (() => { const bytes = archive(randomBytes(5000).toString('hex')); bytes[2000] = 255 - bytes[2000]!; return bytes; })()],
    ['an archive with more behind it', Buffer.concat([archive(), Buffer.from('more')])],
    ['an archive that is not compressed', Buffer.from('6de29981', 'hex')],
  ])('because mongodump has left %s, and was content, says so', async (_, bytes) => {
    pod.change({ dump: { archive: bytes.toString('base64') } });
    expect(await fails()).toBe(INCOMPLETE);
  });

  test('because what mongodump has left is compressed, but no archive, says so', async () => {
    for (const text of ['', 'hello', '\x99\xe2\x6d\x81']) {
      pod.change({ dump: { archive: gzipSync(Buffer.from(text, 'latin1')).toString('base64') } });
      expect(await fails()).toBe(INCOMPLETE);
    }
  });

  test('because mongodump takes too long ends it', async () => {
    pod.change({ dump: { archive: archive().toString('base64'), hangs: true } });
    expect(await fails({ BACKUP_TIMEOUT: '1' })).toMatch(/(^|\n)no backup: mongodump did not end in 1 seconds\n$/);
  });

  test('because nobody is there to be read says who, and why', async () => {
    pod.change({ members: { [ONE]: { setName: 'rs1', secondary: true } } });
    expect(await fails()).toBe(`${ZERO}: connect ECONNREFUSED\n${ONE} is neither primary nor secondary of rs0\nno backup: no member of rs0 answers as its primary or as a secondary\n`);
  });

  test('because mongosh does says so', async () => {
    pod.change({ mongosh: { status: 1 } });
    expect(await fails()).toBe('mongosh: out of order\nno backup: mongosh failed\n');
  });

  test.each([
    ['BACKUP_KEEP', '0'], ['BACKUP_KEEP', 'all'], ['BACKUP_KEEP', '-1'], ['BACKUP_KEEP', '1.5'], ['BACKUP_KEEP', '08'], ['BACKUP_TIMEOUT', '1h'],
  ])('because of a setting that is no number asks nobody: %s %s', async (name, value) => {
    expect(await fails({ [name]: value })).toBe(`no backup: ${name} is '${value}', and must be a whole number, 1 or more\n`);
    expect(pod.calls).toEqual([]);
  });

  test.each(['../x', 'a b', 'a*', '[a]', 'é'])('because of a name that is none asks nobody: %s', async name => {
    expect(await fails({ BACKUP_NAME: name })).toBe(`no backup: BACKUP_NAME is '${name}', and may hold letters, digits, '.', '_' and '-'\n`);
    expect(pod.calls).toEqual([]);
  });

  test('because there is no folder for it asks nobody', async () => {
    expect(await fails({ BACKUP_DIR: '/nowhere' })).toBe('no backup: /nowhere cannot be written to\n');
    expect(pod.calls).toEqual([]);
  });

  test.each(['', '.partial'])('because another one writes, or has written, the same archive leaves that one alone: …%s', async end => {
    pod.command('date', '#!/usr/bin/env bash\necho 20260102T030405Z\n');
    pod.has(`rs0-20260102T030405Z.archive.gz${end}`, 'theirs');
    const { status, said } = await backUp();
    expect(status).toBe(1);
    expect(said).toMatch(/no backup: rs0-20260102T030405Z\.archive\.gz cannot be begun; is another backup about to write it\?\n$/);
    expect(pod.backups).toEqual([`rs0-20260102T030405Z.archive.gz${end}`]);
    expect(pod.calls.filter(({ tool }) => tool === 'mongodump')).toEqual([]);
  });
});

describe('of older backups', () => {
  test('the newest stay, this one among them, and it is said what goes', async () => {
    for (const name of old(1, 2, 3, 4)) pod.has(name);
    const { status, said } = await backUp({ BACKUP_KEEP: '3' });
    expect(status).toBe(0);
    expect(pod.backups).toEqual([...old(3, 4), ...made()]);
    expect(made()).toHaveLength(1);
    expect(said.split('\n').slice(2)).toEqual(old(2, 1).map(name => `deleting ${name} (${archive().length}B), for 3 are kept`).concat(''));
  });

  test.each([[0, true], [1, false]])('nothing goes for a backup that is less than a tenth of one that would; of one with ten times its bytes and %i more it does: %s', async (more, goes) => {
    const small = archive(); // of a set that has lost all its disks, and has formed anew
    const [large, other, kept] = old(1, 2, 3) as [string, string, string];
    pod.has(large, Buffer.alloc(small.length * 10 + more));
    for (const name of [other, kept]) pod.has(name);
    const { status, said } = await backUp({ BACKUP_KEEP: '2' });
    expect(status).toBe(0);
    expect(made()).toHaveLength(1);
    expect(pod.backups).toEqual([...goes ? [] : [large, other], kept, ...made()]);
    expect(said.split('\n').slice(2)).toEqual(goes
      ? [other, large].map(name => expect.stringMatching(`^deleting ${name} \\(.*\\), for 2 are kept$`)).concat([''])
      : [`deleting nothing: ${large} (${small.length * 10 + 1}B) is more than ten times as large. If nothing is missing in rs0, delete by hand what is not needed any more`, '']);
  });

  test('one that is kept may be as large as it likes', async () => {
    pod.has(old(2)[0]!, Buffer.alloc(archive().length * 100));
    pod.has(old(1)[0]!);
    await backUp({ BACKUP_KEEP: '2' });
    expect(pod.backups).toEqual([...old(2), ...made()]);
  });

  test('all stay, as long as there are no more than are kept', async () => {
    for (const name of old(1, 2, 3, 4, 5, 6)) pod.has(name);
    await backUp();
    expect(pod.backups).toHaveLength(7);
    await new Promise(resolve => setTimeout(resolve, 1000));
    await backUp();
    expect(pod.backups).toEqual([...old(2, 3, 4, 5, 6), ...made()]);
  });

  test('none stays where one is kept, but for this one', async () => {
    for (const name of old(1, 2)) pod.has(name);
    await backUp({ BACKUP_KEEP: '1' });
    expect(pod.backups).toEqual(made());
    expect(made()).toHaveLength(1);
  });

  test('one that a wrong clock has put into the future does not throw this one out', async () => {
    const future = 'rs0-20990101T000000Z.archive.gz';
    for (const name of [future, ...old(1)]) pod.has(name);
    await backUp({ BACKUP_KEEP: '1' });
    expect(made()).toHaveLength(1);
    expect(pod.backups).not.toContain(old(1)[0]);
  });

  test('those of others, and files that are no backups, are none', async () => {
    const others = [
      'rs0-eu-20250101T030000Z.archive.gz', 'rs-20250101T030000Z.archive.gz', 'xrs0-20250101T030000Z.archive.gz', 'rs0-before-the-migration.archive.gz',
      'rs0-20250101.archive.gz', 'rs0-20250101T030000Z.archive', 'rs0-20250101T030000Z.archive.gz.sha256', 'lost+found',
    ].sort();
    for (const name of others) pod.has(name);
    await backUp({ BACKUP_KEEP: '1' });
    expect(pod.backups.filter(name => !/^rs0-\d{8}T\d{6}Z\.archive\.gz$/.test(name))).toEqual(others);
  });

  test('one that holds nothing does not count', async () => {
    pod.has(old(3)[0]!, '');
    for (const name of old(1, 2)) pod.has(name);
    await backUp({ BACKUP_KEEP: '2' });
    expect(pod.backups).toEqual([...old(2, 3), ...made()]);
  });
});

describe('what a backup that was killed has left', () => {
  const hours = (name: string, age: number) => {
    pod.has(name, 'half');
    utimesSync(pod.path('backup', name), new Date(Date.now() - age * 3600_000), new Date(Date.now() - age * 3600_000));
  };
  const [LEFT, YOUNG] = ['rs0-20250101T030000Z.archive.gz.partial', 'rs0-20250102T030000Z.archive.gz.partial'] as const;

  test('is deleted after a day, and not before: it may be one that is being written', async () => {
    hours(LEFT, 25);
    hours(YOUNG, 23);
    const { said } = await backUp();
    expect(pod.backups).toEqual([YOUNG, ...made()]);
    expect(said).toMatch(new RegExp(`^deleting the remains of a failed backup: ${LEFT} \\(4B\\)\n`));
  });

  test('is deleted even if this one fails, for it may be what fills the disk', async () => {
    hours(LEFT, 25);
    pod.change({ dump: { error: 'Failed: no space left on device', status: 1 } });
    expect(await backUp()).toMatchObject({ status: 1 });
    expect(pod.backups).toEqual([]);
  });

  test('stays, if it is of another', async () => {
    const other = 'rs0-eu-20250101T030000Z.archive.gz.partial';
    hours(other, 25);
    await backUp();
    expect(pod.backups).toContain(other);
  });
});

test('a signal ends mongodump, and leaves nothing of the backup', async () => {
  pod.has(old(1)[0]!);
  pod.change({ dump: { archive: archive().toString('base64'), hangs: true } });
  const program = pod.runs('backup.sh', { BACKUP_KEEP: '1' });
  await program.says('hanging');
  program.signal('SIGTERM');
  expect(await program.ended).toBe(143);
  await program.closed;
  expect(program.said).toMatch(/signal 'terminated' received; attempting to shut down\n.*ended by a signal\n$/);
  expect(pod.backups).toEqual(old(1));
});
