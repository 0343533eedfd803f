import { resourceClaims } from '../../../../src/rules/pod/resources/resource-claims';
import { Changes, complaints, CONTAINER, statefulSet } from '../../../support/manifests';

test.each<[title: string, changes: Changes, says: string[]]>([
  [
    'one request twice',
    { 'spec.template.spec.resourceClaims': [{ name: 'gpu', resourceClaimTemplateName: 'a' }], [`${CONTAINER}.resources.claims`]: [{ name: 'gpu', request: 'a' }, { name: 'gpu', request: 'a' }] },
    ["'spec.template.spec.containers[0].resources.claims[1]' must be a claim that the container does not use already, got 'gpu/a'"],
  ],
  [
    'a request of a device that is used as a whole',
    { 'spec.template.spec.resourceClaims': [{ name: 'gpu', resourceClaimTemplateName: 'a' }], [`${CONTAINER}.resources.claims`]: [{ name: 'gpu' }, { name: 'gpu', request: 'a' }] },
    ["'spec.template.spec.containers[0].resources.claims[1]' must be a claim that the container does not use already, got 'gpu/a'"],
  ],
  [
    'the whole of a device of which a request is used',
    { 'spec.template.spec.resourceClaims': [{ name: 'gpu', resourceClaimTemplateName: 'a' }], [`${CONTAINER}.resources.claims`]: [{ name: 'gpu', request: 'a' }, { name: 'gpu' }] },
    ["'spec.template.spec.containers[0].resources.claims[1]' must be a claim that the container does not use already, got 'gpu'"],
  ],
  [
    'a request with capitals',
    { 'spec.template.spec.resourceClaims': [{ name: 'gpu', resourceClaimTemplateName: 'a' }], [`${CONTAINER}.resources.claims`]: [{ name: 'gpu', request: 'A' }] },
    ["'spec.template.spec.containers[0].resources.claims[0].request' must be 1 to 63 lower-case letters, digits or '-', beginning with a letter or digit and not ending with '-', got 'A'"],
  ],
  [
    'a use of no name',
    { [`${CONTAINER}.resources.claims`]: [{}] },
    ["'spec.template.spec.containers[0].resources.claims[0].name' must be the name of one of resourceClaims, got nothing"],
  ],
  [
    'two devices of one name',
    { 'spec.template.spec.resourceClaims': [{ name: 'gpu', resourceClaimName: 'a' }, { name: 'gpu', resourceClaimName: 'b' }] },
    ["'spec.template.spec.resourceClaims[1].name' must be a name that no other claim of the pod has, got 'gpu'"],
  ],
  [
    'a device from nowhere',
    { 'spec.template.spec.resourceClaims': [{ name: 'gpu' }] },
    ["'spec.template.spec.resourceClaims[0]' must be from one of resourceClaimName, resourceClaimTemplateName, got 'gpu'"],
  ],
  [
    'a device from two places',
    { 'spec.template.spec.resourceClaims': [{ name: 'gpu', resourceClaimName: 'a', resourceClaimTemplateName: 'b' }] },
    ["'spec.template.spec.resourceClaims[0]' must be from one of resourceClaimName, resourceClaimTemplateName, got 'gpu'"],
  ],
  [
    'a device from a claim with capitals',
    { 'spec.template.spec.resourceClaims': [{ name: 'gpu', resourceClaimName: 'A' }] },
    ["'spec.template.spec.resourceClaims[0].resourceClaimName' must be up to 253 lower-case letters, digits, '-' or '.', with a letter or digit at both ends and around each '.', got 'A'"],
  ],
])('has something to say of %s', (_title, changes, says) => {
  expect(complaints(resourceClaims, statefulSet(changes))).toEqual(says.map(each => `here: ${each}`));
});

test.each<[title: string, changes: Changes]>([
  ['a device and its use', { 'spec.template.spec.resourceClaims': [{ name: 'gpu', resourceClaimName: 'a' }], [`${CONTAINER}.resources.claims`]: [{ name: 'gpu' }] }],
  [
    'two requests of one device',
    { 'spec.template.spec.resourceClaims': [{ name: 'gpu', resourceClaimTemplateName: 'a' }], [`${CONTAINER}.resources.claims`]: [{ name: 'gpu', request: 'a' }, { name: 'gpu', request: 'b' }] },
  ],
  ['a device without a name', { 'spec.template.spec.resourceClaims': [{ name: '', resourceClaimName: 'a' }] }],
])('has nothing to say of %s', (_title, changes) => {
  expect(complaints(resourceClaims, statefulSet(changes))).toEqual([]);
});

test('a use of no claim is one thing, whatever is used beside it', () => {
  const set = statefulSet({ [`${CONTAINER}.resources.claims`]: [{}, { name: 'gpu' }, {}] });
  expect(complaints(resourceClaims, set)).toEqual(['nothing', "'gpu'", 'nothing'].map((got, i) =>
    `here: '${CONTAINER}.resources.claims[${i}].name' must be the name of one of resourceClaims, got ${got}`));
});
