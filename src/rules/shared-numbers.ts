import { Report } from './rule';
import { items, text } from '../manifest/reading';

const INSTEAD = "kubectl's client-side apply distinguishes ports by number alone, and writes a later change of one into the other, "
  + 'or drops one';

/** Ports of one number and several protocols: one port to the API server each, and one for all to the patches that kubectl makes. */
export function sharedNumbers(ports: unknown, field: string, path: string, report: Report): void {
  const protocols = new Map<unknown, string>();
  items(ports).forEach((port, i) => {
    const number = port[field];
    const protocol = text(port.protocol, 'TCP');
    const other = protocols.get(number);
    if (typeof number === 'number' && other !== undefined && other !== protocol) {
      const allowed = `different from that of the ${other} port, unless it is applied server-side`;
      report({ what: `${path}[${i}].${field}`, allowed, got: number, instead: INSTEAD });
    }
    protocols.set(number, other ?? protocol);
  });
}
