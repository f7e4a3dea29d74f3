import {
  amountOf,
  InvalidBody,
  matching,
  object,
  optional,
  readBody,
  type Fields,
} from '../../http/body-fields';
import { hasCheckDigits, isCompleteBrCode } from '../../http/check-digits';
import { DOCUMENT, EMAIL } from '../../http/payee-shapes';

/** An order of a client, with its amount in centavos. */
export interface Order {
  readonly amountMinor: bigint;
  readonly externalId: string;
  readonly description: string | null;
  readonly payee: OrderPayee;
}

export interface OrderPayee {
  /** null when a QR code has the destination. */
  readonly pixKey: string | null;
  readonly name: string | null;
  readonly document: string | null;
}

/** Shapes only: the provider's own samples have wrong check digits. */
const KEY_SHAPES: Readonly<Record<string, RegExp>> = {
  DOCUMENT,
  EMAIL,
  PHONE: /^\d{10,11}$/,
  RANDOM: /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i,
};
const NAME = /^.{1,100}$/s;

/** Reads an order to a PIX key. Returns a sentence for the client when the body has an error. */
export const readKeyOrder = (text: string, strict: boolean): Order | string =>
  readBody(text, body => {
    const details = object(body.details, 'details');
    const keyType = matching(details.keyType, /^(DOCUMENT|EMAIL|PHONE|RANDOM)$/, 'details.keyType');
    const pixKey = matching(details.key, KEY_SHAPES[keyType] ?? /$^/, 'details.key');
    const name = matching(details.name, NAME, 'details.name');
    const document = matching(details.document, DOCUMENT, 'details.document');
    const documents = [document, ...(keyType === 'DOCUMENT' ? [pixKey] : [])];
    if (strict && !documents.every(hasCheckDigits))
      throw new InvalidBody('A check digit in details is wrong.');
    return { ...commonOf(body), payee: { pixKey, name, document } };
  });

/** Reads an order to a QR code. When the code contains an amount, `value` must be equal to it. */
export const readQrCodeOrder = (text: string, strict: boolean): Order | string =>
  readBody(text, body => {
    const common = commonOf(body);
    const qrCode = matching(body.qrCode, /^000201.{44,494}$/s, 'qrCode');
    if (strict && !isCompleteBrCode(qrCode)) throw new InvalidBody('qrCode is malformed.');
    const embedded = amountIn(qrCode);
    if (embedded !== undefined && embedded !== common.amountMinor)
      throw new InvalidBody('value does not match the amount in the qrCode.');
    const name = optional(body.name, NAME, 'name');
    const document = optional(body.document, DOCUMENT, 'document');
    return { ...common, payee: { pixKey: null, name, document } };
  });

const commonOf = (body: Fields): Omit<Order, 'payee'> => ({
  amountMinor: amountOf(body.value, 'value'),
  externalId: matching(body.externalId, /^[^\0]{1,255}$/s, 'externalId'),
  description: optional(body.description, /^.{0,140}$/s, 'description'),
});

/** The amount (tag 54) of a BR Code, in centavos. The provider's own sample has wrong lengths, so a broken code is accepted. */
function amountIn(qrCode: string): bigint | undefined {
  for (let at = 0; at + 4 <= qrCode.length;) {
    const length = Number(qrCode.slice(at + 2, at + 4));
    if (!Number.isInteger(length)) return undefined;
    const value = qrCode.slice(at + 4, at + 4 + length);
    const match = qrCode.startsWith('54', at) ? /^(\d{1,11})(?:\.(\d{1,2}))?$/.exec(value) : null;
    if (match) return BigInt(match[1] ?? '') * 100n + BigInt((match[2] ?? '').padEnd(2, '0'));
    at += 4 + length;
  }
  return undefined;
}
