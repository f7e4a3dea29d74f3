import { payoutBody } from '../support/api-client';
import { serviceOfThisFile } from '../support/service';

const holdfast = serviceOfThisFile(() => ({ env: { CONNECTPSP_FEE_SCHEDULE: '0.50' } }));

beforeAll(() => holdfast().api.fund('merchant-1', '100.00'));

const UNTOUCHED = { available: '100.00', held: '0.00', total: '100.00' };

describe('fail payout', () => {
  it('gives the whole hold back when the provider could not pay', async () => {
    const payout = await holdfast().payOut(
      payoutBody('merchant-1', 'failing', '75.00', 'fail:PIX_KEY_NOT_FOUND'),
    );
    expect(payout).toMatchObject({
      status: 'FAILED',
      failure: { code: 'PIX_KEY_NOT_FOUND' },
      feeAmount: null,
      finalAmount: null,
    });
    // How often the provider is asked until it says what became of it depends on who is faster.
    const history = (await holdfast().history(payout.id)).filter(type => type !== 'ProviderExchanged');
    expect(history).toEqual([
      'PayoutRequested',
      'PayoutSubmissionStarted',
      'PayoutSubmitted',
      'PayoutFailed',
    ]);
    expect((await holdfast().entries(`payoutId=${payout.id}`)).map(({ eventType }) => eventType)).toEqual([
      'FundsHeld',
      'HoldReleased',
    ]);
    expect(await holdfast().balance('merchant-1')).toEqual(UNTOUCHED);
  });

  it('gives it back when the provider refuses the order', async () => {
    const payout = await holdfast().payOut(
      payoutBody('merchant-1', 'refused', '75.00', 'refuse:422:PAYEE_BLOCKED'),
    );
    expect(payout).toMatchObject({ status: 'FAILED', failure: { code: 'PAYEE_BLOCKED' } });
    expect(holdfast().paid('refused')).toEqual([]);
    expect(await holdfast().balance('merchant-1')).toEqual(UNTOUCHED);
  });

  it('gives it back when the provider itself lacks the money', async () => {
    const payout = await holdfast().payOut(payoutBody('merchant-1', 'broke', '75.00', 'insufficient-funds'));
    expect(payout).toMatchObject({ status: 'FAILED', failure: { code: 'INSUFFICIENT_FUNDS' } });
    expect(await holdfast().balance('merchant-1')).toEqual(UNTOUCHED);
  });

  it('lets the money that came back be paid out again', async () => {
    const payout = await holdfast().payOut(payoutBody('merchant-1', 'all of it', '99.50'));
    expect(payout).toMatchObject({ status: 'COMPLETED', finalAmount: '100.00' });
    expect(await holdfast().balance('merchant-1')).toEqual({
      available: '0.00',
      held: '0.00',
      total: '0.00',
    });
  });
});
