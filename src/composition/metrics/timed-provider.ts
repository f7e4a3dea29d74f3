import type { CallResult, Provider } from '../../providers/port/provider';
import type { Clock } from '../../shared/clock';
import type { Metrics, ProviderCallTimed } from '../../shared/metrics';

type Measured = Pick<Metrics, 'providerCalled'>;
type Call = ProviderCallTimed['call'];

/** The provider, with the time of each of its calls. A call that never left is not counted. */
export function timedProvider(provider: Provider, clock: Clock, metrics: Measured): Provider {
  const timed = async <Outcome>(
    call: Call,
    ask: () => Promise<CallResult<Outcome>>,
  ): Promise<CallResult<Outcome>> => {
    const startedMs = clock.monotonicMs();
    const result = await ask();
    const { exchanges, provider: health } = result;
    const durationMs = clock.monotonicMs() - startedMs;
    const isCalled = exchanges.length > 0 || health === 'down' || call === 'balance';
    if (isCalled) metrics.providerCalled({ provider: provider.name, call, health, durationMs });
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
    submit: order => timed('submit', () => provider.submit(order)),
    pollPayout: question => timed('poll', () => provider.pollPayout(question)),
    ...(lookUpOrder && { lookUpOrder: order => timed('look_up', () => lookUpOrder.call(provider, order)) }),
    ...(pollReturn && {
      pollReturn: question => timed('poll_return', () => pollReturn.call(provider, question)),
    }),
    ...(fetchBalance && { fetchBalance: () => timed('balance', () => fetchBalance.call(provider)) }),
  };
}
