import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { config } from '../../src/cli/config';
import { complaint } from '../support/synth';

let folder: string;
const home = process.cwd();
beforeEach(() => { process.chdir(folder = mkdtempSync(join(tmpdir(), 'config-'))); });
afterEach(() => { process.chdir(home); rmSync(folder, { recursive: true }); });

test('there is nothing in it if it is not there', () => {
  expect(config(undefined)).toEqual({});
});

test.each([['skip: [labels]\n', { skip: ['labels'] }], ['', {}], ['# nothing\n', {}], ['- a\n', ['a']]])('a configuration of %j says %j', (text, value) => {
  writeFileSync('.cdk8s-stateful.yaml', text);
  expect(config(undefined)).toEqual(value);
});

test('another file is read where one is asked for', () => {
  writeFileSync('.cdk8s-stateful.yaml', 'skip: [labels]\n');
  writeFileSync('other.yaml', 'kubernetes: "1.30"\n');
  expect(config('other.yaml')).toEqual({ kubernetes: '1.30' });
});

test.each([['a: 1\na: 2\n', "x.yaml:2:1: 'a' occurs twice in one map"], ['a: 1\n---\nb: 1\n', 'x.yaml: it must have exactly one document']])('a configuration of %j is refused', (text, said) => {
  writeFileSync('x.yaml', text);
  expect(complaint(() => config('x.yaml'))).toBe(said);
});

test('one that was asked for and is not there is refused', () => {
  expect(complaint(() => config('none.yaml'))).toMatch(/^none\.yaml: it cannot be read: ENOENT/);
});
