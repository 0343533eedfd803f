import { hostPorts } from '../../../../src/rules/pod/network/host-ports';
import { Changes, complaints, CONTAINER, statefulSet } from '../../../support/manifests';

test.each<[title: string, changes: Changes, says: string[]]>([
  [
    'another port of the host, in its network',
    { 'spec.template.spec.hostNetwork': true, [`${CONTAINER}.ports`]: [{ name: 'cql', containerPort: 9042, hostPort: 9043 }] },
    ["'spec.template.spec.containers[0].ports[0].hostPort' must be left out, or the containerPort, 9042, because of hostNetwork, got 9043"],
  ],
])('has something to say of %s', (_title, changes, says) => {
  expect(complaints(hostPorts, statefulSet(changes))).toEqual(says.map(each => `here: ${each}`));
});

test.each<[title: string, changes: Changes]>([
  ['one port for two protocols', { [`${CONTAINER}.ports`]: [{ containerPort: 53, hostPort: 53 }, { containerPort: 53, hostPort: 53, protocol: 'UDP' }] }],
  [
    'one port of init containers, which run one after the other',
    { 'spec.template.spec.initContainers': [{ name: 'a', image: 'x:1', ports: [{ containerPort: 1, hostPort: 1 }] }, { name: 'b', image: 'x:1', ports: [{ containerPort: 1, hostPort: 1 }] }] },
  ],
  [
    "a port of the host that is the container's, in its network",
    { 'spec.template.spec.hostNetwork': true, [`${CONTAINER}.ports`]: [{ name: 'cql', containerPort: 9042, hostPort: 9042 }] },
  ],
  [
    'another one of an init container',
    { 'spec.template.spec.hostNetwork': true, 'spec.template.spec.initContainers': [{ name: 'init', image: 'x:1', ports: [{ containerPort: 1, hostPort: 1 }] }] },
  ],
])('has nothing to say of %s', (_title, changes) => {
  expect(complaints(hostPorts, statefulSet(changes))).toEqual([]);
});
