import type { Schema } from '../../../shared/api/client';
import { amountOf, minorOf } from '../../../shared/format/money';

type Payout = Pick<
  Schema<'Payout'>,
  'status' | 'heldAmount' | 'originalAmount' | 'finalAmount' | 'returnedAmount'
>;
type Balance = Schema<'BalanceAmounts'>;

/** A decision with the figures that it needs. */
export interface Wanted {
  readonly decision: string;
  readonly feeAmount?: string;
  readonly amount?: string;
}

/** What changes of an account, in minor units. */
interface Change {
  readonly available: bigint;
  readonly held: bigint;
}

const HELD = ['PROCESSING', 'OUTCOME_UNKNOWN', 'AWAITING_APPROVAL'];
const NOTHING: Change = { available: 0n, held: 0n };

/**
 * The balances after a decision, computed from the figures of today. Null: the evidence decides the figures, so only the
 * service knows them.
 */
export function balanceAfter(balance: Balance, payout: Payout, wanted: Wanted): Balance | null {
  const change = changeOf(payout, wanted);
  if (change === null) return null;
  const available = minorOf(balance.available) + change.available;
  const held = minorOf(balance.held) + change.held;
  return { available: amountOf(available), held: amountOf(held), total: amountOf(available + held) };
}

function changeOf(payout: Payout, { decision, feeAmount = '0.00', amount = '0.00' }: Wanted): Change | null {
  const isHeld = HELD.includes(payout.status);
  const held = isHeld ? minorOf(payout.heldAmount) : 0n;
  const cost = minorOf(payout.originalAmount) + minorOf(feeAmount);
  const changes: Readonly<Record<string, Change>> = {
    DISMISS: NOTHING,
    SEND_AGAIN: NOTHING,
    MARK_PAID: { available: held - cost, held: -held },
    MARK_FAILED: { available: isHeld ? held : paid(payout), held: -held },
    CHARGE_CUSTOMER: { available: -minorOf(amount), held: 0n },
    WRITE_OFF: { available: held, held: -held },
  };
  return changes[decision] ?? null;
}

/** What the customer has paid for it, less what came back. */
const paid = ({ finalAmount, returnedAmount }: Payout): bigint =>
  finalAmount === null ? 0n : minorOf(finalAmount) - minorOf(returnedAmount);
