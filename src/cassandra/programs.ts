import { existsSync, readFileSync } from 'fs';
import { join } from 'path';

/** The programs of the pods, in the order in which a pod meets them. */
const PROGRAMS = ['common.sh', 'cql.sh', 'decide.sh', 'gate.sh', 'configure.sh', 'start.sh', 'alive.sh', 'stop.sh', 'auth.sh'];

const read = new Map<string, string>();

/** What is run inside pods stands beside the library, in files of its own. */
export function program(name: string): string {
  const text = read.get(name) ?? bare(readFileSync(join(assets(), name), 'utf8'));
  read.set(name, text);
  return text;
}

/** With the comment at its head, and without those that are for whoever changes it: a better comment shall restart no ring. */
function bare(text: string): string {
  const lines = text.split('\n');
  const head = lines.findIndex(line => !line.startsWith('#'));
  return [...lines.slice(0, head), ...lines.slice(head).filter(line => !/^\s*(#.*)?$/.test(line)), ''].join('\n');
}

/** By name, as a ConfigMap has them. */
export function programs(): Record<string, string> {
  return Object.fromEntries(PROGRAMS.map(name => [name, program(name)]));
}

/** `lib/index.js` is one folder below the root of the package, this file is two below: whichever of them is running. */
function assets(): string {
  const roots = [join(__dirname, '..'), join(__dirname, '..', '..')];
  return join(roots.find(root => existsSync(join(root, 'assets', 'cassandra')))!, 'assets', 'cassandra');
}
