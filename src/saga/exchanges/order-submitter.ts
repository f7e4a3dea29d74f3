import type { PayoutRepository } from '../../commands/payouts/payout-repository';
import type { PayoutRequested } from '../../domain/payout/events';
import type { PayoutState } from '../../domain/payout/payout';
import type { Permit } from '../../providers/gate/provider-gate';
import type { SubmissionOutcome } from '../../providers/port/provider';
import type { Clock } from '../../shared/clock';
import type { Logger } from '../../shared/logging';
import type { Random } from '../../shared/random';
import type { CallMemory } from './call-memory';
import type { ExchangeLog } from './exchange-log';
import type { CallAttempt, GatedProviders } from './gated-providers';
import type { UnrecordedExchanges } from './unrecorded-exchanges';
import type { PayoutWithKey } from './lookup-recorder';
import type { OutcomeRecorder } from './outcome-recorder';
import { orderOf } from './payout-order';

export interface OrderSubmitterParts {
  readonly providers: GatedProviders;
  readonly memory: CallMemory;
  readonly outcomes: OutcomeRecorder;
  readonly payouts: PayoutRepository;
  readonly exchanges: ExchangeLog;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** The longest time between a recorded submission and the beginning of its call, in milliseconds. */
  readonly maxStartDelayMs: number;
}

/** A submission that is on record and can leave. */
interface ReadySubmission {
  readonly state: PayoutWithKey;
  /** Our time before the submission was recorded. */
  readonly begunAt: Date;
  readonly permit: Permit;
  /** No order of this payout has left before. */
  readonly first: boolean;
}

/** Sends orders. Each submission is recorded before its call, and its outcome after it. */
export class OrderSubmitter {
  constructor(private readonly parts: OrderSubmitterParts) {}

  /** Draws the one key of the payout, records it, and sends the order. */
  submitFirst(request: PayoutRequested): Promise<CallAttempt> {
    const { providers, random, clock, outcomes } = this.parts;
    return providers.call(request, 'submission', async permit => {
      const providerKey = random.uuid();
      const webhookUrl = providers.providerOf(request).webhookUrl();
      const begunAt = clock.now();
      const command = { type: 'StartSubmission', providerKey, webhookUrl } as const;
      const state = await outcomes.change(request, command);
      // Only the process that recorded the key knows that no order left with it. Every other process waits.
      if (state?.status === 'submitting' && state.providerKey === providerKey)
        await this.sendInTime({ state, begunAt, permit, first: true });
    });
  }

  /** Sends the same order again. The repeat is recorded first, unless no order can have left. */
  resubmit(state: PayoutWithKey): Promise<CallAttempt> {
    return this.parts.providers.call(state.request, 'submission', permit =>
      this.parts.memory.isUnsent(state) ? this.sendUnsent(state, permit) : this.repeat(state, permit),
    );
  }

  private async repeat({ request }: PayoutWithKey, permit: Permit): Promise<void> {
    const { clock, random, providers, outcomes } = this.parts;
    const begunAt = clock.now();
    // Two processes that repeat at the same time record two submissions, one for each call.
    const step = `RepeatSubmission:${random.uuid()}`;
    const command = { type: 'RepeatSubmission', ifMissing: providers.isKeyless(request) } as const;
    const state = await outcomes.change(request, command, { step });
    // When the provider has taken the order meanwhile, nothing was recorded, and nothing is sent.
    if (state && isRepeatable(state)) await this.sendInTime({ state, begunAt, permit, first: false });
  }

  /** A process that begins to look the order up now needs minutes before it sends the order. */
  private async sendUnsent({ request }: PayoutWithKey, permit: Permit): Promise<void> {
    const begunAt = this.parts.clock.now();
    // No append comes before this call, so it rests on what the disk has now.
    const { state } = await this.parts.payouts.read(request.payoutId);
    if (isRepeatable(state) && this.parts.memory.isUnsent(state))
      await this.sendInTime({ state, begunAt, permit, first: true });
  }

  /**
   * Other processes expect a call to end some time after its submission is on record. A process that was delayed in
   * between sends nothing: its order would leave when the others no longer expect it.
   */
  private async sendInTime(submission: ReadySubmission): Promise<void> {
    const { clock, maxStartDelayMs, logger } = this.parts;
    const { state, begunAt } = submission;
    const heldUpMs = clock.now().getTime() - begunAt.getTime();
    if (heldUpMs >= 0 && heldUpMs <= maxStartDelayMs) return this.send(submission);
    if (submission.first) this.parts.memory.recordUnsent(state);
    logger.warn({ payoutId: state.request.payoutId, heldUpMs }, 'held up before the order left: not sent');
  }

  private async send(submission: ReadySubmission): Promise<void> {
    const { state, permit } = submission;
    const { request } = state;
    const { memory, providers, clock, exchanges } = this.parts;
    memory.clearUnsent(request.payoutId);
    const result = await providers.providerOf(request).submit(orderOf(state));
    permit.release(result);
    memory.recordCall(request.payoutId, clock.monotonicMs());
    const { outcome } = result;
    const call = exchanges.unrecorded(request, result);
    await exchanges.conclude(call, () => this.recordOutcome(submission, outcome, call));
  }

  private async recordOutcome(
    { state, first }: ReadySubmission,
    outcome: SubmissionOutcome,
    exchanges: UnrecordedExchanges,
  ): Promise<void> {
    const { memory, outcomes, logger } = this.parts;
    const { request } = state;
    if (outcome.kind === 'accepted') return outcomes.recordAccepted(request, outcome, exchanges);
    if (outcome.kind === 'declined') return outcomes.recordDecline(request, outcome, exchanges);
    const { payoutId } = request;
    if (outcome.tokenRefused) memory.recordTokenRefused(payoutId);
    const { reason } = outcome;
    if (outcome.sent) return outcomes.recordUnknown(request, { reason, needsPerson: false }, exchanges);
    // The order provably did not reach the provider, so its outcome is not unknown. It is sent again.
    if (first) memory.recordUnsent(state);
    logger.warn({ payoutId, reason }, 'provider not reached');
  }
}

/** The states in which a repeat is recorded, or was just recorded: no acceptance is known. */
const isRepeatable = (state: PayoutState): state is PayoutWithKey =>
  (state.status === 'submitting' || state.status === 'unknown') && state.providerId === null;
