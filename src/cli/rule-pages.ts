import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';

/**
 * The pages of `docs/rules/`, by the names of their rooms. What is published has their texts in itself instead (projenrc/bundle.js puts
 * another module here).
 */
export function rulePages(): Readonly<Record<string, string>> {
  const folder = join(__dirname, '..', '..', 'docs', 'rules');
  return Object.fromEntries(readdirSync(folder).sort().map(file => [file.replace(/\.md$/, ''), readFileSync(join(folder, file), 'utf8')]));
}
