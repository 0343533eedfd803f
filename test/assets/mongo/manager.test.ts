import { existsSync, readFileSync, writeFileSync } from 'fs';
import { AddressInfo, createServer } from 'net';
import { FakePod } from './support/shell/fake-pod';
import { Program } from '../cassandra/support/program';

const pods: FakePod[] = [];
afterEach(() => {
  for (const pod of pods.splice(0)) pod.ends();
});

/** A mongosh that runs its script in Node, beside an arbiter; it writes down how it was started, and by whom it is asked to connect. */
function podWithMongosh(): FakePod {
  const pod = new FakePod();
  pods.push(pod);
  pod.command('mongosh', `#!${process.execPath}
const { appendFileSync } = require('fs');
const note = what => appendFileSync(${JSON.stringify(pod.path('noted'))}, JSON.stringify(what) + '\\n');
note(process.argv.slice(2, -1));
globalThis.Mongo = class {
  constructor(uri) { note(new URL(uri).searchParams.get('appName')); }
  getDB(name) { return { runCommand: command => { note([name, command]); return { arbiterOnly: true, setName: 'rs0', primary: 'orders-1:27017', ok: 1 }; } }; }
  close() {}
};
require(process.argv.at(-1));
`);
  return pod;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

async function manages(pod: FakePod): Promise<{ program: Program; wordPort: number }> {
  const wordPort = await freePort();
  const program = pod.runs('manager.sh', {
    POD_NAME: 'orders-arbiter-0',
    POD_NAMESPACE: 'prod',
    MONGO_DOMAIN: 'cluster.local',
    MONGO_ARBITER: 'true',
    MONGO_RUN: pod.path('manager'),
    MONGO_ROUND: '0.05',
    MONGO_WORD_PORT: `${wordPort}`,
  });
  let ended = false;
  void program.ended.finally(() => { ended = true; });
  while (!existsSync(pod.path('manager', 'ready'))) {
    if (ended) throw new Error(`the manager ended: ${program.said}${program.printed}`);
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  return { program, wordPort };
}

test('the manager runs in a mongosh that writes nothing down, round after round, until it is told to end', async () => {
  const pod = podWithMongosh();
  const { program, wordPort } = await manages(pod);
  const told = async (path: string) => (await fetch(`http://127.0.0.1:${wordPort}${path}`)).text();
  expect(await told('/')).toBe('unsure\n');
  expect(await told('/rs0/prod/orders-arbiter-0/stand')).toBe('serves\n');
  const rounds = () => readFileSync(pod.path('noted'), 'utf8').split('\n').filter(line => line.includes('hello')).length;
  const before = rounds();
  while (rounds() < before + 3) await new Promise(resolve => setTimeout(resolve, 20));
  program.signal('SIGTERM');
  expect(await program.ended).toBe(0);
  await program.closed;
  expect([program.said, program.printed]).toEqual(['', expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ this is the arbiter\n$/)]);
  const [options, app, first] = readFileSync(pod.path('noted'), 'utf8').split('\n').map(line => line && JSON.parse(line));
  expect([options, app, first]).toEqual([['--nodb', '--norc', '--quiet'], 'cdk8s-stateful', ['admin', { hello: 1 }]]);
  expect(JSON.parse(readFileSync(pod.path('tmp', '.mongodb', 'mongosh', 'config'), 'utf8'))).toEqual({
    disableLogging: true, enableTelemetry: false, historyLength: 0, updateURL: '',
  });
});

test('a manager whose mongosh would keep a log is not started', async () => {
  const pod = podWithMongosh();
  writeFileSync(pod.path('tmp', '.mongodb'), 'a file');
  const { status, said } = await pod.ran('manager.sh');
  expect(status).toBe(1);
  expect(said).toContain(`cannot write ${pod.path('tmp')}/.mongodb/mongosh/config, without which mongosh would keep a log\n`);
  expect(existsSync(pod.path('noted'))).toBe(false);
});
