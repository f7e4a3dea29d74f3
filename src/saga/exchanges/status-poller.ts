import type { PayoutTimes } from '../../commands/payouts/payout-repository';
import { idsToPoll } from '../../domain/payout/acceptances';
import { isNotFound, NOT_FOUND_ALLOWS_RESEND_AFTER } from '../../domain/payout/order-lookups';
import type { Permit } from '../../providers/gate/provider-gate';
import type { CallResult, LookupResult, PayoutReport } from '../../providers/port/provider';
import type { Clock } from '../../shared/clock';
import { invariant } from '../../shared/invariant';
import type { Logger } from '../../shared/logging';
import type { CallMemory } from './call-memory';
import type { ExchangeLog } from './exchange-log';
import type { CallAttempt, GatedProviders } from './gated-providers';
import type { LookupRecorder, PayoutWithKey } from './lookup-recorder';
import type { OutcomeRecorder } from './outcome-recorder';
import { orderOf } from './payout-order';
import type { UnrecordedExchanges } from './unrecorded-exchanges';

export interface StatusPollerParts {
  readonly providers: GatedProviders;
  readonly memory: CallMemory;
  readonly outcomes: OutcomeRecorder;
  readonly exchanges: ExchangeLog;
  readonly lookups: LookupRecorder;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Milliseconds from a recorded submission until no call of it can be on its way. */
  readonly callMs: number;
}

/** The result of a call, and our time just before it. */
interface TimedResult<Outcome> {
  readonly result: CallResult<Outcome>;
  readonly askedAt: Date;
}

/** Asks the provider about a payout, records the exchange, and then what the provider says. */
export class StatusPoller {
  constructor(private readonly parts: StatusPollerParts) {}

  /** Polls each id under which the order can still be paid. Each call needs a permit of its own. */
  async poll(state: PayoutWithKey): Promise<CallAttempt> {
    for (const providerId of idsToPoll(state))
      if ((await this.pollId(state, providerId)) === 'HELD_BACK') return 'HELD_BACK';
    return 'CALLED';
  }

  /** Searches for an order that the provider may have taken. */
  lookUp(state: PayoutWithKey, times: PayoutTimes): Promise<CallAttempt> {
    const { request } = state;
    const { providers } = this.parts;
    return providers.call(request, 'query', async permit => {
      const provider = providers.providerOf(request);
      invariant(provider.lookUpOrder, `${provider.name} can't be asked for an order by our reference`);
      const order = orderOf(state);
      const lookUp = provider.lookUpOrder.bind(provider, order);
      await this.recordLookup(state, await this.timed(state, permit, lookUp), times);
    });
  }

  private pollId(state: PayoutWithKey, providerId: string | null): Promise<CallAttempt> {
    const { request } = state;
    const { providers } = this.parts;
    const { externalReference, amountMinor, requestedAt } = request;
    const query = { payoutId: request.payoutId, providerId, externalReference, amountMinor, requestedAt };
    return providers.call(request, 'query', async permit => {
      const poll = () => providers.providerOf(request).pollPayout(query);
      await this.recordPoll(state, await this.timed(state, permit, poll), providerId);
    });
  }

  private async timed<Outcome>(
    { request }: PayoutWithKey,
    permit: Permit,
    call: () => Promise<CallResult<Outcome>>,
  ): Promise<TimedResult<Outcome>> {
    const askedAt = this.parts.clock.now();
    const result = await call();
    permit.release(result);
    this.parts.memory.recordCall(request.payoutId, this.parts.clock.monotonicMs());
    return { result, askedAt };
  }

  private async recordPoll(
    state: PayoutWithKey,
    { result, askedAt }: TimedResult<PayoutReport>,
    providerId: string | null,
  ): Promise<void> {
    const { exchanges, lookups, outcomes, providers } = this.parts;
    const { request } = state;
    const report = result.outcome;
    const found = this.countsAsLookup(state, providerId) ? lookupResult(report.kind, state) : undefined;
    const call = exchanges.unrecorded(request, result);
    const answer = { report, provider: providers.providerOf(request), providerId };
    await exchanges.conclude(call, async () => {
      if (found !== undefined) await lookups.record(state, { result, found, askedAt, exchanges: call });
      await outcomes.recordAnswer(request, answer, call);
    });
  }

  /** Only an answer about the id under which the order was taken shows whether the order is there. */
  private countsAsLookup(
    { request, providerId: acceptedId }: PayoutWithKey,
    polledId: string | null,
  ): boolean {
    return this.parts.providers.isKeyless(request) && polledId === acceptedId;
  }

  /** "Not found" counts once no call of any process can be on its way. */
  private async recordLookup(
    state: PayoutWithKey,
    { result, askedAt }: TimedResult<LookupResult>,
    { lastSubmissionAt }: PayoutTimes,
  ): Promise<void> {
    const { callMs, exchanges, lookups } = this.parts;
    const { outcome } = result;
    const isOver = lastSubmissionAt && askedAt.getTime() - lastSubmissionAt.getTime() >= callMs;
    const counts = outcome.kind === 'not_found' && isOver === true;
    const call = exchanges.unrecorded(state.request, result);
    await exchanges.conclude(call, () =>
      counts
        ? lookups.record(state, { result, found: false, askedAt, exchanges: call })
        : this.recordLookupOutcome(state, outcome, call),
    );
  }

  private async recordLookupOutcome(
    { request }: PayoutWithKey,
    outcome: LookupResult,
    exchanges: UnrecordedExchanges,
  ): Promise<void> {
    const { outcomes, logger } = this.parts;
    if (outcome.kind === 'accepted') return outcomes.recordAccepted(request, outcome, exchanges);
    if (outcome.kind === 'not_found') return;
    const { reason, needsPerson } = outcome;
    if (needsPerson) return outcomes.recordUnknown(request, { reason, needsPerson }, exchanges);
    logger.warn({ payoutId: request.payoutId, reason }, 'the provider gave no evidence');
  }
}

/** Whether a poll shows that a taken order is there. Returns undefined when the answer shows nothing new. */
export function lookupResult(
  kind: PayoutReport['kind'],
  { lookups }: Pick<PayoutWithKey, 'lookups'>,
): boolean | undefined {
  if (kind === 'not_found') return isNotFound(lookups, NOT_FOUND_ALLOWS_RESEND_AFTER) ? undefined : false;
  return kind === 'processing' && lookups.notFound > 0 ? true : undefined;
}
