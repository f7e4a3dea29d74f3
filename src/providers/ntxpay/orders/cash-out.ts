import { LosslessNumber, stringify } from 'lossless-json';
import type { Destination, PixKeyType } from '../../../domain/payout/payee';
import { Bug, invariant, unreachable } from '../../../shared/invariant';
import { formatAmount } from '../../../shared/money';
import type { HttpCall } from '../../http/http-client';
import type { PayoutOrder } from '../../port/provider';

const QR_CODE_PATH = '/api/pix/cash-out-qrcode';

/**
 * The call that pays an order by PIX key or QR code, the same bytes for the same order. The value is a JSON number with
 * exactly two decimals (`15.50`), written from the integer's digits: it never passes through a float.
 */
export function cashOutCall(order: PayoutOrder, cashOutPath: string): HttpCall {
  invariant(order.currency === 'BRL', `NTX Pay pays BRL only, not ${order.currency}`);
  invariant(order.amountMinor > 0n, 'A payout has a positive amount');
  const { destination, name, document } = order.payee;
  const value = new LosslessNumber(formatAmount(order.amountMinor, order.currency));
  const common = {
    externalId: order.externalReference,
    ...(order.description === null ? {} : { description: order.description }),
  };
  switch (destination.type) {
    case 'PIX':
      invariant(name !== null && document !== null, 'A payee with a PIX key has a name and a document');
      return call(cashOutPath, { value, ...common, details: { ...keyOf(destination), name, document } });
    case 'QR_CODE':
      return call(QR_CODE_PATH, {
        value,
        qrCode: destination.qrCode,
        ...common,
        ...withoutNulls({ name, document }),
      });
    case 'BANK_ACCOUNT':
      throw new Bug('NTX Pay pays to no bank account, and providerServes says so');
    default:
      return unreachable(destination);
  }
}

/** Leaves out the fields that are null. The code names the payee, so the adapter adds no value of its own. */
const withoutNulls = (fields: Readonly<Record<string, string | null>>): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

function call(path: string, fields: object): HttpCall {
  const body = stringify(fields);
  invariant(body !== undefined, 'An object always has a JSON text');
  return { method: 'POST', path, headers: { 'Content-Type': 'application/json' }, body };
}

const KEY_TYPES: Record<PixKeyType, string> = {
  CPF: 'DOCUMENT',
  CNPJ: 'DOCUMENT',
  EMAIL: 'EMAIL',
  PHONE: 'PHONE',
  EVP: 'RANDOM',
};

/** A phone is written as the newer reference asks: area code and number, without Brazil's +55. */
function keyOf({ pixKeyType, pixKey }: Extract<Destination, { type: 'PIX' }>): {
  key: string;
  keyType: string;
} {
  const key = pixKeyType === 'PHONE' ? pixKey.replace(/^\+55(?=\d{10,11}$)/, '') : pixKey;
  return { key, keyType: KEY_TYPES[pixKeyType] };
}
