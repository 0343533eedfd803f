import { programText } from './program-text';

const read = new Map<string, string>();

/** The text of a program that runs in pods: `assets/<folder>/<name>`. */
export function program(folder: string, name: string): string {
  const file = `${folder}/${name}`;
  const text = read.get(file) ?? bare(programText(file), name.endsWith('.js') ? '//' : '#');
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
