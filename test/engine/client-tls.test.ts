import { speaksTls } from '../../src/engine/client-tls';
import { complaint } from '../support/synth';

const WORDS = { without: 'servers without TLS', must: 'servers that require TLS' };
const ACCEPT = { _clientsSpeak: false, _clientsMust: false };
const PREFER = { _clientsSpeak: true, _clientsMust: false };
const REQUIRE = { _clientsSpeak: true, _clientsMust: true };

test.each([
  [undefined, undefined, false], [undefined, false, false],
  [ACCEPT, undefined, false], [ACCEPT, false, false], [ACCEPT, true, true],
  [PREFER, undefined, true], [PREFER, false, false], [PREFER, true, true],
  [REQUIRE, undefined, true], [REQUIRE, true, true],
])('of servers that want %j, a client that says %j uses TLS: %j', (servers, tls, speaks) => expect(speaksTls('prod/db', servers, { tls }, WORDS)).toBe(speaks));

test.each([
  [undefined, { tls: true }, "'tls' must be false for servers without TLS, got true; set tls on the cluster"],
  [REQUIRE, { tls: false }, "'tls' must be true for servers that require TLS, got false"],
  [undefined, { tlsCaFile: '/ca' }, "'tlsCaFile' must be left out if the client does not use TLS, got '/ca'; set tls on the cluster"],
  [ACCEPT, { tlsCaFile: '/ca' }, "'tlsCaFile' must be left out if the client does not use TLS, got '/ca'; set tls: true"],
  [PREFER, { tls: false, tlsCertificateKeyFile: '/own' }, "'tlsCertificateKeyFile' must be left out if the client does not use TLS, got '/own'; set tls: true"],
])('of servers that want %j, %j is refused', (servers, asked, said) => expect(complaint(() => speaksTls('prod/db', servers, asked, WORDS))).toBe(`prod/db: ${said}`));
