import type { DepositEvidence } from '../../domain/account/events';
import type { ProviderName } from '../../domain/payout/payee';
import { minorOf, objectIn, textOf, type Json } from './json-document';

/** What a provider's words say of a deposit, read by the auditor's own rules. Amounts are minor units. */
export interface StatedDepositFigures {
  readonly isReceived: boolean;
  /** Before and after the provider's fee. */
  readonly amounts: readonly bigint[];
  readonly names: readonly string[];
}

/** NTX Pay's words for money that came to us, in its notifications and in its transaction search. */
const RECEIVED = new Set(['CashIn', 'Pix in', 'PAYMENT']);
const CONFIRMED = new Set(['CONFIRMED', 'Confirmado']);

/** undefined: not a document that the audit knows; nothing can be said about figures that rest on it. */
export function readStatedDeposit(
  provider: ProviderName,
  kind: DepositEvidence['kind'],
  text: string,
): StatedDepositFigures | undefined {
  const root = objectIn(text);
  if (provider !== 'ntxpay' || !root) return undefined;
  const what = textOf(root[kind === 'NOTIFICATION' ? 'event' : 'operationType']);
  const status = textOf(root['status']);
  if (what === null || status === null) return undefined;
  return {
    isReceived: RECEIVED.has(what) && CONFIRMED.has(status) && root['movementType'] === 'CREDIT',
    amounts: [root['originalAmount'], root['finalAmount']].flatMap(amount => minorOf(amount) ?? []),
    names: namesIn(root),
  };
}

const namesIn = (root: Json): string[] =>
  ['transactionId', 'externalId', 'endToEndId'].flatMap(field => {
    const name = root[field];
    const text = typeof name === 'string' ? name : (name as { toString(): string } | undefined)?.toString();
    return text ? [text] : [];
  });
