import { spawn, spawnSync } from 'child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { connect, Socket } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import { accepts } from './support/fake-cluster';
import { ASSETS } from './support/program';

// Python is in the image, and need not be where the tests run.
const python = spawnSync('python3', ['-c', 'import asyncio']).status === 0;
const withPython = python ? test : test.skip;

const ADDRESS = '127.0.0.1';
let folder: string;
let stop: () => void;
let signal: (signal: NodeJS.Signals) => void;

const server = async (...command: string[]) => serverOf(join(ASSETS, 'word.py'), ...command);

async function serverOf(program: string, ...command: string[]): Promise<number> {
  folder = mkdtempSync(join(tmpdir(), 'words-'));
  mkdirSync(join(folder, 'events-0.events'));
  writeFileSync(join(folder, 'events-0.events', 'away'), '17');
  const port = 20000 + Math.floor(Math.random() * 12000);
  const child = spawn('python3', [program, ADDRESS, String(port), folder, ...command], { stdio: 'inherit' });
  stop = () => child.kill('SIGKILL');
  signal = name => child.kill(name);
  while (!await accepts(ADDRESS, port)) await new Promise(resolve => setTimeout(resolve, 20));
  return port;
}

afterEach(() => {
  stop?.();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/** Sends it, and reads to the end. */
async function answer(port: number, request: string, socket: Socket = connect(port, ADDRESS)): Promise<string> {
  let said = '';
  socket.on('data', data => { said += data; });
  socket.write(request);
  return new Promise(resolve => socket.on('close', () => resolve(said)).on('error', () => undefined));
}

const get = (port: number, path: string) => answer(port, `GET ${path} HTTP/1.0\r\n\r\n`);

withPython.each([
  ['/events-0.events/away', 'HTTP/1.0 200 -\r\nContent-Length: 2\r\n\r\n17'],
  ['/events-0.events/stopping', 'HTTP/1.0 404 -\r\nContent-Length: 0\r\n\r\n'],
  ['/events-1.events/away', 'HTTP/1.0 404 -\r\nContent-Length: 0\r\n\r\n'],
  ['/events-1.events/ring', 'HTTP/1.0 404 -\r\nContent-Length: 0\r\n\r\n'],
  ['/events-0.events/ring', 'HTTP/1.0 200 -\r\nContent-Length: 3\r\n\r\nUN\n'],
  ['/../etc/passwd', 'HTTP/1.0 400 -\r\nContent-Length: 0\r\n\r\n'],
  ['/events-0.events/../../etc', 'HTTP/1.0 400 -\r\nContent-Length: 0\r\n\r\n'],
  ['/../..', 'HTTP/1.0 400 -\r\nContent-Length: 0\r\n\r\n'],
])('to %s the answer is %j', async (path, expected) => {
  expect(await get(await server('echo', 'UN'), path)).toBe(expected);
});

withPython('what costs something is asked once for all who ask within seconds, and not at all when it fails', async () => {
  const port = await server('bash', '-c', 'sleep 0.3; echo x >>"$0"; wc -l <"$0"', join(mkdtempSync(join(tmpdir(), 'words-')), 'asked'));
  const answers = await Promise.all(Array.from({ length: 5 }, async () => get(port, '/events-0.events/ring')));
  expect(new Set(answers.map(each => each.split('\r\n\r\n')[1]!.trim()))).toEqual(new Set(['1']));
  stop();
  rmSync(folder, { recursive: true });
  // Half of a ring is worse than none.
  expect(await get(await server('bash', '-c', 'echo UN; exit 1'), '/events-0.events/ring')).toBe('HTTP/1.0 503 -\r\nContent-Length: 0\r\n\r\n');
});

withPython('neither many that say nothing nor one that says too much hold it up', async () => {
  const port = await server('true');
  const silent = Array.from({ length: 150 }, () => connect(port, ADDRESS).on('error', () => undefined).resume());
  const dropped = Promise.all(silent.map(async socket => new Promise(resolve => socket.on('close', resolve))));
  await Promise.all(silent.map(async socket => new Promise(resolve => socket.on('connect', resolve))));
  expect(await get(port, '/events-0.events/away')).toContain('17');
  expect(await answer(port, `GET /${'x'.repeat(5000)}`)).toBe('');
  await dropped;
});

/** One that gives them all the time that they want, so that it is not for its slowness that one is dropped. */
async function patientServer(): Promise<number> {
  const own = mkdtempSync(join(tmpdir(), 'words-'));
  const patient = join(own, 'word.py');
  writeFileSync(patient, readFileSync(join(ASSETS, 'word.py'), 'utf8').replace(/^REQUEST = 2 /m, 'REQUEST = 600 '));
  const port = await serverOf(patient, 'true');
  rmSync(own, { recursive: true });
  return port;
}

withPython('a request of more than 1024 bytes is dropped, however fast it comes', async () => {
  const port = await patientServer();
  const path = (length: number) => `/events-0.events/${'x'.repeat(length)}`;
  expect(await get(port, path(900))).toContain('HTTP/1.0 404');
  expect(await get(port, path(1100))).toBe('');
});

/** Connects, and says nothing. */
const silent = async (port: number, closed: () => void) => new Promise<Socket>(resolve => {
  const socket: Socket = connect(port, ADDRESS, () => resolve(socket)).on('error', () => undefined).on('close', closed).resume();
});

withPython('of more than 64 that say nothing the oldest is dropped, and whoever asks gets its answer', async () => {
  const port = await patientServer();
  const dropped: number[] = [];
  const all: Socket[] = [];
  const another = async (index: number) => all.push(await silent(port, () => dropped.push(index)));
  for (let index = 0; index < 64; index++) await another(index); // one after the other: the kernel hands them on in this order
  for (const oldest of [0, 1]) {
    const gone = new Promise(resolve => all[oldest]!.on('close', resolve));
    expect(await get(port, '/events-0.events/away')).toContain('17');
    await gone;
    await another(all.length);
  }
  expect(dropped).toEqual([0, 1]);
  all.forEach(socket => socket.destroy());
});

withPython('of those that come at once, as many are dropped as are more than 64', async () => {
  const port = await patientServer();
  signal('SIGSTOP'); // so it finds all of them in one look
  const dropped: number[] = [];
  const all: Socket[] = [];
  for (let index = 0; index < 70; index++) all.push(await silent(port, () => dropped.push(index)));
  const gone = Promise.all(all.slice(0, 7).map(async socket => new Promise(resolve => socket.on('close', resolve))));
  const asked = get(port, '/events-0.events/away');
  signal('SIGCONT');
  expect(await asked).toContain('17');
  await gone;
  expect(dropped.sort()).toEqual([0, 1, 2, 3, 4, 5, 6]); // the client may see the connections close in another order
  all.forEach(socket => socket.destroy());
});
