import { nameOfPort } from '../../src/naming/port-name';

test.each([[9042, undefined, 'port-9042'], [53, 'UDP', 'port-53-udp'], [65535, 'SCTP', 'port-65535-sctp']])('port %i, protocol %s, is called %s', (port, protocol, name) => {
  expect(nameOfPort(port, protocol)).toBe(name);
});
