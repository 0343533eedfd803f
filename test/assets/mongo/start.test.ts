import { execFileSync } from 'child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'fs';
import { ASSETS, FakePod } from './support/shell/fake-pod';

let pod: FakePod;
beforeEach(() => {
  pod = new FakePod();
  pod.command('mongod', '#!/usr/bin/env bash\necho "$*"\n');
  writeFileSync(pod.path('keyfile', 'keyfile'), 'c2VjcmV0\n');
});
afterEach(() => pod.ends());

const starts = (env: Record<string, string> = {}) => pod.ran('start.sh', { MONGOD_CONF: '/opt/mongo/mongod.conf', ...env });
const waits = () => pod.runs('start.sh', { MONGO_ROUND: '0.05' });
const STARTED = { status: 0, said: '', printed: '--config /opt/mongo/mongod.conf\n' };

const marker = () => readFileSync(pod.path('data', '.cdk8s-stateful'), 'utf8');
const marked = (text: string) => writeFileSync(pod.path('data', '.cdk8s-stateful'), text);
const hasData = (...names: string[]) => {
  for (const name of names) writeFileSync(pod.path('data', name), 'data');
};

describe('the key file', () => {
  const copy = () => pod.path('mongod', 'keyfile');

  test('is copied so that only its owner can read it', async () => {
    chmodSync(pod.path('keyfile', 'keyfile'), 0o440);
    expect(await starts()).toEqual(STARTED);
    expect(readFileSync(copy(), 'utf8')).toBe('c2VjcmV0\n');
    expect((statSync(copy()).mode % 0o1000).toString(8)).toBe('400');
    expect(readdirSync(pod.path('mongod'))).toEqual(['keyfile']);
  });

  test('can be read by nobody else while it is copied, either', async () => {
    pod.command('chmod', `#!/usr/bin/env bash\nstat -c %a "$2" >${pod.path('before')}\nPATH=\${PATH#*:} exec chmod "$@"\n`);
    expect(await starts()).toEqual(STARTED);
    expect(readFileSync(pod.path('before'), 'utf8')).toBe('600\n');
  });

  test('is copied anew at each start, over what an earlier one has left', async () => {
    await starts();
    writeFileSync(pod.path('keyfile', 'keyfile'), 'YW5vdGhlcg==');
    writeFileSync(`${copy()}.new`, 'half', { mode: 0o400 });
    const before = statSync(copy()).ino;
    expect(await starts()).toEqual(STARTED);
    expect(readFileSync(copy(), 'utf8')).toBe('YW5vdGhlcg==');
    expect(statSync(copy()).ino).not.toBe(before); // never half of one and half of the other
    expect(readdirSync(pod.path('mongod'))).toEqual(['keyfile']);
  });

  test('is not written through what an earlier start has left', async () => {
    writeFileSync(pod.path('mongod', 'other'), 'other', { mode: 0o400 });
    symlinkSync(pod.path('mongod', 'other'), `${copy()}.new`);
    expect(await starts()).toEqual(STARTED);
    expect(readFileSync(pod.path('mongod', 'other'), 'utf8')).toBe('other');
  });

  test('has to be there', async () => {
    rmSync(pod.path('keyfile', 'keyfile'));
    expect(await starts()).toEqual({ status: 1, said: "there is no key file: does the Secret have the key 'keyfile'?\n", printed: '' });
  });

  test.each(['', '\n', ' \t\n'])('has to hold something: %j', async text => {
    writeFileSync(pod.path('keyfile', 'keyfile'), text);
    expect(await starts()).toEqual({ status: 1, said: "the key file is empty: give the Secret's key 'keyfile' 6 to 1024 characters of base64\n", printed: '' });
  });

  test('may be called otherwise in its Secret, and is then called so', async () => {
    writeFileSync(pod.path('keyfile', 'mongodb-replica-set-key'), 'b3RoZXI=');
    expect(await starts({ KEYFILE: pod.path('keyfile', 'mongodb-replica-set-key') })).toEqual(STARTED);
    expect(readFileSync(copy(), 'utf8')).toBe('b3RoZXI=');
    writeFileSync(pod.path('keyfile', 'mongodb-replica-set-key'), '');
    expect((await starts({ KEYFILE: pod.path('keyfile', 'mongodb-replica-set-key') })).said).toContain("give the Secret's key 'mongodb-replica-set-key' 6 to 1024");
  });

  test('that cannot be copied lets nothing start', async () => {
    rmSync(pod.path('mongod'), { recursive: true });
    const { status, said, printed } = await starts();
    expect({ status, printed }).toEqual({ status: 1, printed: '' });
    expect(said).toContain(`the key file cannot be copied to ${pod.path('mongod')}\n`);
  });
});

describe('a private key and certificates that are two files', () => {
  const combined = () => readFileSync(pod.path('tls', 'tls-combined.pem'), 'utf8');
  const parts = (files: Record<string, string>, folder = '') => {
    mkdirSync(pod.path('tls-parts', folder), { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(pod.path('tls-parts', folder, name), text);
  };
  const SAID = "the certificates cannot be read: does the Secret have the keys 'tls.key', 'tls.crt' and 'ca.crt'?\n";

  test('are one before mongod starts, each block on lines of its own, for nobody but its group to read', async () => {
    parts({ 'tls.key': 'key', 'tls.crt': 'chain', 'ca.crt': 'authority' });
    expect(await starts()).toEqual(STARTED);
    expect([combined(), readFileSync(pod.path('tls', 'ca.crt'), 'utf8')]).toEqual(['key\nchain', 'authority']);
    expect((statSync(pod.path('tls', 'tls-combined.pem')).mode % 0o1000).toString(8)).toBe('640');
    expect(readdirSync(pod.path('tls')).sort()).toEqual(['ca.crt', 'tls-combined.pem']);
  });

  test('are of one Secret, as the kubelet brings it: behind one link', async () => {
    parts({ 'tls.key': 'stale', 'tls.crt': 'stale', 'ca.crt': 'stale' });
    parts({ 'tls.key': 'new key', 'tls.crt': 'new chain', 'ca.crt': 'new authority' }, '..2026');
    symlinkSync('..2026', pod.path('tls-parts', '..data'));
    await starts();
    expect(combined()).toBe('new key\nnew chain');
  });

  test('are put together anew at each start', async () => {
    parts({ 'tls.key': 'key', 'tls.crt': 'chain', 'ca.crt': 'authority' });
    await starts();
    parts({ 'tls.crt': 'another' });
    await starts();
    expect(combined()).toBe('key\nanother');
  });

  test.each(['tls.key', 'tls.crt', 'ca.crt'])('let nothing start without %s, and say which they are', async missing => {
    parts({ 'tls.key': 'key', 'tls.crt': 'chain', 'ca.crt': 'authority' });
    rmSync(pod.path('tls-parts', missing));
    const { status, said, printed } = await starts();
    expect({ status, printed }).toEqual({ status: 1, printed: '' });
    expect(said.endsWith(SAID)).toBe(true);
    expect(existsSync(pod.path('tls', 'tls-combined.pem'))).toBe(false);
  });

  test('are no business of who has one file', async () => {
    expect(await starts()).toEqual(STARTED);
    expect(readdirSync(pod.path('tls'))).toEqual([]);
  });
});

test.each<[string | undefined, string]>([
  [undefined, ''], ['', ''], ['10.0.0.7', ''], ['fd00::7', '--ipv6 '], ['10.0.0.7,fd00::7', '--ipv6 '], ['fd00::7,10.0.0.7', '--ipv6 '],
])('a pod with the addresses %p starts it with the options %p', async (POD_IPS, options) => {
  expect(await starts(POD_IPS === undefined ? {} : { POD_IPS })).toEqual({ ...STARTED, printed: `--config /opt/mongo/mongod.conf ${options}`.trimEnd() + '\n' });
  expect((await pod.ran('start.sh', { MONGOD_CONF: '/c', ...(POD_IPS !== undefined && { POD_IPS }) }, '--more', '1')).printed).toBe(`--config /c ${options}--more 1\n`);
});

describe('a disk', () => {
  test.each([
    ['that is empty', []],
    ['of a new file system', ['lost+found']],
    ['that was about to be marked', ['.cdk8s-stateful.new']],
  ])('%s is marked as this set\'s before mongod starts', async (_, names) => {
    hasData(...names);
    pod.command('mongod', `#!/usr/bin/env bash\ncat ${pod.path('data', '.cdk8s-stateful')}\n`);
    expect(await starts()).toEqual({ status: 0, said: '', printed: 'rs0\n' });
    expect(pod.synced).toEqual([expect.stringContaining('.cdk8s-stateful.new ')]);
    expect(readdirSync(pod.path('data'))).toEqual(['.cdk8s-stateful', ...names.filter(name => name === 'lost+found')]);
  });

  test('that is this set\'s is left as it is', async () => {
    marked('rs0\n');
    hasData('WiredTiger', 'local.0');
    const before = statSync(pod.path('data', '.cdk8s-stateful')).ino;
    expect(await starts()).toEqual(STARTED);
    expect(statSync(pod.path('data', '.cdk8s-stateful')).ino).toBe(before);
  });

  test('that is marked without a line end is this set\'s, too', async () => {
    marked('rs0');
    hasData('WiredTiger');
    expect(await starts()).toEqual(STARTED);
  });

  test.each(['rs0\n', 'rs1\n', '', 'two\nlines\n'])('whose data is gone is as good as an empty one, whatever it was marked with: %j', async text => {
    marked(text);
    expect(await starts()).toEqual(STARTED);
    expect(marker()).toBe('rs0\n');
  });

  const HINT = () => `not known to belong to 'rs0', which would replace it with its own. If it may: echo 'rs0' >${pod.path('data', '.cdk8s-stateful')}\n`;

  test.each([
    ['without a marker', undefined, ['WiredTiger', 'sizeStorer.wt'], ''],
    ['that is hidden', undefined, ['.wt'], ''],
    ['whose marker is empty', '', ['WiredTiger'], ''],
    ['of another set', 'rs1\n', ['WiredTiger'], "of the replica set 'rs1', "],
    ['of a set with a longer name', 'rs00\n', ['WiredTiger'], "of the replica set 'rs00', "],
    ['of a set with a shorter name', 'rs', ['WiredTiger'], "of the replica set 'rs', "],
    ['whose marker is no name', 'rs0\n\n', ['WiredTiger'], "of the replica set $'rs0\\n', "],
    ['whose marker is a pattern', '*\n', ['WiredTiger'], "of the replica set '*', "],
    ['whose marker would be run', "'; touch x; $(id)\u001b[2J\n", ['WiredTiger'], "of the replica set $'\\'; touch x; $(id)\\E[2J', "],
  ])('with data %s is not touched, and it is said why', async (_, mark, files, whose) => {
    if (mark !== undefined) marked(mark);
    hasData(...files);
    const start = waits();
    await start.says('not starting');
    expect(start.said.slice(start.said.indexOf(' ') + 1)).toBe(`not starting: ${pod.path('data')} holds data ${whose}${HINT()}`);
    expect(start.printed).toBe('');
    expect(readdirSync(pod.path('data')).filter(name => name !== '.cdk8s-stateful').sort()).toEqual([...files].sort());
    expect(existsSync(pod.path('data', '.cdk8s-stateful'))).toBe(mark !== undefined);
    if (mark !== undefined) expect(marker()).toBe(mark);
  });

  test('that somebody adopts meanwhile, in the words that were said, is started with', async () => {
    hasData('WiredTiger');
    const start = waits();
    await start.says('not starting');
    execFileSync('bash', ['--norc', '-c', /If it may: (.*)\n/.exec(start.said)![1]!]);
    expect(await start.ended).toBe(0);
    await start.closed;
    expect(start.printed).toContain('mongod.conf');
  });

  test('that is not there is waited for, and named once', async () => {
    rmSync(pod.path('data'), { recursive: true });
    const start = waits();
    await start.says(`waiting: ${pod.path('data')} cannot be read`);
    await new Promise(resolve => setTimeout(resolve, 300));
    expect(start.said.split('\n')).toHaveLength(2);
    mkdirSync(pod.path('data'));
    expect(await start.ended).toBe(0);
    expect(marker()).toBe('rs0\n');
  });

  test('that cannot be marked is waited for', async () => {
    mkdirSync(pod.path('data', '.cdk8s-stateful.new')); // as good as a disk that is read-only
    const start = waits();
    await start.says(`waiting: ${pod.path('data', '.cdk8s-stateful')} cannot be written`);
    rmSync(pod.path('data', '.cdk8s-stateful.new'), { recursive: true });
    expect(await start.ended).toBe(0);
    expect(marker()).toBe('rs0\n');
  });

  test('that is waited for keeps no pod from ending', async () => {
    hasData('WiredTiger');
    const start = pod.runs('start.sh', { MONGO_ROUND: '600' });
    await start.says('not starting');
    start.signal('SIGTERM');
    expect(await start.ended).toBe(143);
  });
});

test('nothing starts without the name of the set', async () => {
  const { status, said, printed } = await starts({ MONGO_SET: '' });
  expect({ status: status !== 0, printed }).toEqual({ status: true, printed: '' });
  expect(said).toContain('MONGO_SET');
});

test('mongod takes the place of the program, and its configuration stands beside that', async () => {
  pod.command('mongod', '#!/usr/bin/env bash\necho "$PPID $2"\n');
  expect((await pod.ran('start.sh')).printed).toBe(`${process.pid} ${ASSETS}/member/mongod.conf\n`);
});

describe('an empty disk', () => {
  test('may have been that of a member, so mongod waits for the word of its manager, and says so', async () => {
    pod.lets = false;
    const program = pod.runs('start.sh', { MONGOD_CONF: '/opt/mongo/mongod.conf' });
    await program.says('waiting: empty disk; the log of the manager says what for');
    expect(existsSync(pod.path('manager', 'empty'))).toBe(true);
    pod.mayStart();
    expect(await program.ended).toBe(0);
    await program.closed;
    expect(program.printed).toBe(STARTED.printed);
    expect(existsSync(pod.path('manager', 'empty'))).toBe(false);
  });

  test('is none where there is data, and an arbiter knows nothing anyway', async () => {
    pod.lets = false;
    marked('rs0\n');
    hasData('WiredTiger');
    expect(await starts()).toEqual(STARTED);
    rmSync(pod.path('data', 'WiredTiger'));
    expect(await starts({ MONGO_ARBITER: 'true' })).toEqual(STARTED);
  });

  test('is not started on by a word of an earlier run', async () => {
    pod.lets = false;
    pod.mayStart();
    const program = pod.runs('start.sh');
    await program.says('waiting: empty disk');
    program.end();
  });
});

describe('limits', () => {
  // Neither bash that reads the one again, nor one whose limits were changed already.
  const limited = (...limits: string[]) => {
    writeFileSync(pod.path('limits'), limits.map(limit => `ulimit ${limit}\n`).join(''));
    pod.command('mongod', '#!/bin/sh\necho "$(ulimit -Sn) $(ulimit -Hn), $(ulimit -Sl) $(ulimit -Hl)"\n');
    return starts({ BASH_ENV: pod.path('limits'), MONGO_FILES: '64000' });
  };
  const FEW = (files: number) => `no more than ${files} files can be open, and MongoDB wants 64000 or more: the limit is that of the container runtime, LimitNOFILE where systemd starts it\n`;

  test('of files and of locked memory are raised as far as they may be', async () => {
    expect((await limited('-Sn 1024', '-Hn 4096', '-Sl 16', '-Hl 64')).printed).toBe('4096 4096, 64 64\n');
  });

  test('that are as high as they may be stay', async () => {
    expect((await limited('-n 4096', '-l 64')).printed).toBe('4096 4096, 64 64\n');
  });

  test('of files that are too low for MongoDB are named, and mongod starts', async () => {
    expect(await limited('-n 1024', '-l 64')).toEqual({ status: 0, said: FEW(1024), printed: '1024 1024, 64 64\n' });
  });

  test('of files that are none are not too low', async () => {
    writeFileSync(pod.path('limits'), 'ulimit() { if [[ $1 == -H* ]]; then echo unlimited; fi; }\n'); // no process of Linux can be given that, but other kernels say so
    expect(await starts({ BASH_ENV: pod.path('limits'), MONGO_FILES: '64000' })).toEqual(STARTED);
  });

  test.each<[number, boolean]>([[4095, true], [4096, false]])('of %s files are too low where 4096 are wanted: %s', async (files, low) => {
    writeFileSync(pod.path('limits'), `ulimit -n ${files}\n`);
    expect((await starts({ BASH_ENV: pod.path('limits'), MONGO_FILES: '4096' })).said).toBe(low ? FEW(files).replace('64000', '4096') : '');
  });
});
