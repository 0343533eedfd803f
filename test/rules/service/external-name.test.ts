import { externalName } from '../../../src/rules/service/external-name';
import { Changes, complaints, service } from '../../support/manifests';

test.each<[title: string, changes: Changes, says: string[]]>([
  [
    'an alias of nothing',
    { 'spec.type': 'ExternalName' },
    ["'spec.externalName' must be up to 253 lower-case letters, digits, '-' or '.', with a letter or digit at both ends and around each '.', got nothing"],
  ],
  [
    'an alias with an address',
    { 'spec.type': 'ExternalName', 'spec.externalName': 'a', 'spec.clusterIP': '10.96.0.77' },
    ["'spec.clusterIP' must be left out for type 'ExternalName', got '10.96.0.77'"],
  ],
  [
    'an alias with a policy of families',
    { 'spec.type': 'ExternalName', 'spec.externalName': 'a', 'spec.ipFamilyPolicy': 'SingleStack' },
    ["'spec.ipFamilyPolicy' must be left out for type 'ExternalName', got 'SingleStack'"],
  ],
])('has something to say of %s', (_title, changes, says) => {
  expect(complaints(externalName, service(changes))).toEqual(says.map(each => `here: ${each}`));
});

test.each<[title: string, changes: Changes]>([
  ['an alias', { 'spec.type': 'ExternalName', 'spec.externalName': 'db.example.com.', 'spec.ports': undefined }],
])('has nothing to say of %s', (_title, changes) => {
  expect(complaints(externalName, service(changes))).toEqual([]);
});
