import { execFileSync } from 'child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { stringify } from 'yaml';
import { main } from '../../../src/cli/main';
import { Manifest } from '../../../src/manifest/manifest';
import { Changes, CLAIM, statefulSet } from '../../support/manifests';

const set = (changes: Changes = {}) => statefulSet({ 'metadata.namespace': 'prod', 'spec.replicas': 1, 'spec.template.spec.containers[0].image': 'example.com/db:1', ...changes });
const larger = set({ [`${CLAIM}.spec.resources.requests.storage`]: '2Gi' });

let folder: string;
let path: string | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'diff-'));
  path = process.env.PATH;
});
afterEach(() => {
  process.env.PATH = path;
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const file = (name: string, ...all: Manifest[]) => {
  writeFileSync(join(folder, name), all.map(each => stringify(each)).join('---\n'));
  return join(folder, name);
};

async function run(args: string[], input = '') {
  let out = '';
  let error = '';
  const code = await main(args, {
    stdin: (async function* () { yield Buffer.from(input); })(),
    print: text => void (out += text),
    complain: text => void (error += text),
    coloured: false,
  });
  return { code, out, error };
}

describe('the exit code', () => {
  test.each<[string, Manifest, string[], number]>([
    ['nothing changes', set(), [], 0],
    ['nothing that needs care', set({ 'spec.template.spec.containers[0].image': 'example.com/db:2' }), [], 0],
    ['what needs care', larger, [], 1],
    ['a roll-out, where it counts', set({ 'spec.template.spec.containers[0].image': 'example.com/db:2' }), ['--fail-on', 'rolls'], 1],
    ['what does not count', larger, ['--fail-on', 'never'], 0],
  ])('%s', async (_, after, args, code) => {
    expect((await run(['diff', file('old.yaml', set()), file('new.yaml', after), ...args])).code).toBe(code);
  });

  test.each<[string, string[], string]>([
    ['no manifests', [], 'diff needs the old manifests and the new ones\n'],
    ['too many of a cluster', ['--live', 'a', 'b'], 'diff --live needs only the new manifests\n'],
    ['a context of files', ['a', 'b', '--context', 'c'], '--context and --namespace are for --live\n'],
    ['an unknown format', ['a', 'b', '--format', 'xml'], "there is no format 'xml': there are text, json, sarif, junit, github, markdown, plan\n"],
    ['an unknown effect', ['a', 'b', '--fail-on', 'all'], "there is no effect 'all': use refused, loses-data, loses-quorum, recreated, unknown, rolls, restarts-nothing or never\n"],
    ['an unknown version', ['a', 'b', '--kubernetes', 'new'], "--kubernetes must be a version up to 1.37, such as 1.33, got 'new'\n"],
    ['a version that is not yet', ['a', 'b', '--kubernetes', '1.99'], "--kubernetes must be a version up to 1.37, such as 1.33, got '1.99'\n"],
    ['one text for both', ['-', '-'], 'standard input cannot be both the old and the new manifests\n'],
    ['no ref', ['git:', 'b'], "'git:' must be git:REF, or git:REF:path, of a commit, a branch or a tag\n"],
  ])('is 2 for %s', async (_, args, message) => {
    const { code, error } = await run(['diff', ...args]);
    expect(code).toBe(2);
    expect(error).toContain(message);
  });

  test('is 2 for an option that is unknown', async () => expect((await run(['diff', '--no'])).code).toBe(2));

  test('is 2 for a file that cannot be read', async () => {
    writeFileSync(join(folder, 'broken.yaml'), 'a: [');
    const { code, out } = await run(['diff', join(folder, 'none.yaml'), join(folder, 'broken.yaml')]);
    expect(code).toBe(2);
    expect(out).toContain('none.yaml: there is no such file or folder\n');
    expect(out).toMatch(/broken\.yaml:1:\d+: /);
    expect((await run(['diff', join(folder, 'none.yaml'), '-', '--format', 'markdown'], stringify(set()))).out).toBe(`- ${join(folder, 'none.yaml').replaceAll('_', '\\_')}: there is no such file or folder\n`);
    expect(await run(['diff', join(folder, 'none.yaml'), '-', '--plan'], stringify(set()))).toEqual({ code: 2, out: `${join(folder, 'none.yaml')}: there is no such file or folder\n`, error: '' });
  });

  test('is 2 if there is nothing to compare, unless --allow-empty says that this is fine', async () => {
    const [some, none] = [file('some.yaml', set()), file('none.yaml', { a: 1 })];
    const error = `${none}: there is no object to compare; --allow-empty accepts that\n`;
    expect(await run(['diff', some, none])).toEqual({ code: 2, out: '', error });
    expect(await run(['diff', none, some])).toEqual({ code: 2, out: '', error });
    expect((await run(['diff', some, none, '--allow-empty'])).code).toBe(1);
    expect((await run(['diff', none, some, '--allow-empty'])).code).toBe(0);
  });

  test('is 2 for an object without a name; an object that gets another name each time is left out, and told', async () => {
    const job = (metadata: object) => ({ apiVersion: 'batch/v1', kind: 'Job', metadata });
    const some = file('some.yaml', set(), job({ generateName: 'a-' }));
    const list = file('list.yaml', { apiVersion: 'v1', kind: 'List', items: [set(), job({})] });
    expect(await run(['diff', some, some])).toEqual({ code: 0, out: 'nothing changes\n', error: `${some}: a Job with generateName gets a new name each time, and is not compared\n`.repeat(2) });
    expect(await run(['diff', some, list, '--format', 'text'])).toMatchObject({ code: 2, out: expect.stringMatching(/list\.yaml:\d+:\d+: a Job has no name\n$/) });
    expect((await run(['diff', file('only.yaml', job({ generateName: 'a-' })), some])).code).toBe(0);
  });

  test('--help prints the help of all commands', async () => expect((await run(['diff', '--help'])).out).toContain('cdk8s-stateful diff OLD NEW'));
});

describe('the report', () => {
  const both = () => [file('old.yaml', set(), { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }), file('new.yaml', larger)];

  test('is text by default', async () => expect((await run(['diff', ...both()])).out).toMatch(/^StatefulSet prod\/db {2}refused {2}claim-templates\n/));

  test('is JSON with --format json', async () => {
    const { findings, plan, kubernetes } = JSON.parse((await run(['diff', ...both(), '--format', 'json', '--kubernetes', '1.33'])).out);
    expect([findings[0].effect, plan.length > 3, kubernetes]).toEqual(['refused', true, '1.33']);
  });

  test('is Markdown with --format markdown', async () => {
    const { out } = await run(['diff', ...both(), '--format', 'markdown']);
    expect(out).toMatch(/^\*\*refused\*\* \(1 finding\)\n\n- StatefulSet prod\/db: refused: The claim template/);
    expect(out).toContain('```sh\n');
    expect((await run(['diff', ...both().slice(0, 1), ...both().slice(0, 1), '--format', 'markdown'])).out).toBe('Nothing changes.\n');
  });

  test.each([['github', /^::error file=.*new\.yaml,line=\d+,col=\d+,title=claim-templates%3A refused::/], ['sarif', /"ruleId": "claim-templates"/], ['junit', /<failure message="StatefulSet prod\/db: refused/]])('is %s, as `check` writes it', async (format, said) => {
    expect((await run(['diff', ...both(), '--format', format])).out).toMatch(said);
  });

  test('is a plan with --plan, of steps that are only printed', async () => {
    const { out } = await run(['diff', ...both(), '--plan', '--apply', 'make deploy']);
    expect(out).toContain('# Step 4 of 5\nkubectl delete statefulset db -n prod --cascade=orphan\n#    see: ');
    expect(out).toContain('make deploy\n');
    expect((await run(['diff', ...both(), '--format', 'plan'])).out).toBe(out.replaceAll('make deploy', `kubectl apply -f ${join(folder, 'new.yaml')}`));
  });

  test('is several reports at once', async () => {
    const { out } = await run(['diff', ...both(), '--plan', '--format', 'json', '--output', join(folder, 'a.json')]);
    expect(out).toMatch(/^# Step 1 of 5\n/);
    expect(JSON.parse(readFileSync(join(folder, 'a.json'), 'utf8')).kubernetes).toBe('1.37');
    expect((await run(['diff', ...both(), '--plan', '--format', 'json'])).error).toContain('plan and json cannot both go to standard output');
  });
});

test('one side may be standard input', async () => {
  expect((await run(['diff', file('old.yaml', set()), '-'], stringify(larger))).code).toBe(1);
});

describe('a side that is committed', () => {
  const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], { cwd: folder, stdio: 'ignore' });

  test('is read by its ref, at the path of the new manifests or another one', async () => {
    mkdirSync(join(folder, 'dist'));
    file('dist/a.yaml', set());
    git('init', '-q');
    git('add', '-A');
    git('commit', '-qm', 'a');
    file('dist/a.yaml', larger);
    const home = process.cwd();
    process.chdir(folder);
    try {
      for (const old of ['git:HEAD:dist', 'git:HEAD', 'git:HEAD:dist/a.yaml']) expect((await run(['diff', old, 'dist'])).out).toMatch(/^StatefulSet prod\/db {2}refused/);
      expect((await run(['diff', 'git:HEAD:none', 'dist'])).error).toContain('git:HEAD:none: there is no object to compare; --allow-empty accepts that\n');
      mkdirSync(join(folder, 'dist', '.hidden'));
      file('dist/.hidden/b.yaml', larger);
      file('dist/ä b.yaml', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } });
      writeFileSync(join(folder, 'dist', 'c.yaml'), Buffer.from([0xff]));
      git('add', '-A');
      git('commit', '-qm', 'b');
      expect((await run(['diff', 'git:HEAD', 'dist/a.yaml'])).out).toBe('nothing changes\n');
      expect((await run(['diff', 'git:HEAD:dist', 'dist/a.yaml'])).out).toBe('HEAD:dist/c.yaml: it is not UTF-8\n');
      git('rm', '-q', '--cached', 'dist/c.yaml');
      git('commit', '-qm', 'c');
      expect((await run(['diff', 'git:HEAD:.', 'dist/a.yaml'])).out).toMatch(/^ConfigMap a {2}restarts nothing {2}removed\n/);
      expect((await run(['diff', 'git:nowhere', 'dist'])).error).toMatch(/^git ls-tree .*: fatal/);
    } finally {
      process.chdir(home);
    }
  });
});

describe('the live side', () => {
  /** Answers what it is asked, from files. */
  function kubectl(there: object, around: object = { kind: 'List', items: [] }, status = 0): void {
    writeFileSync(join(folder, 'there'), JSON.stringify(there));
    writeFileSync(join(folder, 'around'), JSON.stringify(around));
    writeFileSync(join(folder, 'classes'), JSON.stringify({ kind: 'List', items: [{ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'fast' } }] }));
    writeFileSync(join(folder, 'kubectl'), `#!/bin/sh\ncd ${folder}\ncase "$*" in\n  "get -f"*) cat there;;\n  "get stateful"*) cat around;;\n  "get storage"*) cat classes;;\n`
      + `  version*) echo '{"serverVersion":{"minor":"32"}}';;\nesac\nexit ${status}\n`);
    chmodSync(join(folder, 'kubectl'), 0o755);
    process.env.PATH = `${folder}:${path}`;
  }

  const live = (manifest: Manifest) => ({ ...manifest, metadata: { ...manifest.metadata, uid: '1', annotations: { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(manifest) } } });
  const homeless = set({ 'metadata.namespace': undefined });

  test('is asked for objects, claims, classes and its version, and nothing is said of what else it has', async () => {
    const claims = ['data-db-0', 'data-db-5'].map(name => ({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name, namespace: 'prod' } }));
    kubectl({ kind: 'List', items: [live(set())] }, { kind: 'List', items: [set({ 'metadata.name': 'other', 'spec.template.spec.containers[0].image': 'x:1' }), ...claims] });
    const { code, out, error } = await run(['diff', '--live', file('new.yaml', { ...larger, metadata: { name: 'db' }, spec: { ...larger.spec, revisionHistoryLimit: 3 } }), '--context', 'c', '-n', 'prod', '--verbose', '--plan']);
    expect(code).toBe(1);
    expect(out.match(/patch pvc (\S+)/g)).toEqual(['patch pvc data-db-0', 'patch pvc data-db-5']);
    expect(out).toContain(' -n prod --cascade=orphan');
    expect(error.split('\n')).toEqual([
      'kubectl get -f - --ignore-not-found --show-managed-fields -o json -n prod --context c', 'kubectl get statefulsets.apps,persistentvolumeclaims -o json -n prod --context c',
      'kubectl get storageclasses.storage.k8s.io -o json --context c', 'kubectl version -o json --context c', '',
    ]);
  });

  test('may be what the manifests say', async () => {
    kubectl(live(set()));
    expect(await run(['diff', '--live', file('new.yaml', homeless)])).toEqual({ code: 0, out: 'nothing changes\n', error: '' });
  });

  test('may have an object of another kind by that name, in another namespace', async () => {
    const config = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'db', namespace: 'conf' } };
    kubectl({ kind: 'List', items: [live(config), live(set())] });
    expect(await run(['diff', '--live', file('new.yaml', config, homeless)])).toEqual({ code: 0, out: 'nothing changes\n', error: '' });
  });

  test('may be what cannot be read here', async () => {
    writeFileSync(join(folder, 'broken.yaml'), 'a: [');
    expect((await run(['diff', '--live', join(folder, 'broken.yaml')])).code).toBe(2);
  });

  test('may have another name', async () => {
    kubectl({ kind: 'List', items: [live({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'prod' } })] }, { kind: 'List', items: [set()] });
    const { out } = await run(['diff', '--live', file('new.yaml', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }, set({ 'metadata.name': 'data' })), '--format', 'github']);
    expect(out).toMatch(/^::error file=live,line=1,col=1,title=renamed%3A unknown::StatefulSet prod\/db: unknown: The cluster has StatefulSet db, which is in none of these manifests\. If it belongs to other manifests, nothing happens to it\. Otherwise: /);
  });

  test('may have none of it', async () => {
    kubectl({ kind: 'List', items: [] });
    writeFileSync(join(folder, 'there'), '');
    expect((await run(['diff', '--live', file('new.yaml', homeless)])).out).toBe('StatefulSet db  restarts nothing  added\n  It is added; no object had this name before.\n');
  });

  test('may be one that kubectl cannot reach, which it says before it has read what it is asked', async () => {
    writeFileSync(join(folder, 'kubectl'), '#!/bin/sh\necho "no route to host" >&2\nexit 1\n');
    chmodSync(join(folder, 'kubectl'), 0o755);
    process.env.PATH = `${folder}:${path}`;
    const large = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { a: 'a'.repeat(500_000) } };
    expect((await run(['diff', '--live', file('new.yaml', large)])).error).toContain('no route to host\n');
  });

  test.each([['echo garbage', 'kubectl get -f - --ignore-not-found --show-managed-fields -o json: its answer is not JSON\n'], ['echo one >&2; echo two >&2; exit 1', 'kubectl get -f - --ignore-not-found --show-managed-fields -o json: one; two\n'], ['kill -9 $$', 'kubectl get -f - --ignore-not-found --show-managed-fields -o json: \n']])('may say what nobody understands: %s', async (script, said) => {
    writeFileSync(join(folder, 'kubectl'), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, 'kubectl'), 0o755);
    process.env.PATH = `${folder}:${path}`;
    expect(await run(['diff', '--live', file('new.yaml', set())])).toMatchObject({ code: 2, error: expect.stringContaining(said) });
  });

  test('may be asked by nobody', async () => {
    writeFileSync(join(folder, 'kubectl'), '#!/bin/sh\n');
    chmodSync(join(folder, 'kubectl'), 0o644);
    process.env.PATH = folder;
    expect((await run(['diff', '--live', file('new.yaml', set())])).error).toMatch(/^kubectl get .*: spawnSync kubectl EACCES\n/);
  });

  test('may say null, or of its version nothing', async () => {
    writeFileSync(join(folder, 'kubectl'), '#!/bin/sh\necho null\n');
    chmodSync(join(folder, 'kubectl'), 0o755);
    process.env.PATH = `${folder}:${path}`;
    expect((await run(['diff', '--live', file('new.yaml', set()), '--format', 'json'])).out).toContain('"kubernetes": "1.37"');
  });

  test('has more than these manifests, and knows who has said what', async () => {
    const managedFields = [{ operation: 'Apply', fieldsV1: { 'f:spec': { 'f:minReadySeconds': {} } } }];
    const mine = set({ 'metadata.uid': '1', 'metadata.managedFields': managedFields, 'spec.minReadySeconds': 3 });
    kubectl({ kind: 'List', items: [mine] }, { kind: 'List', items: [set({ 'metadata.uid': '1', 'spec.minReadySeconds': 3 })] });
    expect((await run(['diff', '--live', file('new.yaml', set())])).out).toContain('spec.minReadySeconds: 3 → 0');
  });

  test('may give no answer', async () => {
    kubectl({}, {}, 1);
    expect((await run(['diff', '--live', file('new.yaml', set())])).code).toBe(2);
    process.env.PATH = folder;
    rmSync(join(folder, 'kubectl'));
    expect((await run(['diff', '--live', file('new.yaml', set())])).error).toMatch(/^there is no kubectl on the PATH\n/);
  });
});
