import { nodePorts } from '../../../src/rules/service/node-ports';
import { Changes, complaints, service } from '../../support/manifests';

test.each<[title: string, changes: Changes, says: string[]]>([
  ['one below', { 'spec.type': 'NodePort', 'spec.ports[0].nodePort': 29999 }, ["'spec.ports[0].nodePort' must be a whole number from 30000 to 32767, got 29999"]],
  ['one above', { 'spec.type': 'NodePort', 'spec.ports[0].nodePort': 32768 }, ["'spec.ports[0].nodePort' must be a whole number from 30000 to 32767, got 32768"]],
])('has something to say of %s', (_title, changes, says) => {
  expect(complaints(nodePorts, service(changes))).toEqual(says.map(each => `here: ${each}`));
});

test.each<[title: string, changes: Changes]>([
  ['the first port', { 'spec.type': 'NodePort', 'spec.ports[0].nodePort': 30000 }],
  ['the last port', { 'spec.type': 'NodePort', 'spec.ports[0].nodePort': 32767 }],
])('has nothing to say of %s', (_title, changes) => {
  expect(complaints(nodePorts, service(changes))).toEqual([]);
});
