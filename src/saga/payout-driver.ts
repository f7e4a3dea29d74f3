import type { AccountLanes } from '../commands/account-lanes';
import type { LoadedPayout, Payouts } from '../commands/payouts';
import type { PayoutCompleted, PayoutRequested } from '../domain/payout/events';
import type { PayoutState } from '../domain/payout/payout';
import type { Clock } from '../shared/clock';
import { Fault } from '../shared/fault';
import { Bug, invariant, unreachable } from '../shared/invariant';
import type { Logger } from '../shared/logging';
import { KEY_LIFE_ENDED, nextStep, type Due, type Patience, type PayoutStep } from './payout.process';
import { causeOf, type ProviderCalls, type Submitting } from './provider-calls';

export interface DriverParts {
  readonly payouts: Payouts;
  readonly lanes: AccountLanes;
  readonly calls: ProviderCalls;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly patience: Patience;
}

/** Either nothing more will come of it by itself, or it wants to be driven again at this time. */
export type Progress = 'done' | { readonly again: Date };

/** A payout that has a stream. */
type Existing = Exclude<PayoutState, { status: 'none' }>;

const MAX_STEPS = 12;

/** Takes one payout as far as it can go now. Driving it again, here or in another process, does no harm. */
export class PayoutDriver {
  constructor(private readonly parts: DriverParts) {}

  /**
   * `answered`: the account is known to have held the funds or refused to.
   * @throws {Fault} the event store is away: drive it again later
   */
  async drive(payoutId: string, answered: boolean): Promise<Progress> {
    for (let steps = 0; steps < MAX_STEPS; steps += 1) {
      const loaded = await this.parts.payouts.load(payoutId);
      // Whoever drives a payout has seen an event of it: a stream without events was not read whole.
      if (loaded.state.status === 'none') throw new Fault('event store', `Payout ${payoutId} cannot be read`);
      const due = this.dueFor(payoutId, loaded, answered);
      if (due.kind === 'wait') return { again: due.until };
      if (due.kind === 'done' || (await this.take(due.step, loaded.state))) return this.done(payoutId);
    }
    throw new Bug(`Payout ${payoutId} took more than ${MAX_STEPS} steps at once`);
  }

  /** The payout was settled by somebody else. */
  forget(payoutId: string): void {
    this.parts.calls.forget(payoutId);
  }

  private done(payoutId: string): Progress {
    this.parts.calls.forget(payoutId);
    return 'done';
  }

  private dueFor(payoutId: string, { state, times }: LoadedPayout, answered: boolean): Due {
    const { clock, patience, calls } = this.parts;
    const now = clock.now();
    const lastEventAt = times.lastEventAt ?? now;
    const calledAt = calls.lastCallAt(payoutId) ?? lastEventAt;
    const situation = {
      now,
      answered,
      requestedAt: times.requestedAt ?? now,
      submissionStartedAt: times.submissionStartedAt,
      lastTouchedAt: calledAt > lastEventAt ? calledAt : lastEventAt,
    };
    return nextStep(state, situation, patience);
  }

  /** True when the payout's money is settled and nothing is left to do. */
  private async take(step: PayoutStep, state: Existing): Promise<boolean> {
    const { calls } = this.parts;
    switch (step) {
      case 'START_SUBMISSION':
        await this.startSubmission(state.request);
        return false;
      case 'SUBMIT':
        await calls.repeat(submitting(state));
        return false;
      case 'ASK_PROVIDER':
        await calls.ask(submitting(state));
        return false;
      case 'GIVE_TO_PERSON':
        await calls.recordUnknown(state.request, KEY_LIFE_ENDED);
        this.parts.logger.error(
          { payoutId: state.request.payoutId },
          'payout needs a person: key life ended',
        );
        return false;
      case 'CAPTURE_HOLD':
        invariant(state.status === 'completed', 'Only a completed payout captures its hold');
        await this.captureHold(state.request, state.outcome);
        return true;
      case 'RELEASE_HOLD':
        await this.releaseHold(state.request);
        return true;
      default:
        return unreachable(step);
    }
  }

  /** The account answers once for all; then the payout is submitted or rejected accordingly. */
  private async startSubmission(request: PayoutRequested): Promise<void> {
    const { payoutId, accountId, heldAmountMinor: amountMinor, currency } = request;
    const hold = { type: 'HoldFunds', payoutId, amountMinor, currency } as const;
    const answer = await this.parts.lanes.execute(accountId, hold, causeOf(request, 'hold'));
    invariant(answer.ok, `A hold for payout ${payoutId} was refused`);
    const status = answer.value.state?.holds.get(payoutId)?.status;
    if (status === 'open') await this.parts.calls.start(request);
    else if (status === 'refused') await this.reject(request);
    // A hold that is closed already means that the payout has moved on since it was read.
  }

  private async reject(request: PayoutRequested): Promise<void> {
    const message = `Account ${request.accountId} has not enough available for the amount and its fee`;
    const command = { type: 'RejectPayout', code: 'INSUFFICIENT_FUNDS', message } as const;
    const rejected = await this.parts.payouts.change(request.payoutId, command, causeOf(request, 'reject'));
    invariant(rejected.ok, `Payout ${request.payoutId} has no hold and could not be rejected`);
  }

  private async captureHold(request: PayoutRequested, outcome: PayoutCompleted): Promise<void> {
    const { payoutId, accountId, provider } = request;
    const { originalAmountMinor, feeAmountMinor } = outcome;
    const command = { type: 'CaptureHold', payoutId, provider, originalAmountMinor, feeAmountMinor } as const;
    const captured = await this.parts.lanes.execute(accountId, command, causeOf(request, 'capture'));
    invariant(captured.ok, `Capturing the hold of ${payoutId} was refused`);
    if (originalAmountMinor + feeAmountMinor > request.heldAmountMinor) {
      this.parts.logger.error({ payoutId }, 'payout needs a person: it cost more than was held');
    }
  }

  private async releaseHold(request: PayoutRequested): Promise<void> {
    const { payoutId, accountId } = request;
    const command = { type: 'ReleaseHold', payoutId } as const;
    const released = await this.parts.lanes.execute(accountId, command, causeOf(request, 'release'));
    invariant(released.ok, `Releasing the hold of ${payoutId} was refused`);
  }
}

function submitting(state: Existing): Submitting {
  invariant('providerKey' in state, 'A payout without a key cannot be sent or asked about');
  return state;
}
