import { timedProvider } from '../../../src/composition/telemetry/timed-provider';
import type { CallResult, Provider } from '../../../src/providers/port/provider';
import type { TimedProviderCall } from '../../../src/shared/system/telemetry';
import { ManualClock } from '../../../packages/psp-sandbox/test/manual-clock';

const QUESTION = { payoutId: 'p-1', providerId: null, externalReference: 'ref' };
const ONE_EXCHANGE: CallResult<never>['exchanges'] = [
  {
    method: 'GET',
    path: '/orders/1',
    requestBody: null,
    status: 200,
    answerBody: '{}',
    answerHash: null,
    fault: null,
  },
];

/** A provider of which only the polled answer matters. */
function providerThat(pollPayout: Provider['pollPayout']): Provider {
  return { name: 'connectpsp', notificationProof: 'content', pollPayout } as Partial<Provider> as Provider;
}

function timed(pollPayout: Provider['pollPayout'], clock = new ManualClock()) {
  const calls: TimedProviderCall[] = [];
  const telemetry = { providerCalled: (call: TimedProviderCall) => void calls.push(call) };
  return { provider: timedProvider(providerThat(pollPayout), clock, telemetry), calls };
}

const answer = (result: Partial<CallResult<{ kind: 'processing' }>>) => ({
  outcome: { kind: 'processing' as const },
  exchanges: ONE_EXCHANGE,
  retryAfterMs: null,
  provider: 'up' as const,
  ...result,
});

describe('a timed provider', () => {
  it('gives the same result, and tells the time and the health of the call', async () => {
    const clock = new ManualClock();
    const result = answer({ provider: 'down' });
    const { provider, calls } = timed(async () => {
      clock.advance(250);
      return result;
    }, clock);
    expect(await provider.pollPayout(QUESTION)).toBe(result);
    expect(calls).toEqual([
      { provider: 'connectpsp', call: 'poll', health: 'down', durationMs: 250, payoutId: 'p-1' },
    ]);
  });

  it('counts no call that never left', async () => {
    const { provider, calls } = timed(async () => answer({ exchanges: [] }));
    await provider.pollPayout(QUESTION);
    expect(calls).toEqual([]);
  });

  it('has the optional calls only where the provider has them', () => {
    const { provider } = timed(async () => answer({}));
    expect([provider.lookUpOrder, provider.pollReturn, provider.fetchBalance]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
