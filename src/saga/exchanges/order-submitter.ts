import type { Payouts } from '../../commands/payouts/payout-repository';
import type { PayoutRequested } from '../../domain/payout/events';
import type { PayoutState } from '../../domain/payout/payout';
import type { Clock } from '../../shared/clock';
import type { Logger } from '../../shared/logging';
import type { Random } from '../../shared/random';
import type { CallMemory } from './call-memory';
import type { CallOutcomes } from './outcome-recorder';
import type { ExchangeLog } from './exchange-log';
import type { Submitting } from './lookup-recorder';
import { orderOf } from './payout-order';
import type { Pass } from '../../providers/gate/single-provider-gate';
import type { ProviderTurns, Went } from './gated-providers';

export interface ProviderCallParts {
  readonly turns: ProviderTurns;
  readonly memory: CallMemory;
  readonly outcomes: CallOutcomes;
  readonly payouts: Payouts;
  readonly exchanges: ExchangeLog;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** What may pass between a recorded intent and the beginning of its call, in milliseconds. */
  readonly slackMs: number;
}

/** Sends orders: the intent is recorded before each, and its outcome after it. */
export class ProviderCalls {
  constructor(private readonly parts: ProviderCallParts) {}

  /** Draws the payout's one key, records it, and sends the order. */
  start(request: PayoutRequested): Promise<Went> {
    return this.parts.turns.take(request, 'submission', async pass => {
      const providerKey = this.parts.random.uuid();
      const webhookUrl = this.parts.turns.providerOf(request).webhookUrl();
      const begunAt = this.parts.clock.now();
      const started = await this.parts.outcomes.change(request, {
        type: 'StartSubmission',
        providerKey,
        webhookUrl,
      });
      // Only who recorded the key knows that nothing was sent with it yet. Everybody else waits a call's length.
      if (started?.status === 'submitting' && started.providerKey === providerKey)
        await this.sendFresh(started, begunAt, pass, true);
    });
  }

  /** Sends the same order again; the repeat is recorded first, unless nothing of the order can have been sent. */
  repeat(state: Submitting): Promise<Went> {
    const { request } = state;
    return this.parts.turns.take(request, 'submission', async pass => {
      if (this.parts.memory.isUnsent(state)) return this.sendUnsent(state, pass);
      const begunAt = this.parts.clock.now();
      // Whoever else repeats at the same moment must not pass for this one: each post is on record by itself.
      const claim = `RepeatSubmission:${this.parts.random.uuid()}`;
      const command = { type: 'RepeatSubmission', ifMissing: this.parts.turns.isKeyless(request) } as const;
      const repeated = await this.parts.outcomes.change(request, command, claim);
      // Where it has been taken meanwhile nothing was recorded, and nothing is sent.
      if (repeated && isRepeatable(repeated)) await this.sendFresh(repeated, begunAt, pass, false);
    });
  }

  /** Nobody else has looked for it in vain by now; whoever begins to do so is minutes away from sending it. */
  private async sendUnsent({ request }: Submitting, pass: Pass): Promise<void> {
    const begunAt = this.parts.clock.now();
    const { state } = await this.parts.payouts.load(request.payoutId);
    if (isRepeatable(state) && this.parts.memory.isUnsent(state))
      await this.sendFresh(state, begunAt, pass, true);
  }

  /**
   * Others take a call for over some time after its intent is on record. Whoever was held up in between, by a pause of the
   * process or a slow append, sends nothing: the order would leave when others no longer expect it.
   */
  private async sendFresh(state: Submitting, begunAt: Date, pass: Pass, first: boolean): Promise<void> {
    const { clock, slackMs, logger } = this.parts;
    const heldUpMs = clock.now().getTime() - begunAt.getTime();
    if (heldUpMs >= 0 && heldUpMs <= slackMs) return this.send(state, pass, first);
    if (first) this.parts.memory.notSent(state);
    logger.warn({ payoutId: state.request.payoutId, heldUpMs }, 'held up before the order left: not sent');
  }

  private async send(state: Submitting, pass: Pass, first: boolean): Promise<void> {
    const { request } = state;
    const { payoutId } = request;
    this.parts.memory.sending(payoutId);
    const called = await this.parts.turns.providerOf(request).submit(orderOf(state));
    pass.leave(called);
    const { outcome } = called;
    this.parts.memory.called(payoutId, this.parts.clock.monotonicMs());
    await this.parts.exchanges.record(request, called, outcome.kind !== 'unknown');
    switch (outcome.kind) {
      case 'accepted':
        return this.parts.outcomes.recordAccepted(request, outcome);
      case 'declined':
        return this.parts.outcomes.recordDecline(request, outcome);
      case 'unknown':
        if (outcome.tokenRefused) this.parts.memory.refusedForToken(payoutId);
        if (outcome.sent) return this.parts.outcomes.recordUnknown(request, outcome.reason, false);
        // What provably never reached the provider is no unknown outcome: it stays as it is and is sent again.
        if (first) this.parts.memory.notSent(state);
        this.parts.logger.warn({ payoutId, reason: outcome.reason }, 'provider not reached');
    }
  }
}

/** Nobody is known to have taken it: the states in which a repeat is recorded, or was just recorded. */
const isRepeatable = (state: PayoutState): state is Submitting =>
  (state.status === 'submitting' || state.status === 'unknown') && state.providerId === null;
