import { ADMIN_KEY, payoutBody } from '../support/api-client';
import { anotherClient, commandsTo, type Post } from '../support/another-client';
import { eventually } from '../support/eventually';
import { serviceOfThisFile } from '../support/service';
import type { PageView, PayoutView } from '../support/views';

const holdfast = serviceOfThisFile();

interface CaseView {
  readonly id: string;
  readonly status: string;
  readonly payoutId: string | null;
}
type Accepted = PayoutView & { readonly warnings?: readonly { readonly code: string }[] };

const atNtxPay = (reference: string, amount = '10.00') => ({
  ...payoutBody('merchant-1', reference, amount),
  provider: 'ntxpay',
});
const ask = (reference: string, amount?: string) =>
  holdfast().api.requestPayout<Accepted>(atNtxPay(reference, amount));
const cases = async () =>
  (await holdfast().api.get<PageView<CaseView>>('/v1/cases?status=ALL&kind=FLOAT_SHORT')).body.items;
const codesOf = ({ body }: { body: Accepted }) => body.warnings?.map(({ code }) => code);

let bob: Post;
beforeAll(async () => {
  await holdfast().api.fund('merchant-1', '1000.00');
  bob = await anotherClient(holdfast().service, 'bob');
});

describe('a payout that the money at its provider does not cover', () => {
  it('is taken with a warning, paid, and told to a person once while it lasts', async () => {
    const first = await ask('short-1');
    expect([first.status, codesOf(first)]).toEqual([202, ['PROVIDER_FLOAT_SHORT']]);
    expect((await ask('short-1')).text).toBe(first.text);
    expect((await holdfast().ended(first)).status).toBe('COMPLETED');
    const shown = await holdfast().api.get<Accepted>(`/v1/payouts/${first.body.id}`);
    expect(codesOf(shown)).toEqual(['PROVIDER_FLOAT_SHORT']);
    const [opened] = await eventually('a case', async () => {
      const found = await cases();
      return found.length > 0 && found;
    });
    expect(opened).toMatchObject({ status: 'OPEN', payoutId: null });
    const second = await ask('short-2');
    expect([second.status, codesOf(second)]).toEqual([202, ['PROVIDER_FLOAT_SHORT']]);
    await holdfast().ended(second);
    expect(await cases()).toHaveLength(1);
    const metrics = await (await fetch(`${holdfast().service.url}/metrics`)).text();
    expect(metrics).toMatch(/holdfast_provider_float_left_minor\{provider="ntxpay",currency="BRL"\} -\d+/);
    const dismissal = { decision: 'DISMISS', reason: 'the transfer is on its way' };
    expect((await bob(`/v1/cases/${opened!.id}/resolve`, dismissal, 'seen')).status).toBe(202);
    await eventually('it is resolved', async () => (await cases())[0]?.status === 'RESOLVED');
    await holdfast().ended(await ask('short-3'));
    await eventually('the next case', async () => (await cases()).length === 2);
    expect(await holdfast().violations()).toEqual([]);
  });

  it('is no payout that was rejected, nor one that is covered by what arrived a moment ago', async () => {
    const before = (await cases()).length;
    const rejected = await ask('short-rejected', '100000.00');
    expect(rejected.status).toBe(422);
    const admin = commandsTo(holdfast().service.url, ADMIN_KEY);
    const deposit = { amount: '500.00', reference: 'wire-ntx', provider: 'ntxpay' };
    const arrived = await admin('/v1/accounts/merchant-1/deposits', deposit, 'funds at ntxpay');
    expect(arrived.status).toBe(201);
    const covered = await ask('covered');
    expect([covered.status, codesOf(covered)]).toEqual([202, undefined]);
    await holdfast().ended(covered);
    expect(await cases()).toHaveLength(before);
  });
});
