import { podName } from '../../../src/rules/pod/pod-name';
import { complaints, pod } from '../../support/manifests';

const NAME = "up to 253 lower-case letters, digits, '-' or '.', with a letter or digit at both ends and around each '.'";

test.each<[title: string, metadata: object, says: string[]]>([
  ['no name', {}, [`here: 'metadata.name' must be ${NAME}, got nothing`]],
  ['a name with capitals', { name: 'Db' }, [`here: 'metadata.name' must be ${NAME}, got 'Db'`]],
  ['a beginning that none can have', { generateName: 'Db-' }, [`here: 'metadata.generateName' must be ${NAME}, with a suffix added, got 'Db-'`]],
  ['a name', { name: 'db.0' }, []],
  ['a beginning', { generateName: 'db-' }, []],
])('judges a pod with %s', (_title, metadata, says) => {
  expect(complaints(podName, { ...pod(), metadata })).toEqual(says);
});
