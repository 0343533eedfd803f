import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';

/**
 * The pages of `docs/rules/`. What is published has their texts in itself instead (projenrc/bundle.js puts another module here).
 */
export function rulePages(): readonly string[] {
  const folder = join(__dirname, '..', '..', 'docs', 'rules');
  return existsSync(folder) ? readdirSync(folder).sort().map(file => readFileSync(join(folder, file), 'utf8')) : [];
}
