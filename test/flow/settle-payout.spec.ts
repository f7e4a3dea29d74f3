import { createHmac, randomUUID } from 'node:crypto';
import { BANK_ACCOUNT, payoutBody } from '../support/api-client';
import { eventually } from '../support/eventually';
import { serviceOfThisFile, TestService } from '../support/service';
import type { EventsView, PayoutView } from '../support/views';
import { allEvents } from '../support/world';

const holdfast = serviceOfThisFile(() => ({ env: { CONNECTPSP_FEE_SCHEDULE: '0.50' } }));

beforeAll(() => holdfast().api.fund('merchant-1', '1000.00'));

/** What rests on what: the kind of evidence of the payout's end. */
async function evidenceOf(payoutId: string, service = holdfast()): Promise<unknown> {
  const { body } = await service.api.get<EventsView>(`/v1/payouts/${payoutId}/events`);
  const end = body.items.find(({ type }) => type === 'PayoutCompleted');
  return (end?.data['evidence'] as { kind: string } | undefined)?.kind;
}

/** Sends bytes to the provider's door; the status. */
async function notify(body: string, signature: string): Promise<number> {
  const answer = await fetch(`${holdfast().service.url}/webhooks/connectpsp`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'X-Connect-Signature': signature,
      'X-Event-Id': randomUUID(),
    },
    body,
  });
  await answer.arrayBuffer();
  return answer.status;
}

const signed = (body: string): string =>
  createHmac('sha256', holdfast().sandbox.credentials.cryptoToken).update(body).digest('hex');

describe('settle payout', () => {
  it('books original and fee: the debits on the customer are exactly the final amount', async () => {
    const before = await holdfast().balance('merchant-1');
    const payout = await holdfast().payOut(payoutBody('merchant-1', 'pix', '50.00'));
    expect(payout).toMatchObject({
      status: 'COMPLETED',
      originalAmount: '50.00',
      feeAmount: '0.50',
      finalAmount: '50.50',
      heldAmount: '50.50',
      completedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      endToEndId: holdfast()
        .sandbox.records()
        .find(({ externalReference }) => externalReference === 'pix')!.endToEndId,
    });
    expect(debitsOnCustomer(await holdfast().entries(`payoutId=${payout.id}`))).toBe(5_050);
    const after = await holdfast().balance('merchant-1');
    expect([before.available, after]).toEqual([
      '1000.00',
      { available: '949.50', held: '0.00', total: '949.50' },
    ]);
  });

  it('rests on the notification where that comes before a question', async () => {
    const unasked = await TestService.start({ env: { SWEEP_INTERVAL_MS: '600000' } });
    try {
      await unasked.api.fund('merchant-1', '100.00');
      const payout = await unasked.payOut(payoutBody('merchant-1', 'told', '50.00'));
      expect(await evidenceOf(payout.id, unasked)).toBe('notification');
    } finally {
      await unasked.stop();
    }
  });

  it('pays to a bank account', async () => {
    const body = payoutBody('merchant-1', 'bank', '120.30', 'complete', BANK_ACCOUNT);
    expect(await holdfast().payOut(body)).toMatchObject({ status: 'COMPLETED', finalAmount: '120.80' });
    expect(holdfast().paid('bank')).toEqual(['COMPLETED paid 1 times']);
  });

  it('takes a notification that comes before the provider has answered', async () => {
    const payout = await holdfast().payOut(
      payoutBody('merchant-1', 'early', '10.00', 'hook-before-response'),
    );
    expect(payout).toMatchObject({ status: 'COMPLETED', finalAmount: '10.50' });
    const [delivery] = deliveriesOf('early');
    expect(delivery).toMatchObject({ status: 200 });
  });

  it('takes a notification once, however often it is delivered', async () => {
    const payout = await holdfast().payOut(payoutBody('merchant-1', 'often', '10.00', 'duplicate-hooks:5'));
    await eventually('every duplicate is delivered', () => deliveriesOf('often').length === 5);
    const { body, signature } = deliveriesOf('often')[0]!;
    expect(await notify(body, signature)).toBe(200);
    const captures = await holdfast().entries(`payoutId=${payout.id}`);
    expect(captures.map(({ eventType }) => eventType)).toEqual(['FundsHeld', 'HoldCaptured']);
    const received = (await allEvents(holdfast().service.store)).filter(
      event =>
        event.body.type === 'ProviderNotificationReceived' && JSON.stringify(event.body).includes('often'),
    );
    expect(received).toHaveLength(1);
  });

  it('refuses what is not signed by the provider, and writes nothing', async () => {
    await holdfast().payOut(payoutBody('merchant-1', 'forged', '10.00'));
    const { body, signature } = deliveriesOf('forged')[0]!;
    const before = await holdfast().recorded();
    const forged = body.replace('10.00', '10.01');
    const keyless = createHmac('sha256', 'another token').update(forged).digest('hex');
    const statuses = [
      await notify(forged, signature),
      await notify(forged, keyless),
      await notify(body, ''),
      await notify(body, `${signature}00`),
      await notify(` ${body}`, signature),
    ];
    expect(statuses).toEqual([401, 401, 401, 401, 401]);
    expect(await holdfast().recorded()).toBe(before);
  });

  it('puts a notification that contradicts an outcome in front of a person, and changes no money', async () => {
    const payout = await holdfast().payOut(payoutBody('merchant-1', 'contradicted', '10.00'));
    const before = await holdfast().balance('merchant-1');
    const failed = deliveriesOf('contradicted')[0]!
      .body.replaceAll('COMPLETED', 'FAILED')
      .replace(/"data":\{/, '"data":{"failure":{"code":"PIX_KEY_NOT_FOUND","message":"late"},');
    expect(await notify(failed, signed(failed))).toBe(200);
    await eventually('the contradiction is recorded', async () =>
      (await holdfast().history(payout.id)).includes('PayoutOutcomeContradicted'),
    );
    expect(await holdfast().balance('merchant-1')).toEqual(before);
    const { body: now } = await holdfast().api.get<PayoutView>(`/v1/payouts/${payout.id}`);
    expect(now.status).toBe('COMPLETED');
  });

  it.each(['no-hook', 'bad-signature'])(
    'asks the provider when no genuine notification comes (%s)',
    async scenario => {
      const payout = await holdfast().payOut(payoutBody('merchant-1', scenario, '10.00', scenario));
      expect(payout).toMatchObject({ status: 'COMPLETED', finalAmount: '10.50' });
      expect(await evidenceOf(payout.id)).toBe('poll');
      expect(holdfast().paid(scenario)).toEqual(['COMPLETED paid 1 times']);
    },
  );

  it('renews a token that the provider no longer takes, and pays once', async () => {
    const payout = await holdfast().payOut(payoutBody('merchant-1', 'token', '10.00', 'token-expired'));
    expect(payout.status).toBe('COMPLETED');
    // The second post is on record before it is made, and does not wait for the next sweep.
    expect(await holdfast().history(payout.id)).toEqual(
      expect.arrayContaining(['PayoutSubmissionStarted', 'PayoutSubmissionRepeated', 'PayoutSubmitted']),
    );
    expect(holdfast().paid('token')).toEqual(['COMPLETED paid 1 times']);
  });
});

function deliveriesOf(externalReference: string) {
  const { sandbox } = holdfast();
  const codes = sandbox
    .records()
    .filter(record => record.externalReference === externalReference)
    .map(({ internalCode }) => internalCode);
  return sandbox.deliveries().filter(({ internalCode }) => codes.includes(internalCode));
}

/** Centavos that left the customer's accounts in the ledger, over all entries; moves between them cancel out. */
function debitsOnCustomer(
  entries: readonly { postings: readonly { ledgerAccount: string; debit: string; credit: string }[] }[],
) {
  const centavos = (amount: string) => Number(amount.replace('.', ''));
  return entries
    .flatMap(({ postings }) => postings)
    .filter(({ ledgerAccount }) => ledgerAccount.startsWith('account:merchant-1:'))
    .reduce((sum, { debit, credit }) => sum + centavos(debit) - centavos(credit), 0);
}
