import { containerPortNumbers } from '../../../../src/rules/pod/network/container-port-numbers';
import { complaints, CONTAINER, statefulSet } from '../../../support/manifests';

const says = (ports: unknown, path = `${CONTAINER}.ports`) => complaints(containerPortNumbers, statefulSet({ [path]: ports }));
const said = (what: string, other: string, got: number) =>
  `here: '${what}.containerPort' must be different from that of the ${other} port, unless it is applied server-side, got ${got}; kubectl's client-side apply distinguishes ports by number alone, and writes a later change of one into the other, or drops one`;

test('a number may be that of ports of other containers', () => {
  expect(says([{ containerPort: 53, protocol: 'UDP' }], 'spec.template.spec.initContainers[0].ports')).toEqual([]);
});

test('TCP and UDP of one number are told, of init containers too', () => {
  expect(says([{ containerPort: 53 }, { containerPort: 53, protocol: 'UDP' }])).toEqual([said(`${CONTAINER}.ports[1]`, 'TCP', 53)]);
  expect(says([{ containerPort: 53, protocol: 'UDP' }, { containerPort: 53 }], 'spec.template.spec.initContainers[0].ports')).toEqual([said('spec.template.spec.initContainers[0].ports[1]', 'UDP', 53)]);
});
