import { spawnSync } from 'child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import * as kplus from 'cdk8s-plus-28';
import * as newer from 'cdk8s-plus-34';
import * as ts from 'typescript';
import { StatefulBackend } from '../src';
import { ownTypeNames } from './support/assembly';
import { compile } from './support/compiler';
import { fences, pages, read } from './support/fences';
import { chart, synth } from './support/synth';
import * as ringPorts from '../src/cassandra/ports';
import * as setPorts from '../src/mongo/ports';
import { podSecurity } from '../src/rules/pod/security/pod-security';
import { findings } from '../src/rules/rules';

const ROOT = join(__dirname, '..');

const programs = pages().flatMap(fences).filter(({ language }) => language === 'ts');

describe('every example in the documentation compiles', () => {
  const said = compile(programs.map(({ code }) => code), '');
  test.each(programs.map(({ at }, i) => [at, i] as const))('%s', (_, i) => expect(said[i]).toBe(''));
});

test('the first lines of the README make the YAML that stands below them', () => {
  const [program, yaml] = ['ts', 'yaml'].map(wanted => fences('README.md').find(({ language }) => language === wanted)!.code);
  const outdir = mkdtempSync(join(tmpdir(), 'cdk8s-stateful-'));
  const main = join(__dirname, `readme-${process.pid}.ts`);
  try {
    writeFileSync(main, program!);
    process.env.CDK8S_OUTDIR = outdir;
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    jest.isolateModules(() => void require(main));
    expect(readdirSync(outdir).sort().map(file => readFileSync(join(outdir, file), 'utf8')).join('---\n').replace(/(cdk8s-stateful\/version: )\S+/g, '$10.0.0')).toBe(yaml);
  } finally {
    delete process.env.CDK8S_OUTDIR;
    rmSync(main, { force: true });
    rmSync(outdir, { recursive: true });
  }
});

describe('a consumer in the documentation gets pods where Pod Security restricted is enforced', () => {
  const LINES: Record<string, typeof kplus> = { 'cdk8s-plus-28': kplus, 'cdk8s-plus-34': newer as unknown as typeof kplus };
  const workloads = programs.flatMap(({ at, code }) => {
    const file = ts.createSourceFile('doc.ts', code, ts.ScriptTarget.ES2022, true);
    const made: [string, string, string][] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isNewExpression(node) && /^kplus\.(Deployment|DaemonSet|Job|CronJob|Pod)$/.test(node.expression.getText())) {
        made.push([at, Object.keys(LINES).find(line => code.includes(`'${line}'`))!, ts.transpile(node.getText())]);
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
    return made;
  });

  test('there are some', () => expect(workloads.length).toBeGreaterThan(4));

  test.each(workloads)('%s', (_at, line, code) => {
    const prod = chart();
    const db = new StatefulBackend(chart(), 'db', { containers: [{ image: 'db:1', ports: [{ name: 'cql', number: 1 }] }] });
    new Function('kplus', 'chart', 'db', code)(LINES[line], prod, db);
    const written = synth(prod);
    expect(written.flatMap(each => findings([podSecurity], each, written)).map(({ complaint }) => complaint)).toEqual([]);
  });
});

test('API.md is what the docstrings say', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-stateful-'));
  try {
    const run = spawnSync('node', ['projenrc/docgen.js', join(folder, 'API.md')], { cwd: ROOT, encoding: 'utf8' });
    expect(run.status).toBe(0);
    expect(readFileSync(join(folder, 'API.md'), 'utf8') === readFileSync(join(ROOT, 'API.md'), 'utf8')).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the contents of API.md lead to every public type', () => {
  const text = read('API.md');
  const contents = text.slice(0, text.indexOf('\n## '));
  const listed = [...contents.matchAll(/\[(\w+)\]\(#cdk8s-stateful\.(\w+)\)/g)];
  expect(listed.filter(([, name, target]) => name !== target)).toEqual([]);
  expect(listed.map(([, name]) => name).sort()).toEqual([...ownTypeNames].sort());
  const targets = [...text.matchAll(/(?:\]\(|href=")#([^)"]+)/g)].map(match => match[1]!);
  expect([...new Set(targets)].filter(target => !anchors('API.md').includes(target))).toEqual([]);
});

/** What the examples of docstrings take for granted, for the translation into other languages too. */
const ABOVE_EXAMPLES = read('rosetta/cluster.ts-fixture').replace('/// here', '');

describe('docstrings', () => {
  interface Docs { readonly summary?: string; readonly remarks?: string; readonly default?: string; readonly example?: string }
  interface Documented { readonly name: string; readonly optional?: boolean; readonly docs?: Docs }
  interface Type extends Documented {
    readonly fqn: string;
    readonly kind: string;
    readonly properties?: Documented[];
    readonly methods?: Documented[];
    readonly members?: Documented[];
  }
  const { types } = JSON.parse(readFileSync(join(ROOT, '.jsii.full'), 'utf8')) as { types: Record<string, Type> };
  const all = Object.values(types);
  const members = all.flatMap(type => [...(type.properties ?? []), ...(type.methods ?? []), ...(type.members ?? [])].map(({ name, docs }) => ({ in: type.name, name, docs })));
  const documented = [...all.map(({ name, docs }) => ({ in: '', name, docs })), ...members];

  test('say what everything public is', () => {
    expect(documented.filter(({ docs }) => docs?.summary === undefined)).toEqual([]);
  });

  test('begin with a whole sentence: jsii cuts the summary at the first semicolon', () => {
    expect(documented.filter(({ docs }) => !/[.!?]$/.test(docs?.summary ?? ''))).toEqual([]);
  });

  test('say more than the name does', () => {
    const words = (text: string) => text.match(/[A-Z]?[a-z0-9]+|[A-Z0-9]+(?![a-z])/g)!.map(word => word.toLowerCase());
    const idle = ['a', 'an', 'the', 'its', 'their', 'of', 'for', 'this', 'to', 'be'];
    expect(members.filter(({ name, docs }) => words(docs?.summary ?? '').every(word => [...idle, ...words(name)].includes(word)))).toEqual([]);
  });

  /** The usual ports of an engine, by the beginning of its types' names. */
  const PORTS = { Cassandra: [...ringPorts.OWN_PORTS, ringPorts.EXPORTER], Mongo: [...setPorts.OWN_PORTS, setPorts.EXPORTER] };

  test.each(Object.entries(PORTS))('name no port that %s does not have', (engine, ports) => {
    const said = documented.filter(({ in: type, name }) => (type || name).startsWith(engine))
      .flatMap(({ docs }) => [docs?.summary, docs?.remarks, docs?.default].flatMap(text => text?.match(/\b(?<!to )\d{4,5}\b(?= |,|\.|$)/g) ?? []).map(Number));
    expect(ports.filter(port => !said.includes(port))).toEqual([]);
    expect(said.filter(number => number !== 1024 && !ports.includes(number))).toEqual([]); // the first that an exporter may have
  });

  test.each([['CassandraExporter', ringPorts.OWN_PORTS], ['MongoExporter', setPorts.OWN_PORTS]])('say which ports a %s cannot have', (type, taken) => {
    const { docs } = members.find(each => each.in === type && each.name === 'port')!;
    expect(docs!.remarks!.match(/\d+/g)!.map(Number)).toEqual([1024, 65535, ...taken]);
  });

  const examples = documented.filter(({ docs }) => docs?.example !== undefined);
  const found = compile(examples.map(({ docs }) => docs!.example!), ABOVE_EXAMPLES);
  test.each(examples.map((each, i) => [each.in, each.name, i] as const))('have an example at %s.%s that compiles', (_in, _name, i) => expect(found[i]).toBe(''));

  test('give every optional prop a default that is a value or an explanation', () => {
    const optional = all.filter(type => type.kind === 'interface').flatMap(type => (type.properties ?? []).filter(prop => prop.optional).map(prop => [`${type.fqn}.${prop.name}`, prop.docs?.default ?? '']));
    expect(optional.filter(([, value]) => !/^(- .+|true|false|\d+|'.*'|\[.*\]|[A-Z]\w+\.\w+(\(\))?)$/.test(value!))).toEqual([]);
  });
});

const known = new Map<string, string[]>();

function anchors(page: string): string[] {
  if (!known.has(page)) known.set(page, anchorsIn(page));
  return known.get(page)!;
}

/** As GitHub makes them of headings; of API.md, as jsii-docgen writes them. */
function anchorsIn(page: string): string[] {
  if (page === 'API.md') return [...read(page).matchAll(/ id="([^"]+)"/g)].map(match => match[1]!);
  const headings = [...read(page).replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#+ (.*)$/gm)].map(match => match[1]!);
  return headings.map(heading => heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-'));
}

test.each(pages())('the links of %s lead to headings that are there', (page) => {
  const targets = [...read(page).matchAll(/\]\((?!https?:)([^)#]*)#([^)]*)\)/g)].map(([, file, anchor]) => [file ? join(dirname(page), file) : page, anchor!] as const);
  expect(targets.filter(([target, anchor]) => !anchors(target).includes(anchor)).map(each => each.join('#'))).toEqual([]);
});

test.each(pages())('the links of %s lead somewhere', (page) => {
  const local = [...read(page).matchAll(/\]\((?!https?:)([^)#]+)(#[^)]*)?\)/g)].map(match => match[1]!);
  expect(local.filter(target => !existsSync(join(ROOT, dirname(page), target)))).toEqual([]);
  const versioned = [...read(page).matchAll(/https:\/\/(v\d[^.]*|kubernetes\.io\/docs\/v)[^)\s]*/g)].map(match => match[0]);
  expect(versioned).toEqual([]);
});
