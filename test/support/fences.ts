import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';

const ROOT = join(__dirname, '..', '..');

export interface Fence {
  /** The page, and the line its code begins at. */
  readonly at: string;
  readonly language: string;
  readonly code: string;
}

/** Every page that a user reads, API.md apart. */
export function pages(): string[] {
  const markdown = (folder: string) => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.md')).map(name => join(folder, name));
  return ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'CODE_OF_CONDUCT.md', 'SECURITY.md', ...markdown('docs'), ...markdown('examples')].sort();
}

export function read(page: string): string {
  return readFileSync(join(ROOT, page), 'utf8');
}

export function fences(page: string): Fence[] {
  const text = read(page);
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```/gm)].map(({ 1: language, 2: code, index }) => ({
    at: `${page}:${text.slice(0, index).split('\n').length}`, language: language!, code: code!,
  }));
}
