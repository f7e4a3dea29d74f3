import type { Payouts } from '../../commands/payouts/payout-repository';
import type { PayoutState } from '../../domain/payout/payout';
import type { Called } from '../../providers/port/provider';
import { causeOf } from '../saga-cause';

/** A payout that has a provider key. */
export type Submitting = Extract<PayoutState, { providerKey: string }>;

/** Keeps what looking for an order has shown in the payout's stream, so that a restart neither forgets nor shortens it. */
export class Looks {
  constructor(private readonly payouts: Payouts) {}

  /**
   * `state`: as it was when the provider was asked, at `askedAt`; what has been sent since was not asked about. The answers
   * are kept already.
   * @throws {Fault}
   */
  async record(
    { request, submissions: submission }: Pick<Submitting, 'request' | 'submissions'>,
    { exchanges }: Called<unknown>,
    found: boolean,
    askedAt: Date,
  ): Promise<void> {
    const answerHashes = exchanges.flatMap(({ answerHash }) => (answerHash === null ? [] : [answerHash]));
    const at = askedAt.toISOString();
    const command = { type: 'RecordLook', submission, found, at, answerHashes } as const;
    await this.payouts.change(request.payoutId, command, causeOf(request, `look:${at}`));
  }
}
