import { serviceOfThisFile } from '../support/service';
import type { AccountView, ProblemView } from '../support/views';

const holdfast = serviceOfThisFile();

describe('open account', () => {
  it('is answered after it is recorded, and read back at the position it was answered with', async () => {
    const { api } = holdfast();
    const opened = await api.openAccount('merchant-1');
    expect([opened.status, opened.body]).toEqual([
      201,
      { id: 'merchant-1', name: 'Merchant One', currency: 'BRL', owner: null },
    ]);
    const read = await api.get<AccountView>('/v1/accounts/merchant-1', opened.position);
    expect(read.body.balance).toEqual({ available: '0.00', held: '0.00', total: '0.00' });
  });

  it('is the same again for the same account, however often and at once', async () => {
    const { api } = holdfast();
    const answers = await Promise.all(Array.from({ length: 20 }, () => api.openAccount('merchant-2')));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]!.status).toBe(201);
  });

  it('refuses an id that belongs to another account', async () => {
    const { api } = holdfast();
    await api.openAccount('merchant-3');
    const refused = await api.openAccount('merchant-3', 'Somebody Else');
    expect([refused.status, refused.type, JSON.parse(refused.text)]).toEqual([
      409,
      expect.stringContaining('application/problem+json'),
      expect.objectContaining({ code: 'ACCOUNT_EXISTS' }),
    ]);
  });

  it('writes nothing for what it refuses', async () => {
    const { api } = holdfast();
    const before = await holdfast().recorded();
    const refused = await api.openAccount('no spaces in ids');
    expect([refused.status, (JSON.parse(refused.text) as ProblemView).code]).toEqual([
      400,
      'VALIDATION_FAILED',
    ]);
    expect(await holdfast().recorded()).toBe(before);
  });
});
