import type { AccountLanes } from '../commands/account-lanes';
import type { LoadedPayout, Payouts } from '../commands/payouts';
import type { References } from '../commands/references';
import type { PayoutCompleted, PayoutRequested } from '../domain/payout/events';
import type { ProviderName } from '../domain/payout/payee';
import type { PayoutCommand, PayoutState } from '../domain/payout/payout';
import type { Cause } from '../event-store/new-events';
import type { Provider, SubmissionOutcome } from '../providers/provider';
import type { Clock } from '../shared/clock';
import { derivedId } from '../shared/ids';
import { Bug, invariant, unreachable } from '../shared/invariant';
import type { Logger } from '../shared/logging';
import type { Random } from '../shared/random';
import { KEY_LIFE_ENDED, nextStep, type Due, type Patience, type PayoutStep } from './payout.process';
import { isDecisive, recordReport } from './payout-reports';

export interface DriverParts {
  readonly payouts: Payouts;
  readonly lanes: AccountLanes;
  readonly references: References;
  readonly providers: ReadonlyMap<ProviderName, Provider>;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly patience: Patience;
}

/** Either nothing more will come of it by itself, or it wants to be driven again at this time. */
export type Progress = 'done' | { readonly again: Date };

/** A payout that has passed its request. */
type Existing = Exclude<PayoutState, { status: 'none' }>;
type Submitting = Extract<PayoutState, { providerKey: string }>;

const MAX_STEPS = 12;

/** Takes one payout as far as it can go now. Driving it again, here or in another process, does no harm. */
export class PayoutDriver {
  /** When this process last called the provider for a payout that has no outcome yet. */
  private readonly calledAt = new Map<string, Date>();

  constructor(private readonly parts: DriverParts) {}

  /** @throws {Fault} the event store is away: drive it again later */
  async drive(payoutId: string, held: boolean): Promise<Progress> {
    for (let steps = 0; steps < MAX_STEPS; steps += 1) {
      const loaded = await this.parts.payouts.load(payoutId);
      const due = this.dueFor(payoutId, loaded, held);
      if (due.kind === 'wait') return { again: due.until };
      if (due.kind === 'done') return 'done';
      invariant(loaded.state.status !== 'none', 'A payout without a stream has no step');
      const finished = await this.take(due.step, loaded.state);
      if (finished) return this.finish(payoutId);
    }
    throw new Bug(`Payout ${payoutId} took more than ${MAX_STEPS} steps at once`);
  }

  private dueFor(payoutId: string, { state, times }: LoadedPayout, held: boolean): Due {
    const { clock, patience } = this.parts;
    const now = clock.now();
    const lastEventAt = times.lastEventAt ?? now;
    const calledAt = this.calledAt.get(payoutId) ?? lastEventAt;
    const situation = {
      now,
      held,
      requestedAt: times.requestedAt ?? now,
      submissionStartedAt: times.submissionStartedAt,
      lastTouchedAt: calledAt > lastEventAt ? calledAt : lastEventAt,
    };
    return nextStep(state, situation, patience);
  }

  private finish(payoutId: string): Progress {
    this.calledAt.delete(payoutId);
    return 'done';
  }

  /** True when the payout's money is settled and nothing is left to do. */
  private async take(step: PayoutStep, state: Existing): Promise<boolean> {
    switch (step) {
      case 'START_SUBMISSION':
        await this.startSubmission(state.request);
        return false;
      case 'SUBMIT':
        await this.submit(submitting(state), false);
        return false;
      case 'ASK_PROVIDER':
        await this.ask(submitting(state));
        return false;
      case 'GIVE_TO_PERSON':
        await this.change(state.request, { type: 'RecordUnknownOutcome', reason: KEY_LIFE_ENDED });
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
        await this.releaseHold(state);
        return true;
      default:
        return unreachable(step);
    }
  }

  private async startSubmission(request: PayoutRequested): Promise<void> {
    const { payoutId, accountId, heldAmountMinor: amountMinor, currency } = request;
    const hold = { type: 'HoldFunds', payoutId, amountMinor, currency } as const;
    const held = await this.parts.lanes.execute(accountId, hold, causeOf(request, 'hold'));
    if (!held.ok) {
      invariant(held.refusal === 'INSUFFICIENT_FUNDS', `A hold was refused: ${held.refusal}`);
      const message = `Account ${accountId} has not enough available for the amount and its fee`;
      await this.change(request, { type: 'RejectPayout', code: 'INSUFFICIENT_FUNDS', message });
      return;
    }
    // A hold that is closed already means that the payout has moved on since it was read.
    if (held.value.state?.holds.get(payoutId)?.status !== 'open') return;
    const providerKey = this.parts.random.uuid();
    const started = await this.change(request, { type: 'StartSubmission', providerKey });
    // Only who recorded the key knows that nothing was sent with it yet. Everybody else waits a call's length.
    if (started?.status === 'submitting' && started.providerKey === providerKey)
      await this.submit(started, true);
  }

  private async submit(state: Submitting, first: boolean): Promise<void> {
    const { request, providerKey } = state;
    const { payoutId, amountMinor, currency, externalReference, description, personal } = request;
    const order = {
      payoutId,
      providerKey,
      amountMinor,
      currency,
      externalReference,
      description,
      payee: personal.payee,
    };
    this.calledAt.set(payoutId, this.parts.clock.now());
    const outcome = await this.providerOf(request).submit(order);
    this.calledAt.set(payoutId, this.parts.clock.now());
    await this.recordSubmission(request, outcome, first);
  }

  private async recordSubmission(
    request: PayoutRequested,
    outcome: SubmissionOutcome,
    first: boolean,
  ): Promise<void> {
    if (outcome.kind === 'accepted') return this.recordAccepted(request, outcome);
    if (outcome.kind === 'declined') {
      // After an earlier call that may have been accepted, a refusal for lack of balance proves nothing about it.
      if (outcome.mayChange && !first)
        return this.recordUnknown(request, `DECLINED_ON_REPEAT: ${outcome.code}`);
      const { code, message, answerHash } = outcome;
      await this.change(request, {
        type: 'RecordFailure',
        code,
        message,
        evidence: { kind: 'submission', answerHash },
      });
      return;
    }
    // What provably never reached the provider is no unknown outcome: it stays as it is and is sent again.
    if (outcome.sent) await this.recordUnknown(request, outcome.reason);
    else
      this.parts.logger.warn({ payoutId: request.payoutId, reason: outcome.reason }, 'provider not reached');
  }

  private async recordAccepted(
    request: PayoutRequested,
    { providerId, transactionId }: Extract<SubmissionOutcome, { kind: 'accepted' }>,
  ): Promise<void> {
    const { payoutId, provider } = request;
    const reference = { kind: 'provider-id', owner: provider, reference: providerId } as const;
    const ours = await this.parts.references.reserve(reference, payoutId, causeOf(request, 'submission'));
    if (!ours) return this.recordUnknown(request, 'PROVIDER_ID_BELONGS_TO_ANOTHER_PAYOUT');
    await this.change(request, { type: 'RecordSubmission', providerId, transactionId });
  }

  private async recordUnknown(request: PayoutRequested, reason: string): Promise<void> {
    await this.change(request, { type: 'RecordUnknownOutcome', reason });
    this.parts.logger.warn({ payoutId: request.payoutId, reason }, 'outcome unknown: the hold stays');
  }

  private async ask({ request, providerId }: Submitting): Promise<void> {
    const { payoutId, externalReference, currency } = request;
    this.calledAt.set(payoutId, this.parts.clock.now());
    const report = await this.providerOf(request).ask({ providerId, externalReference });
    if (!isDecisive(report)) return;
    const evidence = { kind: 'poll', answerHash: report.answerHash } as const;
    const cause = causeOf(request, `poll:${report.answerHash}`);
    const result = await recordReport(this.parts.payouts, payoutId, report, currency, evidence, cause);
    if (!result.ok) await this.recordUnknown(request, `POLL_CONTRADICTS: ${result.refusal}`);
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

  /** A rejected payout has no hold, unless its request's handler found the money a moment too late. */
  private async releaseHold(state: Existing): Promise<void> {
    const { payoutId, accountId } = state.request;
    const command = { type: 'ReleaseHold', payoutId } as const;
    const released = await this.parts.lanes.execute(accountId, command, causeOf(state.request, 'release'));
    const nothingHeld = !released.ok && released.refusal === 'HOLD_NOT_FOUND' && state.status === 'rejected';
    invariant(released.ok || nothingHeld, `Releasing the hold of ${payoutId} was refused`);
  }

  /** The payout after the command, or undefined where it was refused because of what others recorded meanwhile. */
  private async change(request: PayoutRequested, command: PayoutCommand): Promise<PayoutState | undefined> {
    const { payouts, logger } = this.parts;
    const result = await payouts.change(request.payoutId, command, causeOf(request, command.type));
    if (result.ok) return result.value.state;
    logger.warn(
      { payoutId: request.payoutId, command: command.type, refusal: result.refusal },
      'payout has moved on',
    );
    if (result.refusal !== 'PROVIDER_ID_DIFFERS') return undefined;
    await this.recordUnknown(request, result.refusal);
    return undefined;
  }

  private providerOf({ provider: name }: PayoutRequested): Provider {
    const provider = this.parts.providers.get(name);
    invariant(provider, `No provider ${name} is configured, but a payout goes through it`);
    return provider;
  }
}

const causeOf = ({ payoutId }: PayoutRequested, step: string): Cause => ({
  causationId: derivedId('saga', payoutId, step),
  correlationId: payoutId,
  actor: 'saga',
});

function submitting(state: Existing): Submitting {
  invariant('providerKey' in state, 'A payout without a key cannot be sent or asked about');
  return state;
}
