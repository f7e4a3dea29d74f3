import type { LimitKind, LimitRefusal } from '../../domain/limits/events';
import { formatAmount, type Currency } from '../../shared/money';

const WORDS: Readonly<Record<LimitKind, string>> = {
  PER_PAYOUT: 'for one payout',
  ACCOUNT_DAY: 'for the account and this day',
  BATCH_DAY: 'for the batch day',
  NIGHT: 'for the account and this night',
  CLIENT_DAY: 'for the client and this day',
  PAYEE_DAY: 'for the payee and this day',
  FIRST_PAYMENT: 'for a payee to whom the account has not completed a payout',
  DUPLICATE: 'on duplicates',
};

/** Names the limit, its figure and what is left. */
export function limitMessage(refusal: LimitRefusal, currency: Currency): string {
  const { limit, kind, figureMinor, leftMinor, withinMinutes, duplicateOf } = refusal;
  if (figureMinor === null)
    return `The limit ${limit} refuses the same payee and amount within ${withinMinutes} minutes: payout ${duplicateOf}`;
  const amount = (minor: bigint): string => `${formatAmount(minor, currency)} ${currency}`;
  return `The limit ${limit} is ${amount(figureMinor)} ${WORDS[kind]}; ${amount(leftMinor ?? 0n)} of it is left`;
}
