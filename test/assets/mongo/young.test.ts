import { execFileSync } from 'child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'fs';
import { FakePod } from './support/shell/fake-pod';

let pod: FakePod;
beforeEach(() => {
  pod = new FakePod();
  mkdirSync(pod.path('only-bash'));
  symlinkSync(execFileSync('bash', ['-c', 'type -P bash'], { encoding: 'utf8' }).trim(), pod.path('only-bash', 'bash'));
});
afterEach(() => pod.ends());

const now = () => Math.floor(Date.now() / 1000);

/** Whatever is not bash's own would fail. */
const young = (...args: string[]) => pod.ran('young.sh', { PATH: pod.path('only-bash') }, ...args);

async function written(text: string | Buffer): ReturnType<typeof young> {
  writeFileSync(pod.path('ready'), text);
  return young(pod.path('ready'), '30');
}

test.each([
  ['now', 0],
  ['a moment ago', -5],
  ['by a clock that is a little ahead', 25],
])('a time is young that was written %s', async (_, seconds) => {
  expect(await written(`${now() + seconds}\n`)).toEqual({ status: 0, said: '', printed: '' });
});

test('a time is young without a line end, too', async () => {
  expect(await written(`${now()}`)).toMatchObject({ status: 0 });
});

test.each([
  ['long ago', -3600],
  ['just too long ago', -30],
  ['by a clock that is far ahead', 3600],
])('a time is not young that was written %s, and it is said how old it is', async (_, seconds) => {
  const { status, printed } = await written(`${now() + seconds}\n`);
  expect(status).toBe(1);
  expect(printed).toMatch(new RegExp(`^${pod.path('ready')} is (-3599|-3600|30|31|3600|3601) seconds old, and 30 is too old\n$`));
});

test.each([
  ['nothing', ''],
  ['a line end', '\n'],
  ['words', 'now\n'],
  ['a fraction', `${now()}.5\n`],
  ['milliseconds', `${now()}000\n`],
  ['a sign', `+${now()}\n`],
  ['a blank', ` ${now()}\n`],
  ['two lines', `${now()}\n${now()}\n`],
  ['an expression', 'EPOCHSECONDS\n'],
  ['a command', 'a[$(exit 0)]\n'],
  ['a NUL byte', Buffer.from(`${now()}\0`)],
])('%s in the file is no time', async (_, text) => {
  expect(await written(text)).toEqual({ status: 1, said: '', printed: `there is no time in ${pod.path('ready')}\n` });
});

test('a time that begins with zeros is one in decimal', async () => {
  expect(await written('000000000008\n')).toMatchObject({ status: 1, printed: expect.stringMatching(/ is \d+ seconds old/) });
});

test('no file, or a folder, is not young', async () => {
  expect(await young(pod.path('ready'), '30')).toEqual({ status: 1, said: '', printed: `there is no ${pod.path('ready')}\n` });
  expect(await young(pod.root, '30')).toMatchObject({ status: 1 });
});

test.each([[[]], [['']], [['/x']], [['/x', '']], [['/x', '0']], [['/x', '-1']], [['/x', '1.5']], [['/x', '30s']], [['/x', 'a[0]']]])('is not asked like that: %j', async args => {
  expect(await young(...args)).toEqual({ status: 1, said: '', printed: 'usage: young.sh FILE SECONDS\n' });
});
