import { createSocket } from 'dgram';
import { Answer, decode, encode } from 'dns-packet';

export interface Records {
  /** By name, the hosts and ports behind it. */
  readonly srv: ReadonlyMap<string, readonly { readonly host: string; readonly port: number }[]>;
  /** By name, the address. */
  readonly a: ReadonlyMap<string, string>;
}

/** DNS as a cluster's: it knows SRV and A records, and has nothing for TXT. */
export async function dnsServer(records: Records): Promise<{ readonly address: string; close(): Promise<void> }> {
  const socket = createSocket('udp4');
  socket.on('message', (message, from) => {
    const { id, questions = [] } = decode(message);
    const [question] = questions;
    const name = question!.name.toLowerCase();
    const known = [...records.srv.keys(), ...records.a.keys()].some(each => each === name || each.endsWith(`.${name}`));
    const answers = answersTo(question!.type, name, records);
    const NOT_FOUND = 3;
    socket.send(encode({ type: 'response', id, flags: known ? 0 : NOT_FOUND, questions, answers }), from.port, from.address);
  });
  await new Promise<void>(resolve => socket.bind(0, '127.0.0.1', resolve));
  return { address: `127.0.0.1:${socket.address().port}`, close: async () => new Promise(resolve => socket.close(resolve)) };
}

function answersTo(type: string, name: string, { srv, a }: Records): Answer[] {
  if (type === 'SRV') return (srv.get(name) ?? []).map(({ host, port }) => ({ type, name, ttl: 5, data: { target: host, port, priority: 0, weight: 33 } }));
  const address = a.get(name);
  return type === 'A' && address !== undefined ? [{ type, name, ttl: 5, data: address }] : [];
}
