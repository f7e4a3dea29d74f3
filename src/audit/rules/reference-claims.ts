import type { RecordedEvent } from '../../event-store/event-store';
import type { ReportDifference } from '../difference';
import type { AuditedPayout } from '../records/payouts/audited-payout';

interface Said {
  readonly payoutId?: unknown;
  readonly clientId?: unknown;
  readonly provider?: unknown;
  readonly reference?: unknown;
  readonly code?: unknown;
}

/**
 * I4: an account is asked only for a payout that has its reference, and a payout that is rejected for its reference was
 * denied it. A store that is older than the marker may hold payouts whose reference is claimed in other streams; there
 * the first rule is not checked.
 */
export class ReferenceClaims {
  private isCombined = false;
  /** What a payout has reserved, until its account has answered. A request that was refused can leave more than one. */
  private readonly reserved = new Map<unknown, string[]>();
  /** Payout → the stream of the reference that it never gets. */
  private readonly denied = new Map<unknown, string>();

  apply(
    { streamId, body: { type, data } }: RecordedEvent,
    payouts: Pick<ReadonlyMap<string, AuditedPayout>, 'get'>,
    report: ReportDifference,
  ): void {
    const said = data as Said;
    const { payoutId } = said;
    switch (type) {
      case 'PayoutReferencesCombined':
        this.isCombined = true;
        return;
      case 'PayoutReferenceReserved':
        if (this.denied.get(payoutId) === streamId)
          report('I4', `payout ${String(payoutId)} gets a reference that was denied to it`);
        this.reserved.set(payoutId, [...(this.reserved.get(payoutId) ?? []), claimText(said)]);
        return;
      case 'PayoutReferenceDenied':
        this.denied.set(payoutId, streamId);
        return;
      case 'FundsHeld':
      case 'HoldRefused':
        return this.checkHold(payoutId, payouts.get(String(payoutId)), report);
      case 'PayoutRejected':
        if (said.code === 'EXTERNAL_REFERENCE_USED' && !this.denied.has(payoutId))
          report('I9', 'rejected for a reference that was not denied to it');
    }
  }

  private checkHold(payoutId: unknown, payout: AuditedPayout | undefined, report: ReportDifference): void {
    const reserved = this.reserved.get(payoutId) ?? [];
    this.reserved.delete(payoutId);
    const { clientId, provider, externalReference: reference } = payout ?? {};
    if (this.isCombined && !reserved.includes(claimText({ clientId, provider, reference })))
      report('I4', `payout ${String(payoutId)} asks its account without its reference`);
  }
}

const claimText = ({ clientId, provider, reference }: Said): string =>
  JSON.stringify([clientId, provider, reference]);
