import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join, relative } from 'path';
import { Input, inputs } from '../../src/cli/inputs';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'inputs-')); });
afterEach(() => rmSync(folder, { recursive: true }));

async function* stream(...chunks: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

async function all(paths: readonly string[], stdin = stream()): Promise<Input[]> {
  const found: Input[] = [];
  for await (const input of inputs(paths, stdin)) found.push({ ...input, file: relative(folder, input.file).replace(/^.*stdin$/, 'stdin') });
  return found;
}

function write(path: string, text: string | Uint8Array = 'x'): string {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
  return join(folder, path);
}

test('of a folder the manifests are read, in order, in folders below too', async () => {
  for (const path of ['b.yaml', 'a.yml', 'c.JSON', 'readme.md', 'sub/d.yaml', 'sub/sub/e.yaml', '.git/f.yaml', 'node_modules/g.yaml', '.hidden.yaml']) write(path, path);
  expect(await all([folder])).toEqual(['.hidden.yaml', 'a.yml', 'b.yaml', 'c.JSON', 'sub/d.yaml', 'sub/sub/e.yaml'].map(file => ({ file, text: file })));
});

test('files are read whatever they are called, and standard input between them', async () => {
  expect(await all([write('a.txt', 'a'), '-', write('b', 'b')], stream('gr', Buffer.from('ö').subarray(0, 1), Buffer.from('ö').subarray(1), 'ße')))
    .toEqual([{ file: 'a.txt', text: 'a' }, { file: 'stdin', text: 'größe' }, { file: 'b', text: 'b' }]);
});

test('a link to a file is read, one to a folder is not gone into', async () => {
  write('sub/a.yaml', 'a');
  symlinkSync(join(folder, 'sub', 'a.yaml'), join(folder, 'b.yaml'));
  symlinkSync(folder, join(folder, 'sub', 'round'));
  expect((await all([folder])).map(({ file }) => file)).toEqual(['b.yaml', 'sub/a.yaml']);
});

test('what cannot be read is told, and the rest is read', async () => {
  write('sub.yaml/a.txt');
  symlinkSync(join(folder, 'nowhere'), join(folder, 'link.yaml'));
  truncateSync(write('large.yaml'), 32 * 2 ** 20 + 1);
  expect(await all([join(folder, 'none'), write('latin.yaml', Buffer.from([0x61, 0xe4])), join(folder, 'large.yaml'), join(folder, 'link.yaml'), write('good.yaml')])).toEqual([
    { file: 'none', text: undefined, problem: 'there is no such file or folder' },
    { file: 'latin.yaml', text: undefined, problem: 'it is not UTF-8' },
    { file: 'large.yaml', text: undefined, problem: 'it is larger than 32 MiB' },
    { file: 'link.yaml', text: undefined, problem: 'there is no such file or folder' },
    { file: 'good.yaml', text: 'x' },
  ]);
});

test('a link that leads nowhere in a folder, and a reason without words of ours, are told', async () => {
  symlinkSync('round.yaml', join(folder, 'round.yaml'));
  expect(await all([folder])).toEqual([{ file: 'round.yaml', text: undefined, problem: expect.stringContaining('ELOOP') }]);
});

test('standard input ends where it is too large', async () => {
  let read = 0;
  async function* endless() {
    for (;;) { read++; yield Buffer.alloc(2 ** 24); }
  }

  expect(await all(['-'], endless())).toEqual([{ file: 'stdin', text: undefined, problem: 'it is larger than 32 MiB' }]);
  expect(read).toBe(3);
});

test('a largest file is read', async () => {
  truncateSync(write('large.yaml'), 32 * 2 ** 20);
  expect((await all([join(folder, 'large.yaml')]))[0]!.text).toHaveLength(32 * 2 ** 20);
});
