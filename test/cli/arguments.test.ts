import { asked } from '../../src/cli/arguments';
import { complaint } from '../support/synth';

const CHECK = { paths: ['-'], wanted: [{ format: 'text' }], allowEmpty: false, settings: {} };

test.each<[string, object]>([
  ['--help', { command: 'help' }],
  ['-h', { command: 'help' }],
  ['check --help', { command: 'help' }],
  ['diff a b --help', { command: 'help' }],
  ['diff -h', { command: 'help' }],
  ['diff a b --plan', { command: 'diff', args: ['a', 'b', '--plan'] }],
  ['--version', { command: 'version' }],
  ['rules', { command: 'rules' }],
  ['rules labels', { command: 'rules', name: 'labels' }],
  ['check -', { command: 'check', check: CHECK }],
  ['check a b/ -', { command: 'check', check: { ...CHECK, paths: ['a', 'b/', '-'] } }],
  ['check - --fail-on never --rule a --rule b,c --skip d --kubernetes 1.34', { command: 'check', check: { ...CHECK, settings: { failOn: 'never', rules: ['a', 'b', 'c'], skip: ['d'], kubernetes: '1.34' } } }],
  ['check - --allow-empty --config x.yaml', { command: 'check', check: { ...CHECK, allowEmpty: true, config: 'x.yaml' } }],
  ['check - --format json', { command: 'check', check: { ...CHECK, wanted: [{ format: 'json' }] } }],
  ['check - --output r.txt', { command: 'check', check: { ...CHECK, wanted: [{ format: 'text', output: 'r.txt' }] } }],
  ['check --format sarif --output r.sarif --format=text -', { command: 'check', check: { ...CHECK, wanted: [{ format: 'sarif', output: 'r.sarif' }, { format: 'text' }] } }],
  ['check - --format json --output a --format junit --output b', { command: 'check', check: { ...CHECK, wanted: [{ format: 'json', output: 'a' }, { format: 'junit', output: 'b' }] } }],
])('the command line "%s" is understood', (line, wish) => {
  expect(asked(line.split(' '))).toEqual(wish);
});

test.each([
  ['', 'a command is missing: check, diff, or rules'],
  ['lint -', "there is no command 'lint': there are check, diff and rules"],
  ['check', "check needs files or folders, or '-' for standard input"],
  ['--format json diff a b', 'put the command diff first, and its options after it'],
  ['rules a b', 'rules takes the name of one rule'],
  ['check - --format xml', "there is no format 'xml': there are text, json, sarif, junit, github"],
  ['check - --format json --format sarif', 'json and sarif cannot both go to standard output: add --output FILE after one of them'],
  ['check - --format json --output a --output b', '--format json has two outputs, a and b'],
])('the command line "%s" is refused', (line, said) => {
  expect(complaint(() => asked(line.split(' ').filter(word => word !== '')))).toBe(said);
});

test.each(['check - --nope', 'check - --format', 'check - --allow-empty=x'])('the command line "%s" is refused in the words of Node', (line) => {
  expect(complaint(() => asked(line.split(' ')))).toMatch(/^(Unknown option '--nope'|Option '--(format <value>|allow-empty)')/);
});
