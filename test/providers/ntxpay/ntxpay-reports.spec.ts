import { createHash } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { readNotification } from '../../../src/providers/ntxpay/notifications/read-notification';
import { readTransaction } from '../../../src/providers/ntxpay/queries/read-transaction';
import { formatAmount, MAX_AMOUNT_MINOR } from '../../../src/shared/money';
import { CONFIRMED } from './ntxpay-notifications';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

/** The sample with some fields written otherwise; undefined leaves one out. */
function changed(fields: Record<string, string | undefined>): string {
  return Object.entries(fields).reduce((text, [name, value]) => {
    const field = new RegExp(`"${name}": ("[^"]*"|[^,{\\n]+),`);
    expect(text).toMatch(field);
    return text.replace(field, value === undefined ? '' : `"${name}": ${value},`);
  }, CONFIRMED);
}

const ERROR = changed({
  status: '"ERROR"',
  errorCode: '"INVALID_PIX_KEY"',
  errorMessage: '"Chave PIX não encontrada ou inválida"',
});

describe('an NTX Pay notification', () => {
  it("reads the sample's confirmation: 0.30 + 0.01 = 0.31", () => {
    expect(readNotification(CONFIRMED)).toEqual({
      identity: {
        eventType: 'CashOut.CONFIRMED',
        providerId: '67890',
        endToEndId: 'E071368472025121120065P1T3N1CS1A',
      },
      providerId: '67890',
      externalReference: 'PIX-OUT-5483571657-OWUJDUDVDO',
      paymentEndToEndId: 'E071368472025121120065P1T3N1CS1A',
      warnings: [],
      report: {
        kind: 'completed',
        endToEndId: 'E071368472025121120065P1T3N1CS1A',
        amountMinor: 30n,
        feeAmountMinor: 1n,
        providerTime: '2025-12-11T20:06:12.117Z',
        answerHash: hash(CONFIRMED),
        externalReference: 'PIX-OUT-5483571657-OWUJDUDVDO',
      },
    });
  });

  it('reads an error, which comes under the same event name', () => {
    expect(readNotification(ERROR)).toMatchObject({
      identity: { eventType: 'CashOut.ERROR', providerId: '67890' },
      report: {
        kind: 'failed',
        code: 'INVALID_PIX_KEY',
        message: 'Chave PIX não encontrada ou inválida',
        answerHash: hash(ERROR),
        externalReference: 'PIX-OUT-5483571657-OWUJDUDVDO',
      },
    });
  });

  it('reads an error as short as the provider sketches it', () => {
    const short = '{"event":"CashOut","status":"ERROR","transactionId":"5","errorCode":"INVALID_PIX_KEY"}';
    expect(readNotification(short)).toMatchObject({
      providerId: '5',
      externalReference: null,
      report: { kind: 'failed' },
    });
  });

  it('means the same however it is delivered, and something else under another status', () => {
    const again = CONFIRMED.replace('"Ana Costa"', 'null').replace('"metadata": {}', '"metadata": {"a":1}');
    expect(again).not.toBe(CONFIRMED);
    expect(readNotification(again).identity).toEqual(readNotification(CONFIRMED).identity);
    expect(readNotification(ERROR).identity).not.toEqual(readNotification(CONFIRMED).identity);
  });

  it('takes a transaction id for the same whether it is a text or a number', () => {
    const numeric = readNotification(changed({ transactionId: '67890' }));
    expect(numeric.identity).toEqual(readNotification(CONFIRMED).identity);
  });

  it('keeps nothing of the payee', () => {
    const reading = inspect(readNotification(CONFIRMED), { depth: null });
    for (const personal of ['Ana Costa', '765.432', '07646173380']) expect(reading).not.toContain(personal);
  });

  it('may be pending, without an endToEndId, without a reference', () => {
    expect(readNotification(changed({ status: '"PENDING"' })).report).toEqual({ kind: 'processing' });
    expect(readNotification(changed({ endToEndId: 'null' })).report).toMatchObject({ endToEndId: null });
    expect(readNotification(changed({ externalId: 'null' }))).toMatchObject({
      externalReference: null,
      report: { kind: 'completed', externalReference: null },
    });
  });

  it.each([
    ['DUPLICATE_ID', 'Identificador de envio duplicado'],
    ['REJECTED', 'externalId já utilizado'],
    ['ALREADY_EXISTS', ''],
  ])('does not fail the original by the error %s %s of another', (code, message) => {
    const text = changed({ status: '"ERROR"', errorCode: `"${code}"`, errorMessage: `"${message}"` });
    expect(readNotification(text).report).toEqual({
      kind: 'unclear',
      reason: expect.stringContaining('used before'),
      needsPerson: true,
    });
  });

  it.each([
    ['money received', { event: '"CashIn"' }, 'CashIn'],
    ['an event named like a method', { event: '"constructor"' }, 'constructor'],
    ['a credit', { movementType: '"CREDIT"' }, 'CREDIT'],
    ['no movement type', { movementType: undefined }, 'missing'],
    ['another status', { status: '"LIQUIDATED"' }, 'LIQUIDATED'],
    ['a status in lower case', { status: '"confirmed"' }, 'confirmed'],
    ['no status', { status: undefined }, 'missing'],
    ['a confirmation with an error', { errorCode: '"X"' }, 'errorCode'],
    [
      'a total that does not add up',
      { finalAmount: '0.32' },
      'originalAmount 0.30, feeAmount 0.01, finalAmount 0.32',
    ],
    ['a total as of a credit', { finalAmount: '0.29' }, 'finalAmount 0.29'],
    ['no fee', { feeAmount: undefined }, 'feeAmount (missing)'],
    ['a null total', { finalAmount: 'null' }, 'finalAmount (missing)'],
    ['a fee of half a centavo', { feeAmount: '0.005' }, 'feeAmount 0.005'],
    ['a negative fee', { feeAmount: '-0.01', finalAmount: '0.29' }, 'feeAmount -0.01'],
    ['nothing', { originalAmount: '0.00', finalAmount: '0.01' }, 'nothing was moved'],
    ['an exponent', { originalAmount: '3e-1' }, 'originalAmount 3e-1'],
    ['three decimals', { originalAmount: '0.300' }, 'originalAmount 0.300'],
  ])('is no evidence with %s, and says so', (_, fields, reason) => {
    expect(readNotification(changed(fields)).report).toEqual({
      kind: 'unclear',
      reason: expect.stringContaining(reason),
      needsPerson: true,
    });
  });

  it('is no evidence with a field said twice', () => {
    const twice = CONFIRMED.replace('"status": "CONFIRMED",', '"status": "ERROR", "status": "CONFIRMED",');
    expect(readNotification(twice)).toMatchObject({ identity: { eventType: 'UNREADABLE' } });
  });

  it('knows the V2 format for what it is', () => {
    const text = '{"type":"TRANSFER","data":{"status":"LIQUIDATED","payment":{"amount":"100.50"}}}';
    expect(readNotification(text)).toMatchObject({
      identity: { eventType: 'V2.TRANSFER', providerId: '', endToEndId: '' },
      report: { kind: 'unclear', reason: expect.stringContaining('V2') },
    });
  });

  it.each(['', 'no JSON', '"text"', '[]', 'null', '5', '{"a":', '['.repeat(100_000)])(
    'is unreadable and said to be so: %#',
    text => {
      const identity = { eventType: 'UNREADABLE', providerId: '', endToEndId: '' };
      expect(readNotification(text)).toMatchObject({ identity, report: { kind: 'unclear' } });
    },
  );

  it('never throws and never invents an outcome', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), text => {
        expect(readNotification(text).report.kind).toBe('unclear');
      }),
    );
  });

  it('adds up every amount and fee exactly, and no other total', () => {
    const minor = fc.bigInt({ min: 1n, max: MAX_AMOUNT_MINOR / 4n });
    fc.assert(
      fc.property(minor, minor, fc.bigInt({ min: -3n, max: 3n }), (amountMinor, feeAmountMinor, off) => {
        const text = (value: bigint) => formatAmount(value, 'BRL');
        const { report } = readNotification(
          changed({
            originalAmount: text(amountMinor),
            feeAmount: text(feeAmountMinor),
            finalAmount: text(amountMinor + feeAmountMinor + off),
          }),
        );
        if (off === 0n) expect(report).toMatchObject({ kind: 'completed', amountMinor, feeAmountMinor });
        else expect(report.kind).toBe('unclear');
      }),
    );
  });

  it('leaves no personal data in a failure message', () => {
    const message = 'CPF 123.456.789-09 de maria@example.com inválido';
    const text = changed({ status: '"ERROR"', errorCode: '"X"', errorMessage: `"${message}"` });
    expect(readNotification(text).report).toMatchObject({ message: 'CPF *** de *** inválido' });
  });
});

/** The shape the provider's reference shows, with amounts as strings. */
const shown = (fields: Record<string, unknown> = {}): string =>
  JSON.stringify({
    id: '123',
    externalId: 'ext-001',
    type: 'WITHDRAW',
    status: 'CONFIRMED',
    originalAmount: '100.00',
    feeAmount: '1.50',
    finalAmount: '101.50',
    e2eId: 'E00416968202512121343VX5Sx8fIpkY',
    counterpartName: 'John Marvin',
    counterpartDocument: '12312312387',
    processedAt: '2025-12-12T13:43:10.000Z',
    ...fields,
  });

describe('the answer to a question', () => {
  const byId = { providerId: '123', externalReference: 'ext-001' };
  const byReference = { providerId: null, externalReference: 'ext-001' };
  const reportOf = (text: string, asked: typeof byId | typeof byReference = byId) => {
    const found = readTransaction(text, asked);
    return found.kind === 'found' ? found.report : found;
  };

  it.each([byId, byReference])('reads what is shown, asked by %p', asked => {
    expect(readTransaction(shown(), asked)).toEqual({
      kind: 'found',
      providerId: '123',
      amountMinor: 10_000n,
      answerHash: hash(shown()),
      report: {
        kind: 'completed',
        endToEndId: 'E00416968202512121343VX5Sx8fIpkY',
        amountMinor: 10_000n,
        feeAmountMinor: 150n,
        providerTime: '2025-12-12T13:43:10.000Z',
        answerHash: hash(shown()),
        externalReference: 'ext-001',
        providerId: '123',
      },
    });
  });

  it.each([
    ['PENDING', 'processing'],
    ['ERROR', 'failed'],
    ['REFUNDED', 'unclear'],
    ['Confirmado', 'unclear'],
  ])('%s is %s', (status, kind) => {
    expect(reportOf(shown({ status }))).toMatchObject({ kind });
  });

  it.each([
    ['another id', shown({ id: '124' }), byId, true],
    ['another reference', shown({ externalId: 'ext-002' }), byId, true],
    ['no id', shown({ id: undefined }), byId, false],
    ['another reference, asked by ours', shown({ externalId: 'ext-002' }), byReference, false],
    ['no reference, asked by ours', shown({ externalId: null }), byReference, false],
    ['money received, asked by our reference', shown({ type: 'PAYMENT' }), byReference, true],
    ['a return', shown({ type: 'REFUND_OUT' }), byId, true],
    ['a return, asked by our reference', shown({ type: 'REFUND_IN' }), byReference, true],
    ['no type', shown({ type: undefined }), byId, true],
    ['a total of a credit', shown({ finalAmount: '98.50' }), byId, true],
    ['no total', shown({ finalAmount: null }), byId, true],
    ['a list', '[]', byId, false],
  ])('is no evidence with %s', (_, text, asked, needsPerson) => {
    expect(reportOf(text, asked)).toMatchObject({ kind: 'unclear', needsPerson });
  });

  it.each([
    ['somebody’s payment to us', { type: 'PAYMENT' }],
    ['a transfer, whatever that is', { type: 'TRANSFER' }],
    ['money that came', { movementType: 'CREDIT' }],
    ['what came back', { type: 'REFUND_OUT' }],
  ])('asked for a payout by its own id, shows %s: not believed', (_name, changes) => {
    expect(reportOf(shown(changes))).toMatchObject({ kind: 'unclear', needsPerson: true });
  });

  it('may leave the reference out where it was asked for by its own id', () => {
    expect(reportOf(shown({ externalId: null }))).toMatchObject({
      kind: 'completed',
      externalReference: null,
    });
  });
});
