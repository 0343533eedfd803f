import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { parse, parseAllDocuments } from 'yaml';
import * as library from '../src';
import { withoutPrograms } from './support/expected';
import { recommended } from './support/labels';
import { main } from '../src/cli/main';
import { podSecurity } from '../src/rules/pod/security/pod-security';
import { forbids } from '../src/rules/rule';
import { findings, RULES } from '../src/rules/rules';

const EXAMPLES = join(__dirname, '..', 'examples');
const folders = readdirSync(EXAMPLES, { withFileTypes: true }).filter(entry => entry.isDirectory()).map(entry => entry.name).sort();
/** Manifests alone are no app, and what Python makes is asked in test/languages. */
const examples = folders.filter(folder => !['09-upgrade', '10-python'].includes(folder));
const engineOf = (example: string) => example.includes('cassandra') ? 'cassandra' : 'mongo';

const written = new Map<string, Record<string, string>>();

/** Runs an example's main.ts, once, as `cdk8s synth` does, and reads what it wrote, or one file of it. */
function run(example: string, only = ''): string {
  if (!written.has(example)) written.set(example, filesOf(example));
  const files = written.get(example)!;
  return Object.keys(files).filter(file => file.includes(only)).sort().map(file => files[file]).join('---\n');
}

function filesOf(example: string): Record<string, string> {
  const outdir = mkdtempSync(join(tmpdir(), 'cdk8s-stateful-'));
  try {
    process.env.CDK8S_OUTDIR = outdir;
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    jest.isolateModules(() => void require(join(EXAMPLES, example, 'main.ts')));
    return Object.fromEntries(readdirSync(outdir).map(file => [file, readFileSync(join(outdir, file), 'utf8')]));
  } finally {
    delete process.env.CDK8S_OUTDIR;
    rmSync(outdir, { recursive: true });
  }
}

/** The lines of one that the other does not have. */
const changed = (before: string, after: string) => after.split('\n').filter(line => !before.split('\n').includes(line)).map(line => line.trim());

// eslint-disable-next-line @typescript-eslint/no-explicit-any
const manifests = (yaml: string): any[] => parseAllDocuments(yaml).map(document => document.toJS());

test('there are examples', () => {
  expect(examples).toEqual(['01-article', '02-zookeeper', '03-which-service', '04-cassandra', '05-cassandra-production', '06-mongo', '07-mongo-production', '08-guard']);
});

describe.each(examples)('%s', (example) => {
  test('gets every pod, also of those who use it, where Pod Security restricted is enforced', () => {
    const all = manifests(run(example));
    expect(all.flatMap(each => findings([podSecurity], each, all)).map(({ complaint }) => complaint)).toEqual([]);
  });

  test('has all that an example has', () => {
    expect(['README.md', 'cdk8s.yaml', 'chart.ts', 'expected.yaml', 'main.ts'].filter(file => !existsSync(join(EXAMPLES, example, file)))).toEqual([]);
  });

  test('makes what expected.yaml says', () => {
    const file = join(EXAMPLES, example, 'expected.yaml');
    const made = withoutPrograms(run(example), engineOf(example));
    if (process.env.UPDATE_EXPECTED) writeFileSync(file, made);
    expect(made).toBe(readFileSync(file, 'utf8'));
  });
});

describe('what expected.yaml says of programs', () => {
  test.each([['04-cassandra', 'stop.sh', 'assets/cassandra/stop.sh'], ['06-mongo', 'stop.sh', 'assets/mongo/member/stop.sh'], ['07-mongo-production', 'tools.sh', 'assets/mongo/backup/tools.sh']])(
    'is where it comes from, and a change of one is a change of one line: %s, %s', (example, name, source) => {
      const made = run(example);
      const other = made.replaceAll(new RegExp(`^( {2}${name.replace('.', '\\.')}: \\|\\n {4}.*\\n)`, 'gm'), '$1    exit\n').replace(/checksum\/config: .*/g, 'checksum/config: 0123abcd');
      expect(other).not.toBe(made);
      const lines = changed(withoutPrograms(made, engineOf(example)), withoutPrograms(other, engineOf(example)));
      expect([...new Set(lines)]).toEqual([expect.stringMatching(new RegExp(`^${name}: "# ${source} without its comments, sha256 [0-9a-f]{12}…"$`))]);
    },
  );

  test('is that of files that are there', () => {
    for (const example of examples) {
      const sources = [...readFileSync(join(EXAMPLES, example, 'expected.yaml'), 'utf8').matchAll(/"# (\S+) without its comments/g)].map(([, source]) => source!);
      expect(sources.filter(source => !existsSync(join(EXAMPLES, '..', source)))).toEqual([]);
    }
  });
});

describe('01-article', () => {
  const PORT = { port: 80, targetPort: 9376, protocol: 'TCP' };

  /** The article's manifests, field by field, and what we add to them. */
  const ARTICLE = [
    { name: 'my-service', namespace: 'article-regular', spec: { type: 'ClusterIP', selector: { app: 'MyApp' }, ports: [PORT] }, added: { spec: { externalIPs: [] } } },
    { name: 'my-service', namespace: 'article-headless', spec: { clusterIP: 'None', type: 'ClusterIP', selector: { app: 'MyApp' }, ports: [{ ...PORT, name: 'port-80' }] }, added: {} },
    { name: 'cassandra', namespace: 'article-headless', labels: { app: 'cassandra' }, spec: { clusterIP: 'None', selector: { app: 'cassandra' }, ports: [{ port: 9042, name: 'port-9042' }] }, added: { spec: { type: 'ClusterIP' } } },
    { name: 'mongodb-test', namespace: 'article-headless', labels: { app: 'database' }, spec: { clusterIP: 'None', selector: { app: 'database' } }, added: { spec: { type: 'ClusterIP' } } },
  ];

  test.each(ARTICLE)('$namespace/$name is the article\'s Service, plus the labels that Kubernetes recommends and a name for each port of a headless one, and the type in so many words', (article) => {
    const { name, namespace, spec, added } = article;
    const labels = spec.clusterIP === 'None' ? { ...recommended(name), ...article.labels } : article.labels;
    const made = manifests(run('01-article')).filter(({ metadata }) => metadata.name === name && metadata.namespace === namespace);
    expect(made).toEqual([{ apiVersion: 'v1', kind: 'Service', metadata: { name, namespace, ...(labels && { labels }) }, spec: { ...spec, ...added.spec } }]);
  });

  test('makes nothing else', () => expect(manifests(run('01-article'))).toHaveLength(ARTICLE.length));
});

describe('04-cassandra', () => {
  const all = manifests(run('04-cassandra'));
  const service = (name: string) => all.find(manifest => manifest.kind === 'Service' && manifest.metadata.name === name);

  test('the step from the article keeps the name and the port that clients know', () => {
    const [before] = manifests(run('01-article')).filter(({ metadata }) => metadata.name === 'cassandra');
    const after = service('cassandra');
    expect(after.spec.clusterIP).toBe(before.spec.clusterIP);
    expect(after.spec.ports).toContainEqual({ name: 'cql', port: before.spec.ports[0].port });
    expect(readFileSync(join(EXAMPLES, '04-cassandra', 'chart.ts'), 'utf8')).toContain("new CassandraCluster(this, 'cassandra', {");
  });

  test('the consumer is told names that the ring has', () => {
    const { env } = all.find(({ kind }) => kind === 'Deployment').spec.template.spec.containers[0];
    expect(env.find(({ name }: { name: string }) => name === 'CASSANDRA_CONTACT_POINTS').value).toBe(['events-0', 'events-1', 'events-2'].map(pod => `${pod}.events.events.svc.cluster.local:9042`).join());
  });
});

describe('08-guard', () => {
  const folder = join(EXAMPLES, '08-guard');

  test('the plugin has nothing to say that is not acknowledged', async () => {
    const { validations: [{ class: name, properties }] } = parse(readFileSync(join(folder, 'cdk8s.yaml'), 'utf8'));
    const violations: unknown[] = [];
    const summary: unknown[] = [];
    await new library[name as 'GuardPlugin'](properties).validate({
      manifests: ['x'], parseManifest: () => manifests(run('08-guard')), report: { addViolation: (each: unknown) => violations.push(each), submit: (...each: unknown[]) => summary.push(...each) },
    });
    expect([violations, summary]).toEqual([[], ['success', { Objects: '2', Findings: '0', Acknowledged: '1' }]]);
  });

  test('the report is what the command prints, and has the ten mistakes', async () => {
    const home = process.cwd();
    let printed = '';
    try {
      process.chdir(folder);
      const code = await main(['check', 'helm-output.yaml', '--kubernetes', '1.34'], { stdin: (async function* () { /* nothing */ })(), print: text => { printed += text; }, complain: () => {}, coloured: false });
      expect(code).toBe(1);
    } finally {
      process.chdir(home);
    }
    if (process.env.UPDATE_EXPECTED) writeFileSync(join(folder, 'report.txt'), printed);
    expect(printed).toBe(readFileSync(join(folder, 'report.txt'), 'utf8'));
    const marked = readFileSync(join(folder, 'helm-output.yaml'), 'utf8').split('\n').flatMap((line, i) => /# \d+: /.test(line) ? [i + 1] : []);
    expect(marked).toHaveLength(10);
    const told = [...printed.matchAll(/^helm-output\.yaml:(\d+):/gm)].map(([, line]) => Number(line));
    expect(told.length).toBeGreaterThanOrEqual(10);
  });

  test('the README shows it as it is', () => {
    const report = readFileSync(join(folder, 'report.txt'), 'utf8');
    expect(readFileSync(join(EXAMPLES, '..', 'README.md'), 'utf8')).toContain(report.split('\n\n').at(-1)!.trim());
  });
});

describe('06-mongo', () => {
  const all = manifests(run('06-mongo'));

  test('the step from the article keeps the name that clients know', () => {
    const [before] = manifests(run('01-article')).filter(({ metadata }) => metadata.name === 'mongodb-test');
    const after = all.find(({ kind, metadata }) => kind === 'Service' && metadata.name === 'mongodb-test');
    expect(after.spec.clusterIP).toBe(before.spec.clusterIP);
    expect(after.spec.ports).toEqual([{ name: 'mongodb', port: 27017 }]);
    expect(readFileSync(join(EXAMPLES, '06-mongo', 'chart.ts'), 'utf8')).toContain("new MongoCluster(this, 'mongodb-test', {");
  });

  test('the consumer is told the names that the members have', () => {
    const { env } = all.find(({ kind }) => kind === 'Deployment').spec.template.spec.containers[0];
    const hosts = ['orders-0', 'orders-1', 'orders-2'].map(pod => `${pod}.orders.shop.svc.cluster.local:27017`).join();
    expect(env.find(({ name }: { name: string }) => name === 'MONGODB_URI').value).toBe(`mongodb://${hosts}/shop?replicaSet=orders&authSource=admin`);
  });
});

describe('09-upgrade', () => {
  const EXAMPLE = join(EXAMPLES, '09-upgrade');

  /** In its folder, as its README says it. */
  async function printed(...args: string[]): Promise<string> {
    const home = process.cwd();
    process.chdir(EXAMPLE);
    try {
      let out = '';
      const stdin = (async function* () { /* nothing */ })();
      const code = await main(['diff', 'before.yaml', 'after.yaml', ...args], { stdin, print: text => void (out += text), complain: () => {}, coloured: false });
      expect(code).toBe(1);
      return out;
    } finally {
      process.chdir(home);
    }
  }

  test.each([['report.txt', []], ['plan.txt', ['--plan']]])('prints what its %s says', async (name, args) => {
    const out = await printed(...args);
    const file = join(EXAMPLE, name);
    if (process.env.UPDATE_EXPECTED) writeFileSync(file, out);
    expect(out).toBe(readFileSync(file, 'utf8'));
  });

  test('tells each of its eight changes', async () => {
    const told = (await printed()).split('\n').filter(line => / {2}(refused|loses|unknown|recreated|rolls|restarts)/.test(line)).map(line => line.replace(/ {2,}/g, ': '));
    for (const line of [
      'StatefulSet shop/orders: unknown: mongodb', 'StatefulSet shop/orders: refused: claim-templates', 'StatefulSet shop/queue: loses quorum: replicas', 'PodDisruptionBudget shop/queue: loses quorum: budget',
      'StatefulSet shop/search: refused: governing-service', 'StatefulSet shop/cache: loses data: renamed', 'Service shop/cache: restarts nothing: service', 'ConfigMap shop/rates: refused: fixed-objects',
    ]) expect(told).toContain(line);
  });

  test('the README shows parts of its report as they are', async () => {
    const readme = readFileSync(join(EXAMPLES, '..', 'README.md'), 'utf8');
    const transcript = /^\$ npx cdk8s-stateful diff before\.yaml after\.yaml\n([\s\S]*?)^\$ echo/m.exec(readme)![1]!;
    const shown = transcript.split('…').map(part => part.trim()).filter(part => part !== '');
    const blocks = (await printed()).trim().split(/\n\n/);
    expect([shown.length, shown.filter(part => !blocks.includes(part))]).toEqual([2, []]);
  });

  test.each(['before.yaml', 'after.yaml'])('has in its %s what the rules let pass', (name) => {
    const all = manifests(readFileSync(join(EXAMPLE, name), 'utf8'));
    expect(all.flatMap(each => findings([...RULES.filter(forbids), podSecurity], each, all)).map(({ complaint }) => complaint)).toEqual([]);
  });
});

describe('10-python', () => {
  test('has all that an example in Python has', () => {
    expect(['README.md', 'cdk8s.yaml', 'chart.py', 'expected.yaml', 'main.py', 'requirements.txt'].filter(file => !existsSync(join(EXAMPLES, '10-python', file)))).toEqual([]);
  });

  test('is the chart that 06-mongo has in TypeScript', () => {
    const file = join(EXAMPLES, '10-python', 'expected.yaml');
    const made = withoutPrograms(run('06-mongo', 'orders.k8s.yaml'), 'mongo');
    if (process.env.UPDATE_EXPECTED) writeFileSync(file, made);
    expect(made).toBe(readFileSync(file, 'utf8'));
  });
});
