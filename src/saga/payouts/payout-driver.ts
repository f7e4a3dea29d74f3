import type { LoadedPayout, PayoutRepository } from '../../commands/payouts/payout-repository';
import { idsToPoll } from '../../domain/payout/acceptances';
import type { PayoutState } from '../../domain/payout/payout';
import type { Clock } from '../../shared/clock';
import { Fault } from '../../shared/fault';
import { Bug, invariant, unreachable } from '../../shared/invariant';
import type { AccountSettlement } from '../accounts/account-settlement';
import type { CaseOpener } from '../cases/case-opener';
import type { CallAttempt, GatedProviders } from '../exchanges/gated-providers';
import type { PayoutWithKey } from '../exchanges/lookup-recorder';
import type { OrderSubmitter } from '../exchanges/order-submitter';
import type { OutcomeRecorder } from '../exchanges/outcome-recorder';
import type { StatusPoller } from '../exchanges/status-poller';
import type { PayoutSituations } from './payout-situations';
import {
  expiryOf,
  KEY_LIFE_ENDED,
  nextPoll,
  nextStep,
  type NextAction,
  NO_OUTCOME,
  NOT_RESOLVED,
  type PayoutStep,
  type PayoutTiming,
} from './payout.process';
import { LONGEST_WAIT_MS } from '../backoff';
import { sagaCause } from '../saga-cause';
import type { SubmissionStarter } from './submission-starter';

export interface DriverParts {
  readonly payouts: PayoutRepository;
  readonly situations: PayoutSituations;
  readonly providers: GatedProviders;
  readonly starter: SubmissionStarter;
  readonly submitter: OrderSubmitter;
  readonly poller: StatusPoller;
  readonly outcomes: OutcomeRecorder;
  readonly settlement: AccountSettlement;
  readonly caseOpener: CaseOpener;
  readonly clock: Clock;
  readonly timing: PayoutTiming;
}

/** Either the saga has nothing more to do for the payout, or it drives the payout again at this time. */
export type Progress = 'done' | { readonly again: Date };

type ExistingPayout = Exclude<PayoutState, { status: 'none' }>;
type StepResult = 'SETTLED' | 'GO_ON' | 'HELD_BACK' | { readonly again: Date };

interface NextStep {
  readonly loaded: LoadedPayout;
  readonly state: ExistingPayout;
  readonly action: NextAction;
}

const MAX_STEPS = 12;
/**
 * The gate wakes a payout when its permit is free. This timeout, in milliseconds, drives the payout again if that wake-up
 * is lost.
 */
const HELD_BACK_RETRY_MS = 60_000;

/** Takes one payout as far as it can go now. A payout can be driven again, by this process or another, without harm. */
export class PayoutDriver {
  constructor(private readonly parts: DriverParts) {}

  /**
   * `answered`: the account is known to have held the funds, or to have refused to.
   * @throws {Fault} The event store does not answer; the caller drives the payout again later.
   */
  async drive(payoutId: string, answered: boolean): Promise<Progress> {
    let seen: bigint | undefined;
    for (let steps = 0; steps < MAX_STEPS; steps += 1) {
      const next = await this.next(payoutId, answered, seen);
      const progress = await this.step(next);
      if (progress !== 'GO_ON') return progress;
      seen = next.loaded.revision;
    }
    throw new Bug(`Payout ${payoutId} took more than ${MAX_STEPS} steps at once`);
  }

  /** Forgets what this process remembers of a payout that is settled. */
  forget(payoutId: string): void {
    this.parts.situations.forget(payoutId);
  }

  /** The next drive polls the provider at once, if the gate permits it. */
  pollSoon(payoutId: string): void {
    this.parts.situations.pollSoon(payoutId);
  }

  /** What to do next: by what this process knows, where that is enough. A step that wrote nothing is followed by a read. */
  private async next(payoutId: string, answered: boolean, seen: bigint | undefined): Promise<NextStep> {
    const { payouts } = this.parts;
    const known = payouts.findKnown(payoutId);
    if (known && known.revision !== seen) {
      const next = this.decide(payoutId, known, answered);
      if (mayRestOnMemory(next)) return next;
    }
    return this.decide(payoutId, await payouts.read(payoutId), answered);
  }

  private decide(payoutId: string, loaded: LoadedPayout, answered: boolean): NextStep {
    const { state } = loaded;
    // The saga has seen an event of this payout, so a stream without events was not read to its end.
    if (state.status === 'none') throw new Fault('event store', `Payout ${payoutId} cannot be read`);
    const situation = this.parts.situations.situationOf(payoutId, loaded, answered);
    return { loaded, state, action: nextStep(state, situation, this.parts.timing) };
  }

  private async step({ loaded, state, action }: NextStep): Promise<Progress | 'GO_ON'> {
    const { clock } = this.parts;
    if (action.kind === 'wait') return { again: action.until };
    const result = action.kind === 'done' ? 'SETTLED' : await this.runStep(action.step, loaded, state);
    if (result === 'HELD_BACK') return { again: new Date(clock.now().getTime() + HELD_BACK_RETRY_MS) };
    if (result !== 'SETTLED') return result;
    this.forget(state.request.payoutId);
    return 'done';
  }

  private async runStep(step: PayoutStep, loaded: LoadedPayout, state: ExistingPayout): Promise<StepResult> {
    const { starter, submitter, poller, outcomes } = this.parts;
    switch (step) {
      case 'START_SUBMISSION':
        return stepResultOf(await starter.start(state.request));
      case 'HOLD_FUNDS':
        return this.holdFunds(state);
      case 'EXPIRE_APPROVAL':
        return this.expireApproval(state);
      case 'SUBMIT':
        return stepResultOf(await submitter.resubmit(requireKey(state)));
      case 'POLL_PROVIDER':
        return this.poll(requireKey(state));
      case 'LOOK_UP_ORDER':
        return stepResultOf(await poller.lookUp(requireKey(state), loaded.times));
      case 'OPEN_CASE':
        await outcomes.recordUnknown(state.request, { reason: this.caseReason(state), needsPerson: true });
        return 'GO_ON';
      case 'REPORT_OVERDUE':
        await outcomes.recordUnknown(state.request, { reason: NO_OUTCOME, needsPerson: true });
        return 'GO_ON';
      case 'SETTLE':
        return this.settle(loaded, state);
      default:
        return unreachable(step);
    }
  }

  /** The hold is made sure of; then people have until the expiry, and an approval wakes the payout before. */
  private async holdFunds({ request }: ExistingPayout): Promise<StepResult> {
    const answer = await this.parts.starter.holdOrReject(request);
    const longest = new Date(this.parts.clock.now().getTime() + LONGEST_WAIT_MS);
    const expiresAt = expiryOf(request) ?? longest;
    return answer === 'open' ? { again: expiresAt < longest ? expiresAt : longest } : 'GO_ON';
  }

  private async expireApproval({ request }: ExistingPayout): Promise<StepResult> {
    const { payouts, clock } = this.parts;
    const command = { type: 'ExpireApproval', now: clock.now().toISOString() } as const;
    const expired = await payouts.change(request.payoutId, command, sagaCause(request, 'expiry'));
    invariant(expired.ok, `The approval of payout ${request.payoutId} could not expire`);
    return 'GO_ON';
  }

  private caseReason({ request }: ExistingPayout): string {
    return this.parts.providers.isKeyless(request) ? NOT_RESOLVED : KEY_LIFE_ENDED;
  }

  private async poll(state: PayoutWithKey): Promise<StepResult> {
    const result = stepResultOf(await this.parts.poller.poll(state));
    if (result === 'GO_ON') this.parts.situations.endPollSoon(state.request.payoutId);
    return result;
  }

  /** The account comes first, then the cases that were open only because the outcome was unknown. */
  private async settle(loaded: LoadedPayout, state: ExistingPayout): Promise<StepResult> {
    // The account answers once. So a handler that is still on its way with this request finds the hold made and released.
    if (state.status === 'unapproved') await this.parts.starter.hold(state.request);
    if (!(await this.parts.settlement.settle(loaded))) return 'GO_ON';
    if ('acceptances' in state && idsToPoll(state).length > 0)
      return this.pollOtherAcceptances(loaded, state);
    await this.parts.caseOpener.resolveByEvidence(loaded);
    return 'SETTLED';
  }

  /** The provider took the order under another id too, which can still pay. The saga polls that id until it ends. */
  private async pollOtherAcceptances(loaded: LoadedPayout, state: PayoutWithKey): Promise<StepResult> {
    const situation = this.parts.situations.situationOf(state.request.payoutId, loaded, true);
    const action = nextPoll(situation, this.parts.timing);
    return action.kind === 'wait' ? { again: action.until } : this.poll(state);
  }
}

/**
 * A first submission begins with an append at the known revision, and a settlement repeats what the account has done.
 * Every other step asks the provider, or concludes from what is missing: it rests on what the disk has now.
 */
function mayRestOnMemory({ action, state }: NextStep): boolean {
  if (action.kind !== 'step') return true;
  if (action.step === 'START_SUBMISSION') return true;
  if (action.step !== 'SETTLE' || !('decidedBy' in state)) return false;
  return state.decidedBy.length === 0 && idsToPoll(state).length === 0;
}

const stepResultOf = (attempt: CallAttempt | 'NOT_CALLED'): StepResult =>
  attempt === 'HELD_BACK' ? 'HELD_BACK' : 'GO_ON';

function requireKey(state: ExistingPayout): PayoutWithKey {
  invariant('providerKey' in state, 'A payout without a key cannot be sent or polled');
  return state;
}
