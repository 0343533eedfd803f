import { existsSync, readdirSync, readFileSync } from 'fs';
import { dirname, join, relative } from 'path';
import * as ts from 'typescript';

const SRC = join(__dirname, '..', 'src');
const ASSETS = join(__dirname, '..', 'assets');
const ENGINES = 8;

/** A file imports only from its own folder and from lower floors. Folders on one floor never see each other. */
const FLOORS: Record<string, number> = {
  'naming': 0,
  'manifest': 1,
  'rules': 2,
  'guard': 3,
  'upgrade': 3,
  'explain': 3,
  'cli': 4,
  'synthesis': 4,
  'headless-service': 5,
  'stateful-backend': 6,
  'engine': 7,
  'cassandra': ENGINES,
  'mongo': ENGINES,
  'index.ts': 9,
};

/** The wing that reads manifests, whoever wrote them; it must start fast, and work where no construct is. */
const MANIFESTS = ['manifest', 'rules', 'guard', 'upgrade', 'explain', 'cli'];

/** What only the command line asks. */
const ASKED_BY_THE_COMMAND_LINE = ['upgrade', 'explain', 'cli'];

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts')).map(name => name.replaceAll('\\', '/'));
const text = (file: string) => readFileSync(join(SRC, file), 'utf8');
const place = (file: string) => file.split('/')[0]!;

function imports(file: string): string[] {
  return [...text(file).matchAll(/(?:from |require\()'(\.[^']*)(?<!\.json)'/g)].map(([, path]) => {
    const target = relative(SRC, join(SRC, dirname(file), path!)).replaceAll('\\', '/');
    return files.includes(`${target}.ts`) ? `${target}.ts` : `${target}/index.ts`;
  });
}

test.each(files)('%s stands on a floor', (file) => {
  expect(Object.keys(FLOORS)).toContain(place(file));
});

test.each(files)('%s imports nothing from its own height or above', (file) => {
  const upward = imports(file).filter(target => place(target) !== place(file) && FLOORS[place(target)]! >= FLOORS[place(file)]!);
  expect(upward).toEqual([]);
});

test.each(files.filter(file => MANIFESTS.includes(place(file))))('%s knows no construct of ours, and not cdk8s-plus', (file) => {
  const foreign = imports(file).filter(target => ![...MANIFESTS, 'naming'].includes(place(target)));
  expect(foreign).toEqual([]);
  expect(text(file)).not.toMatch(/from 'cdk8s-plus/);
});

test('the command line does not load cdk8s', () => {
  const loaded = new Set(['cli/cli.ts']);
  for (const file of loaded) for (const target of imports(file)) loaded.add(target);
  expect(loaded).toContain('guard/judge.ts');
  expect([...loaded].filter(file => /from '(cdk8s|constructs)/.test(text(file)))).toEqual([]);
});

test('manifests are read and rules are asked without cdk8s', () => {
  expect(files.filter(file => ['manifest', 'rules'].includes(place(file)) && /from '(cdk8s|constructs)/.test(text(file)))).toEqual([]);
});

test.each(files.filter(file => ![...MANIFESTS, 'index.ts'].includes(place(file))))('%s does not see what only the command line asks', (file) => {
  expect(imports(file).filter(target => ASKED_BY_THE_COMMAND_LINE.includes(place(target)))).toEqual([]);
});

test('methods of foreign objects are replaced in one file', () => {
  expect(files.filter(file => /setPrototypeOf|defineProperty|Object\.assign\((?!\{)/.test(text(file)) || /^\s+(?!this\.)\w+\.\w+ = (\([^)]*\)|\w+) =>/m.test(text(file)))).toEqual(['synthesis/override.ts']);
});

test('every import leads to a file', () => {
  expect(files.flatMap(imports).filter(target => !files.includes(target))).toEqual([]);
});

test('nothing imports itself, however far round: not in the library, in tests or in examples', () => {
  const root = join(SRC, '..');
  const all = ['src', 'test', 'examples'].flatMap(folder => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(name => join(root, folder, name)))
    .filter(name => name.endsWith('.ts'));
  const known = new Set(all);
  const round: string[] = [];
  const done = new Set<string>();

  function follow(file: string, way: readonly string[]): void {
    if (way.includes(file)) round.push([...way.slice(way.indexOf(file)), file].map(each => relative(root, each)).join(' > '));
    if (done.has(file)) return;
    done.add(file);
    for (const { fileName } of ts.preProcessFile(readFileSync(file, 'utf8')).importedFiles) {
      const path = fileName === 'cdk8s-stateful' ? SRC : fileName.startsWith('.') ? join(dirname(file), fileName) : undefined;
      for (const target of path === undefined ? [] : [`${path}.ts`, join(path, 'index.ts')].filter(each => known.has(each))) follow(target, [...way, file]);
    }
  }

  for (const file of all) follow(file, []);
  expect(round).toEqual([]);
  expect(done).toContain(join(SRC, 'index.ts'));
});

test('nobody imports the door', () => {
  expect(files.filter(file => imports(file).includes('index.ts'))).toEqual([]);
});

test.each(files)('%s holds one idea: 300 lines at most', (file) => {
  expect(text(file).split('\n').length).toBeLessThanOrEqual(LONGER[file] ?? 300);
});

/** Longer ones, with the reason. */
const LONGER: Record<string, number> = {
  'cassandra/cassandra-cluster.ts': 310, // one class with the documentation of all its members
  'mongo/mongo-cluster.ts': 355, // one class with the documentation of all its members
  'stateful-backend/stateful-backend.ts': 420, // one class with the documentation of all its methods
};

const programs = readdirSync(ASSETS, { recursive: true, withFileTypes: true }).filter(file => file.isFile())
  .map(({ parentPath, name }) => relative(ASSETS, join(parentPath, name)).replaceAll('\\', '/'));

test.each(programs)('assets/%s does one thing: 300 lines at most', (file) => {
  expect(readFileSync(join(ASSETS, file), 'utf8').split('\n').length).toBeLessThanOrEqual(LONGER_PROGRAMS[file] ?? 300);
});

test.each(programs.filter(file => file.endsWith('.sh')))('assets/%s is no wider than 180 columns, what it says in quotes aside', (file) => {
  const code = readFileSync(join(ASSETS, file), 'utf8').replace(/'[^'\n]*'|"(?:[^"\\\n]|\\.)*"/g, '""').split('\n');
  expect(code.filter(line => line.length > 180)).toEqual([]);
});

/** Longer ones, with the reason. */
const LONGER_PROGRAMS: Record<string, number> = {
  'cassandra/gate.sh': 360, // one look at everything that decides, in the order in which it is taken; what is decided by it stands in decide.sh and return.sh
};

test('what cdk8s-plus keeps to itself is touched in two files: for pods of a StatefulSet, and for others', () => {
  expect(files.filter(file => /super\._to|_toPodSpec/.test(text(file)))).toEqual(['stateful-backend/loose-pod.ts', 'stateful-backend/stateful-backend.ts']);
});

test('no engine is known below its own floor, but for what a change does to one that anybody may run', () => {
  const listsWhateverIsPublic = 'naming/prop-types.ts';
  const below = files.filter(file => FLOORS[place(file)]! < ENGINES && !file.startsWith('upgrade/database/') && file !== listsWhateverIsPublic);
  expect(below.filter(file => /cassandra|mongo/i.test(text(file).replace(/\/\*\*[\s\S]*?\*\//g, '')))).toEqual([]);
});

/** The files of a folder whose rows stand in one table, which one test goes through. */
function partsOf(folder: string, test: string): Record<string, string> {
  return Object.fromEntries(files.filter(file => place(file) === place(folder) && dirname(file) === folder).map(file => [file, test]));
}

/** Files without a test of the same name, and the tests that run them: parts of a whole, and types. */
const TESTED_BY: Record<string, string> = {
  'cassandra/auth-job.ts': 'cassandra/cassandra-cluster',
  'cassandra/cassandra-cluster-props.ts': 'cassandra/settings',
  'cassandra/config.ts': 'cassandra/cassandra-cluster',
  'cassandra/connection.ts': 'cassandra/cassandra-cluster',
  'cassandra/exporter.ts': 'cassandra/cassandra-cluster',
  'cassandra/pods.ts': 'cassandra/cassandra-cluster',
  'cassandra/ports.ts': 'cassandra/settings',
  'cassandra/rack.ts': 'cassandra/ring',
  'cassandra/renamed-keys.ts': 'cassandra/cassandra-yaml',
  'cassandra/yaml-keys.ts': 'cassandra/cassandra-yaml',
  'engine/access.ts': 'engine/engines',
  'engine/keyed-secret.ts': 'engine/credentials',
  'engine/relabeling.ts': 'engine/monitor',
  'naming/version.ts': 'properties/labels',
  'engine/decisions.ts': 'cassandra/decisions',
  'engine/program-text.ts': 'engine/program',
  'engine/client-authority.ts': 'engine/consumers',
  'engine/consumer.ts': 'engine/consumers',
  'engine/consumer-place.ts': 'engine/consumers',
  'engine/one-off-pod.ts': 'engine/cluster-pods',
  'engine/volumes.ts': 'cassandra/cassandra-cluster',
  'stateful-backend/pod-references.ts': 'naming/reference',
  'guard/acknowledgement.ts': 'guard/judge',
  'guard/advised.ts': 'guard/guard',
  'guard/finding.ts': 'guard/judge',
  'naming/printable.ts': 'guard/called',
  'cli/formats/json.ts': 'cli/main',
  'cli/help.ts': 'cli/main',
  'cli/positions.ts': 'cli/locator',
  'cli/report.ts': 'cli/check',
  'cli/rule-pages.ts': 'cli/rules',
  'cli/version.ts': 'cli/main',
  'headless-service/headless-service-props.ts': 'headless-service/headless-service',
  'headless-service/ip-family.ts': 'headless-service/headless-service',
  'headless-service/service-port.ts': 'headless-service/headless-service',
  'mongo/config.ts': 'mongo/mongo-cluster',
  'mongo/connection.ts': 'mongo/mongo-cluster',
  'mongo/exporter.ts': 'mongo/mongo-cluster',
  'mongo/member-pods.ts': 'mongo/mongo-cluster',
  'mongo/member-props.ts': 'mongo/member-list',
  'mongo/mongo-cluster-props.ts': 'mongo/settings',
  'mongo/option-names.ts': 'mongo/mongod-options',
  'mongo/pods.ts': 'mongo/mongo-cluster',
  'mongo/ports.ts': 'mongo/settings',
  'mongo/renamed-options.ts': 'mongo/decisions',
  'mongo/user-props.ts': 'mongo/mongo-cluster',
  'mongo/users.ts': 'mongo/mongo-cluster',
  'naming/prop-types.ts': 'naming/typed',
  'naming/object-name.ts': 'headless-service/headless-service',
  'naming/service-dns.ts': 'headless-service/headless-service',
  'manifest/manifest.ts': 'manifest/reading',
  'manifest/references.ts': 'rules/pod/references',
  'rules/rule.ts': 'rules/rules',
  'manifest/kubernetes-types.ts': 'manifest/places',
  'manifest/kept-since.ts': 'manifest/places',
  'manifest/neighbours.ts': 'rules/together/together',
  'manifest/syntax.ts': 'rules/rules',
  'rules/budget/budget-name.ts': 'rules/rules',
  'rules/claim/claim-name.ts': 'rules/rules',
  'rules/object-name.ts': 'rules/rules',
  'rules/object/api-version.ts': 'rules/rules',
  'rules/object/dropped-fields.ts': 'rules/rules',
  'rules/object/field-types.ts': 'rules/rules',
  'rules/object/known-fields.ts': 'rules/rules',
  'rules/object/label-selectors.ts': 'rules/rules',
  'rules/object/namespace-name.ts': 'rules/rules',
  'rules/object/required.ts': 'rules/rules',
  'rules/pod/containers/ephemeral-containers.ts': 'rules/rules',
  'rules/pod/lifecycle/handlers.ts': 'rules/rules',
  'rules/pod/containers/image-names.ts': 'rules/rules',
  'rules/pod/lifecycle/restart-policy.ts': 'rules/rules',
  'rules/service/session-affinity.ts': 'rules/rules',
  'rules/service/topology-annotations.ts': 'rules/rules',
  'rules/stateful-set/revision-label.ts': 'rules/rules',
  'rules/together/applied-once.ts': 'rules/together/together',
  'rules/together/budgets-apart.ts': 'rules/together/together',
  'rules/together/claims-of-one-set.ts': 'rules/together/together',
  'rules/together/members-let-in.ts': 'rules/together/together',
  'rules/together/names-resolved.ts': 'rules/together/together',
  'rules/together/pod-names-free.ts': 'rules/together/together',
  'rules/together/services-differ.ts': 'rules/together/together',
  'rules/together/sets-apart.ts': 'rules/together/together',
  'rules/shared-numbers.ts': 'rules/service/service-port-numbers',
  'upgrade/cluster.ts': 'upgrade/upgrade-check',
  'upgrade/examined.ts': 'upgrade/upgrade-check',
  'upgrade/finding.ts': 'upgrade/judges',
  'upgrade/judge.ts': 'upgrade/judges',
  'upgrade/likeness.ts': 'upgrade/upgrade',
  'upgrade/own.ts': 'upgrade/judges',
  'upgrade/pairs.ts': 'upgrade/upgrade',
  'upgrade/report.ts': 'upgrade/upgrade-check',
  'upgrade/set.ts': 'upgrade/judges',
  ...partsOf('upgrade/state', 'upgrade/upgrade'),
  ...partsOf('upgrade/judges', 'upgrade/judges'),
  ...partsOf('upgrade/ways', 'upgrade/plan'),
  'upgrade/database/cassandra-members.ts': 'upgrade/database/cassandra',
  'upgrade/database/databases.ts': 'upgrade/judges',
  'upgrade/database/engine.ts': 'upgrade/database/mongodb',
  'upgrade/database/hosts.ts': 'upgrade/database/mongodb',
  'upgrade/database/mongodb-members.ts': 'upgrade/database/mongodb',
  'upgrade/database/settings.ts': 'upgrade/database/mongodb',
  'upgrade/database/told.ts': 'upgrade/database/mongodb',
  'cli/surroundings.ts': 'cli/main',
  'cli/diff/arguments.ts': 'cli/diff/diff',
  'cli/diff/compare.ts': 'cli/diff/diff',
  'cli/diff/formats.ts': 'cli/diff/diff',
  'cli/diff/live.ts': 'cli/diff/diff',
  'cli/diff/committed.ts': 'cli/diff/diff',
  'cli/diff/program.ts': 'cli/diff/diff',
  'cli/diff/side.ts': 'cli/diff/diff',
  'stateful-backend/amount.ts': 'stateful-backend/disruption-budget',
  'stateful-backend/claim-source.ts': 'stateful-backend/claim',
  'stateful-backend/container-wishes.ts': 'stateful-backend/pod-template',
  'stateful-backend/held-variables.ts': 'cassandra/decisions',
  'stateful-backend/known-data.ts': 'stateful-backend/restart-when-changed',
  'stateful-backend/watched-sources.ts': 'stateful-backend/restart-when-changed',
  'stateful-backend/exposed-service-spec.ts': 'stateful-backend/client-service',
  'stateful-backend/exposed-service.ts': 'stateful-backend/client-service',
  'stateful-backend/loose-pod.ts': 'engine/cluster-pods',
  'stateful-backend/peer.ts': 'stateful-backend/network-policy',
  'stateful-backend/container-fields.ts': 'stateful-backend/pod-template',
  'stateful-backend/pod-fields.ts': 'stateful-backend/pod-template',
  'stateful-backend/pod-services.ts': 'stateful-backend/client-service',
  'stateful-backend/settings.ts': 'stateful-backend/stateful-backend',
  'stateful-backend/stateful-backend-props.ts': 'stateful-backend/stateful-backend',
};

test.each(files)('%s is tested', (file) => {
  const own = file.replace(/\.ts$/, '');
  expect(existsSync(join(__dirname, `${TESTED_BY[file] ?? own}.test.ts`))).toBe(true);
  expect(TESTED_BY[file] !== undefined && existsSync(join(__dirname, `${own}.test.ts`))).toBe(false);
});

test('what is said of a file is said of one that is there', () => {
  expect([...Object.keys(TESTED_BY), ...Object.keys(LONGER)].filter(file => !files.includes(file))).toEqual([]);
  expect(Object.keys(LONGER_PROGRAMS).filter(file => !programs.includes(file))).toEqual([]);
  const page = readFileSync(join(__dirname, '..', 'ARCHITECTURE.md'), 'utf8');
  expect([...Object.keys(LONGER), ...Object.keys(LONGER_PROGRAMS)].filter(file => !page.includes(file))).toEqual([]);
});

test.each(files)('%s declares a constant before the first function that uses it, with a blank line between', (file) => {
  const { statements } = ts.createSourceFile(file, text(file), ts.ScriptTarget.ES2022, true);
  const named = (statement: ts.Statement) => (ts.isVariableStatement(statement) ? statement.declarationList.declarations.map(({ name }) => name.getText()) : []);
  const uses = (statement: ts.Statement, name: string) => ts.isFunctionLike(statement) || ts.isClassDeclaration(statement) ? new RegExp(`\\b${name}\\b`).test(statement.getText()) : false;
  expect(statements.flatMap((statement, i) => named(statement).filter(name => statements.slice(0, i).some(before => uses(before, name))))).toEqual([]);
  expect(text(file)).not.toMatch(/\n}\n\S|\n\n\n/);
});

/** Where a statement belongs in its file: imports; types and constants; the class that others use; functions, and classes that they use. */
function rankOf(statement: ts.Statement, classes: readonly string[]): number {
  if (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) return 0;
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement) || ts.isEnumDeclaration(statement)) return 1;
  // A constant that holds instances of a class cannot be made before it.
  if (ts.isVariableStatement(statement)) return classes.some(name => new RegExp(`\\bnew ${name}\\b`).test(statement.getText())) ? 2 : 1;
  return ts.isClassDeclaration(statement) && statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true ? 2 : 3;
}

test.each(files)('%s has its types and constants first, then its class, then its functions', (file) => {
  const { statements } = ts.createSourceFile(file, text(file), ts.ScriptTarget.ES2022, true);
  const classes = statements.flatMap(statement => (ts.isClassDeclaration(statement) ? statement.name!.text : []));
  const ranks = statements.map(statement => rankOf(statement, classes));
  const late = statements.filter((_, i) => ranks.slice(0, i).some(before => before > ranks[i]!));
  expect(late.map(statement => `${file} has this too far down: ${statement.getText().split('\n')[0]}`)).toEqual([]);
});
