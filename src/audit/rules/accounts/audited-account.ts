import type { AccountEvent } from '../../../domain/account/events';
import type { AuditedAccount, DataOf, LaterAccountEvent } from '../../records/audited-account-state';
import type { AuditedCase } from '../../records/audited-case';
import type { ReportDifference } from '../../difference';
import { applyDepositReversal } from './deposit-reversal';
import { accountCost, sameCost } from '../../records/audited-hold';
import { applyLifeEvent, checkClosed, isLifeEvent } from './account-life';
import {
  applyArrival,
  applyDepositApproval,
  applyDepositEnd,
  applyDepositRequest,
  checkBooking,
} from './deposit-requests';
import { applyAfterHoldEvent } from './after-hold-events';
import type { AuditedPayout } from '../../records/payouts/audited-payout';

export const newAccount = (
  { accountId, name, currency }: Extract<AccountEvent, { type: 'AccountOpened' }>['data'],
  records: Pick<AuditedAccount, 'holds' | 'deposits'>,
) =>
  ({
    accountId,
    name,
    currency,
    isClosed: false,
    unsaidMovements: [],
    availableMinor: 0n,
    heldMinor: 0n,
    depositedMinor: 0n,
    takenMinor: 0n,
    ...records,
    requestedDeposits: new Map(),
    reversed: new Set(),
    arrivals: new Map(),
    returns: new Set(),
    suspense: new Set(),
    excesses: new Set(),
  }) satisfies AuditedAccount;

/** Keeps one event in the account's book, reporting what may not be. `payout`, `decidedCase`: those it names, if known. */
export function applyAccountEvent(
  book: AuditedAccount,
  event: LaterAccountEvent,
  payout: AuditedPayout | undefined,
  decidedCase: AuditedCase | undefined,
  report: ReportDifference,
): void {
  if (event.data.currency !== book.currency) {
    report('I1', `${event.type} in ${event.data.currency} on an account in ${book.currency}`);
  }
  checkClosed(book, event, report);
  if (isLifeEvent(event)) return applyLifeEvent(book, event, decidedCase, report);
  const before = book.availableMinor;
  switch (event.type) {
    case 'FundsDeposited':
      return applyDeposit(book, event.data, report);
    case 'DepositRequested':
      return applyDepositRequest(book, event.data, report);
    case 'DepositApproved':
      return applyDepositApproval(book, event.data, report);
    case 'DepositApprovalRejected':
    case 'DepositApprovalExpired':
      return applyDepositEnd(book, event, report);
    case 'FundsHeld':
      return applyHold(book, event.data, payout, report);
    case 'HoldCaptured':
      return applyCapture(book, event.data, payout, report, before);
    case 'HoldRefused':
      return applyRefusal(book, event.data, payout, report);
    case 'HoldReleased':
      return applyRelease(book, event.data, payout, report);
    case 'DepositReversed':
      return applyDepositReversal(book, event.data, decidedCase, report);
    default:
      return applyAfterHoldEvent(book, event, payout, decidedCase, report);
  }
}

function applyDeposit(book: AuditedAccount, data: DataOf<'FundsDeposited'>, report: ReportDifference): void {
  if (book.deposits.has(data.depositId)) report('I9', `deposit ${data.depositId} is booked a second time`);
  if (data.amountMinor === 0n) report('I1', `deposit ${data.depositId} of nothing`);
  checkBooking(book, data, report);
  applyArrival(book, data, report);
  book.deposits.set(data.depositId, data);
  book.availableMinor += data.amountMinor;
  book.depositedMinor += data.amountMinor;
}

function applyHold(
  book: AuditedAccount,
  data: DataOf<'FundsHeld'>,
  payout: AuditedPayout | undefined,
  report: ReportDifference,
): void {
  const { payoutId, amountMinor } = data;
  if (book.holds.has(payoutId)) report('I5', `payout ${payoutId} is held a second time`);
  checkRequest(book, data, payout, 'hold', report);
  if (amountMinor > book.availableMinor) {
    report('I2', `hold of ${amountMinor} for payout ${payoutId} with ${book.availableMinor} available`);
  }
  book.holds.set(payoutId, { amountMinor, state: 'open', cost: null, excessMinor: 0n });
  book.availableMinor -= amountMinor;
  book.heldMinor += amountMinor;
}

/** The account was asked for this payout, and for this amount. */
function checkRequest(
  book: AuditedAccount,
  { payoutId, amountMinor }: DataOf<'FundsHeld' | 'HoldRefused'>,
  payout: AuditedPayout | undefined,
  what: string,
  report: ReportDifference,
): void {
  if (!payout || payout.accountId !== book.accountId) {
    report('I5', `${what} of ${amountMinor} for payout ${payoutId}, which this account was never asked for`);
  } else if (payout.heldAmountMinor !== amountMinor) {
    report(
      'I5',
      `${what} of ${amountMinor} for payout ${payoutId}, which asked for ${payout.heldAmountMinor}`,
    );
  }
  if (payout?.status === 'REJECTED') report('I5', `${what} for payout ${payoutId}, which is rejected`);
}

/** No money moves; but the answer stands: there must be no hold for the payout, before or after. */
function applyRefusal(
  book: AuditedAccount,
  data: DataOf<'HoldRefused'>,
  payout: AuditedPayout | undefined,
  report: ReportDifference,
): void {
  const { payoutId, amountMinor } = data;
  checkRequest(book, data, payout, 'refusal', report);
  if (book.holds.has(payoutId)) report('I5', `payout ${payoutId} is refused a hold after its first answer`);
  // A refusal by a limit is checked against the limit, that of a closed account against its life.
  if (amountMinor <= book.availableMinor && !data.exceeded && !data.closed) {
    report('I9', `payout ${payoutId} is refused ${amountMinor} with ${book.availableMinor} available`);
  }
  book.holds.set(payoutId, { amountMinor, state: 'refused', cost: null, excessMinor: 0n });
}

function applyCapture(
  book: AuditedAccount,
  data: DataOf<'HoldCaptured'>,
  payout: AuditedPayout | undefined,
  report: ReportDifference,
  before: bigint,
): void {
  const { payoutId, heldAmountMinor, originalAmountMinor, feeAmountMinor } = data;
  closeHold(book, payoutId, heldAmountMinor, 'captured', report);
  const line = book.holds.get(payoutId);
  if (line)
    Object.assign(line, {
      cost: { originalAmountMinor, feeAmountMinor },
      excessMinor: data.excessMinor ?? 0n,
    });
  // Also a completion that was replaced since: what was late to be booked is booked, and then reversed.
  const agrees = payout?.provider === data.provider && payout.costs.some(cost => sameCost(cost, data));
  if (!agrees) {
    const known = payout
      ? `${payout.status} ${payout.originalAmountMinor} + ${payout.feeAmountMinor}`
      : 'unknown';
    report(
      'I5',
      `capture of ${originalAmountMinor} + ${feeAmountMinor} for payout ${payoutId}, which is ${known}`,
    );
  }
  const taken = accountCost(data);
  book.heldMinor -= heldAmountMinor;
  book.availableMinor = before + heldAmountMinor - taken;
  book.takenMinor += taken;
}

function applyRelease(
  book: AuditedAccount,
  data: DataOf<'HoldReleased'>,
  payout: AuditedPayout | undefined,
  report: ReportDifference,
): void {
  const { payoutId, amountMinor } = data;
  closeHold(book, payoutId, amountMinor, 'released', report);
  if (!payout?.ends.has('FAILED') && !payout?.ends.has('UNAPPROVED')) {
    report('I5', `release for payout ${payoutId}, which is ${payout?.status ?? 'unknown'}`);
  }
  book.heldMinor -= amountMinor;
  book.availableMinor += amountMinor;
}

function closeHold(
  book: AuditedAccount,
  payoutId: string,
  amountMinor: bigint,
  state: 'captured' | 'released',
  report: ReportDifference,
): void {
  const line = book.holds.get(payoutId);
  if (!line) return report('I5', `${state} without a hold for payout ${payoutId}`);
  if (line.state !== 'open') report('I5', `${state} a second time: payout ${payoutId} was ${line.state}`);
  if (line.amountMinor !== amountMinor) {
    report('I5', `${state} ${amountMinor} of a hold of ${line.amountMinor} for payout ${payoutId}`);
  }
  line.state = state;
}
