import type { PayoutTimes } from '../../commands/payouts/payout-repository';
import { idsToAsk } from '../../domain/payout/acceptances';
import { isNotFound, MISSING_AFTER } from '../../domain/payout/order-lookups';
import type { Found, Report } from '../../providers/port/provider';
import type { Clock } from '../../shared/clock';
import { invariant } from '../../shared/invariant';
import type { Logger } from '../../shared/logging';
import type { CallMemory } from './call-memory';
import type { CallOutcomes } from './outcome-recorder';
import type { ExchangeLog } from './exchange-log';
import type { Looks, Submitting } from './lookup-recorder';
import { isDecisive } from './report-recorder';
import { orderOf } from './payout-order';
import type { ProviderTurns, Went } from './gated-providers';

export interface QuestionParts {
  readonly turns: ProviderTurns;
  readonly memory: CallMemory;
  readonly outcomes: CallOutcomes;
  readonly exchanges: ExchangeLog;
  readonly looks: Looks;
  readonly clock: Clock;
  readonly logger: Logger;
  /** From a recorded intent on, after which no call that follows from it can be on its way, in milliseconds. */
  readonly callMs: number;
}

/** Asks the provider about a payout, keeps its answer, and records what it says. */
export class ProviderQuestions {
  constructor(private readonly parts: QuestionParts) {}

  /** About each id under which the order may still be paid; each in a turn of its own. */
  async ask(state: Submitting): Promise<Went> {
    for (const providerId of idsToAsk(state))
      if ((await this.askAbout(state, providerId)) === 'HELD_BACK') return 'HELD_BACK';
    return 'WENT';
  }

  private askAbout(state: Submitting, providerId: string | null): Promise<Went> {
    const { request } = state;
    const { payoutId, externalReference, amountMinor, requestedAt } = request;
    return this.parts.turns.take(request, 'question', async pass => {
      const askedAt = this.parts.clock.now();
      const called = await this.parts.turns
        .providerOf(request)
        .ask({ providerId, externalReference, amountMinor, requestedAt });
      pass.leave(called);
      this.parts.memory.called(payoutId, this.parts.clock.monotonicMs());
      const report = called.outcome;
      const shows = this.looksFor(state, providerId) ? shown(report.kind, state) : undefined;
      const decides = isDecisive(report) || needsPerson(report) || shows !== undefined;
      await this.parts.exchanges.record(request, called, decides);
      if (shows !== undefined) await this.parts.looks.record(state, called, shows, askedAt);
      const provider = this.parts.turns.providerOf(request);
      await this.parts.outcomes.recordAnswer(request, report, provider, providerId);
    });
  }

  /** Of another id than the one it was taken under it says nothing of the order's being there. */
  private looksFor({ request, providerId: taken }: Submitting, providerId: string | null): boolean {
    return this.parts.turns.isKeyless(request) && providerId === taken;
  }

  /**
   * Looks for an order that may or may not have been taken. That it is not found counts once no call of anybody can be on
   * its way any more.
   */
  look(state: Submitting, { lastSubmissionAt }: PayoutTimes): Promise<Went> {
    const { request } = state;
    const { clock, callMs, exchanges, looks, outcomes, logger } = this.parts;
    return this.parts.turns.take(request, 'question', async pass => {
      const provider = this.parts.turns.providerOf(request);
      invariant(provider.find, `${provider.name} can't be asked for an order by our reference`);
      const askedAt = clock.now();
      const called = await provider.find(orderOf(state));
      pass.leave(called);
      this.parts.memory.called(request.payoutId, clock.monotonicMs());
      const found = called.outcome;
      const isOver = lastSubmissionAt && askedAt.getTime() - lastSubmissionAt.getTime() >= callMs;
      const counts = found.kind === 'not_found' && isOver === true;
      await exchanges.record(request, called, found.kind === 'accepted' || counts || needsPerson(found));
      if (counts) return looks.record(state, called, false, askedAt);
      if (found.kind === 'accepted') return outcomes.recordAccepted(request, found);
      if (found.kind === 'not_found') return;
      if (found.needsPerson) return outcomes.recordUnknown(request, found.reason, true);
      logger.warn({ payoutId: request.payoutId, reason: found.reason }, 'the provider gave no evidence');
    });
  }
}

const needsPerson = (report: Report | Found): boolean => report.kind === 'unclear' && report.needsPerson;

/** What an answer about an order that was taken shows of its being there; undefined where that is nothing new. */
function shown(kind: Report['kind'], { looks }: Submitting): boolean | undefined {
  if (kind === 'not_found') return isNotFound(looks, MISSING_AFTER) ? undefined : false;
  return kind === 'processing' && looks.notFound > 0 ? true : undefined;
}
