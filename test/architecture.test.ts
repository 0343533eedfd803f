import { readdirSync, readFileSync } from 'fs';
import { dirname, join, relative } from 'path';

const SRC = join(__dirname, '..', 'src');

/** A file imports only from its own folder and from lower floors. Engines will stand on floor 5, side by side. */
const FLOORS: Record<string, number> = { 'naming': 0, 'rules': 1, 'synthesis': 2, 'headless-service': 3, 'stateful-backend': 4, 'advice.ts': 6, 'index.ts': 7 };

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts')).map(name => name.replaceAll('\\', '/'));
const text = (file: string) => readFileSync(join(SRC, file), 'utf8');
const place = (file: string) => file.split('/')[0]!;

function imports(file: string): string[] {
  return [...text(file).matchAll(/from '(\.[^']*)'/g)].map(([, path]) => {
    const target = relative(SRC, join(SRC, dirname(file), path!)).replaceAll('\\', '/');
    return files.includes(`${target}.ts`) ? `${target}.ts` : `${target}/index.ts`;
  });
}

test.each(files)('%s stands on a floor', (file) => {
  expect(Object.keys(FLOORS)).toContain(place(file));
});

test.each(files)('%s imports nothing from its own height or above', (file) => {
  const upward = imports(file).filter(target => place(target) !== place(file) && FLOORS[place(target)]! >= FLOORS[place(file)]!);
  expect(upward).toEqual([]);
});

test('every import leads to a file', () => {
  expect(files.flatMap(imports).filter(target => !files.includes(target))).toEqual([]);
});

test('nobody imports the door', () => {
  expect(files.filter(file => imports(file).includes('index.ts'))).toEqual([]);
});

test.each(files)('%s holds one idea: 300 lines at most', (file) => {
  expect(text(file).split('\n').length).toBeLessThanOrEqual(LONGER[file] ?? 300);
});

/** Longer ones, with the reason. */
const LONGER: Record<string, number> = {
  'headless-service/headless-service.ts': 360, // half of it is what API.md says of each prop
  'stateful-backend/stateful-backend.ts': 360, // one class with the documentation of all its methods
};

test('what cdk8s-plus keeps to itself is touched in one file', () => {
  expect(files.filter(file => /super\._to|_toPodSpec/.test(text(file)))).toEqual(['stateful-backend/stateful-backend.ts']);
});

test('no engine is known below its own floor', () => {
  expect(files.filter(file => /cassandra|mongo/i.test(text(file).replace(/\/\*\*[\s\S]*?\*\//g, '')))).toEqual([]);
});

test('every source file has a test of the same name, or is named here with the tests that run it', () => {
  const tests = readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).map(name => name.replaceAll('\\', '/'));
  const without = files.filter(file => !tests.includes(file.replace(/\.ts$/, '.test.ts')));
  expect(without).toEqual(Object.keys(TESTED_ELSEWHERE));
});

const TESTED_ELSEWHERE: Record<string, string> = {};
