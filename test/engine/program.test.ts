import { spawnSync } from 'child_process';
import { readdirSync, readFileSync } from 'fs';
import { join, relative } from 'path';
import { Script } from 'vm';
import { program, programs } from '../../src/engine/program';

const ASSETS = join(__dirname, '..', '..', 'assets');
const files = readdirSync(ASSETS, { recursive: true, withFileTypes: true }).filter(file => file.isFile())
  .map(({ parentPath, name }) => [relative(ASSETS, parentPath), name] as const);

/** Lines of code, and whether a line is none, in either language. */
const isComment = (name: string) => (name.endsWith('.js') ? /^\s*(\/\/.*)?$/ : /^\s*(#.*)?$/);
const code = (name: string, text: string) => text.split('\n').filter(line => !isComment(name).test(line));

test.each(files)('%s/%s goes into the pods with the comment at its head, and without the others', (folder, name) => {
  const whole = readFileSync(join(ASSETS, folder, name), 'utf8');
  const bare = program(folder, name).split('\n');
  const head = bare.findIndex(line => !isComment(name).test(line));
  expect(whole.split('\n').slice(0, head)).toEqual(bare.slice(0, head));
  expect(head).toBeGreaterThan(0);
  expect(bare.slice(head, -1).filter(line => isComment(name).test(line))).toEqual([]);
  expect(code(name, bare.join('\n'))).toEqual(code(name, whole));
  expect(bare.at(-1)).toBe('');
});

test.each(files)('%s/%s is a program still', (folder, name) => {
  const text = program(folder, name);
  if (name.endsWith('.js')) return void new Script(`(function () {${text}\n})`); // as Node and mongosh load it; throws what is no program
  if (name.endsWith('.py') && spawnSync('python3', ['--version']).status !== 0) return; // it is in the image, and need not be here
  const [command, args] = name.endsWith('.py') ? ['python3', ['-c', 'import ast, sys; ast.parse(sys.stdin.read())']] : ['bash', ['-n']];
  expect(spawnSync(command, args, { input: text, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
});

test('they are known by their names, as a ConfigMap has them', () => {
  expect(programs('cassandra', ['stop.sh', 'alive.sh'])).toEqual({ 'stop.sh': program('cassandra', 'stop.sh'), 'alive.sh': program('cassandra', 'alive.sh') });
});
