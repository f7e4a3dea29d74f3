import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { digitalSignature, isSignedByOneOf } from '../../../src/providers/connectpsp/notifications/signature';

const CRYPTO_TOKEN = 'crypto-token-sandbox';
const BODY =
  '{"eventType":"CASHOUT_COMPLETED","eventAt":"2026-03-10T14:02:35Z","data":{"internalCode":"IVKPRMOCDY","amount":50.00}}';
const SIGNATURE = 'b1b13fa537b60d2afb3350c8ba7d26263f8269d17b62db503c6d4506e5083f66';

const isSignedBy = (cryptoToken: string, body: Buffer, signature: string | undefined) =>
  isSignedByOneOf([cryptoToken], body, signature);

describe('ConnectPSP signatures', () => {
  it('signs the access token as the tutorial does', () => {
    const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJzYW5kYm94In0.c2ln';
    expect(digitalSignature(CRYPTO_TOKEN, token)).toBe(
      'f40f5740ccee949b5920c959446493cc784c619b8435697aa5194698163df22c',
    );
  });

  it('knows the bytes that came, and not the same JSON written again', () => {
    expect(isSignedBy(CRYPTO_TOKEN, Buffer.from(BODY), SIGNATURE)).toBe(true);
    const again = JSON.stringify(JSON.parse(BODY));
    expect(isSignedBy(CRYPTO_TOKEN, Buffer.from(again), SIGNATURE)).toBe(false);
    expect(createHmac('sha256', CRYPTO_TOKEN).update(again).digest('hex')).toBe(
      '0e519aff9b59eed0f576acecd32ce2b4150a6dea569773130f849b956ec4c30a',
    );
  });

  it('knows the former token while one is changed, and no third one', () => {
    const signedBy = (key: string) => createHmac('sha256', key).update(BODY).digest('hex');
    const isKnown = (key: string) => isSignedByOneOf(['new', 'former'], Buffer.from(BODY), signedBy(key));
    expect(['new', 'former', 'third', '', 'new,former'].map(isKnown)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(isSignedByOneOf([], Buffer.from(BODY), SIGNATURE)).toBe(false);
  });

  it('takes upper-case hex too', () => {
    expect(isSignedBy(CRYPTO_TOKEN, Buffer.from(BODY), SIGNATURE.toUpperCase())).toBe(true);
  });

  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['sent twice and joined', `${SIGNATURE}, ${SIGNATURE}`],
    ['cut', SIGNATURE.slice(0, 63)],
    ['longer', `${SIGNATURE}0`],
    ['prefixed', `sha256=${SIGNATURE}`],
    ['followed by a line break', `${SIGNATURE}\n`],
    ['not hex', 'z'.repeat(64)],
    ['base64', Buffer.from(SIGNATURE, 'hex').toString('base64')],
  ])('refuses a signature that is %s', (_, signature) => {
    expect(isSignedBy(CRYPTO_TOKEN, Buffer.from(BODY), signature)).toBe(false);
  });

  it('refuses any other bytes, any other key, any other signature', () => {
    const flipped = (buffer: Buffer, at: number) => {
      const copy = Buffer.from(buffer);
      const index = at % copy.length;
      copy[index] = (copy[index] ?? 0) ^ 1;
      return copy;
    };
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 300 }).map(array => Buffer.from(array));
    fc.assert(
      fc.property(bytes, fc.string({ minLength: 1 }), fc.nat(), (body, key, at) => {
        const signature = createHmac('sha256', key).update(body).digest();
        const hex = signature.toString('hex');
        expect(isSignedBy(key, body, hex)).toBe(true);
        expect(isSignedBy(key, flipped(body, at), hex)).toBe(false);
        expect(isSignedBy(`${key}x`, body, hex)).toBe(false);
        expect(isSignedBy(key, body, flipped(signature, at).toString('hex'))).toBe(false);
      }),
    );
  });
});
