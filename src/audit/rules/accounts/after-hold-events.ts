import type { AuditedAccount, DataOf, LaterAccountEvent } from '../../records/audited-account-state';
import type { AuditedCase } from '../../records/audited-case';
import type { ReportDifference } from '../../difference';
import { accountCost, sameCost } from '../../records/audited-hold';
import type { AuditedPayout } from '../../records/payouts/audited-payout';

type AfterHoldEvent = Extract<
  LaterAccountEvent,
  { type: 'FundsReturned' | 'CaptureReversed' | 'ReleaseReversed' | 'SuspenseBooked' | 'ExcessCharged' }
>;

/** Keeps what can happen on an account after a payout's hold has ended. */
export function applyAfterHoldEvent(
  book: AuditedAccount,
  event: AfterHoldEvent,
  payout: AuditedPayout | undefined,
  decidedCase: AuditedCase | undefined,
  report: ReportDifference,
): void {
  switch (event.type) {
    case 'FundsReturned':
      return applyReturn(book, event.data, payout, report);
    case 'CaptureReversed':
      return applyReversal(book, event.data, 'captured', payout, report);
    case 'ReleaseReversed':
      return applyReversal(book, event.data, 'released', payout, report);
    case 'SuspenseBooked':
      return applySuspense(book, event.data, decidedCase, report);
    case 'ExcessCharged':
      return applyExcess(book, event.data, decidedCase, report);
  }
}

/** I5: each return once, told by the payout in the same figures, and never more than was paid. */
function applyReturn(
  book: AuditedAccount,
  data: DataOf<'FundsReturned'>,
  payout: AuditedPayout | undefined,
  report: ReportDifference,
): void {
  const { payoutId, returnId, amountMinor, feeAmountMinor } = data;
  if (book.returns.has(returnId)) report('I5', `return ${returnId} is booked a second time`);
  book.returns.add(returnId);
  const told = payout?.returns.get(returnId);
  if (payout?.provider !== data.provider)
    report('I5', `return ${returnId} at ${data.provider}, which did not pay payout ${payoutId}`);
  if (told?.amountMinor !== amountMinor || told.feeAmountMinor !== feeAmountMinor)
    report('I5', `return of ${amountMinor} less ${feeAmountMinor} that payout ${payoutId} does not know`);
  const line = book.holds.get(payoutId);
  if (line?.state !== 'captured')
    report('I5', `return for payout ${payoutId}, whose hold is ${line?.state ?? 'missing'}`);
  if (payout) {
    payout.creditedMinor += amountMinor;
    if (payout.creditedMinor > payout.originalAmountMinor)
      report(
        'I5',
        `payout ${payoutId} has got ${payout.creditedMinor} back of ${payout.originalAmountMinor}`,
      );
  }
  book.availableMinor += amountMinor - feeAmountMinor;
  book.takenMinor -= amountMinor - feeAmountMinor;
}

/** The hold's end is replaced, because a decision on a case replaced the payout's outcome. */
function applyReversal(
  book: AuditedAccount,
  data: DataOf<'CaptureReversed'>,
  from: 'captured' | 'released',
  payout: AuditedPayout | undefined,
  report: ReportDifference,
): void {
  const { payoutId, originalAmountMinor, feeAmountMinor } = data;
  const to = from === 'captured' ? 'released' : 'captured';
  const line = book.holds.get(payoutId);
  if (line?.state !== from)
    report('I5', `a reversal of what is ${line?.state ?? 'missing'} for payout ${payoutId}`);
  const due = to === 'captured' ? 'COMPLETED' : 'FAILED';
  if (!payout?.decided.has(due) || payout.provider !== data.provider)
    report('I5', `a reversal for payout ${payoutId}, which no decision on a case made ${due}`);
  // What is given back is what was taken; what is taken is what a completion said it cost.
  const known = to === 'released' ? [line?.cost] : (payout?.costs ?? []);
  if (!known.some(cost => sameCost(cost, data)))
    report(
      'I5',
      `a reversal of ${originalAmountMinor} + ${feeAmountMinor}, which payout ${payoutId} never cost`,
    );
  if (to === 'released' && payout && payout.creditedMinor > 0n)
    report('I5', `a reversal for payout ${payoutId}, of which ${payout.creditedMinor} has come back`);
  const { excessMinor = 0n } = data;
  if (to === 'released' && line && line.excessMinor !== excessMinor)
    report('I5', `a reversal takes ${excessMinor} off the suspense, where ${line.excessMinor} is`);
  if (line) {
    line.state = to;
    line.cost = to === 'captured' ? { originalAmountMinor, feeAmountMinor } : null;
    line.excessMinor = to === 'captured' ? excessMinor : 0n;
  }
  const taken = accountCost(data);
  const sign = to === 'captured' ? 1n : -1n;
  book.availableMinor -= sign * taken;
  book.takenMinor += sign * taken;
}

/** I16: an amount at the provider is put aside because two people decided so, once. */
function applySuspense(
  book: AuditedAccount,
  data: DataOf<'SuspenseBooked'>,
  decidedCase: AuditedCase | undefined,
  report: ReportDifference,
): void {
  const { payoutId, caseId, amountMinor, direction } = data;
  if (!book.holds.has(payoutId)) report('I5', `suspense for payout ${payoutId}, which has no hold`);
  if (amountMinor === 0n) report('I1', `suspense of nothing for case ${caseId}`);
  if (book.suspense.has(caseId)) report('I5', `suspense for case ${caseId} is booked a second time`);
  book.suspense.add(caseId);
  const isDecided = [...(decidedCase?.decided.values() ?? [])].some(
    decision =>
      decision.type === 'WRITE_OFF' &&
      decision.amountMinor === amountMinor &&
      decision.direction === direction,
  );
  if (!isDecided || decidedCase?.payoutId !== payoutId)
    report('I16', `suspense of ${amountMinor} that nobody decided on case ${caseId}`);
}

/** I16: what is above the hold is charged because two people decided so, once, and never more than is on suspense. */
function applyExcess(
  book: AuditedAccount,
  data: DataOf<'ExcessCharged'>,
  decidedCase: AuditedCase | undefined,
  report: ReportDifference,
): void {
  const { payoutId, caseId, amountMinor } = data;
  const line = book.holds.get(payoutId);
  const onSuspense = line?.excessMinor ?? 0n;
  if (amountMinor > onSuspense)
    report(
      'I5',
      `${amountMinor} above the hold is charged for payout ${payoutId}, of ${onSuspense} on suspense`,
    );
  if (book.excesses.has(caseId)) report('I5', `the excess of case ${caseId} is charged a second time`);
  book.excesses.add(caseId);
  const isDecided = [...(decidedCase?.decided.values() ?? [])].some(
    decision => decision.type === 'CHARGE_CUSTOMER' && decision.amountMinor === amountMinor,
  );
  if (!isDecided || decidedCase?.payoutId !== payoutId)
    report('I16', `${amountMinor} above the hold is charged, which nobody decided on case ${caseId}`);
  if (line) line.excessMinor = onSuspense - amountMinor;
  book.availableMinor -= amountMinor;
  book.takenMinor += amountMinor;
}
