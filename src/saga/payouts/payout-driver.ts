import type { AccountLanes } from '../../commands/accounts/account-writers';
import type { LoadedPayout, Payouts } from '../../commands/payouts/payout-repository';
import { idsToAsk } from '../../domain/payout/acceptances';
import type { PayoutRequested } from '../../domain/payout/events';
import type { PayoutState } from '../../domain/payout/payout';
import type { Clock } from '../../shared/clock';
import { Fault } from '../../shared/fault';
import { Bug, invariant, unreachable } from '../../shared/invariant';
import type { CaseDesk } from '../cases/case-opener';
import { causeOf } from '../saga-cause';
import {
  KEY_LIFE_ENDED,
  NO_OUTCOME,
  NOT_RESOLVED,
  nextStep,
  question,
  type Due,
  type Patience,
  type PayoutStep,
  type Situation,
} from './payout.process';
import type { CallMemory } from '../exchanges/call-memory';
import type { CallOutcomes } from '../exchanges/outcome-recorder';
import type { Submitting } from '../exchanges/lookup-recorder';
import type { ProviderCalls } from '../exchanges/order-submitter';
import type { ProviderQuestions } from '../exchanges/status-poller';
import type { ProviderTurns, Went } from '../exchanges/gated-providers';
import { PastMoments } from '../monotonic-times';
import type { Settlement } from '../account-settlement';

export interface DriverParts {
  readonly payouts: Payouts;
  readonly lanes: AccountLanes;
  readonly turns: ProviderTurns;
  readonly memory: CallMemory;
  readonly calls: ProviderCalls;
  readonly questions: ProviderQuestions;
  readonly outcomes: CallOutcomes;
  readonly settlement: Settlement;
  readonly desk: CaseDesk;
  readonly clock: Clock;
  readonly patience: Patience;
}

/** Either nothing more will come of it by itself, or it wants to be driven again at this time. */
export type Progress = 'done' | { readonly again: Date };

/** A payout that has a stream. */
type Existing = Exclude<PayoutState, { status: 'none' }>;
type Taken = 'SETTLED' | 'GO_ON' | 'HELD_BACK' | { readonly again: Date };

const MAX_STEPS = 12;
/** Whoever is held back is told when it is their turn; this is only for whoever is not. */
const HELD_BACK_LOOK_MS = 60_000;

/** Takes one payout as far as it can go now. Driving it again, here or in another process, does no harm. */
export class PayoutDriver {
  /** Payouts whose provider is to be asked without waiting for the next regular question. */
  private readonly urgent = new Set<string>();
  private readonly moments: PastMoments;

  constructor(private readonly parts: DriverParts) {
    this.moments = new PastMoments(parts.clock);
  }

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
      if (due.kind === 'done') return this.done(payoutId);
      const taken = await this.take(due.step, loaded, loaded.state);
      if (taken === 'HELD_BACK')
        return { again: new Date(this.parts.clock.now().getTime() + HELD_BACK_LOOK_MS) };
      if (taken === 'SETTLED') return this.done(payoutId);
      if (taken !== 'GO_ON') return taken;
    }
    throw new Bug(`Payout ${payoutId} took more than ${MAX_STEPS} steps at once`);
  }

  /** The payout was settled by somebody else. */
  forget(payoutId: string): void {
    this.urgent.delete(payoutId);
    this.moments.forget(payoutId);
    this.parts.memory.forget(payoutId);
    this.parts.turns.forget(payoutId);
  }

  /** The next drive asks the provider at once, if the provider can be asked. */
  hasten(payoutId: string): void {
    this.urgent.add(payoutId);
  }

  private done(payoutId: string): Progress {
    this.forget(payoutId);
    return 'done';
  }

  private dueFor(payoutId: string, loaded: LoadedPayout, answered: boolean): Due {
    return nextStep(loaded.state, this.situation(payoutId, loaded, answered), this.parts.patience);
  }

  private situation(payoutId: string, { state, times }: LoadedPayout, answered: boolean): Situation {
    const { clock, memory, turns } = this.parts;
    const now = clock.now();
    const past = (moment: Date) => this.moments.of(payoutId, moment);
    const lastEventAt = times.lastEventAt ? past(times.lastEventAt) : now;
    const calledMs = memory.lastCallMs(payoutId);
    const calledAt = calledMs === undefined ? lastEventAt : this.moments.ago(calledMs);
    return {
      now,
      answered,
      requestedAt: times.requestedAt ? past(times.requestedAt) : now,
      submissionStartedAt: times.submissionStartedAt && past(times.submissionStartedAt),
      lastSubmissionAt: times.lastSubmissionAt && past(times.lastSubmissionAt),
      repeatDecidedAt: times.repeatDecidedAt && past(times.repeatDecidedAt),
      lastTouchedAt: calledAt > lastEventAt ? calledAt : lastEventAt,
      keyless: state.status !== 'none' && turns.isKeyless(state.request),
      unsent: 'providerKey' in state && memory.isUnsent(state),
      tokenRefused: 'providerKey' in state && memory.wasTokenRefused(state),
      urgent: this.urgent.has(payoutId),
    };
  }

  private async take(step: PayoutStep, loaded: LoadedPayout, state: Existing): Promise<Taken> {
    const { calls, questions, outcomes } = this.parts;
    switch (step) {
      case 'START_SUBMISSION':
        return this.startSubmission(state.request);
      case 'SUBMIT':
        return gone(await calls.repeat(submitting(state)));
      case 'ASK_PROVIDER':
        return this.ask(submitting(state));
      case 'LOOK_FOR_IT':
        return gone(await questions.look(submitting(state), loaded.times));
      case 'GIVE_TO_PERSON':
        await outcomes.recordUnknown(state.request, this.reasonToGiveUp(state), true);
        return 'GO_ON';
      case 'REPORT_OVERDUE':
        await outcomes.recordUnknown(state.request, NO_OUTCOME, true);
        return 'GO_ON';
      case 'SETTLE':
        return this.settle(loaded);
      default:
        return unreachable(step);
    }
  }

  private reasonToGiveUp({ request }: Existing): string {
    return this.parts.turns.isKeyless(request) ? NOT_RESOLVED : KEY_LIFE_ENDED;
  }

  private async ask(state: Submitting): Promise<Taken> {
    const went = gone(await this.parts.questions.ask(state));
    if (went === 'GO_ON') this.urgent.delete(state.request.payoutId);
    return went;
  }

  /** The money first, then what stood in front of a person only because the outcome was not known. */
  private async settle(loaded: LoadedPayout): Promise<Taken> {
    if (!(await this.parts.settlement.settle(loaded))) return 'GO_ON';
    const { state } = loaded;
    if ('acceptances' in state && idsToAsk(state).length > 0) return this.askFurther(loaded, state);
    await this.parts.desk.resolveDoubts(loaded);
    return 'SETTLED';
  }

  /** The provider has taken the order under another id too, which may still pay: a doubt until that has ended as well. */
  private async askFurther(loaded: LoadedPayout, state: Submitting): Promise<Taken> {
    const situation = this.situation(state.request.payoutId, loaded, true);
    const due = question(situation, this.parts.patience);
    return due.kind === 'wait' ? { again: due.until } : this.ask(state);
  }

  /** The account answers once for all; then the payout is submitted or rejected accordingly. */
  private async startSubmission(request: PayoutRequested): Promise<Taken> {
    const { payoutId, accountId, heldAmountMinor: amountMinor, currency } = request;
    const hold = { type: 'HoldFunds', payoutId, amountMinor, currency } as const;
    const answer = await this.parts.lanes.execute(accountId, hold, causeOf(request, 'hold'));
    invariant(answer.ok, `A hold for payout ${payoutId} was refused`);
    const status = answer.value.state?.holds.get(payoutId)?.status;
    if (status === 'open') return gone(await this.parts.calls.start(request));
    if (status === 'refused') await this.reject(request);
    // A hold that is closed already means that the payout has moved on since it was read.
    return 'GO_ON';
  }

  private async reject(request: PayoutRequested): Promise<void> {
    const message = `Account ${request.accountId} has not enough available for the amount and its fee`;
    const command = { type: 'RejectPayout', code: 'INSUFFICIENT_FUNDS', message } as const;
    const rejected = await this.parts.payouts.change(request.payoutId, command, causeOf(request, 'reject'));
    invariant(rejected.ok, `Payout ${request.payoutId} has no hold and could not be rejected`);
  }
}

const gone = (went: Went): Taken => (went === 'WENT' ? 'GO_ON' : 'HELD_BACK');

function submitting(state: Existing): Submitting {
  invariant('providerKey' in state, 'A payout without a key cannot be sent or asked about');
  return state;
}
