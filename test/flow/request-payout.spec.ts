import type { ProviderExchanged } from '../../src/domain/exchange/events';
import { PUBLISHED } from '../domain/pix/br-code-examples';
import { anotherClient } from '../support/another-client';
import { payoutBody, PIX, untilAnswered } from '../support/api-client';
import { serviceOfThisFile } from '../support/service';
import type { PayoutView, ProblemView } from '../support/views';
import { allEvents } from '../support/world';

const holdfast = serviceOfThisFile();

const payeeAt = (qrCode: string) => ({
  name: 'Maria Silva',
  document: '12345678909',
  destination: { type: 'QR_CODE', qrCode },
});

describe('request payout', () => {
  it('accepts exactly as many of 200 at once as there is money for', async () => {
    const { api } = holdfast();
    await api.fund('crowd', '50.00');
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        untilAnswered(() =>
          api.requestPayout<PayoutView & ProblemView>(payoutBody('crowd', `crowd-${index}`, '1.00')),
        ),
      ),
    );
    const accepted = answers.filter(({ status }) => status === 202);
    const refused = answers.filter(({ status }) => status !== 202);
    expect(accepted).toHaveLength(50);
    expect(refused).toHaveLength(150);
    expect(new Set(refused.map(({ status, body }) => `${status} ${body.code}`))).toEqual(
      new Set(['422 INSUFFICIENT_FUNDS']),
    );
    expect(await holdfast().violations()).toEqual([]);
    expect(await holdfast().balance('crowd')).toEqual({ available: '0.00', held: '0.00', total: '0.00' });
    const paid = holdfast()
      .sandbox.records()
      .filter(({ externalReference }) => externalReference.startsWith('crowd-'));
    expect(paid.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 'COMPLETED'));
  }, 400_000);

  it('is one payout with one answer, byte for byte, when a key is sent 20 times at once', async () => {
    const { api } = holdfast();
    await api.fund('echo', '100.00');
    const body = payoutBody('echo', 'echo-1', '10.00');
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => api.requestPayout<PayoutView>(body, 'echo key')),
    );
    await holdfast().ended(answers[0]!);
    // And again, long after it has ended.
    answers.push(await api.requestPayout<PayoutView>(body, 'echo key'));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]!.status).toBe(202);
    expect(await holdfast().balance('echo')).toEqual({ available: '90.00', held: '0.00', total: '90.00' });
    expect(holdfast().paid('echo-1')).toEqual(['COMPLETED paid 1 times']);
  });

  it('refuses a key that was used with another body', async () => {
    const { api } = holdfast();
    await api.fund('reuse', '100.00');
    const first = await api.requestPayout<PayoutView>(payoutBody('reuse', 'reuse-1', '10.00'), 'reused');
    const other = await api.requestPayout<ProblemView>(payoutBody('reuse', 'reuse-1', '11.00'), 'reused');
    expect([first.status, other.status, other.body.code]).toEqual([202, 409, 'IDEMPOTENCY_KEY_REUSED']);
    expect(other.body).toMatchObject({
      payoutId: first.body.id,
      detail: expect.stringContaining(first.body.id),
    });
    await holdfast().ended(first);
    expect(await holdfast().balance('reuse')).toEqual({ available: '90.00', held: '0.00', total: '90.00' });
  });

  it('refuses an external reference that another payout has, also when both come at once', async () => {
    const { api } = holdfast();
    await api.fund('twins', '100.00');
    const body = payoutBody('twins', 'twin', '10.00');
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        api.requestPayout<PayoutView & ProblemView>(body, `twin key ${index}`),
      ),
    );
    const accepted = answers.filter(({ status }) => status === 202);
    expect(accepted).toHaveLength(1);
    expect(
      answers.filter(answer => answer !== accepted[0]).map(({ status, body: { code } }) => [status, code]),
    ).toEqual(Array.from({ length: 7 }, () => [409, 'EXTERNAL_REFERENCE_USED']));
    // Who comes at once may be answered before the other's payout is known; who comes later is told.
    const later = await api.requestPayout<ProblemView>(body, 'twin key later');
    expect(later.body).toMatchObject({ code: 'EXTERNAL_REFERENCE_USED', payoutId: accepted[0]!.body.id });
    await holdfast().ended(accepted[0]!);
    expect(holdfast().paid('twin')).toEqual(['COMPLETED paid 1 times']);
  });

  it('names another client’s payout to nobody else', async () => {
    const { api } = holdfast();
    await api.fund('whose', '100.00');
    const stranger = await anotherClient(holdfast().service, 'stranger');
    const body = payoutBody('whose', 'whose-1', '10.00');
    const first = await api.requestPayout<PayoutView>(body, 'whose-1');
    const other = await stranger('/v1/payouts', body, 'whose-2');
    expect(other.body.code).toBe('EXTERNAL_REFERENCE_USED');
    expect(other.body).not.toHaveProperty('payoutId');
    expect(JSON.stringify(other.body)).not.toContain(first.body.id);
    await holdfast().ended(first);
  });

  it('says how much is available and how much is needed, and the same again after money has come', async () => {
    const { api } = holdfast();
    await api.fund('poor', '10.00');
    const ask = () => api.requestPayout<ProblemView>(payoutBody('poor', 'poor-1', '25.00'), 'poor-1');
    const refused = await ask();
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({
      code: 'INSUFFICIENT_FUNDS',
      available: '10.00',
      needed: '25.00',
      currency: 'BRL',
      detail:
        'Account poor had 10.00 BRL available when this was refused, and needs 25.00 BRL for the amount and its fee',
    });
    expect((await api.deposit('poor', '100.00', 'more funds of poor')).status).toBe(201);
    expect((await ask()).body).toEqual(refused.body);
  });

  it('pays a QR code without a word about its payee, and makes none up', async () => {
    const { api } = holdfast();
    await api.fund('code', '200.00');
    const body = { ...payoutBody('code', 'code-1', '123.45'), provider: 'ntxpay' };
    const destination = { type: 'QR_CODE', qrCode: PUBLISHED.dynamic };
    const { id, payee, status } = await holdfast().payOut({ ...body, payee: { destination } });
    expect([status, payee]).toEqual(['COMPLETED', { name: null, document: null, destination }]);
    const events = await allEvents(holdfast().service.store);
    const exchanges = events.filter(({ body: { type } }) => type === 'ProviderExchanged');
    const order = exchanges
      .map(({ body: { data } }) => data as unknown as ProviderExchanged)
      .find(({ payoutId, purpose }) => payoutId === id && purpose === 'SUBMIT');
    const { personal } = order!;
    expect(Object.keys(JSON.parse(personal.requestBody ?? '{}') as object)).toEqual([
      'value',
      'qrCode',
      'externalId',
      'description',
    ]);
  });

  it.each([
    ['an account that was never opened', { accountId: 'nobody' }, 404, 'ACCOUNT_NOT_FOUND'],
    [
      'a destination the provider cannot serve',
      { payee: payeeAt(PUBLISHED.staticKey) },
      422,
      'DESTINATION_NOT_SUPPORTED',
    ],
    [
      'a QR code with one character changed',
      { provider: 'ntxpay', payee: payeeAt(PUBLISHED.dynamic.replace('BRASILIA', 'BRASILIB')) },
      400,
      'VALIDATION_FAILED',
    ],
    [
      'a QR code of another amount',
      { provider: 'ntxpay', amount: '12.34', payee: payeeAt(PUBLISHED.dynamic) },
      400,
      'VALIDATION_FAILED',
    ],
    [
      'a CPF key of somebody else, at ConnectPSP',
      { payee: { ...payeeAt(''), document: '11144477735', destination: PIX } },
      400,
      'VALIDATION_FAILED',
    ],
    [
      'a CPF key of somebody else, at NTX Pay',
      { provider: 'ntxpay', payee: { ...payeeAt(''), document: '12ABC34501DE35', destination: PIX } },
      400,
      'VALIDATION_FAILED',
    ],
    ['a provider nobody knows', { provider: 'otherpsp' }, 400, 'VALIDATION_FAILED'],
    ['an amount that is a number', { amount: 10 }, 400, 'VALIDATION_FAILED'],
    ['a field nobody knows', { urgent: true }, 400, 'VALIDATION_FAILED'],
  ])('writes nothing for %s', async (_, change, status, code) => {
    const { api } = holdfast();
    await api.openAccount('strict');
    const before = await holdfast().recorded();
    const body = { ...payoutBody('strict', `strict ${code} ${status}`, '10.00'), ...change };
    const refused = await api.requestPayout<ProblemView>(body as ReturnType<typeof payoutBody>);
    expect([refused.status, refused.type.split(';')[0], refused.body.code]).toEqual([
      status,
      'application/problem+json',
      code,
    ]);
    expect(await holdfast().recorded()).toBe(before);
  });
});
