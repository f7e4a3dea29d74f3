import type { CaseDecision } from '../../../domain/case/events';
import type { AuditedAccount, DataOf } from '../../records/audited-account-state';
import type { AuditedCase } from '../../records/audited-case';
import type { ReportDifference } from '../../difference';

type Reversed = DataOf<'DepositReversed'>;
type Decided = Extract<CaseDecision, { type: 'REVERSE_DEPOSIT' }>;

/** No provider's name has a space in it. */
export const arrivalKey = ({ provider, reference }: { provider: string; reference: string }): string =>
  `${provider} ${reference}`;

/** I16: a deposit is taken back once, as it was booked, because two people decided so; I2: no further than they knew. */
export function applyDepositReversal(
  book: AuditedAccount,
  data: Reversed,
  decidedCase: AuditedCase | undefined,
  report: ReportDifference,
): void {
  const { depositId, caseId, amountMinor } = data;
  const deposit = book.deposits.get(depositId);
  if (book.reversed.has(depositId)) report('I9', `deposit ${depositId} is taken back a second time`);
  if (deposit?.amountMinor !== amountMinor || arrivalKey(deposit) !== arrivalKey(data))
    report('I9', `deposit ${depositId} is taken back otherwise than it was booked`);
  const decision = decisionOn(data, decidedCase);
  if (!decision) report('I16', `deposit ${depositId} is taken back, which nobody decided on case ${caseId}`);
  book.reversed.add(depositId);
  book.arrivals.get(arrivalKey(data))?.delete(depositId);
  book.availableMinor -= amountMinor;
  book.depositedMinor -= amountMinor;
  if (book.availableMinor < -(decision?.overdraftMinor ?? 0n))
    report('I2', `taking deposit ${depositId} back left ${book.availableMinor} available`);
}

function decisionOn({ accountId, depositId, amountMinor }: Reversed, of?: AuditedCase): Decided | undefined {
  return [...(of?.decided.values() ?? [])].find(
    (decision): decision is Decided =>
      decision.type === 'REVERSE_DEPOSIT' &&
      decision.accountId === accountId &&
      decision.depositId === depositId &&
      decision.amountMinor === amountMinor,
  );
}
