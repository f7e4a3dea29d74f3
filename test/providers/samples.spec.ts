import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ConnectPspProvider } from '../../src/providers/connectpsp/connectpsp-provider';
import { readAnswer } from '../../src/providers/connectpsp/queries/read-report';
import { readBalance as readConnectPspBalance } from '../../src/providers/connectpsp/queries/read-balance';
import { NtxPayProvider } from '../../src/providers/ntxpay/ntxpay-provider';
import { readBalance as readNtxBalance } from '../../src/providers/ntxpay/queries/read-balance';
import { readReturnAnswer } from '../../src/providers/ntxpay/queries/read-return';
import { readTransaction } from '../../src/providers/ntxpay/queries/read-transaction';
import { readText } from '../support/read-text';
import { systemClock } from '../../src/shared/clock';
import { answer, localServer, type LocalServer } from '../../packages/psp-sandbox/test/local-server';
import { order } from './orders';
import { outcomeOf } from './call-outcome';
import { SAMPLES, sampleFields, sampleText, type SampleName } from './samples';

/** A provider that answers each call with the sample named for it, and 500 to any other. */
async function answering(
  replies: Readonly<Record<string, readonly [number, SampleName]>>,
): Promise<LocalServer> {
  return localServer(({ method, path }, response) => {
    const [status, name] = replies[`${method} ${path}`] ?? [500, undefined];
    answer(response, status, name === undefined ? '' : sampleText(name));
  });
}

describe("NTX Pay's own samples are read", () => {
  let server: LocalServer;
  let provider: NtxPayProvider;

  const open = async (replies: Parameters<typeof answering>[0]): Promise<void> => {
    server = await answering({ 'POST /api/auth/token': [201, 'ntxpay/token'], ...replies });
    const credentials = { clientId: 'me', clientSecret: 'client-secret', webhookSecret: 'hook' };
    const options = { url: server.url, ...credentials, clientCert: null, timeoutMs: 5_000 };
    provider = new NtxPayProvider(options, systemClock);
  };
  beforeEach(() => open({}));
  afterEach(async () => {
    await provider.close();
    await server.stop();
  });

  it('token and acceptance', async () => {
    await server.stop();
    await open({ 'POST /api/pix/cash-out': [201, 'ntxpay/accepted'] });
    const submitted = provider.submit(order({ externalReference: 'external-teste-001' }));
    expect(await outcomeOf(submitted)).toMatchObject({
      kind: 'accepted',
      providerId: '456',
      transactionId: '456',
    });
    const { access_token: token } = sampleFields('ntxpay/token');
    expect((await server.request(1)).headers.authorization).toBe(`Bearer ${String(token)}`);
  });

  it('a payment', () => {
    expect(provider.parseNotification(sampleText('ntxpay/cash-out-confirmed'))).toMatchObject({
      providerId: '67890',
      externalReference: 'PIX-OUT-5483571657-OWUJDUDVDO',
      report: {
        kind: 'completed',
        endToEndId: 'E071368472025121120065P1T3N1CS1A',
        amountMinor: 30n,
        feeAmountMinor: 1n,
        providerTime: '2025-12-11T20:06:12.117Z',
      },
      warnings: [],
    });
  });

  it('an error', () => {
    expect(provider.parseNotification(sampleText('ntxpay/cash-out-error')).report).toMatchObject({
      kind: 'failed',
      code: 'INVALID_PIX_KEY',
      message: 'Chave PIX não encontrada ou inválida',
    });
  });

  it('a return', () => {
    expect(provider.parseNotification(sampleText('ntxpay/cash-out-reversal'))).toMatchObject({
      providerId: '4ac6204e-7c82-47a8-9aea-7fbb6fde72db',
      externalReference: 'PIX-OUT-5483571657-OWUJDUDVDO',
      paymentEndToEndId: 'E071368472025121120065P1T3N1CS1A',
      report: {
        kind: 'returned',
        returnName: '29db95cd-0bc9-4f0f-b1b2-722968d8b58d',
        endToEndId: 'D18236120202512112009s0018351d9f',
        amountMinor: 8n,
        feeAmountMinor: 1n,
        originalEndToEndId: 'E071368472025121120065P1T3N1CS1A',
        completion: null,
      },
      warnings: [],
    });
  });

  it('a refund of money received: no word about a payout', () => {
    const { report, providerId } = provider.parseNotification(sampleText('ntxpay/cash-in-reversal'));
    expect(report).toMatchObject({ kind: 'unclear', needsPerson: true });
    expect(providerId).toBe('11111');
  });

  it('an answer about money received: no word about a payout, nor about a return', () => {
    const text = sampleText('ntxpay/transaction');
    const found = readTransaction(text, { providerId: '123', externalReference: 'ext-001' });
    expect(found.kind === 'found' ? found.report.kind : found.kind).toBe('unclear');
    expect(readTransaction(text, { providerId: null, externalReference: 'ext-001' }).kind).toBe('unclear');
    const payment = { providerId: null, externalReference: 'ext-001', endToEndId: null };
    const asked = { returnName: '123', returnEndToEndId: null, payment };
    expect(readReturnAnswer(text, asked).kind).toBe('unclear');
  });

  it('a row of money received: passed over', () => {
    const text = sampleText('ntxpay/search');
    const file = { provider: 'ntxpay', format: 'json', text } as const;
    expect(readText(file)).toEqual({ ok: true, value: [] });
  });

  it('a balance', () => {
    expect(readNtxBalance(sampleText('ntxpay/balance'))).toEqual({
      kind: 'balance',
      balanceMinor: 4_873_490n,
      includesUnderWay: true,
    });
  });

  it('what is registered, and what becomes of a registration', async () => {
    await server.stop();
    await open({
      'GET /api/webhooks': [200, 'ntxpay/webhooks'],
      'POST /api/webhooks': [200, 'ntxpay/webhook-set'],
    });
    expect(await provider.registerWebhooks('https://ledger.example')).toEqual({
      ok: true,
      refused: [],
      left: [],
      seen: true,
    });
    const posted = server.seen.filter(({ method, path }) => `${method} ${path}` === 'POST /api/webhooks');
    expect(
      posted.map(({ body }) => (JSON.parse(body.toString()) as { eventType: string }).eventType),
    ).toEqual(['cash_out', 'refund_out']);
  });
});

describe("ConnectPSP's own samples are read", () => {
  let server: LocalServer;
  let provider: ConnectPspProvider;

  const open = async (replies: Parameters<typeof answering>[0]): Promise<void> => {
    server = await answering({ 'POST /auth/token': [200, 'connectpsp/token'], ...replies });
    const secrets = { clientSecret: 'client-secret', applicationToken: 'application', cryptoToken: 'crypto' };
    const webhookUrl = 'https://ledger.example/webhooks/connectpsp';
    const options = { url: server.url, clientId: 'me', ...secrets, webhookUrl, timeoutMs: 5_000 };
    provider = new ConnectPspProvider(options, systemClock);
  };
  beforeEach(() => open({}));
  afterEach(async () => {
    await provider.close();
    await server.stop();
  });

  it('token and acceptance', async () => {
    await server.stop();
    await open({ 'POST /cash-out': [202, 'connectpsp/accepted'] });
    const submitted = provider.submit(order({ externalReference: 'withdrawal-user-42-001' }));
    expect(await outcomeOf(submitted)).toMatchObject({
      kind: 'accepted',
      providerId: 'IVKPRMOCDY',
      transactionId: 'dd30446e-6cc5-4664-bf3f-6b7f5e55a1a9',
    });
    const { accessToken } = sampleFields('connectpsp/token');
    expect((await server.request(1)).headers.authorization).toBe(`Bearer ${String(accessToken)}`);
  });

  it('a refusal', async () => {
    await server.stop();
    await open({ 'POST /cash-out': [422, 'connectpsp/problem'] });
    expect(await outcomeOf(provider.submit(order()))).toMatchObject({
      kind: 'declined',
      code: 'INSUFFICIENT_FUNDS',
    });
  });

  it('a payment', () => {
    expect(provider.parseNotification(sampleText('connectpsp/cash-out-completed'))).toMatchObject({
      providerId: 'IVKPRMOCDY',
      externalReference: 'withdrawal-user-42-001',
      report: {
        kind: 'completed',
        endToEndId: 'E00416968202603101827cemeFscF6AG',
        amountMinor: 5000n,
        feeAmountMinor: null,
        providerTime: '2026-03-10T14:02:30-03:00',
      },
      warnings: [],
    });
  });

  it('a failure', () => {
    expect(provider.parseNotification(sampleText('connectpsp/cash-out-failed'))).toMatchObject({
      providerId: 'IVKPRMOCDY',
      externalReference: null,
      report: {
        kind: 'failed',
        code: 'PIX_KEY_NOT_FOUND',
        message: 'The provided PIX key did not resolve to a valid account.',
      },
    });
  });

  it('an answer', () => {
    const asked = { providerId: 'IVKPRMOCDY', externalReference: 'withdraw_xyz789' };
    expect(readAnswer(sampleText('connectpsp/cash-out'), asked)).toMatchObject({
      kind: 'completed',
      amountMinor: 50_000n,
      endToEndId: 'E00416968202603101827cemeFscF6AG',
    });
  });

  it('a balance', () => {
    expect(readConnectPspBalance(sampleText('connectpsp/balance'))).toEqual({
      kind: 'balance',
      balanceMinor: 50_000_000n,
      includesUnderWay: false,
    });
  });
});

describe('The samples', () => {
  const files = ['ntxpay', 'connectpsp'].flatMap(provider =>
    readdirSync(join(__dirname, 'samples', provider)).map(
      name => `${provider}/${name.replace(/\.json$/, '')}`,
    ),
  );

  it('are all listed, with where they stand', () => {
    expect(files.sort()).toEqual(Object.keys(SAMPLES).sort());
  });
});
