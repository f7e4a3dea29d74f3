import type { AuditedCase } from '../../records/audited-case';
import type { AuditedAccount, DataOf, LaterAccountEvent } from '../../records/audited-account-state';
import { waitingDeposits } from './deposit-requests';
import type { Difference, ReportDifference } from '../../difference';

type LifeEvent = Extract<
  LaterAccountEvent,
  { type: 'AccountClosed' | 'AccountReopened' | 'ClosedAccountMoved' }
>;

export const isLifeEvent = (event: LaterAccountEvent): event is LifeEvent =>
  event.type === 'AccountClosed' || event.type === 'AccountReopened' || event.type === 'ClosedAccountMoved';

/** What clients and people order. */
const BY_COMMAND: ReadonlySet<LaterAccountEvent['type']> = new Set([
  'FundsDeposited',
  'DepositRequested',
  'FundsHeld',
  'DepositReversed',
  'ExcessCharged',
]);

/** What providers report, or people decide about a payout. */
const BY_REPORT: ReadonlySet<LaterAccountEvent['type']> = new Set([
  'FundsReturned',
  'CaptureReversed',
  'ReleaseReversed',
]);

/** I19: no command moves money on a closed account. What is moved by a report is said, so that a person knows of it. */
export function checkClosed(book: AuditedAccount, event: LaterAccountEvent, report: ReportDifference): void {
  if (event.type === 'HoldRefused' && event.data.closed && !book.isClosed)
    report('I19', `payout ${event.data.payoutId} is refused by an account that is open, as a closed one`);
  if (!book.isClosed) return;
  if (BY_COMMAND.has(event.type)) report('I19', `${event.type} on a closed account`);
  if (BY_REPORT.has(event.type) && 'payoutId' in event.data)
    book.unsaidMovements.push(`${event.type} of payout ${event.data.payoutId}`);
}

export function applyLifeEvent(
  book: AuditedAccount,
  event: LifeEvent,
  decidedCase: AuditedCase | undefined,
  report: ReportDifference,
): void {
  switch (event.type) {
    case 'AccountClosed':
      return applyClosing(book, report);
    case 'AccountReopened':
      return applyReopening(book, event.data, decidedCase, report);
    case 'ClosedAccountMoved':
      return applyMoved(book, event.data, report);
  }
}

/** I19: nothing is on an account that is closed. */
function applyClosing(book: AuditedAccount, report: ReportDifference): void {
  const { availableMinor, heldMinor } = book;
  if (book.isClosed) report('I19', 'the account is closed a second time');
  if (availableMinor !== 0n || heldMinor !== 0n)
    report('I19', `the account is closed with ${availableMinor} available and ${heldMinor} held`);
  const waiting = waitingDeposits(book);
  if (waiting > 0) report('I19', `the account is closed while deposits wait for people: ${waiting}`);
  book.isClosed = true;
}

/** I16: two people decided it. */
function applyReopening(
  book: AuditedAccount,
  { accountId, caseId }: DataOf<'AccountReopened'>,
  decidedCase: AuditedCase | undefined,
  report: ReportDifference,
): void {
  if (!book.isClosed) report('I19', 'an account is reopened that is not closed');
  const isDecided = [...(decidedCase?.decided.values() ?? [])].some(
    decision => decision.type === 'REOPEN_ACCOUNT' && decision.accountId === accountId,
  );
  if (!isDecided) report('I16', `the account is reopened, which nobody decided on case ${caseId}`);
  book.isClosed = false;
}

function applyMoved(
  book: AuditedAccount,
  { payoutId, movement }: DataOf<'ClosedAccountMoved'>,
  report: ReportDifference,
): void {
  const said = `${movement} of payout ${payoutId}`;
  const index = book.unsaidMovements.indexOf(said);
  if (index < 0) report('I19', `${said} is said of a closed account, which had none`);
  else book.unsaidMovements.splice(index, 1);
}

/** I19: movements on closed accounts of which no event tells a person. */
export const unsaidMovements = (accounts: Iterable<AuditedAccount>): Difference[] =>
  [...accounts].flatMap(({ accountId, unsaidMovements: unsaid }) =>
    unsaid.map(movement => ({
      invariant: 'I19' as const,
      stream: `account-${accountId}`,
      revision: null,
      detail: `${movement} moved money on the closed account, and no event says so`,
    })),
  );
