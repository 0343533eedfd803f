import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

export const ASSETS = join(__dirname, '..', '..', '..', '..', 'assets', 'mongo', 'manager');

const loaded = new Map<string, unknown>();

/** One of the modules that run in pods; `folder` has another one's, if they are not to be the right ones. Models ask for it thousands of times. */
export function program<T extends object = any>(name: string, folder = ASSETS): T {
  const path = `${folder}/${name}`;
  if (!loaded.has(path)) loaded.set(path, jest.requireActual<T>(path));
  return loaded.get(path) as T;
}

/** A copy of all of them, but with something else in the place of what is right. */
export function mistaken(changes: [file: string, right: string, wrong: string][]): string {
  const folder = mkdtempSync(join(tmpdir(), 'manager-'));
  for (const name of readdirSync(ASSETS).filter(file => file.endsWith('.js'))) {
    let source = readFileSync(join(ASSETS, name), 'utf8');
    for (const [, right, wrong] of changes.filter(([file]) => file === name)) {
      expect([name, right, source.split(right).length]).toEqual([name, right, 2]);
      source = source.replace(right, () => wrong);
    }
    writeFileSync(join(folder, name), source);
  }
  return folder;
}
