import { randomBytes } from 'crypto';
import { readdirSync } from 'fs';
import { archive, FakePod } from './support/shell/fake-pod';

let pod: FakePod;
beforeEach(() => {
  pod = new FakePod();
  for (const day of [2, 3, 1]) pod.has(`rs0-2025010${day}T030000Z.archive.gz`);
});
afterEach(() => pod.ends());

const restore = (env: Record<string, string> = {}) => pod.ran('restore.sh', env);
const SIZE = `${archive().length}B`;
const NEWEST = 'rs0-20250103T030000Z.archive.gz';

async function fails(env: Record<string, string> = {}): Promise<string> {
  const { status, said } = await restore(env);
  expect({ status, calls: pod.calls }).toEqual({ status: 1, calls: [] });
  return said;
}

test('the newest archive is restored through the primary, in words that mongorestore knows, and nothing is dropped', async () => {
  expect(await restore()).toEqual({ status: 0, said: `restoring ${NEWEST} (${SIZE}) into rs0\n${NEWEST} is restored\n`, printed: '' });
  const { argv, uri } = pod.call('mongorestore');
  expect(argv).toEqual([
    expect.stringMatching(/^--config=\/dev\/fd\/\d+$/), '--oplogReplay', '--gzip', `--archive=${pod.path('backup', NEWEST)}`, '--stopOnError', '--writeConcern=majority',
  ]);
  expect(uri).toBe('mongodb://backup:right@orders-0.orders:27017,orders-1.orders:27017/?authSource=admin&replicaSet=rs0');
});

test('an archive that is named is restored, whatever its name', async () => {
  for (const name of ['rs0-20250101T030000Z.archive.gz', 'before the migration']) {
    pod.has(name);
    expect(await restore({ RESTORE_ARCHIVE: name })).toEqual({ status: 0, said: `restoring ${name} (${SIZE}) into rs0\n${name} is restored\n`, printed: '' });
  }
  expect(pod.calls.map(({ options }) => options.archive)).toEqual(['rs0-20250101T030000Z.archive.gz', 'before the migration'].map(name => pod.path('backup', name)));
});

test('what is there is dropped first if that was said, and only then', async () => {
  expect(await restore({ RESTORE_DROP: 'true' })).toMatchObject({ status: 0, said: `restoring ${NEWEST} (${SIZE}) into rs0, dropping collections of the same name\n${NEWEST} is restored\n` });
  await restore({ RESTORE_DROP: 'false' });
  expect(pod.calls.map(({ options }) => options.drop)).toEqual([true, undefined]);
});

test.each(['yes', 'TRUE', '1'])('what is half said is refused: RESTORE_DROP=%s', async value => {
  expect(await fails({ RESTORE_DROP: value })).toBe(`nothing restored: RESTORE_DROP is '${value}', and must be true or false\n`);
});

test('the name of the set comes through, whatever it holds', async () => {
  pod.has('x-20250101T030000Z.archive.gz');
  await restore({ MONGO_SET: 'a&b=ü"', BACKUP_NAME: 'x' });
  expect(new URL(pod.call('mongorestore').uri!.replace(/^mongodb:\/\/.*@[^/]*/, 'http://x')).searchParams.get('replicaSet')).toBe('a&b=ü"');
});

test.each([
  ['that is not there', 'rs0-20250109T030000Z.archive.gz', "'rs0-20250109T030000Z.archive.gz'"],
  ['elsewhere', '../backup/rs0-20250101T030000Z.archive.gz', "'../backup/rs0-20250101T030000Z.archive.gz'"],
  ['that is a folder', '.', "'.'"],
])('an archive %s is not restored', async (_, name, said) => {
  expect(await fails({ RESTORE_ARCHIVE: name })).toBe(`nothing restored: there is no archive ${said} in ${pod.path('backup')}\n`);
});

test.each([
  ['without its end', archive('x'.repeat(5000)).subarray(0, -4)],
  ['that holds nothing', Buffer.alloc(0)],
  ['that is none', Buffer.from('hello')],
])('an archive %s is not restored, and nothing dropped for it', async (_, bytes) => {
  pod.has('x.gz', bytes);
  expect(await fails({ RESTORE_ARCHIVE: 'x.gz', RESTORE_DROP: 'true' })).toBe('nothing restored: x.gz is not a complete archive\n');
});

test('the newest is the newest that is complete by its name, and nothing of others', async () => {
  pod.has('rs0-20250104T030000Z.archive.gz.partial');
  pod.has('rs0-eu-20250105T030000Z.archive.gz');
  pod.has('rs0-20250106T030000Z.archive.gz', '');
  await restore();
  expect(pod.call('mongorestore').options.archive).toBe(pod.path('backup', NEWEST));
});

test('without an archive nothing is restored', async () => {
  expect(await fails({ BACKUP_NAME: 'rs1' })).toBe(`nothing restored: there is no archive of rs1 in ${pod.path('backup')}\n`);
});

test('without credentials nothing is restored', async () => {
  pod.secret({ username: 'root' });
  expect(await fails()).toBe("the key 'password' of the Secret is missing\nnothing restored: nobody can log in\n");
});

test.each(['0', '1h'])('a timeout is a number: %s', async value => {
  expect(await fails({ RESTORE_TIMEOUT: value })).toBe(`nothing restored: RESTORE_TIMEOUT is '${value}', and must be a whole number, 1 or more\n`);
});

test('what mongorestore does not bring to its end is a failure', async () => {
  const error = 'Failed: orders.items: error restoring from archive: E11000 duplicate key error';
  pod.change({ restore: { error, status: 1 } });
  expect(await restore()).toMatchObject({ status: 1, said: `restoring ${NEWEST} (${SIZE}) into rs0\n${error}\nnot restored, or not all of it: mongorestore failed (1)\n` });
});

test('what takes too long, or is ended by a signal, is ended soon', async () => {
  pod.change({ restore: { hangs: true } });
  const { status, said } = await restore({ RESTORE_TIMEOUT: '1' });
  expect(status).toBe(1);
  expect(said).toMatch(/(^|\n)not restored, or not all of it: mongorestore did not end in 1 seconds\n$/);
  const program = pod.runs('restore.sh');
  await program.says('hanging');
  program.signal('SIGTERM');
  expect(await program.ended).toBe(143);
});

test('user and password are in no argument and no environment, and in a file that nobody can find', async () => {
  const secret = { username: `u${randomBytes(12).toString('hex')}`, password: `p${randomBytes(12).toString('hex')}` };
  pod.secret(secret);
  const { said, printed } = await restore();
  const { uri, config, mode, names, ...seen } = pod.call('mongorestore');
  expect({ uri, config, mode, names }).toMatchObject({ uri: expect.stringContaining(`//${secret.username}:${secret.password}@`), mode: '600', names: 0 });
  for (const value of Object.values(secret)) expect(JSON.stringify([seen, said, printed])).not.toContain(value);
  expect(readdirSync(pod.path('tmp'))).toEqual([]);
});
