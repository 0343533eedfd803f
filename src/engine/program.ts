import { existsSync, readFileSync } from 'fs';
import { join } from 'path';

const read = new Map<string, string>();

/** The text of a program that runs in pods: `assets/<folder>/<name>`, beside the library. */
export function program(folder: string, name: string): string {
  const file = join(folder, name);
  const text = read.get(file) ?? bare(readFileSync(join(assets(), file), 'utf8'), name.endsWith('.js') ? '//' : '#');
  read.set(file, text);
  return text;
}

/** By name, as a ConfigMap has them. */
export function programs(folder: string, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map(name => [name, program(folder, name)]));
}

/** The program with the comment at its head but without all others: a better comment shall restart no pod. */
function bare(text: string, comment: string): string {
  const lines = text.split('\n');
  const head = lines.findIndex(line => !line.startsWith(comment) && !line.startsWith('#!'));
  const code = lines.slice(head).filter(line => line.trim() !== '' && !line.trim().startsWith(comment));
  return [...lines.slice(0, head), ...code, ''].join('\n');
}

/** `lib/index.js` is one folder below the root of the package, this file is two below: whichever of them is running. */
function assets(): string {
  const roots = [join(__dirname, '..'), join(__dirname, '..', '..')];
  return join(roots.find(root => existsSync(join(root, 'assets')))!, 'assets');
}
