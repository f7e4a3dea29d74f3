import { SentOrders } from '../../../src/commands/payouts/sent-orders';
import type { PayoutState } from '../../../src/domain/payout/state';
import { request } from '../../domain/payout/payout-examples';

const ordersWith = (holder: string | undefined, state: object) => {
  const reads: string[] = [];
  const orders = new SentOrders(
    { holderAt: async (provider, reference) => (reads.push(`${provider} ${reference}`), holder) },
    { read: async payoutId => (reads.push(payoutId), { state: state as PayoutState } as never) },
  );
  return { orders, reads };
};

const asked = request({ provider: 'connectpsp', externalReference: 'order-1' });

describe('an order that a provider asks about', () => {
  it.each(['submitting', 'submitted', 'unknown'])(
    'is ours while its payout is %s, after two reads',
    async status => {
      const { orders, reads } = ordersWith('payout-1', { status, request: asked });
      const found = await orders.findUnderWay('connectpsp', 'order-1');
      expect(found).toEqual({ amountMinor: asked.amountMinor, currency: 'BRL', payee: asked.personal.payee });
      expect(reads).toEqual(['connectpsp order-1', 'payout-1']);
    },
  );

  it.each(['requested', 'rejected', 'completed', 'failed', 'returned', 'none'])(
    'is not when its payout is %s',
    async status => {
      const { orders } = ordersWith('payout-1', { status, request: asked });
      expect(await orders.findUnderWay('connectpsp', 'order-1')).toBeUndefined();
    },
  );

  it('is not when nothing, or a payout of another name or provider, has the reference', async () => {
    expect(await ordersWith(undefined, {}).orders.findUnderWay('connectpsp', 'order-1')).toBeUndefined();
    const state = { status: 'submitted', request: asked };
    expect(await ordersWith('p', state).orders.findUnderWay('connectpsp', 'order-2')).toBeUndefined();
    expect(await ordersWith('p', state).orders.findUnderWay('ntxpay', 'order-1')).toBeUndefined();
  });
});
