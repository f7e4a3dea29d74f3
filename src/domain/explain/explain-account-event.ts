import { unreachable } from '../../shared/invariant';
import { formatAmount, type Currency } from '../../shared/money';
import type { LimitsExceeded } from '../limits/events';
import type { AccountEvent } from '../account/events';
import type { Sentence } from './explained-event';

type Movement = Extract<AccountEvent, { data: { payoutId: string } }>;
type DataOf<Type extends Movement['type']> = Extract<Movement, { type: Type }>['data'];

export const amountIn =
  (currency: Currency) =>
  (minor: bigint): string =>
    `${formatAmount(minor, currency)} ${currency}`;

/** Explains what an event did with the customer's money. */
export function explainAccountEvent(event: Movement): Sentence {
  const amount = amountIn(event.data.currency);
  switch (event.type) {
    case 'FundsHeld':
      return {
        words: `${amount(event.data.amountMinor)} of the account were set aside.${explainShares(event.data)}`,
        rule: 'A hold is the amount and the highest fee that the provider’s schedule allows.',
      };
    case 'HoldRefused':
      if (event.data.closed)
        return {
          words: 'The account was closed: nothing was set aside.',
          rule: 'No command moves money on a closed account.',
        };
      if (event.data.exceeded) return explainLimit(event.data.exceeded, event.data.currency);
      return {
        words: `The account had less than ${amount(event.data.amountMinor)} available: nothing was set aside.`,
        rule: 'The account answers a payout once. Money that comes later is not held for it.',
      };
    case 'HoldReleased':
      return {
        words: `The whole hold of ${amount(event.data.amountMinor)} went back to the customer.`,
        rule: 'What failed, or was decided to have failed, costs the customer nothing.',
      };
    case 'HoldCaptured':
      return explainCapture(event.data);
    case 'FundsReturned':
      return explainReturn(event.data);
    case 'CaptureReversed':
    case 'ReleaseReversed':
      return explainReversal(event.type, event.data);
    case 'SuspenseBooked':
      return explainSuspense(event.data);
    case 'ClosedAccountMoved':
      return {
        words: 'The account is closed, and its balance was moved: a case tells a person.',
        rule: 'What a provider reports is booked truthfully, also on a closed account.',
      };
    case 'ExcessCharged':
      return {
        words: `${amount(event.data.amountMinor)} of what the payout cost above its hold were charged by case ${event.data.caseId}.`,
        rule: 'Two people decided it: a provider’s charge alone takes no more than was held.',
      };
    default:
      return unreachable(event);
  }
}

/** Names the limits that the payout counts for, with what of each is used by then. */
function explainShares({ limits, currency }: DataOf<'FundsHeld'>): string {
  if (!limits || limits.shares.length === 0) return '';
  const amount = amountIn(currency);
  const shares = limits.shares.map(({ limit, figureMinor, usedMinor, duplicateOf }) => {
    if (duplicateOf !== undefined) return `${limit}: the same as payout ${duplicateOf}`;
    if (figureMinor === null) return limit;
    return usedMinor === null
      ? `${limit}: at most ${amount(figureMinor)}`
      : `${limit}: ${amount(usedMinor)} of ${amount(figureMinor)} used`;
  });
  return ` The limits that applied: ${shares.join('; ')}.`;
}

function explainLimit({ refusal }: LimitsExceeded, currency: Currency): Sentence {
  const { limit, figureMinor, leftMinor, withinMinutes, duplicateOf } = refusal;
  const amount = amountIn(currency);
  const words =
    figureMinor === null
      ? `payout ${duplicateOf} paid the same amount to the same payee within ${withinMinutes} minutes before`
      : `it is ${amount(figureMinor)}, and ${amount(leftMinor ?? 0n)} of it was left`;
  return {
    words: `The limit ${limit} refused the payout: ${words}. Nothing was set aside.`,
    rule: 'The account answers a payout once. What becomes free of a limit later is not used for it.',
  };
}

function explainCapture(data: DataOf<'HoldCaptured'>): Sentence {
  const amount = amountIn(data.currency);
  const { provider, heldAmountMinor, originalAmountMinor, feeAmountMinor, excessMinor = 0n } = data;
  const taken = originalAmountMinor + feeAmountMinor;
  const cost = `${amount(originalAmountMinor)} and a fee of ${amount(feeAmountMinor)}, ${amount(taken)} in all, were booked`;
  if (taken > heldAmountMinor) {
    const above = amount(taken - heldAmountMinor);
    const bearer = excessMinor > 0n ? `carried by the suspense at ${provider}` : 'out of what was available';
    return {
      words: `${cost}: ${amount(heldAmountMinor)} out of the hold and ${above} above it ${bearer}.`,
      rule: 'A provider’s charge takes at most the hold from the customer; who pays the rest is decided on a case.',
    };
  }
  const rest = heldAmountMinor - taken;
  return {
    words: `${cost} out of the hold${rest > 0n ? `; the rest of ${amount(rest)} went back to the customer` : ''}.`,
    rule: 'The capture books what was really charged, and nothing of the hold stays behind.',
  };
}

function explainReturn({
  currency,
  amountMinor,
  feeAmountMinor,
  returnId,
}: DataOf<'FundsReturned'>): Sentence {
  const amount = amountIn(currency);
  const fee =
    feeAmountMinor === 0n
      ? 'without a fee'
      : `less a fee of ${amount(feeAmountMinor)}: ${amount(amountMinor - feeAmountMinor)} for the customer`;
  return {
    words: `${amount(amountMinor)} came back as return ${returnId}, ${fee}.`,
    rule: 'A return is a movement of its own. All returns of a payout together are at most its amount.',
  };
}

function explainReversal(
  type: 'CaptureReversed' | 'ReleaseReversed',
  { currency, originalAmountMinor, feeAmountMinor, excessMinor = 0n }: DataOf<'CaptureReversed'>,
): Sentence {
  const amount = amountIn(currency);
  const carried = excessMinor > 0n ? `, but for ${amount(excessMinor)} on suspense,` : '';
  const cost = `${amount(originalAmountMinor)} and the fee of ${amount(feeAmountMinor)}${carried}`;
  return type === 'CaptureReversed'
    ? {
        words: `${cost} that were booked before went back to the customer.`,
        rule: 'A decision on a case replaced the outcome: its booking is reversed by its exact inverse.',
      }
    : {
        words: `${cost} were taken out of what was available, for the hold had been given back before.`,
        rule: 'A decision on a case replaced the outcome: what was paid is booked, also where it has been spent.',
      };
}

function explainSuspense({
  currency,
  amountMinor,
  direction,
  caseId,
  provider,
}: DataOf<'SuspenseBooked'>): Sentence {
  const moved = direction === 'LEFT_FLOAT' ? 'that left' : 'that came to';
  return {
    words: `${amountIn(currency)(amountMinor)} ${moved} the float at ${provider} were put on suspense by case ${caseId}.`,
    rule: 'No customer is charged with it or given it: the house carries it until somebody clears it.',
  };
}
