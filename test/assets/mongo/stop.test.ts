import { existsSync, writeFileSync } from 'fs';
import { AddressInfo, createServer, Server } from 'net';
import { FakePod } from './support/shell/fake-pod';

let pod: FakePod;
let server: Server | undefined;
beforeEach(() => {
  pod = new FakePod();
});
afterEach(() => {
  server?.close();
  pod.ends();
});

const file = (name: string) => pod.path('manager', name);
const now = () => `${Math.floor(Date.now() / 1000)}\n`;
const seconds = (milliseconds: number) => new Promise(resolve => { setTimeout(resolve, milliseconds); });

/** Something that listens as mongod does. */
async function mongod(): Promise<string> {
  server = createServer(socket => socket.on('error', () => undefined).resume());
  await new Promise<void>(resolve => server!.listen(0, '127.0.0.1', resolve));
  return `${(server.address() as AddressInfo).port}`;
}

async function hasEnded(program: { readonly ended: Promise<unknown> }, within: number): Promise<boolean> {
  return Promise.race([program.ended.then(() => true), seconds(within).then(() => false)]);
}

describe('mongod', () => {
  test('stops when its manager says that it may', async () => {
    const stopping = pod.runs('stop.sh', { MONGO_PATIENCE: '60' });
    expect(await hasEnded(stopping, 1500)).toBe(false);
    expect(existsSync(file('stopping'))).toBe(true);
    writeFileSync(file('may-stop'), now());
    expect(await stopping.ended).toBe(0);
  });

  test('does not go by what its manager said half a minute ago', async () => {
    writeFileSync(file('may-stop'), `${Math.floor(Date.now() / 1000) - 40}\n`);
    expect(await hasEnded(pod.runs('stop.sh', { MONGO_PATIENCE: '60' }), 1500)).toBe(false);
  });

  test('stops all the same when its patience is at its end, for it is killed in the end', async () => {
    const begun = Date.now();
    expect((await pod.ran('stop.sh', { MONGO_PATIENCE: '2' })).status).toBe(0);
    expect(Date.now() - begun).toBeGreaterThan(900);
  });

  test('forgets when it starts that it was told to stop', async () => {
    for (const name of ['stopping', 'may-stop']) writeFileSync(file(name), now());
    pod.command('mongod', '#!/usr/bin/env bash\n');
    writeFileSync(pod.path('keyfile', 'keyfile'), 'c2VjcmV0');
    expect((await pod.ran('start.sh')).status).toBe(0);
    expect(['stopping', 'may-stop'].filter(name => existsSync(file(name)))).toEqual([]);
  });
});

describe('the manager', () => {
  test('outlasts mongod, which needs it', async () => {
    const MONGO_PORT = await mongod();
    const stopping = pod.runs('outlast.sh', { MONGO_PORT });
    await seconds(500);
    writeFileSync(file('stopping'), '');
    expect(await hasEnded(stopping, 2000)).toBe(false);
    server!.close();
    expect(await stopping.ended).toBe(0);
  });

  test('stops at once where only it is to start anew', async () => {
    const MONGO_PORT = await mongod();
    expect((await pod.ran('outlast.sh', { MONGO_PORT, MONGO_HEAR: '1' })).status).toBe(0);
  });
});
