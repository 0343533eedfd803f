import { generateKeyPairSync, sign } from 'crypto';

/** In DER: a kind, how long it is, and what is in it. */
function der(kind: number, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const size = body.length < 128 ? [body.length] : body.length < 256 ? [0x81, body.length] : [0x82, Math.floor(body.length / 256), body.length % 256];
  return Buffer.concat([Buffer.from([kind, ...size]), body]);
}

const SEQUENCE = 0x30;
const SET = 0x31;
const OID = 0x06;
const hex = (text: string) => Buffer.from(text, 'hex');

const ECDSA_WITH_SHA256 = der(SEQUENCE, der(OID, hex('2a8648ce3d040302')));
const COMMON_NAME = der(OID, hex('550403'));
const BASIC_CONSTRAINTS = der(OID, hex('551d13'));
const ALTERNATIVE_NAME = der(OID, hex('551d11'));
const TRUE = der(0x01, hex('ff'));

const DAY = 24 * 60 * 60 * 1000;

/** A certificate that has signed itself, for some names, with its key: good for a day. Made here, so that the tests need no openssl. */
export function selfSigned(names: readonly string[]): { readonly certificate: string; readonly key: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(0x0c, Buffer.from('test')))));
  const time = (from: number) => der(0x17, Buffer.from(`${new Date(Date.now() + from).toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`));
  const extensions = der(SEQUENCE,
    der(SEQUENCE, BASIC_CONSTRAINTS, TRUE, der(0x04, der(SEQUENCE, TRUE))),
    der(SEQUENCE, ALTERNATIVE_NAME, der(0x04, der(SEQUENCE, ...names.map(each => der(0x82, Buffer.from(each)))))),
  );
  const signed = der(SEQUENCE,
    der(0xa0, der(0x02, hex('02'))), // version 3
    der(0x02, hex('01')), // serial number
    ECDSA_WITH_SHA256,
    name,
    der(SEQUENCE, time(-DAY), time(DAY)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, extensions),
  );
  const whole = der(SEQUENCE, signed, ECDSA_WITH_SHA256, der(0x03, hex('00'), sign('sha256', signed, privateKey)));
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${whole.toString('base64').match(/.{1,64}/g)!.join('\n')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}
