import { servicePortNumbers } from '../../../src/rules/service/service-port-numbers';
import { complaints, service } from '../../support/manifests';

const says = (ports: unknown) => complaints(servicePortNumbers, service({ 'spec.ports': ports }));
const said = (i: number, other: string, got: number) =>
  `here: 'spec.ports[${i}].port' must be different from that of the ${other} port, unless it is applied server-side, got ${got}; kubectl's client-side apply distinguishes ports by number alone, and writes a later change of one into the other, or drops one`;

test.each<[unknown, string[]]>([
  [[{ port: 53 }, { port: 54, protocol: 'UDP' }], []], [[{ port: 53 }, { port: 53, protocol: 'UDP' }], [said(1, 'TCP', 53)]],
  [[{ port: 53, protocol: 'UDP' }, { port: 80 }, { port: 53, protocol: 'TCP' }], [said(2, 'UDP', 53)]],
  [[{ port: 53 }, { port: 53, protocol: 'UDP' }, { port: 53, protocol: 'SCTP' }], [said(1, 'TCP', 53), said(2, 'TCP', 53)]],
  [[{ port: 53 }, { port: 53 }], []], // which is refused elsewhere
  [[{}, { protocol: 'UDP' }], []], [undefined, []], [null, []], ['53', []], [[null], []],
])('of the ports %j it says %j', (ports, complained) => expect(says(ports)).toEqual(complained));
