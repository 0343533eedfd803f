import { confinement } from '../../../../src/rules/pod/security/confinement';
import { Changes, complaints, statefulSet } from '../../../support/manifests';

test.each<[title: string, changes: Changes, says: string[]]>([
  [
    'a profile of seccomp outside of its folder',
    { 'spec.template.spec.securityContext.seccompProfile': { type: 'Localhost', localhostProfile: '../b.json' } },
    ["'spec.template.spec.securityContext.seccompProfile.localhostProfile' must be a path that does not begin with '/', and has no '..' in it, got '../b.json'"],
  ],
  [
    'one with a longer name',
    { 'spec.template.spec.securityContext.appArmorProfile': { type: 'Localhost', localhostProfile: 'a'.repeat(4096) } },
    [`'spec.template.spec.securityContext.appArmorProfile.localhostProfile' must be a name of 1 to 4095 characters, without spaces around it, got '${'a'.repeat(4096)}'`],
  ],
  [
    'one with a blank before its name',
    { 'spec.template.spec.securityContext.appArmorProfile': { type: 'Localhost', localhostProfile: ' a' } },
    ["'spec.template.spec.securityContext.appArmorProfile.localhostProfile' must be a name of 1 to 4095 characters, without spaces around it, got ' a'"],
  ],
  [
    'one of no name',
    { 'spec.template.spec.securityContext.appArmorProfile': { type: 'Localhost', localhostProfile: '' } },
    ["'spec.template.spec.securityContext.appArmorProfile.localhostProfile' must be a name of 1 to 4095 characters, without spaces around it, got ''"],
  ],
  [
    'a profile of AppArmor that is not said',
    { 'spec.template.spec.securityContext.appArmorProfile': { type: 'Localhost' } },
    ["'spec.template.spec.securityContext.appArmorProfile.localhostProfile' must be the name of the profile, got nothing"],
  ],
  [
    'a name for it',
    { 'spec.template.spec.securityContext.appArmorProfile': { type: 'RuntimeDefault', localhostProfile: 'a' } },
    ["'spec.template.spec.securityContext.appArmorProfile.localhostProfile' must be left out, unless the type is 'Localhost', got 'a'"],
  ],
])('has something to say of %s', (_title, changes, says) => {
  expect(complaints(confinement, statefulSet(changes))).toEqual(says.map(each => `here: ${each}`));
});

test.each<[title: string, changes: Changes]>([
  ['a profile of seccomp by name', { 'spec.template.spec.securityContext.seccompProfile': { type: 'Localhost', localhostProfile: 'a/b.json' } }],
  ['a profile of AppArmor by name', { 'spec.template.spec.securityContext.appArmorProfile': { type: 'Localhost', localhostProfile: 'a' } }],
  ['a profile of AppArmor with the longest name', { 'spec.template.spec.securityContext.appArmorProfile': { type: 'Localhost', localhostProfile: 'a'.repeat(4095) } }],
  ['the profile of AppArmor that is there', { 'spec.template.spec.securityContext.appArmorProfile': { type: 'RuntimeDefault' } }],
])('has nothing to say of %s', (_title, changes) => {
  expect(complaints(confinement, statefulSet(changes))).toEqual([]);
});
