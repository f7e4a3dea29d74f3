import {
  amountOf,
  InvalidBody,
  matching,
  object,
  optional,
  readBody,
  type Fields,
} from '../../http/body-fields';
import { maySendTo } from '../../http/loopback';
import { DOCUMENT, EMAIL } from '../../http/payee-shapes';
import { hasCheckDigits } from '../../http/check-digits';
import type { Settings } from '../options';

/** An order of a client, with its amount in centavos. */
export interface Order {
  readonly amountMinor: bigint;
  readonly externalReference: string;
  readonly description: string | null;
  readonly webhookUrl: string | null;
  readonly payee: OrderPayee;
}

export interface OrderPayee {
  readonly name: string;
  readonly document: string;
  readonly destination:
    | { readonly type: 'PIX'; readonly pixKeyType: string; readonly pixKey: string }
    | { readonly type: 'BANK_ACCOUNT'; readonly bankAccount: Readonly<Record<string, string>> };
}

/** Shapes only: the provider's own samples have wrong check digits. */
const KEY_SHAPES: Readonly<Record<string, RegExp>> = {
  CPF: /^\d{11}$/,
  CNPJ: /^[0-9A-Z]{12}\d{2}$/,
  EMAIL,
  PHONE: /^\+[1-9]\d{7,14}$/,
  EVP: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
};
const BANK_SHAPES: Readonly<Record<string, RegExp>> = {
  ispb: /^[0-9A-Z]{8}$/,
  branch: /^[0-9]{1,6}$/,
  account: /^[0-9A-ZxX-]{1,20}$/,
  accountType: /^[A-Z_]{1,30}$/,
};

/** Reads the order in a body. Returns a sentence for the client when the body has an error. */
export const readOrder = (text: string, settings: Settings): Order | string =>
  readBody(text, body => orderOf(body, settings));

function orderOf(body: Fields, settings: Settings): Order {
  const webhookUrl = optional(body.webhookUrl, /^\S{1,2000}$/, 'webhookUrl');
  if (webhookUrl !== null && !maySendTo(webhookUrl, settings.webhookHosts))
    throw new InvalidBody('webhookUrl must lead to this machine: a sandbox sends nowhere else.');
  return {
    amountMinor: amountOf(body.amount, 'amount'),
    externalReference: matching(body.externalReference, /^[^\0]{1,255}$/s, 'externalReference'),
    description: optional(body.description, /^.{0,500}$/s, 'description'),
    webhookUrl,
    payee: checkedPayee(payeeOf(object(body.payee, 'payee')), settings),
  };
}

function checkedPayee(payee: OrderPayee, { strict }: Settings): OrderPayee {
  const { document, destination } = payee;
  const isDocument = destination.type === 'PIX' && /^(CPF|CNPJ)$/.test(destination.pixKeyType);
  const documents = [document, ...(isDocument ? [destination.pixKey] : [])];
  if (strict && !documents.every(hasCheckDigits))
    throw new InvalidBody('A check digit of the payee is wrong.');
  return payee;
}

function payeeOf(payee: Fields): OrderPayee {
  const name = matching(payee.name, /^.{1,200}$/s, 'payee.name');
  const document = matching(payee.document, DOCUMENT, 'payee.document');
  const destination = object(payee.destination, 'payee.destination');
  if (destination.type === 'PIX') {
    const pixKeyType = matching(destination.pixKeyType, /^(CPF|CNPJ|EMAIL|PHONE|EVP)$/, 'pixKeyType');
    const pixKey = matching(destination.pixKey, KEY_SHAPES[pixKeyType] ?? /$^/, 'pixKey');
    return { name, document, destination: { type: 'PIX', pixKeyType, pixKey } };
  }
  if (destination.type !== 'BANK_ACCOUNT')
    throw new InvalidBody('destination.type must be PIX or BANK_ACCOUNT.');
  const given = object(destination.bankAccount, 'bankAccount');
  const fields = Object.entries(BANK_SHAPES).map(([field, shape]) => [
    field,
    matching(given[field], shape, field),
  ]);
  const bankAccount = Object.fromEntries(fields) as Record<string, string>;
  return { name, document, destination: { type: 'BANK_ACCOUNT', bankAccount } };
}
