import { restartRules } from '../../../../src/rules/pod/lifecycle/restart-rules';
import { Changes, complaints, CONTAINER, statefulSet } from '../../../support/manifests';

test.each<[title: string, changes: Changes, says: string[]]>([
  [
    '21 rules',
    { [`${CONTAINER}.restartPolicy`]: 'Never', [`${CONTAINER}.restartPolicyRules`]: Array(21).fill({ action: 'Restart', exitCodes: { operator: 'NotIn', values: [1] } }) },
    ["'spec.template.spec.containers[0].restartPolicyRules' must be 20 rules at most, got 21"],
  ],
  [
    'an unknown action, for no codes',
    { [`${CONTAINER}.restartPolicy`]: 'Never', [`${CONTAINER}.restartPolicyRules`]: [{ action: 'Stop' }] },
    ["'spec.template.spec.containers[0].restartPolicyRules[0].action' must be 'Restart' or 'RestartAllContainers', got 'Stop'", "'spec.template.spec.containers[0].restartPolicyRules[0].exitCodes' must be given, got nothing"],
  ],
  [
    'no action, and no operator',
    { [`${CONTAINER}.restartPolicy`]: 'Never', [`${CONTAINER}.restartPolicyRules`]: [{ exitCodes: { values: [1] } }, { action: 'Restart', exitCodes: null }] },
    ["'spec.template.spec.containers[0].restartPolicyRules[0].action' must be 'Restart' or 'RestartAllContainers', got nothing", "'spec.template.spec.containers[0].restartPolicyRules[0].exitCodes.operator' must be 'In' or 'NotIn', got nothing", "'spec.template.spec.containers[0].restartPolicyRules[1].exitCodes' must be given, got nothing"],
  ],
  [
    'an unknown operator',
    { [`${CONTAINER}.restartPolicy`]: 'Never', [`${CONTAINER}.restartPolicyRules`]: [{ action: 'RestartAllContainers', exitCodes: { operator: 'Is', values: [1] } }] },
    ["'spec.template.spec.containers[0].restartPolicyRules[0].exitCodes.operator' must be 'In' or 'NotIn', got 'Is'"],
  ],
  [
    '256 codes',
    { [`${CONTAINER}.restartPolicy`]: 'Never', [`${CONTAINER}.restartPolicyRules`]: [{ action: 'Restart', exitCodes: { operator: 'In', values: [...Array(256).keys()] } }] },
    ["'spec.template.spec.containers[0].restartPolicyRules[0].exitCodes.values' must be 255 codes at most, got 256"],
  ],
])('has something to say of %s', (_title, changes, says) => {
  expect(complaints(restartRules, statefulSet(changes))).toEqual(says.map(each => `here: ${each}`));
});

test.each<[title: string, changes: Changes]>([
  ['a rule', { [`${CONTAINER}.restartPolicy`]: 'Never', [`${CONTAINER}.restartPolicyRules`]: [{ action: 'Restart', exitCodes: { operator: 'In', values: [1] } }] }],
  [
    '20 rules',
    { [`${CONTAINER}.restartPolicy`]: 'Never', [`${CONTAINER}.restartPolicyRules`]: Array(20).fill({ action: 'Restart', exitCodes: { operator: 'NotIn', values: [1] } }) },
  ],
])('has nothing to say of %s', (_title, changes) => {
  expect(complaints(restartRules, statefulSet(changes))).toEqual([]);
});

test('all containers are restarted from 1.36 on', () => {
  const set = statefulSet({ [`${CONTAINER}.restartPolicy`]: 'Never', [`${CONTAINER}.restartPolicyRules`]: [{ action: 'RestartAllContainers', exitCodes: { operator: 'In', values: [1] } }] });
  expect(complaints(restartRules, set, undefined, 36)).toEqual([]);
  expect(complaints(restartRules, set, undefined, 35)).toEqual(["here: 'spec.template.spec.containers[0].restartPolicyRules[0].action' must be 'Restart', got 'RestartAllContainers'"]);
});

test('sidecars have rules from 1.36 on', () => {
  const sidecar = { name: 'init', image: 'x:1', restartPolicy: 'Always', restartPolicyRules: [{ action: 'Restart', exitCodes: { operator: 'In', values: [1] } }] };
  const set = statefulSet({ 'spec.template.spec.initContainers': [sidecar] });
  expect(complaints(restartRules, set, undefined, 36)).toEqual([]);
  expect(complaints(restartRules, set, undefined, 35)).toEqual([
    'here: \'spec.template.spec.initContainers[0].restartPolicyRules\' must be left out of a sidecar, got [{"action":"Restart","exitCodes":{"operator":"In","values":[1]}}]',
  ]);
  const other = statefulSet({ 'spec.template.spec.initContainers': [{ ...sidecar, restartPolicy: 'Never' }] });
  expect(complaints(restartRules, other, undefined, 35)).toEqual([]);
});
