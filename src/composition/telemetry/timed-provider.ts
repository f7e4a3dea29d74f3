import type { CallResult, Provider } from '../../providers/port/provider';
import type { Clock } from '../../shared/clock';
import type { Telemetry, TimedProviderCall } from '../../shared/system/telemetry';

type Told = Pick<Telemetry, 'providerCalled'>;
type Call = TimedProviderCall['call'];

/** The provider, with the time of each of its calls. A call that never left is not counted. */
export function timedProvider(provider: Provider, clock: Clock, telemetry: Told): Provider {
  const timed = async <Outcome>(
    call: Call,
    payoutId: string | null,
    ask: () => Promise<CallResult<Outcome>>,
  ): Promise<CallResult<Outcome>> => {
    const startedMs = clock.monotonicMs();
    const result = await ask();
    const { exchanges, provider: health } = result;
    const durationMs = clock.monotonicMs() - startedMs;
    const isCalled = exchanges.length > 0 || health === 'down' || call === 'balance';
    if (isCalled) telemetry.providerCalled({ provider: provider.name, call, health, durationMs, payoutId });
    return result;
  };
  const { lookUpOrder, pollReturn, fetchBalance, signatureHeader } = provider;
  return {
    name: provider.name,
    currency: provider.currency,
    notificationProof: provider.notificationProof,
    ...(signatureHeader !== undefined && { signatureHeader }),
    webhookUrl: () => provider.webhookUrl(),
    verifyNotification: (rawBody, headers) => provider.verifyNotification(rawBody, headers),
    parseNotification: rawBody => provider.parseNotification(rawBody),
    submit: order => timed('submit', order.payoutId, () => provider.submit(order)),
    pollPayout: question => timed('poll', question.payoutId ?? null, () => provider.pollPayout(question)),
    ...(lookUpOrder && {
      lookUpOrder: order => timed('look_up', order.payoutId, () => lookUpOrder.call(provider, order)),
    }),
    ...(pollReturn && {
      pollReturn: question => timed('poll_return', null, () => pollReturn.call(provider, question)),
    }),
    ...(fetchBalance && { fetchBalance: () => timed('balance', null, () => fetchBalance.call(provider)) }),
  };
}
