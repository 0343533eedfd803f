import { spawnSync } from 'child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'fs';
import { join, relative } from 'path';
import { parseAllDocuments } from 'yaml';

// Synthesizes each example as its user would, with the real `cdk8s synth`, into dist/<example>/, and says what came out.

const examples = readdirSync(__dirname, { withFileTypes: true }).filter(entry => entry.isDirectory()).map(entry => entry.name).sort();
const dist = join(__dirname, '..', 'dist');

for (const example of examples) {
  const folder = join(__dirname, example);
  if (!existsSync(join(folder, 'cdk8s.yaml'))) continue;
  if (!existsSync(join(folder, 'main.ts'))) {
    console.log(`${example}: skipped, because it is not in TypeScript; npm run test:languages runs it`);
    continue;
  }
  const output = join(dist, example);
  rmSync(output, { recursive: true, force: true });
  const run = spawnSync('npx', ['cdk8s', 'synth', '--check-upgrade=false', '--output', output], { cwd: folder, encoding: 'utf8' });
  if (run.status !== 0) {
    console.error(`${example}: cdk8s synth failed\n${run.stdout}${run.stderr}`);
    process.exitCode = 1;
    continue;
  }
  const kinds = new Map<string, number>();
  for (const file of readdirSync(output)) {
    for (const document of parseAllDocuments(readFileSync(join(output, file), 'utf8'))) {
      const kind = document.toJS()?.kind;
      if (kind === undefined) continue; // of cdk8s itself, for plugins
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
  }
  console.log(`${relative(process.cwd(), output)}: ${[...kinds].map(([kind, count]) => `${count} ${kind}`).join(', ')}`);
}
