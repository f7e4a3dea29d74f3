import { formatPosition, parsePosition } from '../../src/event-store/event-store';
import { payoutBody } from '../support/api-client';
import { serviceOfThisFile } from '../support/service';
import type { AccountView, PageView, PayoutView, ProblemView, TrialBalanceView } from '../support/views';

const holdfast = serviceOfThisFile();

describe('reading what was just written', () => {
  it('finds each write in every book at the position it was answered with', async () => {
    const { api } = holdfast();
    await api.fund('merchant-1', '100.00');
    for (let index = 1; index <= 10; index += 1) {
      const { body, position } = await api.requestPayout<PayoutView>(
        payoutBody('merchant-1', `own-${index}`, '1.00'),
      );
      const [account, payout, list, books] = await Promise.all([
        api.get<AccountView>('/v1/accounts/merchant-1', position),
        api.get<PayoutView>(`/v1/payouts/${body.id}`, position),
        api.get<PageView<PayoutView>>(`/v1/payouts?externalReference=own-${index}`, position),
        api.get<TrialBalanceView>('/v1/ledger/trial-balance', position),
      ]);
      // Held or paid by now: it is not available any more.
      expect(account.body.balance.available).toBe(`${100 - index}.00`);
      expect([payout.status, payout.body.id, list.body.items.map(({ id }) => id)]).toEqual([
        200,
        body.id,
        [body.id],
      ]);
      const available = books.body.accounts.find(
        ({ ledgerAccount }) => ledgerAccount === 'account:merchant-1:available',
      );
      expect(available?.debit).toBe(`${index}.00`);
      expect(parsePosition(account.position!)!.commit).toBeGreaterThanOrEqual(
        parsePosition(position!)!.commit,
      );
    }
  });

  it('is told that a position is none, where the log has not come that far', async () => {
    const { api } = holdfast();
    const { position } = await api.get<AccountView>('/v1/accounts/merchant-1');
    const { commit } = parsePosition(position!)!;
    const far = formatPosition({ commit: commit + 1_000_000n, prepare: commit + 1_000_000n });
    const late = await api.get<ProblemView>('/v1/accounts/merchant-1', far);
    expect([late.status, late.body.code]).toEqual([400, 'VALIDATION_FAILED']);
  });

  it('refuses a position that is none', async () => {
    const { status } = await holdfast().api.get('/v1/accounts/merchant-1', 'yesterday');
    expect(status).toBe(400);
  });
});
