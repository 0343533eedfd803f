import { resizing } from '../../../../src/rules/pod/resources/resizing';
import { Changes, complaints, CONTAINER, statefulSet } from '../../../support/manifests';

test.each<[title: string, changes: Changes, says: string[]]>([
  [
    'a resource of which nothing is said',
    { [`${CONTAINER}.resizePolicy`]: [{ resourceName: 'cpu' }] },
    ["'spec.template.spec.containers[0].resizePolicy[0].restartPolicy' must be given, got nothing"],
  ],
  [
    'no resource',
    { [`${CONTAINER}.resizePolicy`]: [{ resourceName: '', restartPolicy: 'NotRequired' }] },
    ["'spec.template.spec.containers[0].resizePolicy[0].resourceName' must be given, got ''"],
  ],
])('has something to say of %s', (_title, changes, says) => {
  expect(complaints(resizing, statefulSet(changes))).toEqual(says.map(each => `here: ${each}`));
});

const ANEW = [{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }];
const init = (container: object) => statefulSet({ 'spec.template.spec.initContainers': [{ name: 'init', image: 'x:1', ...container }] });

test('an init container is not restarted for being resized, from 1.36 on', () => {
  expect(complaints(resizing, init({ resizePolicy: ANEW }), undefined, 36)).toEqual([
    "here: 'spec.template.spec.initContainers[0].resizePolicy[0].restartPolicy' must be 'NotRequired' for an init container that is no sidecar, got 'RestartContainer'",
  ]);
  expect(complaints(resizing, init({ resizePolicy: ANEW }), undefined, 35)).toEqual([]);
});

test.each([
  ['a sidecar', init({ restartPolicy: 'Always', resizePolicy: ANEW })],
  ['an init container that goes on', init({ resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }] })],
  ['another container', statefulSet({ [`${CONTAINER}.resizePolicy`]: ANEW })],
])('has nothing to say of %s', (_title, set) => {
  expect(complaints(resizing, set)).toEqual([]);
});
