import type { CallResult, PayoutReport, Provider } from '../../providers/port/provider';
import type { Clock } from '../../shared/clock';
import { invariant } from '../../shared/invariant';
import type { ExchangeLog } from '../exchanges/exchange-log';
import type { GatedProviders } from '../exchanges/gated-providers';
import {
  queriedId,
  returnQueryOf,
  type ConfirmationQuery,
  type OutcomeQuery,
  type UnrecordedAnswer,
} from './confirmation-query';
import type { ReadNotification } from './judge-notification';

export interface ConfirmationParts {
  readonly providers: GatedProviders;
  readonly exchanges: ExchangeLog;
  readonly clock: Clock;
}

/** Step 3 of 4. Asks the provider what the judge wants to know. The exchange is recorded with what is concluded from it. */
export class ProviderConfirmation {
  constructor(private readonly parts: ConfirmationParts) {}

  /**
   * Returns undefined when the gate holds the call back; the gate wakes the notification later. It never throws for what the
   * network or the provider does.
   */
  async ask(
    { delivery, provider }: ReadNotification,
    query: ConfirmationQuery,
  ): Promise<UnrecordedAnswer | undefined> {
    const { providers, exchanges, clock } = this.parts;
    const { request } = query.state;
    const item = { kind: 'notification', streamId: delivery.streamId } as const;
    const askedAt = clock.now();
    let answer: UnrecordedAnswer | undefined;
    await providers.callFor(item, request, 'query', async permit => {
      const result = await callProvider(provider, query);
      permit.release(result);
      answer = { result, askedAt, exchanges: exchanges.unrecorded(request, result) };
    });
    return answer;
  }
}

function callProvider(provider: Provider, query: ConfirmationQuery): Promise<CallResult<PayoutReport>> {
  if (query.kind !== 'returned') return pollPayout(provider, query);
  invariant(
    provider.pollReturn,
    `${provider.name} does not sign its notifications, and cannot confirm a return`,
  );
  return provider.pollReturn(returnQueryOf(query));
}

function pollPayout(provider: Provider, query: OutcomeQuery): Promise<CallResult<PayoutReport>> {
  const { payoutId, externalReference, amountMinor, requestedAt } = query.state.request;
  const providerId = queriedId(query);
  return provider.pollPayout({ payoutId, providerId, externalReference, amountMinor, requestedAt });
}
