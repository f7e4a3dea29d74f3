import { startNtxPaySandbox, type NtxPaySandbox } from 'psp-sandbox';
import { systemClock } from '../../src/shared/clock';
import { systemRandom } from '../../src/shared/random';
import { ADMIN_KEY, payoutBody } from '../support/api-client';
import { eventually } from '../support/eventually';
import { TestService } from '../support/service';
import type { PageView } from '../support/views';
import { allEvents } from '../support/world';

interface FloatView {
  readonly provider: string;
  readonly reported: string | null;
  readonly difference: string | null;
  readonly reason: string | null;
}

let ntxPay: NtxPaySandbox;
let holdfast: TestService;

// Both providers hold exactly what is deposited, so that whatever differs was done by a payout.
beforeAll(async () => {
  ntxPay = await startNtxPaySandbox({
    clock: systemClock,
    random: systemRandom,
    balanceMinor: 500_00n,
    feeMinor: 1n,
  });
  const { clientId, clientSecret, webhookSecret } = ntxPay.credentials;
  holdfast = await TestService.start({
    sandbox: { balanceMinor: 1_000_00n },
    env: {
      NTXPAY_URL: ntxPay.url,
      NTXPAY_CLIENT_ID: clientId,
      NTXPAY_CLIENT_SECRET: clientSecret,
      NTXPAY_WEBHOOK_SECRET: webhookSecret,
      NTXPAY_FEE_SCHEDULE: '0.01',
    },
  });
  await holdfast.api.fund('merchant-1', '1000.00');
  await depositAtNtxPay('500.00');
});

afterAll(async () => {
  await holdfast.stop();
  await ntxPay.stop();
});

async function depositAtNtxPay(amount: string): Promise<void> {
  const answer = await fetch(`${holdfast.service.url}/v1/accounts/merchant-1/deposits`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${ADMIN_KEY}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': 'funds at ntxpay',
    },
    body: JSON.stringify({ amount, reference: 'funds at ntxpay', provider: 'ntxpay' }),
  });
  await answer.arrayBuffer();
  expect(answer.status).toBe(201);
  holdfast.api.saw(answer.headers.get('ledger-position'));
}

async function floats(): Promise<readonly FloatView[]> {
  const { status, body } = await holdfast.api.get<{ floats: FloatView[] }>('/v1/ledger/provider-floats');
  expect(status).toBe(200);
  return body.floats;
}

/** Where an event tells of a call to a provider. */
const pathIn = (data: unknown): string[] =>
  typeof data === 'object' && data !== null && 'path' in data && typeof data.path === 'string'
    ? [data.path]
    : [];

const payoutAt = (provider: string, reference: string, amount: string, scenario = 'complete') => ({
  ...payoutBody('merchant-1', reference, amount, scenario),
  provider,
});

describe('provider floats', () => {
  it('agree with what both providers report, to the centavo, and asking is recorded nowhere', async () => {
    await holdfast.payOut(payoutAt('connectpsp', 'paid', '50.30'));
    await holdfast.payOut(payoutAt('connectpsp', 'failed', '20.00', 'fail'));
    await holdfast.payOut(payoutAt('ntxpay', 'paid with a fee', '10.10'));
    const agreed = { suspense: '0.00', difference: '0.00', reason: null, currency: 'BRL' };
    const reportedAt = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string;
    expect(await floats()).toEqual([
      {
        provider: 'connectpsp',
        float: '949.70',
        fees: '0.00',
        expected: '949.70',
        reported: '949.70',
        includesUnderWay: false,
        reportedAt,
        ...agreed,
      },
      {
        provider: 'ntxpay',
        float: '489.90',
        fees: '0.01',
        expected: '489.89',
        reported: '489.89',
        includesUnderWay: true,
        reportedAt,
        ...agreed,
      },
    ]);
    const called = (await allEvents(holdfast.service.store)).flatMap(({ body }) => pathIn(body.data));
    expect(called).toContain('/cash-out');
    expect(called.filter(path => path.includes('balance'))).toEqual([]);
  });

  it('differ at ConnectPSP by the holds of payouts under way, and at NTX Pay by nothing', async () => {
    await holdfast.api.requestPayout(payoutAt('connectpsp', 'slow', '70.00', 'delay:120s'));
    await holdfast.api.requestPayout(payoutAt('ntxpay', 'slow too', '30.00', 'delay:120s'));
    await eventually('both providers have them', () =>
      Promise.resolve(holdfast.sandbox.balance().reservedMinor > 0n && ntxPay.balance().blockedMinor > 0n),
    );
    const { body } =
      await holdfast.api.get<PageView<{ provider: string; held: string }>>('/v1/ledger/aged-holds');
    expect(body.items.map(({ provider, held }) => `${provider} ${held}`)).toEqual([
      'connectpsp 70.00',
      'ntxpay 30.01',
    ]);
    expect(await floats()).toMatchObject([
      { provider: 'connectpsp', reported: '879.70', difference: '-70.00' },
      { provider: 'ntxpay', reported: '489.89', difference: '0.00' },
    ]);
  });

  it('show why a provider that is away reports nothing, beside one that does', async () => {
    await holdfast.sandbox.beginOutage('503');
    expect(await floats()).toMatchObject([
      {
        provider: 'connectpsp',
        expected: '949.70',
        reported: null,
        difference: null,
        reason: expect.stringContaining('503') as string,
      },
      { provider: 'ntxpay', reported: '489.89', reason: null },
    ]);
  });
});
