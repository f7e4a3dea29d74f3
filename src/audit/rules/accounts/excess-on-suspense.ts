import type { RecordedEvent } from '../../../event-store/event-store';
import type { AuditedAccount, LaterAccountEvent } from '../../records/audited-account-state';
import type { ReportDifference } from '../../difference';

/** The first schema version in which the provider's suspense carries what is above a hold. */
const SINCE_VERSION = 2;

/** I2: of what a payout cost an account pays at most what was held; the rest, and nothing but the rest, is on suspense. */
export function checkExcess(
  book: AuditedAccount,
  event: LaterAccountEvent,
  { metadata }: RecordedEvent,
  report: ReportDifference,
): void {
  if (event.type !== 'HoldCaptured' && event.type !== 'ReleaseReversed') return;
  if (metadata.schemaVersion < SINCE_VERSION) return;
  const { payoutId, originalAmountMinor, feeAmountMinor, excessMinor = 0n } = event.data;
  const heldMinor = book.holds.get(payoutId)?.amountMinor ?? 0n;
  const cost = originalAmountMinor + feeAmountMinor;
  const due = cost > heldMinor ? cost - heldMinor : 0n;
  if (excessMinor !== due)
    report(
      'I2',
      `payout ${payoutId} cost ${cost}, held ${heldMinor}: ${excessMinor} is on suspense, ${due} was due`,
    );
}
