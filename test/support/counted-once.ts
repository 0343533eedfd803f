import { dirname, relative } from 'path';
import TestEnvironment from './test-environment';

interface Counters {
  readonly s: Record<string, number>;
  readonly f: Record<string, number>;
  readonly b: Record<string, number[]>;
}

/** What the tests of a folder are also about, besides the folder of the same name: by the first folder of their path, beginnings of paths in `src`. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  'cassandra': ['engine/', 'stateful-backend/held-variables'],
  'cli': ['cli/'],
  'engine': ['cassandra/', 'mongo/', 'stateful-backend/', 'naming/'],
  'headless-service': ['naming/'],
  'mongo': ['engine/', 'stateful-backend/held-variables'],
  'naming': ['stateful-backend/pod-references'],
  'rules': ['manifest/', 'rules/object-name', 'rules/rules'],
  'stateful-backend': [
    'headless-service/', 'naming/', 'synthesis/written', 'rules/pod/containers/environment', 'rules/pod/resources/resource-claims', 'rules/pod/resources/resource-limits',
    'rules/object/spelling', 'rules/object/words', 'rules/pod/scheduling/node-selection', 'rules/pod/scheduling/tolerations',
  ],
  'synthesis': ['naming/object-name', 'rules/object/annotations', 'rules/object/labels'],
};

/** By file of `src`: what some test file of this process has reached, counter by counter. */
const reached = new Map<string, boolean[]>();

/**
 * Counts less, and covers no less. Nearly every test file loads nearly all of `src`, and counters make that half as slow again. So a test file counts only what it is
 * about, and hands Jest the counters of those files only in which something was reached for the first time: what is covered is the same; how often, nobody asks.
 */
export default class CountedOnce extends TestEnvironment {
  constructor(...[config, context]: ConstructorParameters<typeof TestEnvironment>) {
    super(config, context);
    const { projectConfig } = config;
    // Jest asks for these as it loads each file. Without workers they are frozen, and everything is counted: slower, and as right.
    if (!Object.isFrozen(projectConfig)) Object.assign(projectConfig, { coveragePathIgnorePatterns: ['/node_modules/', notCounted(projectConfig.rootDir, context.testPath)] });
  }

  async handleTestEvent({ name }: { name: string }): Promise<void> {
    if (name !== 'run_finish') return;
    const counters = (this.global as { __coverage__?: Record<string, Counters> }).__coverage__ ?? {};
    for (const [file, { s, f, b }] of Object.entries(counters)) {
      const before = reached.get(file);
      const now = [s, f, b].flatMap(each => Object.values<number | number[]>(each)).flat().map((count, i) => count > 0 || before?.[i] === true);
      if (before !== undefined && now.every((each, i) => each === before[i])) delete counters[file];
      else reached.set(file, now);
    }
  }
}

/** A pattern for whatever of `src` a test file is not about. */
function notCounted(root: string, test: string): string {
  const folder = relative(`${root}/test`, dirname(test));
  const about = [folder === '' ? '' : `${folder}/`, ...ALSO[folder.split('/')[0]!] ?? []];
  return `^${root.replace(/[^\w/]/g, '\\$&')}/src/(?!${about.join('|')})`;
}
