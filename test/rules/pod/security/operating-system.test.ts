import { operatingSystem } from '../../../../src/rules/pod/security/operating-system';
import { Changes, complaints, CONTAINER, statefulSet } from '../../../support/manifests';

test.each<[title: string, changes: Changes, says: string[]]>([
  [
    'a pod for Linux with options of Windows',
    { 'spec.template.spec.os': { name: 'linux' }, 'spec.template.spec.securityContext.windowsOptions': {} },
    ["'spec.template.spec.securityContext.windowsOptions' must be left out of a pod for linux, got {}"],
  ],
  [
    'a container of it with those',
    { 'spec.template.spec.os': { name: 'linux' }, [`${CONTAINER}.securityContext.windowsOptions`]: {} },
    ["'spec.template.spec.containers[0].securityContext.windowsOptions' must be left out of a pod for linux, got {}"],
  ],
  [
    'a container for Windows with a user of Linux',
    { 'spec.template.spec.os': { name: 'windows' }, 'spec.template.spec.securityContext': undefined, [`${CONTAINER}.securityContext`]: { runAsUser: 1 } },
    ["'spec.template.spec.containers[0].securityContext.runAsUser' must be left out of a pod for windows, got 1"],
  ],
  [
    'a pod for Windows in the processes of the host',
    { 'spec.template.spec.os': { name: 'windows' }, 'spec.template.spec.securityContext': undefined, [`${CONTAINER}.securityContext`]: undefined, 'spec.template.spec.hostPID': true },
    ["'spec.template.spec.hostPID' must be left out of a pod for windows, got true"],
  ],
])('has something to say of %s', (_title, changes, says) => {
  expect(complaints(operatingSystem, statefulSet(changes))).toEqual(says.map(each => `here: ${each}`));
});

test.each<[title: string, changes: Changes]>([
  ['a pod for Linux with a user of Linux', { 'spec.template.spec.os': { name: 'linux' } }],
  [
    'a pod for Windows that says what it is not',
    { 'spec.template.spec.os': { name: 'windows' }, 'spec.template.spec.securityContext': { sysctls: [] }, [`${CONTAINER}.securityContext`]: undefined, 'spec.template.spec.hostPID': false, 'spec.template.spec.hostIPC': false },
  ],
])('has nothing to say of %s', (_title, changes) => {
  expect(complaints(operatingSystem, statefulSet(changes))).toEqual([]);
});
