import { payoutBody } from '../support/api-client';
import { eventually } from '../support/eventually';
import { BreakableConnection } from '../support/breakable-connection';
import { serviceOfThisFile } from '../support/service';
import type { PayoutView } from '../support/views';

/** The provider's notifications come through here; the port behind it is known once the service listens. */
let webhooks: BreakableConnection;
const holdfast = serviceOfThisFile(async () => {
  webhooks = await BreakableConnection.before(() => Number(new URL(holdfast().service.url).port));
  return {
    // Long enough between two looks that the doubt is there to be seen before it is settled.
    env: { SWEEP_INTERVAL_MS: '3000', PUBLIC_URL: `http://127.0.0.1:${webhooks.port}` },
    sandbox: { webhookDelaysMs: [0, 300, 300, 300, 300, 300, 300, 300, 300, 300] },
  };
});

beforeAll(() => holdfast().api.fund('merchant-1', '100.00'));
afterAll(() => webhooks.end());

const statusOf = async (id: string) =>
  (await holdfast().api.get<PayoutView>(`/v1/payouts/${id}`)).body.status;

describe('unknown outcome', () => {
  it('is shown, keeps the hold, and ends as the provider says, paid once', async () => {
    webhooks.shut();
    const requested = await holdfast().api.requestPayout<PayoutView>(
      payoutBody('merchant-1', 'dropped', '30.00', 'drop-response-after-accept'),
    );
    await eventually(
      'the doubt is shown',
      async () => (await statusOf(requested.body.id)) === 'OUTCOME_UNKNOWN',
    );
    expect(await holdfast().balance('merchant-1')).toEqual({
      available: '70.00',
      held: '30.00',
      total: '100.00',
    });
    webhooks.open();
    expect(await holdfast().ended(requested)).toMatchObject({ status: 'COMPLETED', finalAmount: '30.00' });
    expect(await holdfast().history(requested.body.id)).toContain('PayoutOutcomeUnknown');
    expect(holdfast().paid('dropped')).toEqual(['COMPLETED paid 1 times']);
  });

  it.each(['500-after-accept', '500-before-accept'])('is never taken for a failure (%s)', async scenario => {
    const payout = await holdfast().payOut(payoutBody('merchant-1', scenario, '10.00', scenario));
    expect(payout.status).toBe('COMPLETED');
    const history = await holdfast().history(payout.id);
    expect(history).toContain('PayoutOutcomeUnknown');
    // One key for ever: whatever was sent again was sent as the same order.
    expect(history.filter(type => type === 'PayoutSubmissionStarted')).toHaveLength(1);
    expect(holdfast().paid(scenario)).toEqual(['COMPLETED paid 1 times']);
  });
});
