import { readFileSync } from 'fs';
import { join } from 'path';

/**
 * The text of a file below `assets/`. What is published has the texts in itself instead: whoever bundles an app takes modules along, not
 * the files beside them (projenrc/bundle.js puts another module here; docs/decisions/0055).
 */
export function programText(file: string): string {
  return readFileSync(join(__dirname, '..', '..', 'assets', file), 'utf8');
}
