import { readdirSync } from 'fs';
import { join } from 'path';
import { createScriptTransformer } from '@jest/transform';

type Config = Parameters<typeof createScriptTransformer>[0];
type Options = Parameters<Awaited<ReturnType<typeof createScriptTransformer>>['transform']>[1];

/** As Jest loads a CommonJS module. */
const COMMONJS = { isInternalModule: false, supportsDynamicImport: false, supportsExportNamespaceFrom: false, supportsStaticESM: false, supportsTopLevelAwait: false };

/**
 * Before the first test, puts every file of `src`, with its counters of branches, into Jest's cache. In a fresh clone each worker would otherwise do so for itself, and
 * all at the same time: what Babel needs for it is some eight seconds each.
 */
export default async function instrumentOnce(global: Options, project: Config): Promise<void> {
  if (!global.collectCoverage) return;
  const transformer = await createScriptTransformer(project);
  const src = join(project.rootDir, 'src');
  for (const file of readdirSync(src, { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('.ts')) transformer.transform(join(src, file), { ...global, ...COMMONJS });
  }
}
