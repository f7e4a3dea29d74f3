import { unreachable } from '../../shared/invariant';
import type { Currency } from '../../shared/money';
import type { Claim, PayoutRequested } from '../payout/events';
import type { StatementLine } from '../reconciliation/events';
import type { CaseDecision, DecisionBound } from './events';

/** What the event that opened a case says in figures, in minor units. */
export type CaseFigures =
  | { readonly kind: 'claim'; readonly claim: Claim }
  | { readonly kind: 'line'; readonly line: Pick<StatementLine, 'kind' | 'amountMinor' | 'feeAmountMinor'> }
  | { readonly kind: 'charge'; readonly costMinor: bigint; readonly excessMinor: bigint }
  | { readonly kind: 'deposit'; readonly amountMinor: bigint; readonly currency: Currency };

type Payout = Pick<PayoutRequested, 'amountMinor' | 'heldAmountMinor' | 'currency'>;
type Bound = Omit<DecisionBound, 'currency'>;

/** The amount that people name in a decision. null: they name none, and the evidence alone says what moves. */
export function amountAskedBy(decision: CaseDecision): bigint | null {
  switch (decision.type) {
    case 'CHARGE_CUSTOMER':
    case 'WRITE_OFF':
    case 'REVERSE_DEPOSIT':
      return decision.amountMinor;
    case 'MARK_PAID':
      return decision.feeAmountMinor;
    case 'ACCEPT_EVIDENCE':
    case 'MARK_FAILED':
    case 'REOPEN_ACCOUNT':
    case 'SEND_AGAIN':
    case 'DISMISS':
      return null;
    default:
      return unreachable(decision);
  }
}

/**
 * The bound of a decision that names an amount. It rests on the request and on the event that opened the case. Neither
 * changes, so the bound is the same at every time. null: nothing in the evidence bears an amount.
 */
export function boundOf(
  decision: CaseDecision,
  figures: CaseFigures | null,
  payout: Payout | null,
): DecisionBound | null {
  if (decision.type === 'REVERSE_DEPOSIT')
    return figures?.kind === 'deposit'
      ? { amountMinor: figures.amountMinor, currency: figures.currency, restsOn: 'DEPOSIT' }
      : null;
  const bound = payout && boundByPayout(decision, figures, payout);
  return bound && { ...bound, currency: payout.currency };
}

function boundByPayout(decision: CaseDecision, figures: CaseFigures | null, payout: Payout): Bound | null {
  const { amountMinor, heldAmountMinor } = payout;
  switch (decision.type) {
    case 'CHARGE_CUSTOMER':
      return figures?.kind === 'charge' ? { amountMinor: figures.excessMinor, restsOn: 'CHARGE' } : null;
    case 'WRITE_OFF':
      return (
        returnIn(figures) ??
        larger({ amountMinor: heldAmountMinor, restsOn: 'PAYOUT_COST' }, costIn(figures, amountMinor))
      );
    case 'MARK_PAID':
      return larger(
        { amountMinor: heldAmountMinor - amountMinor, restsOn: 'PAYOUT_COST' },
        feeIn(figures, amountMinor),
      );
    default:
      return null;
  }
}

/** What came back, and the fee for it. */
function returnIn(figures: CaseFigures | null): Bound | null {
  if (figures?.kind === 'claim' && figures.claim.kind === 'returned') {
    const { amountMinor, feeAmountMinor } = figures.claim.returned;
    return { amountMinor: amountMinor + feeAmountMinor, restsOn: 'CLAIM' };
  }
  if (figures?.kind !== 'line' || figures.line.kind !== 'RETURN') return null;
  const { amountMinor, feeAmountMinor } = figures.line;
  return { amountMinor: amountMinor + (feeAmountMinor ?? 0n), restsOn: 'STATEMENT_LINE' };
}

/** What a payment is said to have cost. */
function costIn(figures: CaseFigures | null, requestedMinor: bigint): Bound | null {
  if (figures?.kind === 'charge') return { amountMinor: figures.costMinor, restsOn: 'CHARGE' };
  const fee = feeIn(figures, requestedMinor);
  if (!fee) return null;
  const amountMinor = paidIn(figures) ?? requestedMinor;
  return { amountMinor: amountMinor + fee.amountMinor, restsOn: fee.restsOn };
}

function paidIn(figures: CaseFigures | null): bigint | undefined {
  if (figures?.kind === 'line') return figures.line.amountMinor;
  return figures?.kind === 'claim' && figures.claim.kind === 'completed'
    ? figures.claim.amountMinor
    : undefined;
}

/** The fee that a payment is said to have had. A report that names no fee claims none. */
function feeIn(figures: CaseFigures | null, requestedMinor: bigint): Bound | null {
  if (figures?.kind === 'charge')
    return { amountMinor: figures.costMinor - requestedMinor, restsOn: 'CHARGE' };
  if (figures?.kind === 'line' && figures.line.kind === 'PAYOUT')
    return { amountMinor: figures.line.feeAmountMinor ?? 0n, restsOn: 'STATEMENT_LINE' };
  if (figures?.kind !== 'claim' || figures.claim.kind !== 'completed') return null;
  return { amountMinor: figures.claim.feeAmountMinor ?? 0n, restsOn: 'CLAIM' };
}

const larger = (left: Bound, right: Bound | null): Bound =>
  right && right.amountMinor > left.amountMinor ? right : left;
