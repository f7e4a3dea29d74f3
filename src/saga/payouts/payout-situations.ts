import type { LoadedPayout } from '../../commands/payouts/payout-repository';
import type { Clock } from '../../shared/clock';
import type { CallMemory } from '../exchanges/call-memory';
import type { GatedProviders } from '../exchanges/gated-providers';
import { MonotonicTimes } from '../monotonic-times';
import type { Situation } from './payout.process';

export interface SituationParts {
  readonly providers: GatedProviders;
  readonly memory: CallMemory;
  readonly clock: Clock;
}

/** Puts together what this process knows of a payout beside the payout's own state. */
export class PayoutSituations {
  /** PayoutRepository whose provider is polled without waiting for the next regular poll. */
  private readonly pollNow = new Set<string>();
  private readonly times: MonotonicTimes;

  constructor(private readonly parts: SituationParts) {
    this.times = new MonotonicTimes(parts.clock);
  }

  /** `holdAnswered`: the account is known to have held the funds, or to have refused to. */
  situationOf(payoutId: string, { state, times }: LoadedPayout, holdAnswered: boolean): Situation {
    const { clock, memory, providers } = this.parts;
    const now = clock.now();
    const past = (time: Date) => this.times.notInFuture(payoutId, time);
    const lastEventAt = times.lastEventAt ? past(times.lastEventAt) : now;
    return {
      now,
      holdAnswered,
      requestedAt: times.requestedAt ? past(times.requestedAt) : now,
      submissionStartedAt: times.submissionStartedAt && past(times.submissionStartedAt),
      lastSubmissionAt: times.lastSubmissionAt && past(times.lastSubmissionAt),
      repeatDecidedAt: times.repeatDecidedAt && past(times.repeatDecidedAt),
      lastActivityAt: this.lastActivityAt(payoutId, lastEventAt),
      keyless: state.status !== 'none' && providers.isKeyless(state.request),
      unsent: 'providerKey' in state && memory.isUnsent(state),
      tokenRefused: 'providerKey' in state && memory.wasTokenRefused(state),
      pollNow: this.pollNow.has(payoutId),
    };
  }

  /** The next step polls the provider at once, if the gate permits it. */
  pollSoon(payoutId: string): void {
    this.pollNow.add(payoutId);
  }

  endPollSoon(payoutId: string): void {
    this.pollNow.delete(payoutId);
  }

  forget(payoutId: string): void {
    this.pollNow.delete(payoutId);
    this.times.forget(payoutId);
    this.parts.memory.forget(payoutId);
    this.parts.providers.forget(payoutId);
  }

  private lastActivityAt(payoutId: string, lastEventAt: Date): Date {
    const calledMs = this.parts.memory.lastCallMs(payoutId);
    if (calledMs === undefined) return lastEventAt;
    const calledAt = this.times.wallClockTimeOf(calledMs);
    return calledAt > lastEventAt ? calledAt : lastEventAt;
  }
}
