import { windowsOptions } from '../../../../src/rules/pod/security/windows-options';
import { Changes, complaints, CONTAINER, statefulSet } from '../../../support/manifests';

test.each<[title: string, changes: Changes, says: string[]]>([
  [
    'a user of two domains',
    { 'spec.template.spec.securityContext': { windowsOptions: { runAsUserName: 'a\\b\\c' } }, [`${CONTAINER}.securityContext`]: undefined },
    ["'spec.template.spec.securityContext.windowsOptions.runAsUserName' must be a Windows user, after an optional domain and '\\', got 'a\\\\b\\\\c'"],
  ],
  [
    'a domain with a blank at its end',
    { 'spec.template.spec.securityContext': { windowsOptions: { runAsUserName: 'a b c d e f g h i.\\db' } }, [`${CONTAINER}.securityContext`]: undefined },
    ["'spec.template.spec.securityContext.windowsOptions.runAsUserName' must be a Windows user, after an optional domain and '\\', got 'a b c d e f g h i.\\\\db'"],
  ],
  [
    'a domain of 256 characters',
    { 'spec.template.spec.securityContext': { windowsOptions: { runAsUserName: `${'a'.repeat(256)}\\db` } }, [`${CONTAINER}.securityContext`]: undefined },
    [`'spec.template.spec.securityContext.windowsOptions.runAsUserName' must be a Windows user, after an optional domain and '\\', got '${'a'.repeat(256)}\\\\db'`],
  ],
  [
    'a user of no name',
    { 'spec.template.spec.securityContext': { windowsOptions: { runAsUserName: 'example.com\\' } }, [`${CONTAINER}.securityContext`]: undefined },
    ["'spec.template.spec.securityContext.windowsOptions.runAsUserName' must be a Windows user, after an optional domain and '\\', got 'example.com\\\\'"],
  ],
  [
    'a user of 105 characters',
    { 'spec.template.spec.securityContext': { windowsOptions: { runAsUserName: 'a'.repeat(105) } }, [`${CONTAINER}.securityContext`]: undefined },
    [`'spec.template.spec.securityContext.windowsOptions.runAsUserName' must be a Windows user, after an optional domain and '\\', got '${'a'.repeat(105)}'`],
  ],
  [
    'a user of dots',
    { 'spec.template.spec.securityContext': { windowsOptions: { runAsUserName: '. .' } }, [`${CONTAINER}.securityContext`]: undefined },
    ["'spec.template.spec.securityContext.windowsOptions.runAsUserName' must be a Windows user, after an optional domain and '\\', got '. .'"],
  ],
  [
    'a user with an @',
    { 'spec.template.spec.securityContext': { windowsOptions: { runAsUserName: 'a@b' } }, [`${CONTAINER}.securityContext`]: undefined },
    ["'spec.template.spec.securityContext.windowsOptions.runAsUserName' must be a Windows user, after an optional domain and '\\', got 'a@b'"],
  ],
  [
    'a user with a tab',
    { 'spec.template.spec.securityContext': { windowsOptions: { runAsUserName: 'a\tb' } }, [`${CONTAINER}.securityContext`]: undefined },
    ["'spec.template.spec.securityContext.windowsOptions.runAsUserName' must be a Windows user, after an optional domain and '\\', got 'a\\tb'"],
  ],
  [
    'the name of a spec with capitals',
    { 'spec.template.spec.securityContext': { windowsOptions: { gmsaCredentialSpecName: 'A' } }, [`${CONTAINER}.securityContext`]: undefined },
    ["'spec.template.spec.securityContext.windowsOptions.gmsaCredentialSpecName' must be up to 253 lower-case letters, digits, '-' or '.', with a letter or digit at both ends and around each '.', got 'A'"],
  ],
  [
    'an empty spec',
    { 'spec.template.spec.securityContext': { windowsOptions: { gmsaCredentialSpec: '' } }, [`${CONTAINER}.securityContext`]: undefined },
    ["'spec.template.spec.securityContext.windowsOptions.gmsaCredentialSpec' must be a string of 1 to 65536 bytes, got ''"],
  ],
  [
    'a spec that is too long',
    { 'spec.template.spec.securityContext': { windowsOptions: { gmsaCredentialSpec: 'a'.repeat(65537) } }, [`${CONTAINER}.securityContext`]: undefined },
    [`'spec.template.spec.securityContext.windowsOptions.gmsaCredentialSpec' must be a string of 1 to 65536 bytes, got '${'a'.repeat(65537)}'`],
  ],
  [
    'processes of the host in a network of their own',
    { 'spec.template.spec.hostNetwork': undefined, [`${CONTAINER}.securityContext`]: undefined, 'spec.template.spec.securityContext': { windowsOptions: { hostProcess: true } } },
    ["'spec.template.spec.hostNetwork' must be true for host processes, got nothing"],
  ],
  [
    'a container that is none',
    { 'spec.template.spec.hostNetwork': true, [`${CONTAINER}.securityContext`]: { windowsOptions: { hostProcess: false } }, 'spec.template.spec.securityContext': { windowsOptions: { hostProcess: true } } },
    ["'spec.template.spec.containers[0].securityContext.windowsOptions.hostProcess' must be true, as in the pod, or left out, got false"],
  ],
  [
    'one of two containers',
    { 'spec.template.spec.hostNetwork': true, 'spec.template.spec.securityContext': undefined, [`${CONTAINER}.securityContext`]: { windowsOptions: { hostProcess: true } }, 'spec.template.spec.initContainers': [{ name: 'i', image: 'x:1' }] },
    ["'spec.template.spec.containers' must be all host processes, or none of them, got 1"],
  ],
])('has something to say of %s', (_title, changes, says) => {
  expect(complaints(windowsOptions, statefulSet(changes))).toEqual(says.map(each => `here: ${each}`));
});

test.each<[title: string, changes: Changes]>([
  [
    'a user',
    { 'spec.template.spec.securityContext': { windowsOptions: { runAsUserName: 'ContainerUser', gmsaCredentialSpecName: 'spec', gmsaCredentialSpec: '{}' } }, [`${CONTAINER}.securityContext`]: undefined },
  ],
  ['a user of a domain', { 'spec.template.spec.securityContext': { windowsOptions: { runAsUserName: 'example.com\\db' } }, [`${CONTAINER}.securityContext`]: undefined }],
  ['a user of a computer', { 'spec.template.spec.securityContext': { windowsOptions: { runAsUserName: 'My_PC\\db' } }, [`${CONTAINER}.securityContext`]: undefined }],
  [
    'processes of the host',
    { 'spec.template.spec.hostNetwork': true, [`${CONTAINER}.securityContext`]: undefined, 'spec.template.spec.securityContext': { windowsOptions: { hostProcess: true } } },
  ],
])('has nothing to say of %s', (_title, changes) => {
  expect(complaints(windowsOptions, statefulSet(changes))).toEqual([]);
});
