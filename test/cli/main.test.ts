import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { stringify } from 'yaml';
import { HELP } from '../../src/cli/help';
import { main } from '../../src/cli/main';
import { list } from '../../src/cli/rules';
import { version } from '../../src/cli/version';
import { headless } from '../support/manifests';

const home = process.cwd();
let folder: string;
beforeEach(() => { process.chdir(folder = mkdtempSync(join(tmpdir(), 'main-'))); });
afterEach(() => { process.chdir(home); rmSync(folder, { recursive: true }); });

const write = (files: Record<string, unknown>) => Object.entries(files).forEach(([name, content]) => writeFileSync(name, typeof content === 'string' ? content : stringify(content)));

async function run(line: string, stdin = '', coloured = false) {
  let [out, err] = ['', ''];
  const code = await main(line.split(' ').filter(word => word !== ''), {
    stdin: (async function* () { yield Buffer.from(stdin); })(), print: text => { out += text; }, complain: text => { err += text; }, coloured,
  });
  return { code, out, err };
}

const BAD = headless({ 'spec.type': 'NodePort' });
const UNKNOWN = 'note: cannot check 1 object that the input does not have: pods of Service db\n\n';
const ADVISED = headless({ 'spec.ports': [{ port: 1 }] });

test.each([['--help', HELP], ['--version', `${version}\n`], ['rules', list()]])('the command line "%s" is answered', async (line, out) => {
  expect(await run(line)).toEqual({ code: 0, out, err: '' });
});

test('a rule is explained', async () => {
  expect((await run('rules headless-type')).out).toMatch(/^headless-type\n\nService: refused by the API server\n/);
});

test.each([
  ['', 'a command is missing: check, diff, or rules\n`cdk8s-stateful --help` lists commands and options\n'],
  ['rules nope', "there is no rule 'nope': `cdk8s-stateful rules` lists them\n`cdk8s-stateful --help` lists commands and options\n"],
  ['check - --fail-on x', "the command line: 'failOn' must be refused, advice or never, got 'x'\n"],
  ['check - --rule nope', "the command line: 'rules[0]' must be the name of a rule, got 'nope'; `cdk8s-stateful rules` lists them\n"],
  ['check - --output none/x', "none/x: it cannot be written: ENOENT: no such file or directory, open 'none/x'\n"],
])('the command line "%s" is exit code 2, with the reason', async (line, err) => {
  expect(await run(line, JSON.stringify(headless()))).toMatchObject({ code: 2, err });
});

test.each<[string, unknown, string, number]>([
  ['nothing', headless(), '', 0],
  ['what is refused', BAD, '', 1],
  ['what is refused, and never fails', BAD, '--fail-on never', 0],
  ['advice', ADVISED, '', 0],
  ['advice that fails', ADVISED, '--fail-on advice', 1],
  ['what nobody asks for', BAD, '--skip headless-type', 0],
  ['what cannot be read', '{', '', 2],
  ['no object', 'a: 1', '', 2],
  ['no object, which is fine', 'a: 1', '--allow-empty', 0],
  ['no object of these rules', { apiVersion: 'v1', kind: 'ConfigMap' }, '', 2],
  ['no object of this rule', BAD, '--rule budget-selects', 2],
])('of %s the exit code says so', async (_what, input, more, code) => {
  expect((await run(`check - ${more}`, typeof input === 'string' ? input : JSON.stringify(input))).code).toBe(code);
});

test('that there is nothing to check is said', async () => {
  expect((await run('check -', 'a: 1')).err).toBe('nothing to check: the input has no object that these rules check; --allow-empty accepts that\n');
});

test('several forms go to several files, without colours, and one is printed', async () => {
  write({ 'a.yaml': BAD });
  const { out, code } = await run('check a.yaml --format text --format json --output a.json --format sarif --output a.sarif --format junit --output a.xml --format github --output a.log --format text --output a.txt', '', true);
  expect([code, out]).toEqual([1, expect.stringContaining('\u001b[31mrefused by the API server\u001b[0m')]);
  expect(JSON.parse(readFileSync('a.json', 'utf8'))).toEqual({
    kubernetes: '1.37',
    files: 1,
    objects: 1,
    problems: [],
    notes: [UNKNOWN.trim().slice('note: '.length)],
    unknown: [{ where: 'Service db', path: 'spec.selector', absent: 'pods of Service db' }],
    findings: [expect.objectContaining({ rule: 'headless-type', file: 'a.yaml', line: 14, column: 3, certainty: 'refused by the API server' })],
  });
  expect(JSON.parse(readFileSync('a.sarif', 'utf8')).runs[0].results).toHaveLength(1);
  expect(readFileSync('a.xml', 'utf8')).toContain('<failure ');
  expect(readFileSync('a.log', 'utf8')).toMatch(/^::error file=a\.yaml,line=14,col=3,/);
  expect(readFileSync('a.txt', 'utf8')).toMatch(/^a\.yaml:14:3 {2}refused by the API server {2}headless-type\n/);
});

describe('the configuration', () => {
  test('counts, and the command line goes before it, and adds to what is skipped', async () => {
    write({ '.cdk8s-stateful.yaml': { skip: ['headless-type'], kubernetes: '1.30', failOn: 'advice' } });
    expect(await run('check -', JSON.stringify(BAD))).toMatchObject({ code: 0, out: `${UNKNOWN}0 refused, 0 advice: 1 object in 1 file, for Kubernetes 1.30\n` });
    expect(await run('check - --kubernetes 1.31', JSON.stringify(ADVISED))).toMatchObject({ code: 1, out: expect.stringContaining('Kubernetes 1.31') });
    expect(await run('check - --skip ports-named', JSON.stringify({ ...ADVISED, spec: { ...BAD.spec, ports: [{ port: 1 }] } }))).toMatchObject({ code: 0 });
  });

  test('has acknowledgements, and tells of idle ones', async () => {
    write({ 'c.yaml': { acknowledgements: [{ rule: 'headless-type', object: 'Service/db', reason: 'because' }] } });
    expect(await run('check - --config c.yaml', JSON.stringify(BAD))).toMatchObject({ code: 0, out: `${UNKNOWN}0 refused, 0 advice, 1 acknowledged: 1 object in 1 file, for Kubernetes 1.37\n` });
    expect((await run('check - --config c.yaml', JSON.stringify(headless()))).out).toContain("note: the acknowledgement of 'headless-type' for 'Service/db' matches no finding\n");
  });

  test.each<[unknown, string]>([
    [{ acknowledgements: [{ rule: 'headless-type', object: 'Service/db' }] }, ".cdk8s-stateful.yaml: 'acknowledgements[0].reason' must be the reason why the finding is accepted, got nothing\n"],
    ['- a\n', ".cdk8s-stateful.yaml: 'settings' must be a map, got [\"a\"]\n"],
    ['a: [\n', expect.stringMatching(/^\.cdk8s-stateful\.yaml:2:1: /)],
  ])('that says %j is exit code 2', async (content, err) => {
    write({ '.cdk8s-stateful.yaml': content });
    expect(await run('check -', JSON.stringify(BAD))).toEqual({ code: 2, out: '', err });
  });
});

test('an error of ours is not taken for one of the user', async () => {
  const broken = { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('ours')) }) };
  await expect(main(['check', '-'], { stdin: broken, print: () => {}, complain: () => {}, coloured: false })).rejects.toThrow('ours');
});
