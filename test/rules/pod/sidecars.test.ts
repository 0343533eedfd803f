import { sidecars } from '../../../src/rules/pod/sidecars';
import { Changes, complaints, CONTAINER, statefulSet } from '../../support/manifests';

const INIT = 'spec.template.spec.initContainers';
const says = (changes: Changes) => complaints(sidecars, statefulSet(changes));
const said = (i: number, then: string) =>
  `here: '${INIT}[${i}].restartPolicy' must be left out below Kubernetes 1.29, got 'Always'; 1.28 drops it, unless the feature gate SidecarContainers is on, and then ${then}`;

test.each([undefined, null, 'OnFailure', ''])('an init container with restartPolicy %p ends', (restartPolicy) => {
  expect(says({ [INIT]: [{ restartPolicy }] })).toEqual([]);
});

test('one that keeps running would never end', () => {
  expect(says({ [INIT]: [{}, { restartPolicy: 'Always' }] })).toEqual([said(1, 'waits for ever for it to end')]);
});

test.each(['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'])('or be refused, with a %s', (field) => {
  expect(says({ [INIT]: [{ restartPolicy: 'Always', [field]: {} }] })).toEqual([said(0, 'refuses every pod for its probes')]);
});

test('other containers always keep running', () => expect(says({ [`${CONTAINER}.restartPolicy`]: 'Always' })).toEqual([]));
