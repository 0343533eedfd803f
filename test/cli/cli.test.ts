import { execFileSync, spawn } from 'child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { stringify } from 'yaml';
import { HELP } from '../../src/cli/help';
import { explain } from '../../src/cli/rules';
import { headless, statefulSet } from '../support/manifests';

describe('the program', () => {
  const { argv, env } = process;
  afterEach(() => {
    process.argv = argv;
    process.env = env;
    process.exitCode = undefined;
    process.stdout.removeAllListeners('error');
    jest.restoreAllMocks();
  });

  async function run(args: string[], more: NodeJS.ProcessEnv, isTTY: boolean) {
    const printed: string[] = [];
    jest.spyOn(process.stdout, 'write').mockImplementation(text => { printed.push(`out ${text}`); return true; });
    jest.spyOn(process.stderr, 'write').mockImplementation(text => { printed.push(`err ${text}`); return true; });
    Object.defineProperty(process.stdout, 'isTTY', { value: isTTY, configurable: true });
    process.argv = ['node', 'cdk8s-stateful', ...args];
    process.env = { TERM: 'xterm', ...more };
    jest.isolateModules(() => jest.requireActual('../../src/cli/cli'));
    while (process.exitCode === undefined) await new Promise(resolve => setTimeout(resolve, 5));
    return { printed: printed.join(''), code: process.exitCode };
  }

  const file = join(tmpdir(), `cli-${process.pid}.yaml`);
  beforeAll(() => writeFileSync(file, stringify(headless({ 'spec.type': 'NodePort' }))));
  afterAll(() => rmSync(file));

  test('prints, complains, and sets the exit code', async () => {
    expect(await run(['--help'], {}, false)).toEqual({ printed: `out ${HELP}`, code: 0 });
    process.exitCode = undefined;
    expect(await run(['nope'], {}, false)).toEqual({ printed: expect.stringMatching(/^err there is no command 'nope'/), code: 2 });
  });

  test.each<[NodeJS.ProcessEnv, boolean, boolean]>([[{}, true, true], [{}, false, false], [{ NO_COLOR: '1' }, true, false], [{ TERM: 'dumb' }, true, false]])('with %j on a terminal (%p) has colours: %p', async (more, isTTY, coloured) => {
    const { printed, code } = await run(['check', file], more, isTTY);
    expect([printed.includes('\u001b[31m'), code]).toEqual([coloured, 1]);
  });

  test('does not mind a reader who has seen enough, but any other error', async () => {
    await run(['--version'], {}, false);
    expect(() => process.stdout.emit('error', Object.assign(new Error('closed'), { code: 'EPIPE' }))).not.toThrow();
    expect(() => process.stdout.emit('error', new Error('disk'))).toThrow('disk');
  });
});

describe('the package', () => {
  const ROOT = join(__dirname, '..', '..');
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'packed-'));
    execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], { cwd: ROOT });
    execFileSync('tar', ['-xzf', 'cdk8s-stateful-0.0.0.tgz'], { cwd: folder });
    mkdirSync(join(folder, 'empty'));
  }, 240_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  function run(stdin: string, ...args: string[]): Promise<{ code: number | null; out: string; loaded: string[] }> {
    const print = "process.on('exit', () => require('fs').writeSync(2, JSON.stringify(Object.keys(require.cache))))";
    writeFileSync(join(folder, 'print.cjs'), print);
    return new Promise(resolve => {
      const child = spawn(process.execPath, ['--require', join(folder, 'print.cjs'), join(folder, 'package', 'bin', 'cdk8s-stateful'), ...args], { cwd: join(folder, 'empty'), env: {} });
      let [out, err] = ['', ''];
      child.stdout.on('data', data => { out += data; });
      child.stderr.on('data', data => { err += data; });
      child.on('close', code => resolve({ code, out, loaded: JSON.parse(err.slice(err.lastIndexOf('['))) as string[] }));
      child.stdin.end(stdin);
    });
  }

  test('judges what comes through a pipe, in an empty folder, and loads nothing beside itself', async () => {
    const { code, out, loaded } = await run(`${stringify(headless({ 'spec.type': 'NodePort' }))}---\n${stringify(statefulSet())}`, 'check', '-');
    expect(code).toBe(1);
    expect(out).toBe(`stdin:14:3  refused by the API server  headless-type
  Service db: 'spec.type' must be 'ClusterIP' for a headless Service, got 'NodePort'; for access from outside add a client Service, or one Service per pod

1 refused, 0 advice: 2 objects in 1 file, for Kubernetes 1.37
`);
    expect(loaded.map(file => file.slice(folder.length + 1).replace(/^.*private.*?packed-[^/]*\//, '')).sort()).toEqual(['package/bin/cdk8s-stateful', 'package/lib/cli.js', 'package/lib/ground.js', 'print.cjs']);
  }, 240_000);

  test('explains each rule, in an empty folder', async () => {
    const { code, out } = await run('', 'rules', 'headless-type');
    expect([code, out]).toEqual([0, explain('headless-type')]);
  }, 240_000);

  test('is small, and has in it what is run and nothing else', () => {
    expect(statSync(join(folder, 'cdk8s-stateful-0.0.0.tgz')).size).toBeLessThan(300_000);
    expect(readdirSync(join(folder, 'package')).sort()).toEqual(['.jsii', 'LICENSE', 'README.md', 'bin', 'lib', 'package.json']);
    expect(readdirSync(join(folder, 'package', 'lib')).filter(name => name.endsWith('.js') || name === 'cli')).toEqual(['cli.js', 'ground.js', 'index.js']);
  });
});
