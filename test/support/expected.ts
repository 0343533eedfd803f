import { createHash } from 'crypto';
import { readdirSync } from 'fs';
import { basename, join } from 'path';

const ASSETS = join(__dirname, '..', '..', 'assets');

/**
 * What is run inside pods has tests of its own, and is long: here a digest says for each whether it has changed. The pods' own digest of all that they start
 * with would only repeat that of whichever program, of each in every StatefulSet; what goes into it, test/cassandra and test/mongo know.
 */
export function withoutPrograms(yaml: string, engine: 'cassandra' | 'mongo'): string {
  return yaml
    .replace(/^ {2}([a-z-]+\.(?:sh|js|py)): \|\n((?: {4}.*\n|\n)+)/gm, (_, name: string, text: string) => `  ${name}: "# ${sourceOf(name, engine)} without its comments, sha256 ${digest(text)}…"\n`)
    .replace(/^( +checksum\/config): "?[0-9a-f]{8}"?$/gm, '$1: of what the pods start with')
    .replace(/^( +cdk8s-stateful\/version): \S+$/gm, '$1: of the library');
}

/** Where a program is, by the engine that has it: two may have one of the same name. */
function sourceOf(name: string, engine: string): string {
  return ['assets', engine, readdirSync(join(ASSETS, engine), { recursive: true, encoding: 'utf8' }).find(file => basename(file) === name)].join('/');
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12);
