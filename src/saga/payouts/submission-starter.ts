import type { PayoutHolds } from '../../commands/limits/payout-holds';
import type { PayoutReferences } from '../../commands/payouts/payout-references';
import { referenceUsed, type Rejection } from '../../commands/payouts/payout-rejection';
import type { PayoutRepository } from '../../commands/payouts/payout-repository';
import type { PayoutRequested } from '../../domain/payout/events';
import { invariant } from '../../shared/invariant';
import type { CallAttempt } from '../exchanges/gated-providers';
import type { OrderSubmitter } from '../exchanges/order-submitter';
import { sagaCause } from '../saga-cause';

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
    if (!(await this.parts.payoutReferences.reserveOrDeny(request, sagaCause(request, 'reference')))) {
      await this.reject(request, referenceUsed(await this.parts.payoutReferences.ownRival(request)));
      return 'NOT_CALLED';
    }
    const { status, rejection } = await this.parts.holds.hold(request, sagaCause(request, 'hold'));
    if (status === 'open') return this.parts.submitter.submitFirst(request);
    if (rejection) await this.reject(request, rejection);
    // A hold that is closed already shows that the payout has moved on since it was read.
    return 'NOT_CALLED';
  }

  private async reject(request: PayoutRequested, rejection: Rejection): Promise<void> {
    const command = { type: 'RejectPayout', ...rejection } as const;
    const rejected = await this.parts.payouts.change(request.payoutId, command, sagaCause(request, 'reject'));
    invariant(rejected.ok, `Payout ${request.payoutId} has no hold and could not be rejected`);
  }
}
