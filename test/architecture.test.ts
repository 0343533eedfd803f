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
const texts = new Map(files.map(file => [file, readFileSync(join(SRC, file), 'utf8')]));
const text = (file: string) => texts.get(file)!;
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

test('no engine settles a default of what was asked for but in its settings', () => {
  const settled = /\basked\??\.\w+ \?\?|\basked: \{[^}]* = |\{[^{}]* = [^{}]*\} = (?:\w+\.)*asked\b/;
  const elsewhere = files.filter(file => FLOORS[place(file)] === ENGINES && !file.endsWith('/settings.ts'));
  expect(elsewhere.flatMap(file => text(file).split('\n').filter(line => settled.test(line)).map(line => `${file}: ${line.trim()}`))).toEqual([]);
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

test.each(files)('%s holds one idea: 300 lines at most, 200 of them code', (file) => {
  expect(text(file).split('\n').length).toBeLessThanOrEqual(LONGER[file] ?? 300);
  expect(codeLines(file, text(file))).toBeLessThanOrEqual(LONGER_CODE[file]?.[0] ?? 200);
});

/** Longer ones, with the reason. */
const LONGER: Record<string, number> = {
  'cassandra/cassandra-cluster.ts': 330, // one class with the documentation of all its members
  'mongo/mongo-cluster.ts': 355, // one class with the documentation of all its members
  'stateful-backend/stateful-backend.ts': 420, // one class with the documentation of all its methods
};

const programs = readdirSync(ASSETS, { recursive: true, withFileTypes: true }).filter(file => file.isFile())
  .map(({ parentPath, name }) => relative(ASSETS, join(parentPath, name)).replaceAll('\\', '/'));

test.each(programs)('assets/%s does one thing: 300 lines at most, 200 of them code', (file) => {
  const program = readFileSync(join(ASSETS, file), 'utf8');
  expect(program.split('\n').length).toBeLessThanOrEqual(LONGER_PROGRAMS[file] ?? 300);
  expect(codeLines(file, program)).toBeLessThanOrEqual(LONGER_CODE[file]?.[0] ?? 200);
});

test.each(programs)('assets/%s is no wider than 140 columns', (file) => {
  expect(readFileSync(join(ASSETS, file), 'utf8').split('\n').filter(line => line.length > 140)).toEqual([]);
});

/** Longer ones, with the reason. */
const LONGER_PROGRAMS: Record<string, number> = {
  'cassandra/gate.sh': 360, // one look at everything that decides, in the order in which it is taken; what is decided by it stands in decide.sh and return.sh
};

/** Files and programs with more code: how many lines, and the reason. */
const LONGER_CODE: Record<string, readonly [most: number, reason: string]> = {
  'cassandra/cassandra-cluster.ts': [215, 'one public class, whose methods jsii wants in one file; what most of them do is in other files'],
  'mongo/mongo-cluster.ts': [225, 'one public class, whose methods jsii wants in one file; what most of them do is in other files'],
  'stateful-backend/stateful-backend.ts': [250, 'one public class, whose methods jsii wants in one file; what most of them do is in other files'],
  'cassandra/auth.sh': [245, 'one attempt, whose steps share one login: who is logged in, and where, is what each of them leaves to the next'],
  'cassandra/decide.sh': [230, 'one decision: each branch has its sentence, which tells the operator what else was known'],
  'cassandra/gate.sh': [305, 'one look at everything that decides, whose parts must have been true at the same time'],
  'mongo/manager/loop.js': [210, 'one round, and what the manager remembers from one to the next: all its methods share that'],
};

/** Lines that are neither blank nor comments. */
function codeLines(file: string, written: string): number {
  const comments = /\.[jt]s$/.test(file) ? /^\s*\/\/.*|^\s*\/\*[\s\S]*?\*\//gm : /^\s*#.*/gm;
  return written.replace(comments, '').split('\n').filter(line => line.trim() !== '').length;
}

test('code is what is left without comments and blank lines', () => {
  expect(codeLines('a.ts', "/** One\n * two. */\n\nconst a = 1; // one\n// two\n  /* three */\nconst b = '/*';\n")).toBe(2);
  expect(codeLines('a.sh', '#!/bin/sh\n\n# one\n  # two\necho ${#a} # three\n')).toBe(1);
});

test('what cdk8s-plus keeps to itself is touched in two files: for pods of a StatefulSet, and for others', () => {
  expect(files.filter(file => /super\._to|_toPodSpec/.test(text(file)))).toEqual(['stateful-backend/loose-pod.ts', 'stateful-backend/stateful-backend.ts']);
});

test('no engine is known below its own floor, but for what a change does to one that anybody may run', () => {
  const listsWhateverIsPublic = 'naming/prop-types.ts';
  const below = files.filter(file => FLOORS[place(file)]! < ENGINES && !file.startsWith('upgrade/database/') && file !== listsWhateverIsPublic);
  expect(below.filter(file => /cassandra|mongo/i.test(text(file).replace(/\/\*\*[\s\S]*?\*\//g, '')))).toEqual([]);
});

test.each(files.filter(file => place(file) !== 'naming'))('%s makes no name of its own: they are made in naming', (file) => {
  const joined = text(file).replace(/\/\*\*[\s\S]*?\*\//g, '').match(/`(?:[^`\s]*[\w)}]-\$\{|\$\{[^}`]+\}-)[^`\s]*`/g) ?? [];
  expect(joined).toEqual([]);
});

/** The files of a folder whose rows stand in one table, which one test goes through. */
function partsOf(folder: string, test: string, reason: string): Record<string, readonly [test: string, reason: string]> {
  return Object.fromEntries(files.filter(file => place(file) === place(folder) && dirname(file) === folder).map(file => [file, [test, reason]]));
}

/** Files without a test of the same name, the tests that run them, and why there. */
const TESTED_BY: Record<string, readonly [test: string, reason: string]> = {
  'cassandra/auth-job.ts': ['cassandra/cassandra-cluster', 'one Job of the cluster: whole Jobs are compared'],
  'cassandra/cassandra-cluster-props.ts': ['cassandra/settings', 'props only: settings.ts checks them'],
  'cassandra/config.ts': ['cassandra/cassandra-cluster', 'the data of the ConfigMap, compared with the cluster that it is mounted in'],
  'cassandra/connection.ts': ['cassandra/cassandra-cluster', 'variables of the cluster, for containers that are given to it'],
  'cassandra/exporter.ts': ['cassandra/cassandra-cluster', 'a struct: the pods of the cluster have what is in it'],
  'cassandra/pods.ts': ['cassandra/cassandra-cluster', 'fills the pods that the cluster makes: whole pods are compared'],
  'cassandra/memory.ts': ['cassandra/settings', 'divides the memory that is asked for: settings.ts has the other sizes in the same table'],
  'cassandra/ports.ts': ['cassandra/settings', 'four numbers: the ports that users may not take'],
  'cassandra/rack.ts': ['cassandra/ring', 'a struct: ring.ts checks it'],
  'cassandra/renamed-keys.ts': ['cassandra/cassandra-yaml', 'a table that the check of cassandra.yaml reads'],
  'cassandra/yaml-keys.ts': ['cassandra/cassandra-yaml', 'a table that the check of cassandra.yaml reads'],
  'engine/access.ts': ['engine/engines', 'one table of what every engine opens, tried on each'],
  'engine/keyed-secret.ts': ['engine/credentials', 'a struct, and the check of it that credentials begin with'],
  'engine/relabeling.ts': ['engine/monitor', 'part of what a monitor is made of'],
  'naming/version.ts': ['properties/labels', 'one label: all objects are searched for it'],
  'engine/decisions.ts': ['cassandra/decisions', "a row of a table: the tables are the engines'"],
  'engine/program-text.ts': ['engine/program', 'one line, which gives the program its text'],
  'engine/client-authority.ts': ['engine/consumers', 'a source of certificates, as consumers mount it'],
  'engine/consumer.ts': ['engine/consumers', 'what every consumer of a cluster takes'],
  'engine/consumer-place.ts': ['engine/consumers', 'where files are mounted in a consumer'],
  'engine/one-off-pod.ts': ['engine/cluster-pods', 'makes pods from what all pods of a cluster have'],
  'engine/volumes.ts': ['cassandra/cassandra-cluster', 'three volumes, as they stand in the pods of a cluster'],
  'stateful-backend/pod-references.ts': ['naming/reference', 'one of the places from which references to other objects are checked'],
  'guard/acknowledgement.ts': ['guard/judge', 'a struct, and whether it is about a finding, which the judge asks'],
  'guard/advised.ts': ['guard/guard', 'the list of advice that the guard takes over'],
  'guard/finding.ts': ['guard/judge', 'a struct, which the judge returns'],
  'cli/formats/json.ts': ['cli/main', 'one line: the whole command is run'],
  'cli/help.ts': ['cli/main', 'a text that the command prints'],
  'cli/positions.ts': ['cli/locator', 'a part of the locator, which makes it from a text'],
  'cli/report.ts': ['cli/check', 'a struct, which the check returns'],
  'cli/rule-pages.ts': ['cli/rules', 'reads the pages that the command prints'],
  'cli/version.ts': ['cli/main', 'one number that the command prints'],
  'headless-service/headless-service-props.ts': ['headless-service/headless-service', 'props only: the construct checks them'],
  'headless-service/ip-family.ts': ['headless-service/headless-service', 'two enums'],
  'headless-service/service-port.ts': ['headless-service/headless-service', 'the check of a prop of the construct, whose messages name it'],
  'mongo/config.ts': ['mongo/mongo-cluster', 'the data of the ConfigMap, compared with the cluster that it is mounted in'],
  'mongo/connection.ts': ['mongo/mongo-cluster', 'variables of the cluster, for containers that are given to it'],
  'mongo/exporter.ts': ['mongo/mongo-cluster', 'a struct: the pods of the cluster have what is in it'],
  'mongo/member-pods.ts': ['mongo/mongo-cluster', 'divides the members into sets: whole sets are compared'],
  'mongo/member-props.ts': ['mongo/member-list', 'props only: member-list.ts checks them'],
  'mongo/mongo-cluster-props.ts': ['mongo/settings', 'props only: settings.ts checks them'],
  'mongo/option-names.ts': ['mongo/mongod-options', 'a table that the check of options reads'],
  'mongo/pods.ts': ['mongo/mongo-cluster', 'fills the pods that the cluster makes: whole pods are compared'],
  'mongo/ports.ts': ['mongo/settings', 'two numbers: the ports that users may not take'],
  'mongo/renamed-options.ts': ['mongo/decisions', 'a table that the check of options reads'],
  'mongo/user-props.ts': ['mongo/mongo-cluster', 'props only: the cluster checks them'],
  'mongo/users.ts': ['mongo/mongo-cluster', 'the users of a cluster, as its ConfigMap lists them'],
  'naming/prop-types.ts': ['naming/typed', 'generated; `typed` reads it'],
  'naming/object-name.ts': ['headless-service/headless-service', 'needs an object that it names'],
  'naming/service-dns.ts': ['headless-service/headless-service', 'needs a Service of which it makes the name'],
  'manifest/manifest.ts': ['manifest/reading', 'one type'],
  'manifest/references.ts': ['rules/pod/references', 'one list, which one rule judges'],
  'rules/rule.ts': ['rules/rules', 'types, and one question that all rules are asked'],
  'manifest/kubernetes-types.ts': ['manifest/places', 'a table of types that the places of a manifest are found by'],
  'manifest/letters.ts': ['manifest/places', 'a table of what fits where, which places are read by'],
  'manifest/kept-since.ts': ['manifest/places', 'a table of fields that the places of a manifest are found by'],
  'manifest/neighbours.ts': ['rules/together/together', 'finds the other objects that the rules of several objects need'],
  'rules/budget/budget-name.ts': ['rules/rules', 'one condition: refused manifests have it'],
  'rules/claim/claim-name.ts': ['rules/rules', 'one condition: refused manifests have it'],
  'rules/object/api-version.ts': ['rules/rules', 'one condition: refused manifests have it'],
  'rules/object/dropped-fields.ts': ['rules/rules', 'reports what places.ts found, which has a test'],
  'rules/object/field-types.ts': ['rules/rules', 'reports what places.ts found, which has a test'],
  'rules/object/known-fields.ts': ['rules/rules', 'reports what places.ts found, which has a test'],
  'rules/object/label-selectors.ts': ['rules/rules', 'one condition: refused manifests have it'],
  'rules/object/namespace-name.ts': ['rules/rules', 'one condition: refused manifests have it'],
  'rules/object/required.ts': ['rules/rules', 'a table of fields: refused manifests lack each'],
  'rules/pod/containers/ephemeral-containers.ts': ['rules/rules', 'one condition: refused manifests have it'],
  'rules/pod/lifecycle/handlers.ts': ['rules/rules', 'one condition: refused manifests have it'],
  'rules/pod/containers/image-names.ts': ['rules/rules', 'one condition: refused manifests have it'],
  'rules/pod/lifecycle/restart-policy.ts': ['rules/rules', 'one condition: refused manifests have it'],
  'rules/service/session-affinity.ts': ['rules/rules', 'one condition: refused manifests have it'],
  'rules/service/topology-annotations.ts': ['rules/rules', 'one condition: refused manifests have it'],
  'rules/stateful-set/revision-label.ts': ['rules/rules', 'one condition: refused manifests have it'],
  'rules/together/applied-once.ts': ['rules/together/together', 'a rule of several objects: one table has them all'],
  'rules/together/budgets-apart.ts': ['rules/together/together', 'a rule of several objects: one table has them all'],
  'rules/together/claims-of-one-set.ts': ['rules/together/together', 'a rule of several objects: one table has them all'],
  'rules/together/members-let-in.ts': ['rules/together/together', 'a rule of several objects: one table has them all'],
  'rules/together/names-resolved.ts': ['rules/together/together', 'a rule of several objects: one table has them all'],
  'rules/together/pod-names-free.ts': ['rules/together/together', 'a rule of several objects: one table has them all'],
  'rules/together/services-differ.ts': ['rules/together/together', 'a rule of several objects: one table has them all'],
  'rules/together/sets-apart.ts': ['rules/together/together', 'a rule of several objects: one table has them all'],
  'rules/shared-numbers.ts': ['rules/service/service-port-numbers', 'what two rules of ports have in common, for Services and containers'],
  'upgrade/cluster.ts': ['upgrade/upgrade-check', 'what users say of their cluster, which the public check takes'],
  'upgrade/examined.ts': ['upgrade/upgrade-check', 'a struct, and how one is made of an object for the public check'],
  'upgrade/finding.ts': ['upgrade/judges', 'structs, which the judges return'],
  'upgrade/judge.ts': ['upgrade/judges', 'a type, and the paths by which the judges name fields'],
  'upgrade/likeness.ts': ['upgrade/upgrade', 'decides which objects are the same under another name, as renaming them shows'],
  'upgrade/kubernetes-kinds.ts': ['upgrade/judges', "tells Kubernetes' own kinds from others, for the judges"],
  'upgrade/pairs.ts': ['upgrade/upgrade', 'pairs the objects of before and after, which is what an upgrade begins with'],
  'upgrade/report.ts': ['upgrade/upgrade-check', 'the texts of the public check, which are compared whole'],
  ...partsOf('upgrade/state', 'upgrade/upgrade', 'steps of one computation, from an object to what is kept of it'),
  ...partsOf('upgrade/judges', 'upgrade/judges', 'judges are asked together, since no two may report the same change'),
  ...partsOf('upgrade/ways', 'upgrade/plan', 'lists of steps, which a plan puts in order'),
  'upgrade/database/cassandra-members.ts': ['upgrade/database/cassandra', "a judge of Cassandra's members: the changes of its database have one table"],
  'upgrade/database/cassandra-release.ts': ['upgrade/database/cassandra', 'a part of the judge of Cassandra: the changes of its database have one table'],
  'upgrade/database/databases.ts': ['upgrade/judges', 'the list of judges of databases'],
  'upgrade/database/engine.ts': ['upgrade/database/mongodb', 'tells the databases apart, by sets of each'],
  'upgrade/database/hosts.ts': ['upgrade/database/mongodb', 'one sentence, which a renamed set of MongoDB gets'],
  'upgrade/database/mongodb-members.ts': ['upgrade/database/mongodb', "a judge of MongoDB's members: the changes of its database have one table"],
  'upgrade/database/mongodb-release.ts': ['upgrade/database/mongodb', 'a part of the judge of MongoDB: the changes of its database have one table'],
  'upgrade/database/nodetool.ts': ['upgrade/database/cassandra', 'steps of the judge of Cassandra, which are compared whole'],
  'upgrade/database/settings.ts': ['upgrade/database/mongodb', 'reads what a database is told, for the judges of databases'],
  'upgrade/database/setting-changes.ts': ['upgrade/database/mongodb', 'the texts of the judges of databases'],
  'cli/command-context.ts': ['cli/main', 'what the command has of the outside, which a test replaces as a whole'],
  'cli/diff/arguments.ts': ['cli/diff/diff', 'arguments of the command, which is run with each'],
  'cli/diff/compare.ts': ['cli/diff/diff', 'joins what the command has read and what it prints'],
  'cli/diff/formats.ts': ['cli/diff/diff', 'what the command prints, compared whole'],
  'cli/diff/live.ts': ['cli/diff/diff', 'asks kubectl, for which the tests of the command have a substitute'],
  'cli/diff/committed.ts': ['cli/diff/diff', 'asks git, in a repository that the tests of the command make'],
  'cli/diff/program.ts': ['cli/diff/diff', 'runs the other programs, for which the tests of the command have substitutes'],
  'cli/diff/side.ts': ['cli/diff/diff', 'what the command reads on either side'],
  'stateful-backend/amount.ts': ['stateful-backend/disruption-budget', "the check of a budget's numbers, whose messages name the budget"],
  'stateful-backend/claim-source.ts': ['stateful-backend/claim', 'a choice that a claim takes'],
  'stateful-backend/container-wishes.ts': ['stateful-backend/pod-template', 'keeps what the pod template is changed by'],
  'stateful-backend/held-variables.ts': ['cassandra/decisions', 'holds decisions, of which only the engines have any'],
  'stateful-backend/known-data.ts': ['stateful-backend/restart-when-changed', 'says of which objects the data is known, for one function of the backend'],
  'stateful-backend/watched-sources.ts': ['stateful-backend/restart-when-changed', 'collects sources, for one function of the backend'],
  'stateful-backend/exposed-service-spec.ts': ['stateful-backend/client-service', 'common to client Services and Services per pod, and tried on both'],
  'stateful-backend/exposed-service.ts': ['stateful-backend/client-service', 'props only: exposed-service-spec.ts checks them'],
  'stateful-backend/loose-pod.ts': ['engine/cluster-pods', 'renders pods of Jobs, which only engines have'],
  'stateful-backend/peer.ts': ['stateful-backend/network-policy', 'one interface, which a network policy takes'],
  'stateful-backend/container-fields.ts': ['stateful-backend/pod-template', 'props only: the pod template has them'],
  'stateful-backend/pod-fields.ts': ['stateful-backend/pod-template', 'props only: the pod template has them'],
  'stateful-backend/pod-services.ts': ['stateful-backend/client-service', 'makes Services per pod, which are compared with client Services'],
  'stateful-backend/settings.ts': ['stateful-backend/stateful-backend', 'the check of the props of the construct, whose messages name it'],
  'stateful-backend/stateful-backend-props.ts': ['stateful-backend/stateful-backend', 'props only: the construct checks them'],
};

test.each(files)('%s is tested', (file) => {
  const own = file.replace(/\.ts$/, '');
  expect(existsSync(join(__dirname, `${TESTED_BY[file]?.[0] ?? own}.test.ts`))).toBe(true);
  expect(TESTED_BY[file] !== undefined && existsSync(join(__dirname, `${own}.test.ts`))).toBe(false);
});

test('what is said of a file is said of one that is there', () => {
  expect([...Object.keys(TESTED_BY), ...Object.keys(LONGER)].filter(file => !files.includes(file))).toEqual([]);
  expect(Object.keys(LONGER_PROGRAMS).filter(file => !programs.includes(file))).toEqual([]);
  expect(Object.keys(LONGER_CODE).filter(file => ![...files, ...programs].includes(file))).toEqual([]);
  expect(Object.entries(TESTED_BY).filter(([, [, reason]]) => reason.split(' ').length < 2).map(([file]) => file)).toEqual([]);
  const page = readFileSync(join(__dirname, '..', 'ARCHITECTURE.md'), 'utf8');
  expect([LONGER, LONGER_PROGRAMS, LONGER_CODE].flatMap(Object.keys).filter(file => !page.includes(file))).toEqual([]);
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
