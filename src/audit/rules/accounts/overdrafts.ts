import type { Difference, ReportDifference } from '../../difference';
import type { AuditedAccount, DataOf, LaterAccountEvent } from '../../records/audited-account-state';
import type { AuditedCase } from '../../records/audited-case';
import { accountCost } from '../../records/audited-hold';

/** An account that a provider's charge took below zero, before suspense carried what is above a hold: a person knows it. */
export interface Overdraft {
  readonly accountId: string;
  readonly payoutId: string;
  readonly availableMinor: bigint;
}

interface Books {
  readonly cases: ReadonlyMap<string, AuditedCase>;
  readonly overdrafts: readonly Overdraft[];
  concerns(place: string): boolean;
}

/**
 * I2: below zero only by what a provider really charged, or by a decision. Returns what a charge left. `before`: what was
 * available before the event, in minor units.
 */
export function overdraftBy(
  event: LaterAccountEvent,
  { accountId, availableMinor }: AuditedAccount,
  before: bigint,
  report: ReportDifference,
): Overdraft | undefined {
  if (availableMinor >= 0n) return undefined;
  if (event.type === 'HoldCaptured' && costsMoreThanHeld(event.data))
    return { accountId, payoutId: event.data.payoutId, availableMinor };
  if (before >= 0n && event.type !== 'ReleaseReversed' && event.type !== 'DepositReversed')
    report('I2', `${event.type} left ${availableMinor} available`);
  return undefined;
}

const costsMoreThanHeld = (captured: DataOf<'HoldCaptured'>): boolean =>
  accountCost(captured) > captured.heldAmountMinor;

/** I2: an account that a provider's charge took below zero stands in front of a person. */
export function overdraftsWithoutCase(books: Books): Difference[] {
  const inCases = new Set([...books.cases.values()].map(({ payoutId }) => payoutId));
  return books.overdrafts
    .filter(({ payoutId, accountId }) => !inCases.has(payoutId) && books.concerns(`account-${accountId}`))
    .map(({ accountId, payoutId, availableMinor }) => ({
      invariant: 'I2',
      stream: `account-${accountId}`,
      revision: null,
      detail: `payout ${payoutId} left ${availableMinor} available, and no case tells of it`,
    }));
}
