import { resizing } from '../../../src/rules/pod/resizing';
import { Changes, complaints, CONTAINER, statefulSet } from '../../support/manifests';

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
