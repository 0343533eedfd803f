import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';
import { Manifest } from '../../../src/manifest/manifest';

// Every example as `npm run synth` left it in dist/.

const ROOT = join(__dirname, '..', '..', '..');

/** What 08-guard has is made by others' constructs; what the server says of it is theirs. */
const OF_OTHERS = ['08-guard'];

export const examples = readdirSync(join(ROOT, 'examples')).filter(name => existsSync(join(ROOT, 'examples', name, 'main.ts')) && !OF_OTHERS.includes(name)).sort();

export function manifests(example: string): Manifest[] {
  const folder = join(ROOT, 'dist', example);
  return readdirSync(folder).sort().flatMap(file => parseAllDocuments(readFileSync(join(folder, file), 'utf8')).map(document => document.toJS()));
}
