import type { PayoutHolds } from '../../commands/limits/payout-holds';
import type { PayoutReferences } from '../../commands/payouts/payout-references';
import { referenceUsed, type Rejection } from '../../commands/payouts/payout-rejection';
import type { PayoutRepository } from '../../commands/payouts/payout-repository';
import type { Hold } from '../../domain/account/state';
import type { PayoutRequested } from '../../domain/payout/events';
import { invariant } from '../../shared/invariant';
import type { CallAttempt } from '../exchanges/gated-providers';
import type { OrderSubmitter } from '../exchanges/order-submitter';
import { sagaCause } from '../saga-cause';

/** `denied`: the reference belongs to another payout, and the account is not asked. */
type HoldStatus = Hold['status'] | 'denied';

interface HoldAnswer {
  readonly status: HoldStatus;
  /** Why there is no hold; missing where there is or was one. */
  readonly rejection?: Rejection;
}

export interface SubmissionStarterParts {
  readonly payouts: PayoutRepository;
  readonly holds: PayoutHolds;
  readonly payoutReferences: PayoutReferences;
  readonly submitter: OrderSubmitter;
}

/**
 * Makes sure of a payout's reference, then of its hold, then sends the first order. Rejects a payout whose reference belongs to
 * another one, or whose account has refused it.
 */
export class SubmissionStarter {
  constructor(private readonly parts: SubmissionStarterParts) {}

  /**
   * The account answers a hold once: the answer to a repeat is the first answer.
   * @throws {Fault} The event store does not answer.
   */
  async start(request: PayoutRequested): Promise<CallAttempt | 'NOT_CALLED'> {
    const hold = await this.holdOrReject(request);
    // A hold that is closed already shows that the payout has moved on since it was read.
    return hold === 'open' ? this.parts.submitter.submitFirst(request) : 'NOT_CALLED';
  }

  /**
   * Makes sure of the reference and the hold, and sends nothing. Rejects the payout when it gets one of them not.
   * @throws {Fault} The event store does not answer.
   */
  async holdOrReject(request: PayoutRequested): Promise<HoldStatus> {
    const { status, rejection } = await this.hold(request);
    if (rejection) await this.reject(request, rejection);
    return status;
  }

  /**
   * The account's one answer for the payout. A payout without its reference is denied it, and the account is not asked.
   * @throws {Fault} The event store does not answer.
   */
  async hold(request: PayoutRequested): Promise<HoldAnswer> {
    const { payoutReferences, holds } = this.parts;
    if (await payoutReferences.reserveOrDeny(request, sagaCause(request, 'reference')))
      return holds.hold(request, sagaCause(request, 'hold'));
    return { status: 'denied', rejection: referenceUsed(await payoutReferences.ownRival(request)) };
  }

  private async reject(request: PayoutRequested, rejection: Rejection): Promise<void> {
    const command = { type: 'RejectPayout', ...rejection } as const;
    const rejected = await this.parts.payouts.change(request.payoutId, command, sagaCause(request, 'reject'));
    invariant(rejected.ok, `Payout ${request.payoutId} has no hold and could not be rejected`);
  }
}
