import { payoutBody } from '../support/api-client';
import { serviceOfThisFile } from '../support/service';
import type { PayoutView } from '../support/views';

const holdfast = serviceOfThisFile(() => ({ wakeUp: false }));

const SCENARIOS = [
  ['complete', 'COMPLETED'],
  ['fail', 'FAILED'],
  ['no-hook', 'COMPLETED'],
  ['drop-response-after-accept', 'COMPLETED'],
  ['hook-before-response', 'COMPLETED'],
  ['token-expired', 'COMPLETED'],
] as const;

describe('without the in-process saga', () => {
  it('every payout ends all the same', async () => {
    const { api } = holdfast();
    await api.fund('merchant-1', '60.00');
    const requested = await Promise.all(
      SCENARIOS.map(([scenario]) =>
        api.requestPayout<PayoutView>(payoutBody('merchant-1', scenario, '10.00', scenario)),
      ),
    );
    const ended = await Promise.all(requested.map(answer => holdfast().ended(answer)));
    expect(ended.map(({ externalReference, status }) => [externalReference, status])).toEqual(SCENARIOS);
    expect(await holdfast().balance('merchant-1')).toEqual({
      available: '10.00',
      held: '0.00',
      total: '10.00',
    });
  });

  it('a payout for which there is no money is refused all the same', async () => {
    const { status } = await holdfast().api.requestPayout(payoutBody('merchant-1', 'too much', '10.01'));
    expect(status).toBe(422);
  });
});
