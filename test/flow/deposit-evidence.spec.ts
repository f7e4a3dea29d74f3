import { createHash, createHmac } from 'node:crypto';
import { verifyBooks } from '../../src/audit/verify-books';
import { serviceOfThisFile } from '../support/service';
import { allEvents } from '../support/world';

const holdfast = serviceOfThisFile(() => ({ sandbox: {} }));
beforeAll(() => holdfast().api.openAccount('merchant-1'));

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** As NTX Pay writes them (docs/providers/ntxpay.md). */
const CASH_IN =
  '{"event": "CashIn", "status": "CONFIRMED", "movementType": "CREDIT", "transactionId": "7001", "originalAmount": 100.00, "feeAmount": 1.00, "finalAmount": 99.00}';
const PIX_IN =
  '{"transactionId": 7002, "status": "Confirmado", "operationType": "Pix in", "movementType": "CREDIT", "originalAmount": 50.00, "feeAmount": 0, "finalAmount": 50.00, "endToEndId": "E7002"}';

const deposit = (amount: string, reference: string, evidence: object, provider = 'ntxpay') =>
  holdfast().api.deposit('merchant-1', amount, `${reference} ${amount}`, reference, provider, evidence);

const faultsOf = ({ body }: { readonly body: Record<string, unknown> }) =>
  (body['errors'] as { field: string; message: string }[]).map(({ field, message }) => `${field} ${message}`);

const recorded = async () => {
  const events = await allEvents(holdfast().service.store);
  return events.filter(({ body }) => body.type === 'FundsDeposited').map(({ body }) => body.data);
};

describe('a deposit with evidence', () => {
  it.each([
    ['a notification, the amount after the fee', '99.00', '7001', { kind: 'NOTIFICATION', text: CASH_IN }],
    ['a statement line, by its endToEndId', '50.00', 'E7002', { kind: 'STATEMENT_LINE', text: PIX_IN }],
  ])('keeps %s', async (_what, amount, reference, evidence) => {
    const { status, body } = await deposit(amount, reference, { ...evidence, sha256: sha256(evidence.text) });
    expect([status, body['evidence']]).toEqual([201, { kind: evidence.kind, sha256: sha256(evidence.text) }]);
    expect((await recorded()).at(-1)).toMatchObject({
      evidence: { kind: evidence.kind, textHash: sha256(evidence.text), signature: null },
      personal: { evidenceText: evidence.text },
    });
  });

  it('says that there is none', async () => {
    const { body } = await holdfast().api.deposit('merchant-1', '1.00', 'no evidence');
    expect(body['evidence']).toBeNull();
  });

  it('is refused where the words say otherwise, with every fault and without a trace', async () => {
    const before = await holdfast().recorded();
    const refused = await deposit('98.00', 'another', { kind: 'NOTIFICATION', text: CASH_IN });
    expect([refused.status, faultsOf(refused)]).toEqual([
      400,
      ['evidence.text names another amount', 'evidence.text does not name the reference'],
    ]);
    const out = CASH_IN.replace('CashIn', 'CashOut');
    expect(faultsOf(await deposit('97.00', '7001', { kind: 'NOTIFICATION', text: out }))).toEqual([
      'evidence.text says nothing of money that has arrived',
    ]);
    expect(await holdfast().recorded()).toBe(before);
  });

  it('is refused where a field of the evidence is wrong', async () => {
    const refused = await deposit('99.00', '7003', {
      kind: 'STATEMENT_LINE',
      text: 'ã'.repeat(8193),
      sha256: sha256('another'),
      signature: 'of a line',
      more: 1,
    });
    expect(faultsOf(refused).map(fault => fault.split(' ')[0])).toEqual(
      expect.arrayContaining(['evidence.text', 'evidence.sha256', 'evidence.signature', 'evidence.more']),
    );
    expect((await deposit('99.00', '7003', ['a line'])).status).toBe(400);
  });

  it('is another request with other evidence', async () => {
    const send = (text: string) => deposit('7.00', 'line-7', { kind: 'STATEMENT_LINE', text });
    const first = await send('7.00;line-7');
    expect([(await send('7.00;line-7')).text, first.status]).toEqual([first.text, 201]);
    expect((await send('7.00;line-7 ')).body['code']).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('has its signature checked, where the provider signs', async () => {
    const text = '{"eventType": "CASHIN_PAID"}';
    const key = holdfast().sandbox.credentials.cryptoToken;
    const signature = createHmac('sha256', key).update(text).digest('hex');
    const send = (reference: string, signed: string, provider?: string) =>
      deposit('5.00', reference, { kind: 'NOTIFICATION', text, signature: signed }, provider);
    expect((await send('signed', signature, 'connectpsp')).status).toBe(201);
    expect(faultsOf(await send('forged', '00'.repeat(32), 'connectpsp'))).toEqual([
      'evidence.signature is not the signature of text',
    ]);
    expect(faultsOf(await send('unsigned', signature, 'ntxpay'))).toEqual([
      'evidence.signature must be missing: the provider signs nothing',
    ]);
  });

  it('is counted by the audit: without evidence, and with words that it cannot read', async () => {
    const { store, readModels } = holdfast().service;
    const signingKeys = [holdfast().sandbox.credentials.cryptoToken];
    expect(await verifyBooks(store, readModels.database, { signingKeys })).toMatchObject({
      ok: true,
      depositsWithoutEvidence: 1,
      uncheckedDeposits: 2,
      uncheckedSignatures: 0,
    });
  });
});
