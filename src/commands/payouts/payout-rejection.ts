import type { LimitRefusal } from '../../domain/limits/events';
import type { PayoutRejected, PayoutRequested } from '../../domain/payout/events';
import type { Currency } from '../../shared/money';
import { formatAmount } from '../../shared/money';
import { limitMessage } from '../limits/limit-message';
import type { Refusal } from '../results';

/** Why nothing was held, as it is recorded. A repeat of the request is answered from it, so every answer is the same. */
export type Rejection = Omit<PayoutRejected, 'payoutId'>;

type AskedFor = Pick<PayoutRequested, 'accountId' | 'heldAmountMinor' | 'currency'>;

/**
 * The account had too little. `availableMinor` is what it has when the rejection is recorded. Money that came meanwhile
 * would contradict the refusal, so a figure that is large enough is left out.
 */
export function tooLittle(request: AskedFor, availableMinor: bigint | undefined): Rejection {
  const { accountId, heldAmountMinor, currency } = request;
  const needed = `${formatAmount(heldAmountMinor, currency)} ${currency} for the amount and its fee`;
  if (availableMinor === undefined || availableMinor >= heldAmountMinor)
    return {
      code: 'INSUFFICIENT_FUNDS',
      message: `Account ${accountId} has too little available: it needs ${needed}`,
    };
  const available = `${formatAmount(availableMinor, currency)} ${currency} available`;
  const message = `Account ${accountId} had ${available} when this was refused, and needs ${needed}`;
  return { code: 'INSUFFICIENT_FUNDS', message, availableMinor };
}

/** A limit refused it, as the account's refusal says. */
export const limitExceeded = (limit: LimitRefusal, currency: Currency): Rejection => ({
  code: 'LIMIT_EXCEEDED',
  message: limitMessage(limit, currency),
  limit,
});

/** The account was closed before it answered. */
export const accountClosed = ({ accountId }: AskedFor): Rejection => ({
  code: 'ACCOUNT_CLOSED',
  message: `Account ${accountId} is closed`,
});

/** `ownPayoutId` is a payout of the same client. The payout of another client is not named. */
export function referenceUsed(ownPayoutId: string | undefined): Rejection {
  const code = 'EXTERNAL_REFERENCE_USED';
  if (ownPayoutId === undefined) return { code, message: 'externalReference belongs to another payout' };
  return { code, message: `externalReference belongs to payout ${ownPayoutId}`, rivalPayoutId: ownPayoutId };
}

/** The answer to the client, with the figures as fields. */
export function refusalOf(
  rejection: Rejection,
  { heldAmountMinor, currency }: Omit<AskedFor, 'accountId'>,
): Refusal {
  const { code, message, availableMinor, rivalPayoutId, limit } = rejection;
  if (limit) return { code, message, limit };
  if (code === 'INSUFFICIENT_FUNDS')
    return { code, message, facts: figures(heldAmountMinor, availableMinor, currency) };
  return { code, message, ...(rivalPayoutId !== undefined && { facts: { payoutId: rivalPayoutId } }) };
}

const figures = (neededMinor: bigint, availableMinor: bigint | undefined, currency: Currency) => ({
  ...(availableMinor !== undefined && { available: formatAmount(availableMinor, currency) }),
  needed: formatAmount(neededMinor, currency),
  currency,
});
