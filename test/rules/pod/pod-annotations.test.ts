import { podAnnotations } from '../../../src/rules/pod/pod-annotations';
import { Changes, complaints, statefulSet } from '../../support/manifests';

test.each<[title: string, changes: Changes, says: string[]]>([
  [
    'a cost below all that can be counted',
    { 'spec.template.metadata.annotations': { 'controller.kubernetes.io/pod-deletion-cost': '-2147483649' } },
    ["'spec.template.metadata.annotations.controller.kubernetes.io/pod-deletion-cost' must be a whole number of 32 bits, in quotes, got '-2147483649'"],
  ],
  [
    'nothing for a cost',
    { 'spec.template.metadata.annotations': { 'controller.kubernetes.io/pod-deletion-cost': null } },
    ["'spec.template.metadata.annotations.controller.kubernetes.io/pod-deletion-cost' must be a whole number of 32 bits, in quotes, got ''"],
  ],
  [
    'a mirror on no node',
    { 'spec.template.metadata.annotations': { 'kubernetes.io/config.mirror': 'a' } },
    ["'spec.template.metadata.annotations.kubernetes.io/config.mirror' must be left out, unless nodeName is given, got 'a'"],
  ],
  [
    'seccomp of an unknown kind',
    { 'spec.template.metadata.annotations': { 'seccomp.security.alpha.kubernetes.io/pod': 'none' } },
    ["'spec.template.metadata.annotations.seccomp.security.alpha.kubernetes.io/pod' must be runtime/default, docker/default, unconfined, or localhost/PATH, got 'none'"],
  ],
  [
    'seccomp outside of its folder',
    { 'spec.template.metadata.annotations': { 'container.seccomp.security.alpha.kubernetes.io/db': 'localhost/../a' } },
    ["'spec.template.metadata.annotations.container.seccomp.security.alpha.kubernetes.io/db' must be runtime/default, docker/default, unconfined, or localhost/PATH, got 'localhost/../a'"],
  ],
  [
    'AppArmor of a container that is not there',
    { 'spec.template.metadata.annotations': { 'container.apparmor.security.beta.kubernetes.io/web': 'runtime/default' } },
    ["'spec.template.metadata.annotations.container.apparmor.security.beta.kubernetes.io/web' must be of a container of the pod, got 'runtime/default'"],
  ],
  [
    'AppArmor of an unknown kind',
    { 'spec.template.metadata.annotations': { 'container.apparmor.security.beta.kubernetes.io/db': 'none' } },
    ["'spec.template.metadata.annotations.container.apparmor.security.beta.kubernetes.io/db' must be runtime/default, unconfined, or localhost/NAME, got 'none'"],
  ],
])('has something to say of %s', (_title, changes, says) => {
  expect(complaints(podAnnotations, statefulSet(changes))).toEqual(says.map(each => `here: ${each}`));
});

test.each<[title: string, changes: Changes]>([
  ['a cost of deletion', { 'spec.template.metadata.annotations': { 'controller.kubernetes.io/pod-deletion-cost': '-2147483648' } }],
  ['a mirror on a node', { 'spec.template.metadata.annotations': { 'kubernetes.io/config.mirror': 'a' }, 'spec.template.spec.nodeName': 'a' }],
  ['seccomp as it was said once', { 'spec.template.metadata.annotations': { 'seccomp.security.alpha.kubernetes.io/pod': 'runtime/default' } }],
  ['seccomp by name', { 'spec.template.metadata.annotations': { 'container.seccomp.security.alpha.kubernetes.io/db': 'localhost/a' } }],
  ['AppArmor of a container', { 'spec.template.metadata.annotations': { 'container.apparmor.security.beta.kubernetes.io/db': 'runtime/default' } }],
])('has nothing to say of %s', (_title, changes) => {
  expect(complaints(podAnnotations, statefulSet(changes))).toEqual([]);
});
