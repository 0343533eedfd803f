import { X509Certificate } from 'crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { CERTIFICATES } from './support/certificates';
import { Outcome, sourced } from './support/sourced';

const root = mkdtempSync(join(tmpdir(), 'certificates-'));
const tls = join(root, 'tls');
const parts = join(root, 'parts');
afterAll(() => rmSync(root, { recursive: true }));
beforeEach(() => {
  for (const folder of [tls, parts]) rmSync(folder, { recursive: true, force: true });
  mkdirSync(tls);
});

const block = (what: string) => `-----BEGIN ${what}-----\nMC4CAQAwBQ\n-----END ${what}-----\n`;
const KEY = block('PRIVATE KEY');
const { past, future, far, v1 } = CERTIFICATES;
const CA = future!.pem;
const GOOD = KEY + future!.pem;
const ENCRYPTED = 'server_encryption_options: {"internode_encryption":"all","optional":false,"require_client_auth":true}\n';
const EITHER_WAY = 'server_encryption_options: {"internode_encryption":"all","optional":true,"require_client_auth":true}\n';
const COMBINED = join(tls, 'tls-combined.pem');

function secret(combined: string | undefined, ca: string | undefined = CA, overrides = ENCRYPTED): void {
  writeFileSync(join(root, 'overrides'), overrides);
  if (ca !== undefined) writeFileSync(join(tls, 'ca.crt'), ca);
  if (combined !== undefined) writeFileSync(COMBINED, combined);
}

const run = (lines: string, env: Record<string, string> = {}): Outcome => sourced(['common.sh', 'certificates.sh'], lines, { TLS_DIR: tls, TLS_PARTS: parts, RING_DIR: root, ...env });
const fault = (env?: Record<string, string>) => {
  const { status, printed, said } = run('fault_of_certificates', env);
  expect([status, said]).toEqual([0, '']);
  return printed.trimEnd();
};

test.each<[string, string]>([
  ['a key, and its certificate', GOOD],
  ['the certificate first', future!.pem + KEY],
  ['text before, a chain behind, blank lines between', `Bag Attributes\n${KEY}\n\n${future!.pem}\n${past!.pem}`],
  ['line ends of Windows', GOOD.replace(/\n/g, '\r\n')],
  ['no line end at the end', GOOD.trimEnd()],
  ['a certificate that cannot be read here', KEY + block('CERTIFICATE')],
  ['a certificate without a body', `${KEY}-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n`],
  ['one that is valid for long', KEY + far!.pem],
  ['one of the first version', KEY + v1!.pem],
])('nothing is wrong with %s', (_, combined) => {
  secret(combined);
  expect(fault()).toBe('');
});

const unread = (kind: string) =>
  `Java does not read the private key in ${COMBINED}, which begins with '-----BEGIN ${kind} PRIVATE KEY-----': openssl pkcs8 -topk8 -nocrypt -in old.key -out node.key, and node.key in its place`;

test.each<[string, string | undefined, string | undefined, string]>([
  ['no authority', GOOD, undefined, `there is no ${tls}/ca.crt, the certificate of the authority; an issuer that does not give one, such as ACME, will not do`],
  ['an empty authority', GOOD, '', `there is no ${tls}/ca.crt, the certificate of the authority; an issuer that does not give one, such as ACME, will not do`],
  ['an authority without a certificate', GOOD, KEY, `there is no certificate in ${tls}/ca.crt`],
  ['no file', undefined, CA, `there is no ${COMBINED}, the private key and its certificates`],
  ['an empty file', '', CA, `there is no ${COMBINED}, the private key and its certificates`],
  ['no key', future!.pem, CA, `there is no private key in ${COMBINED}`],
  ['a key in PKCS#1', block('RSA PRIVATE KEY') + future!.pem, CA, unread('RSA')],
  ['a key of SEC 1', block('EC PRIVATE KEY') + future!.pem, CA, unread('EC')],
  ['an encrypted key', block('ENCRYPTED PRIVATE KEY') + future!.pem, CA, unread('ENCRYPTED')],
  ['a key in PKCS#1 before a good one', block('RSA PRIVATE KEY') + GOOD, CA, unread('RSA')],
  ['no certificate', KEY, CA, `there is no certificate in ${COMBINED}, after its private key`],
  ['a certificate that is over', KEY + past!.pem, CA, `the certificate in ${COMBINED} was valid until 2020-12-31T23:59:59Z, and clients and nodes will turn this node away`],
  ['one that is over before one that is not', KEY + past!.pem + future!.pem, CA, `the certificate in ${COMBINED} was valid until 2020-12-31T23:59:59Z, and clients and nodes will turn this node away`],
])('it is said what is wrong: %s', (_, combined, ca, said) => {
  secret(combined);
  if (ca === undefined) rmSync(join(tls, 'ca.crt')); else writeFileSync(join(tls, 'ca.crt'), ca);
  expect(fault()).toBe(said);
});

// Nodes that understand plain, and clients that may come without.
test.each<[string, Record<string, string>, boolean]>([[ENCRYPTED, {}, true], [EITHER_WAY, { RING_TLS: 'required' }, true], [EITHER_WAY, {}, false], ['', {}, false]])(
  'a certificate that is over matters where somebody must speak TLS: %j with %j', (overrides, env, matters) => {
    secret(KEY + past!.pem, CA, overrides);
    expect(fault(env)).toBe(matters ? `the certificate in ${COMBINED} was valid until 2020-12-31T23:59:59Z, and clients and nodes will turn this node away` : '');
  },
);

test.each(Object.entries(CERTIFICATES))('the end of a certificate is read to the second: %s', (_, { pem, notAfter }) => {
  secret(KEY + pem);
  const { printed } = run(`not_after '${COMBINED}'`);
  expect(Number(printed)).toBe(Date.parse(notAfter) / 1000);
  expect(Number(printed)).toBe(Date.parse(new X509Certificate(pem).validTo) / 1000);
});

test('it goes on at once where there is nothing to wait for', () => {
  secret(GOOD);
  expect(run('wait_for_certificates; echo "${waited-no}"')).toEqual({ status: 0, printed: 'no\n', said: '' });
  expect(run('wait_for_certificates', { TLS_DIR: join(root, 'nowhere') })).toEqual({ status: 0, printed: '', said: '' });
});

describe('a private key and certificates that are two files', () => {
  const ALL = { 'tls.key': KEY, 'tls.crt': future!.pem, 'ca.crt': CA };
  const put = (files: Record<string, string>, into = parts) => {
    mkdirSync(into, { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(into, name), text);
  };
  beforeEach(() => writeFileSync(join(root, 'overrides'), ENCRYPTED));

  test('are one that Cassandra reads before it starts, for nobody but its group to read', () => {
    put(ALL);
    expect(run('wait_for_certificates; fault_of_certificates')).toEqual({ status: 0, printed: '', said: '' });
    expect([readFileSync(COMBINED, 'utf8'), readFileSync(join(tls, 'ca.crt'), 'utf8')]).toEqual([GOOD, CA]);
    expect((statSync(COMBINED).mode % 0o1000).toString(8)).toBe('640');
    expect(readdirSync(tls).sort()).toEqual(['ca.crt', 'tls-combined.pem']);
  });

  test('are put together again when they have changed, and else left alone, because Cassandra reads again what looks new', () => {
    put(ALL);
    run('take_certificates');
    const before = statSync(COMBINED).ino;
    run('take_certificates');
    expect(statSync(COMBINED).ino).toBe(before);
    put({ 'tls.crt': far!.pem });
    run('take_certificates');
    expect(readFileSync(COMBINED, 'utf8')).toBe(KEY + far!.pem);
  });

  test('are of one Secret, behind the link that the kubelet changes', () => {
    put({ ...ALL, 'tls.crt': past!.pem });
    put(ALL, join(parts, '..2026'));
    symlinkSync('..2026', join(parts, '..data'));
    run('take_certificates');
    expect(readFileSync(COMBINED, 'utf8')).toBe(GOOD);
  });

  test.each(Object.keys(ALL))('are waited for: %s', missing => {
    put(ALL);
    rmSync(join(parts, missing));
    expect(fault()).toBe(`there is no ${parts}/${missing}, and the Secret must have it`);
    expect(run('take_certificates').said).toBe('');
    expect(readdirSync(tls)).toEqual([]);
  });

  test('are judged as one file is', () => {
    put({ ...ALL, 'tls.key': block('RSA PRIVATE KEY') });
    run('take_certificates');
    expect(fault()).toBe(unread('RSA'));
  });

  test('start nothing before they are mended', () => {
    put({ ...ALL, 'tls.key': '' });
    writeFileSync(join(root, 'good.key'), KEY);
    const { status, said } = run(`pause() { cp '${join(root, 'good.key')}' '${join(parts, 'tls.key')}'; }; wait_for_certificates`);
    expect([status, said]).toEqual([0, `not starting: there is no ${parts}/tls.key, and the Secret must have it. Correct the Secret: the change arrives here within a minute or two\n`]);
    expect(readFileSync(COMBINED, 'utf8')).toBe(GOOD);
  });
});

test('it waits, says why once, and goes on when the Secret has been mended', () => {
  secret(block('RSA PRIVATE KEY') + future!.pem);
  writeFileSync(join(root, 'good.pem'), GOOD);
  const { status, said } = run(`rounds=0; pause() { if (( ++rounds == 3 )); then cp '${join(root, 'good.pem')}' '${COMBINED}'; fi; }; wait_for_certificates; echo "$rounds $waited" >&2`);
  expect([status, said]).toEqual([0, `not starting: ${unread('RSA')}. Correct the Secret: the change arrives here within a minute or two\n3 yes\n`]);
  expect(readFileSync(COMBINED, 'utf8')).toBe(GOOD);
});
