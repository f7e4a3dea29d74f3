import { verifyBooks } from '../../src/audit/verify-books';
import type { ProviderDefinition } from '../../src/providers/port/provider-definition';
import { MadeUpServer } from '../providers/made-up/made-up-server';
import { ADMIN_KEY, BANK_ACCOUNT, payoutBody, type PayoutBody } from '../support/api-client';
import { TestService } from '../support/service';

/** The registry with one line more: nothing else in the house learns of the third provider. */
jest.mock('../../src/providers/registry', () => {
  const { PROVIDERS } = jest.requireActual<{ PROVIDERS: readonly ProviderDefinition[] }>(
    '../../src/providers/registry',
  );
  const { madeUp } = jest.requireActual<{ madeUp: ProviderDefinition }>('../providers/made-up/definition');
  return { PROVIDERS: [...PROVIDERS, madeUp] };
});

const ACCOUNT = 'merchant-1';

/** The made-up provider reads from the note what it does with the order. */
const order = (reference: string, note: string): PayoutBody => ({
  ...payoutBody(ACCOUNT, reference, '50.00'),
  provider: 'madeup',
  description: note,
});

describe('a third provider: one folder, one line', () => {
  let server: MadeUpServer;
  let holdfast: TestService;

  beforeAll(async () => {
    server = await MadeUpServer.start();
    holdfast = await TestService.start({ env: server.env });
    const opened = await holdfast.api.openAccount(ACCOUNT);
    expect([opened.status, await depositAt('madeup')]).toEqual([201, 201]);
  });

  afterAll(async () => {
    try {
      const { store, readModels } = holdfast.service;
      const { ok, differences } = await verifyBooks(store, readModels.database);
      expect({ ok, differences }).toEqual({ ok: true, differences: [] });
    } finally {
      await holdfast.stop();
      await server.stop();
    }
  });

  async function depositAt(provider: string): Promise<number> {
    const response = await fetch(`${holdfast.service.url}/v1/accounts/${ACCOUNT}/deposits`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${ADMIN_KEY}`,
        'Content-Type': 'application/json',
        'Idempotency-Key': 'funds',
      },
      body: JSON.stringify({ amount: '1000.00', reference: 'funds', provider }),
    });
    holdfast.api.saw(response.headers.get('ledger-position'));
    await response.arrayBuffer();
    return response.status;
  }

  const balance = () => holdfast.balance(ACCOUNT);

  async function fundsMoved(reference: string, note: string) {
    const before = await balance();
    const payout = await holdfast.payOut(order(reference, note));
    const after = await balance();
    return { payout, before: Number(before.total), after: Number(after.total), held: after.held };
  }

  it('pays, and books the amount and the fee that its webhook reports', async () => {
    const { payout, before, after, held } = await fundsMoved('by-webhook', 'pay');
    expect(payout).toMatchObject({ status: 'COMPLETED', feeAmount: '0.30', finalAmount: '50.30' });
    expect([before - after, held]).toEqual([expect.closeTo(50.3, 6), '0.00']);
    expect([server.paid('by-webhook'), server.notified]).toEqual([1, [200]]);
    const entries = await holdfast.entries(`payoutId=${payout.id}`);
    const lines = entries.flatMap(({ postings }) => postings.map(({ ledgerAccount }) => ledgerAccount));
    expect(lines).toEqual(expect.arrayContaining(['provider:madeup:float', 'provider:madeup:fees']));
  });

  it('pays, and the saga polls it where no webhook comes', async () => {
    const { payout, before, after } = await fundsMoved('by-poll', 'silent');
    expect(payout).toMatchObject({ status: 'COMPLETED', feeAmount: '0.30' });
    expect(before - after).toBeCloseTo(50.3, 6);
    expect(server.paid('by-poll')).toBe(1);
  });

  it.each([
    ['fails the payment after it was accepted', 'refuse'],
    ['declines the order', 'decline'],
  ])('%s: the whole hold comes back', async (_, note) => {
    const { payout, before, after, held } = await fundsMoved(`not-paid-${note}`, note);
    expect(payout).toMatchObject({ status: 'FAILED' });
    expect([after, held]).toEqual([before, '0.00']);
    expect(server.paid(`not-paid-${note}`)).toBe(0);
  });

  it('sends notifications that only its key can sign', async () => {
    const answer = await fetch(`${holdfast.service.url}/webhooks/madeup`, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(401);
  });

  it('pays the kinds of payee that its definition names', async () => {
    const body = {
      ...payoutBody(ACCOUNT, 'to-an-account', '50.00', 'pay', BANK_ACCOUNT),
      provider: 'madeup',
    };
    const { status, text } = await holdfast.api.requestPayout<object>(body);
    expect([status, text]).toEqual([422, expect.stringContaining('madeup cannot pay to BANK_ACCOUNT')]);
  });

  it('stands in the documentation of the API and in the metrics', async () => {
    const unknown = await holdfast.api.requestPayout<object>({
      ...order('unknown', 'pay'),
      provider: 'nowhere',
    });
    expect(JSON.stringify(unknown.body)).toContain('must be one of connectpsp, ntxpay, madeup');
    const metrics = await (await fetch(`${holdfast.service.url}/metrics`)).text();
    expect(metrics).toContain('holdfast_provider_float_left_minor{provider="madeup"');
  });
});
