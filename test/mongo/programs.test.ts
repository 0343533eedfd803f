import { readdirSync } from 'fs';
import { join } from 'path';
import { backupPrograms, memberPrograms } from '../../src/mongo/programs';

const ASSETS = join(__dirname, '..', '..', 'assets', 'mongo');
const filesOf = (...folders: string[]) => folders.flatMap(folder => readdirSync(join(ASSETS, folder))).sort();

test('every program is in the pods of the members, or in that of the backup', () => {
  expect(readdirSync(ASSETS).sort()).toEqual(['backup', 'manager', 'member']);
  expect(Object.keys(memberPrograms()).sort()).toEqual(filesOf('member', 'manager'));
  expect(Object.keys(backupPrograms()).sort()).toEqual(filesOf('backup'));
});

test('every program that another one needs is with it', () => {
  for (const programs of [memberPrograms(), backupPrograms()]) {
    const needed = Object.values(programs).flatMap(text => [...text.matchAll(/(?:require\('\.\/|MONGO_PROGRAMS\}\/|\$programs\/)([a-z-]+\.(?:js|sh))/g)].map(([, name]) => name));
    expect(needed.filter(name => !(name! in programs))).toEqual([]);
  }
});

test('all of them fit into a ConfigMap that kubectl can apply, which remembers it in an annotation of 256 KiB', () => {
  for (const programs of [memberPrograms(), backupPrograms()]) expect(Buffer.byteLength(JSON.stringify(programs))).toBeLessThan(80_000);
});
