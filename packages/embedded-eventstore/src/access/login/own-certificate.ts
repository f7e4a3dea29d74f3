import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

export interface OwnCertificate {
  /** PEM. */
  readonly certificate: Buffer;
  /** PEM (PKCS #8). */
  readonly key: Buffer;
}

/** A new certificate for the loopback that is signed by its own new key. It never ends (RFC 5280, 4.1.2.5). */
export function createOwnCertificate(): OwnCertificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const body = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(positive(randomBytes(16))),
    ECDSA_WITH_SHA256,
    NAME,
    sequence(time('20200101000000Z'), time('99991231235959Z')),
    NAME,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(sequence(object(0x55, 0x1d, 0x11), der(0x04, LOOPBACK_NAMES)))),
  );
  const signature = der(0x03, Buffer.from([0]), sign('sha256', body, privateKey));
  return {
    certificate: pem(sequence(body, ECDSA_WITH_SHA256, signature)),
    key: Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem' })),
  };
}

function pem(certificate: Buffer): Buffer {
  const lines = certificate.toString('base64').replaceAll(/.{64}(?=.)/g, '$&\n');
  return Buffer.from(`-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`);
}

/** A first bit of 0 and a second of 1: the number is positive and has no leading zeros. */
function positive(bytes: Buffer): Buffer {
  bytes[0] = (bytes[0]! & 0x7f) | 0x40;
  return bytes;
}

function der(tag: number, ...content: Buffer[]): Buffer {
  const bytes = Buffer.concat(content);
  const length = bytes.length < 128 ? [bytes.length] : [0x82, bytes.length >> 8, bytes.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), bytes]);
}

const sequence = (...content: Buffer[]): Buffer => der(0x30, ...content);
const set = (...content: Buffer[]): Buffer => der(0x31, ...content);
const integer = (bytes: Buffer): Buffer => der(0x02, bytes);
const object = (...bytes: number[]): Buffer => der(0x06, Buffer.from(bytes));
const time = (text: string): Buffer => der(0x18, Buffer.from(text));
const ECDSA_WITH_SHA256 = sequence(object(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
const NAME = sequence(set(sequence(object(0x55, 0x04, 0x03), der(0x0c, Buffer.from('localhost')))));
const LOOPBACK_NAMES = sequence(
  der(0x82, Buffer.from('localhost')),
  der(0x87, Buffer.from([127, 0, 0, 1])),
  der(0x87, Buffer.from([...Array<number>(15).fill(0), 1])),
);
