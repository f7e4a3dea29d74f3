import { anotherClient, commandsTo } from '../support/another-client';
import { ADMIN_KEY } from '../support/api-client';
import { serviceOfThisFile } from '../support/service';
import type { TrialBalanceView } from '../support/views';

const holdfast = serviceOfThisFile();

describe('deposit funds', () => {
  it('puts the money on the account and into the books', async () => {
    const { api } = holdfast();
    await api.openAccount('merchant-1');
    const { status, body, position } = await api.deposit('merchant-1', '1000.00');
    expect([status, body]).toEqual([
      201,
      expect.objectContaining({ accountId: 'merchant-1', amount: '1000.00', currency: 'BRL' }),
    ]);
    const { body: books } = await api.get<TrialBalanceView>('/v1/ledger/trial-balance', position);
    expect(books.accounts.map(({ ledgerAccount, debit, credit }) => [ledgerAccount, debit, credit])).toEqual([
      ['account:merchant-1:available', '0.00', '1000.00'],
      ['provider:connectpsp:float', '1000.00', '0.00'],
    ]);
    expect(await holdfast().balance('merchant-1')).toEqual({
      available: '1000.00',
      held: '0.00',
      total: '1000.00',
    });
  });

  it('is one deposit, however often its key is sent', async () => {
    const { api } = holdfast();
    await api.openAccount('merchant-2');
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => api.deposit('merchant-2', '0.31', 'one key')),
    );
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]!.status).toBe(201);
  });

  it('refuses a key used for another deposit, of this account or another', async () => {
    const { api } = holdfast();
    await api.openAccount('merchant-3');
    await api.openAccount('merchant-4');
    await api.deposit('merchant-3', '5.00', 'used key');
    const refused = [
      await api.deposit('merchant-3', '6.00', 'used key'),
      await api.deposit('merchant-4', '5.00', 'used key'),
    ];
    expect(refused.map(({ status, body }) => [status, body['code']])).toEqual([
      [409, 'IDEMPOTENCY_KEY_REUSED'],
      [409, 'IDEMPOTENCY_KEY_REUSED'],
    ]);
  });

  it('is one deposit for one arrival, whatever the key and whoever the client', async () => {
    const { api, service } = holdfast();
    await api.openAccount('merchant-5');
    await api.openAccount('merchant-6');
    const first = await api.deposit('merchant-5', '5.00', 'first key', 'wire-1');
    expect(first.status).toBe(201);
    const other = await anotherClient(service, 'other');
    const body = { amount: '5.00', reference: 'wire-1', provider: 'connectpsp' };
    const path = '/v1/accounts/merchant-5/deposits';
    const refused = [
      await api.deposit('merchant-5', '5.00', 'second key', 'wire-1'),
      await other(path, body, 'first key'),
    ];
    expect(refused.map(({ status, body }) => [status, body['code']])).toEqual([
      [409, 'EXTERNAL_REFERENCE_USED'],
      [409, 'EXTERNAL_REFERENCE_USED'],
    ]);
    expect(refused.map(({ body }) => String(body['detail']).includes(first.body['id']!))).toEqual([
      true,
      false,
    ]);
    expect(await api.deposit('merchant-5', '5.00', 'first key', 'wire-1')).toMatchObject({
      status: 201,
      text: first.text,
    });
    expect((await api.deposit('merchant-6', '5.00', 'third key', 'wire-1')).status).toBe(201);
    const elsewhere = await other(path, { ...body, provider: 'ntxpay' }, 'fourth key');
    expect(elsewhere.status).toBe(201);
    api.saw(elsewhere.position);
    expect(await holdfast().balance('merchant-5')).toMatchObject({ total: '10.00' });
  });

  it('is booked once where many tell of one arrival at once', async () => {
    const { api } = holdfast();
    await api.openAccount('merchant-7');
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => api.deposit('merchant-7', '1.00', `race ${index}`, 'wire-7')),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(19).fill(409)]);
    expect(await holdfast().balance('merchant-7')).toMatchObject({ total: '1.00' });
  });

  it('is refused in a currency that its provider cannot pay, and nothing is written', async () => {
    const { service } = holdfast();
    const admin = commandsTo(service.url, ADMIN_KEY);
    const opened = await admin('/v1/accounts', { id: 'dollars', name: 'Dollars', currency: 'USD' }, 'open');
    expect(opened.status).toBe(201);
    const before = await holdfast().recorded();
    const body = { amount: '5.00', reference: 'wire-1', provider: 'connectpsp' };
    const refused = await admin('/v1/accounts/dollars/deposits', body, 'dollars');
    expect([refused.status, refused.body['code']]).toEqual([422, 'CURRENCY_MISMATCH']);
    expect(await holdfast().recorded()).toBe(before);
  });

  it.each([
    ['an account that was never opened', 'nobody', '1.00', 404, 'ACCOUNT_NOT_FOUND'],
    ['an amount with too few digits', 'merchant-1', '1.0', 400, 'VALIDATION_FAILED'],
    ['nothing', 'merchant-1', '0.00', 400, 'VALIDATION_FAILED'],
    ['less than nothing', 'merchant-1', '-1.00', 400, 'VALIDATION_FAILED'],
  ])('writes nothing for %s', async (_, accountId, amount, status, code) => {
    const { api } = holdfast();
    const before = await holdfast().recorded();
    const refused = await api.deposit(accountId, amount, `refused ${accountId} ${amount}`);
    expect([refused.status, refused.body['code']]).toEqual([status, code]);
    expect(await holdfast().recorded()).toBe(before);
  });
});
