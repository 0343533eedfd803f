import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { lint } from './support/shellcheck';

const ASSETS = join(__dirname, '..', '..', 'assets');
const SCRIPTS = readdirSync(ASSETS, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.sh')).sort();

test('ShellCheck has nothing to say of any script, not even of its style', () => {
  const remarks = lint(SCRIPTS.map(name => readFileSync(join(ASSETS, name), 'utf8')));
  expect(Object.fromEntries(SCRIPTS.map((name, index) => [name, remarks[index]]))).toEqual(Object.fromEntries(SCRIPTS.map(name => [name, []])));
});

test('ShellCheck does catch something, down to style', () => {
  expect(lint(['#!/usr/bin/env bash\ncd $1\nif [ `id -u` = 0 ]; then echo root; fi\n'])).toEqual([[
    "line 2: SC2164: Use 'cd ... || exit' or 'cd ... || return' in case cd fails.",
    'line 2: SC2086: Double quote to prevent globbing and word splitting.',
    'line 3: SC2046: Quote this to prevent word splitting.',
    'line 3: SC2006: Use $(...) notation instead of legacy backticks `...`.',
  ]]);
});

test('there are scripts to lint', () => {
  expect(SCRIPTS).toEqual(expect.arrayContaining(['alive.sh', 'common.sh', 'configure.sh', 'decide.sh', 'gate.sh', 'start.sh', 'stop.sh'].map(name => join('cassandra', name))));
});
