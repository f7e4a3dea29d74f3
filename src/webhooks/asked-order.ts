import type { Payee } from '../domain/payout/payee';
import {
  numberTextIn,
  objectIn,
  parseObject,
  textIn,
  type JsonObject,
} from '../providers/answers/lossless-json';
import { type Currency, parseProviderAmount } from '../shared/money';

/** An order as a provider describes it when it asks whether the order is ours. Undefined: the words do not say. */
export interface AskedOrder {
  readonly reference: string | undefined;
  /** A decimal, as it was written. */
  readonly amount: string | undefined;
  readonly payee: JsonObject | undefined;
}

/** An order that we sent and that has not ended. */
export interface OrderUnderWay {
  readonly amountMinor: bigint;
  readonly currency: Currency;
  readonly payee: Payee;
}

export function readAskedOrder(rawBody: Buffer): AskedOrder {
  const body = parseObject(rawBody.toString('utf8')) ?? {};
  return {
    reference: textIn(body, 'externalReference'),
    amount: numberTextIn(body, 'amount'),
    payee: objectIn(body, 'payee'),
  };
}

/** Why an order is not the one that we sent. Returns undefined when it is. */
export function differenceOf(asked: AskedOrder, ours: OrderUnderWay | undefined): string | undefined {
  if (!ours) return 'NOT_UNDER_WAY';
  if (parseProviderAmount(asked.amount ?? '', ours.currency) !== ours.amountMinor) return 'AMOUNT_DIFFERS';
  return isPayee(asked.payee, ours.payee) ? undefined : 'PAYEE_DIFFERS';
}

/** The destination is where the money goes, so it must be named. A name or a document must be ours where it is given. */
function isPayee(asked: JsonObject | undefined, ours: Payee): boolean {
  const destination = asked && objectIn(asked, 'destination');
  if (!asked || !destination) return false;
  const given = (['name', 'document'] as const).filter(field => (asked[field] ?? null) !== null);
  return given.every(field => asked[field] === ours[field]) && isDestination(destination, ours.destination);
}

function isDestination(asked: JsonObject, ours: Payee['destination']): boolean {
  return Object.entries(ours).every(([field, value]: [string, unknown]) =>
    typeof value === 'string'
      ? asked[field] === value
      : isBankAccount(objectIn(asked, field), value as object),
  );
}

const isBankAccount = (asked: JsonObject | undefined, ours: object): boolean =>
  Object.entries(ours).every(([field, value]) => asked?.[field] === value);
