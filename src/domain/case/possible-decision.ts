import { unreachable } from '../../shared/invariant';
import { MAX_AMOUNT_MINOR } from '../../shared/money';
import type { CaseDecision, CaseOpened } from './events';

/** About the proof log, not about money: a person can look into it and dismiss it. */
const isAlarm = (kind: CaseOpened['kind']): boolean =>
  kind === 'PROOF_LOG_CONTRADICTED' || kind === 'WITNESS_REFUSED';

/** What no payout's state could make possible is not even proposed. */
export function isPossible(decision: CaseDecision, { kind, payoutId }: CaseOpened): boolean {
  if (isAlarm(kind)) return decision.type === 'DISMISS';
  if (kind === 'CLOSED_ACCOUNT') return decision.type === 'DISMISS' || decision.type === 'REOPEN_ACCOUNT';
  switch (decision.type) {
    case 'ACCEPT_EVIDENCE':
      return payoutId === null ? decision.payoutId !== null : (decision.payoutId ?? payoutId) === payoutId;
    case 'MARK_PAID':
      return payoutId !== null && (decision.feeAmountMinor ?? 0n) >= 0n;
    case 'MARK_FAILED':
      return payoutId !== null;
    case 'CHARGE_CUSTOMER':
      return kind === 'FEE_ABOVE_HOLD' && isAmount(decision.amountMinor);
    case 'WRITE_OFF':
      return payoutId !== null && isAmount(decision.amountMinor);
    case 'REVERSE_DEPOSIT':
      return kind === 'DEPOSIT_CORRECTION' && isAmount(decision.amountMinor) && decision.overdraftMinor >= 0n;
    case 'REOPEN_ACCOUNT':
      return false;
    case 'SEND_AGAIN':
      return payoutId !== null && kind === 'OUTCOME_UNKNOWN';
    case 'DISMISS':
      // A hold would stay for ever, or a charge would stay with the house, and only one person would have seen it.
      return kind !== 'OUTCOME_UNKNOWN' && kind !== 'FEE_ABOVE_HOLD';
    default:
      return unreachable(decision);
  }
}

const isAmount = (minor: bigint): boolean => minor > 0n && minor <= MAX_AMOUNT_MINOR;
