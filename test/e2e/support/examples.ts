import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';
import { Manifest } from '../../../src/manifest/manifest';

// Every example as `npm run synth` left it in dist/.

const ROOT = join(__dirname, '..', '..', '..');

export const examples = readdirSync(join(ROOT, 'examples')).filter(name => existsSync(join(ROOT, 'examples', name, 'main.ts'))).sort();

export function manifests(example: string): Manifest[] {
  const folder = join(ROOT, 'dist', example);
  return readdirSync(folder).filter(file => file.endsWith('.yaml')).sort().flatMap(file => // beside them cdk8s writes what plugins read
    parseAllDocuments(readFileSync(join(folder, file), 'utf8')).map(document => document.toJS()));
}
