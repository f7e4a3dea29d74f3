import { payoutBody, type Answer } from '../support/api-client';
import { serviceOfThisFile } from '../support/service';
import type { PayoutView } from '../support/views';

const holdfast = serviceOfThisFile();

const READ = [
  '/v1/accounts/merchant-1',
  '/v1/payouts?accountId=merchant-1',
  '/v1/ledger/trial-balance',
  '/v1/ledger/entries?accountId=merchant-1',
];

describe('a service that ends and starts again on its folder', () => {
  it('answers every query and every repeated command as before', async () => {
    const { api } = holdfast();
    await api.fund('merchant-1', '100.00');
    const bodies = ['complete', 'fail', 'no-hook'].map(scenario =>
      payoutBody('merchant-1', scenario, '10.00', scenario),
    );
    const asked = await Promise.all(bodies.map(body => api.requestPayout<PayoutView>(body)));
    await Promise.all(asked.map(answer => holdfast().ended(answer)));
    const textsOf = async (answers: Promise<Answer<unknown>>[]) =>
      (await Promise.all(answers)).map(({ status, text }) => [status, text]);
    const before = await textsOf(READ.map(path => api.get(path)));

    await holdfast().restart();

    expect(await textsOf(READ.map(path => api.get(path)))).toEqual(before);
    const again = await textsOf([
      api.openAccount('merchant-1'),
      api.deposit('merchant-1', '100.00'),
      ...bodies.map(body => api.requestPayout(body)),
    ]);
    expect(again.slice(2)).toEqual(asked.map(({ status, text }) => [status, text]));
  });

  it('finishes the payouts that were under way when it ended', async () => {
    const { api } = holdfast();
    await api.fund('merchant-2', '100.00');
    const asked = await Promise.all(
      ['complete', 'delay:2s', 'no-hook', 'drop-response-after-accept'].map((scenario, index) =>
        api.requestPayout<PayoutView>(payoutBody('merchant-2', `under way ${index}`, '10.00', scenario)),
      ),
    );
    await holdfast().restart();
    const ended = await Promise.all(asked.map(answer => holdfast().ended(answer)));
    expect(ended.map(({ status }) => status)).toEqual(asked.map(() => 'COMPLETED'));
    expect((await holdfast().balance('merchant-2')).available).toBe('60.00');
  });
});
