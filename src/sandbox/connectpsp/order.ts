import { isLosslessNumber, parse } from 'lossless-json';
import { maySendTo } from '../loopback';
import type { Settings } from './options';

/** An order as it was asked for, its amount in centavos. */
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

type Fields = Record<string, unknown>;

/** Shapes only, as lenient as the provider's own samples: check digits are not looked at. */
const KEY_SHAPES: Readonly<Record<string, RegExp>> = {
  CPF: /^\d{11}$/,
  CNPJ: /^[0-9A-Z]{12}\d{2}$/,
  EMAIL: /^[^\s@]{1,64}@[^\s@]{1,255}$/,
  PHONE: /^\+[1-9]\d{7,14}$/,
  EVP: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
};
const BANK_SHAPES: Readonly<Record<string, RegExp>> = {
  ispb: /^[0-9A-Z]{8}$/,
  branch: /^[0-9]{1,6}$/,
  account: /^[0-9A-ZxX-]{1,20}$/,
  accountType: /^[A-Z_]{1,30}$/,
};

/** Thrown while reading a body; its message is the problem's detail. */
class Invalid extends Error {}

/** The order in a body, or what is wrong with it in one sentence. */
export function readOrder(text: string, settings: Settings): Order | string {
  try {
    return orderOf(object(parsed(text), 'the body'), settings);
  } catch (error) {
    if (error instanceof Invalid) return error.message;
    throw error;
  }
}

function orderOf(body: Fields, settings: Settings): Order {
  const webhookUrl =
    body.webhookUrl === undefined ? null : matching(body.webhookUrl, /^\S{1,2000}$/, 'webhookUrl');
  if (webhookUrl !== null && !maySendTo(webhookUrl, settings.webhookHosts))
    throw new Invalid('webhookUrl must lead to this machine: a sandbox sends nowhere else.');
  return {
    amountMinor: amountOf(body.amount),
    externalReference: matching(body.externalReference, /^[^\0]{1,255}$/s, 'externalReference'),
    description:
      body.description === undefined ? null : matching(body.description, /^.{0,500}$/s, 'description'),
    webhookUrl,
    payee: payeeOf(object(body.payee, 'payee')),
  };
}

function payeeOf(payee: Fields): OrderPayee {
  const name = matching(payee.name, /^.{1,200}$/s, 'payee.name');
  const document = matching(payee.document, /^(\d{11}|[0-9A-Z]{12}\d{2})$/, 'payee.document');
  const destination = object(payee.destination, 'payee.destination');
  if (destination.type === 'PIX') {
    const pixKeyType = matching(destination.pixKeyType, /^(CPF|CNPJ|EMAIL|PHONE|EVP)$/, 'pixKeyType');
    const pixKey = matching(destination.pixKey, KEY_SHAPES[pixKeyType] ?? /$^/, 'pixKey');
    return { name, document, destination: { type: 'PIX', pixKeyType, pixKey } };
  }
  if (destination.type !== 'BANK_ACCOUNT') throw new Invalid('destination.type must be PIX or BANK_ACCOUNT.');
  const given = object(destination.bankAccount, 'bankAccount');
  const fields = Object.entries(BANK_SHAPES).map(([field, shape]) => [
    field,
    matching(given[field], shape, field),
  ]);
  const bankAccount = Object.fromEntries(fields) as Record<string, string>;
  return { name, document, destination: { type: 'BANK_ACCOUNT', bankAccount } };
}

/** Centavos from a JSON number's own text; a string, a third decimal and nothing at all are refused. */
function amountOf(value: unknown): bigint {
  const match = isLosslessNumber(value) ? /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(value.value) : null;
  const minor = match ? BigInt(match[1] ?? '') * 100n + BigInt((match[2] ?? '').padEnd(2, '0')) : 0n;
  if (minor === 0n) throw new Invalid('amount must be a positive number with at most two decimals.');
  return minor;
}

function parsed(text: string): unknown {
  try {
    return parse(text);
  } catch {
    throw new Invalid('The body is not JSON.');
  }
}

function object(value: unknown, name: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isLosslessNumber(value))
    throw new Invalid(`${name} must be an object.`);
  return value as Fields;
}

function matching(value: unknown, shape: RegExp, name: string): string {
  if (typeof value !== 'string' || !shape.test(value)) throw new Invalid(`${name} is missing or malformed.`);
  return value;
}
