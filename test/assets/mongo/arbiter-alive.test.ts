import { mkdirSync, writeFileSync } from 'fs';
import { AddressInfo, createServer, Server } from 'net';
import { program } from './support/programs';
import { FakePod } from './support/shell/fake-pod';

const { takeCertificates } = program('files.js');

let pod: FakePod;
let server: Server | undefined;
beforeEach(() => {
  pod = new FakePod();
  pod.command('mongod', '#!/usr/bin/env bash\n');
  writeFileSync(pod.path('keyfile', 'keyfile'), 'c2VjcmV0');
});
afterEach(() => {
  server?.close();
  server = undefined;
  pod.ends();
});

async function port(): Promise<string> {
  server = createServer(socket => socket.on('error', () => undefined).resume());
  await new Promise<void>(resolve => server!.listen(0, '127.0.0.1', resolve));
  return `${(server.address() as AddressInfo).port}`;
}

function certificates(certificate: string, ca: string): void {
  writeFileSync(pod.path('tls', 'tls-combined.pem'), certificate);
  writeFileSync(pod.path('tls', 'ca.crt'), ca);
}

const starts = (env: Record<string, string> = { MONGO_ARBITER: 'true' }) => pod.ran('start.sh', env);
const alive = (MONGO_PORT: string) => pod.ran('arbiter-alive.sh', { MONGO_PORT });

const ALIVE = { status: 0, said: '', printed: '' };
const OUTDATED = { status: 1, said: '', printed: 'its certificates are no longer those that it was started with\n' };

test('an arbiter is alive as long as its port is open', async () => {
  await starts();
  const at = await port();
  expect(await alive(at)).toEqual(ALIVE);
  server!.close();
  expect(await alive(at)).toEqual({ status: 1, said: '', printed: `nothing listens on port ${at}\n` });
});

test('with TLS, it is until its certificates change, and again when it has started with the new ones', async () => {
  const at = await port();
  certificates('one', 'ca');
  await starts();
  expect(await alive(at)).toEqual(ALIVE);
  certificates('two', 'ca');
  expect(await alive(at)).toEqual(OUTDATED);
  await starts();
  expect(await alive(at)).toEqual(ALIVE);
  certificates('two', 'another');
  expect(await alive(at)).toEqual(OUTDATED);
});

test('certificates that were written anew, as the same, are no others', async () => {
  const at = await port();
  certificates('one', 'ca');
  await starts();
  certificates('one', 'ca');
  expect(await alive(at)).toEqual(ALIVE);
});

test('whoever is no arbiter is told of new certificates by its manager, and not by this', async () => {
  const at = await port();
  certificates('one', 'ca');
  await starts({});
  certificates('two', 'ca');
  expect(await alive(at)).toEqual(ALIVE);
});

test('certificates that were put together of two files are its own until its manager has put others together', async () => {
  const at = await port();
  mkdirSync(pod.path('tls-parts'));
  for (const name of ['tls.key', 'tls.crt', 'ca.crt']) writeFileSync(pod.path('tls-parts', name), name);
  await starts();
  expect(await alive(at)).toEqual(ALIVE);
  writeFileSync(pod.path('tls-parts', 'tls.crt'), 'another');
  takeCertificates({ certificates: pod.path('tls'), parts: pod.path('tls-parts') });
  expect(await alive(at)).toEqual(OUTDATED);
  await starts();
  expect(await alive(at)).toEqual(ALIVE);
});

test('an arbiter whose certificates cannot be read is not started', async () => {
  writeFileSync(pod.path('tls', 'tls-combined.pem'), 'one');
  const { status, said } = await starts();
  expect(status).toBe(1);
  expect(said).toContain(`the certificates in ${pod.path('tls')} cannot be read`);
});
