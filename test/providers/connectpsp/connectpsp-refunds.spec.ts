import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { readNotification } from '../../../src/providers/connectpsp/notifications/read-notification';
import { readAnswer } from '../../../src/providers/connectpsp/queries/read-report';
import { formatAmount, MAX_AMOUNT_MINOR } from '../../../src/shared/money';

const PAYMENT_ID = 'E00416968202603101827cemeFscF6AG';
const RETURN_ID = 'D18236120202603111002abcdefghijk';

const FIELDS: Readonly<Record<string, string>> = {
  internalCode: '"IVKPRMOCDY"',
  externalReference: '"withdrawal-user-42-001"',
  endToEndId: `"${RETURN_ID}"`,
  originalEndToEndId: `"${PAYMENT_ID}"`,
  status: '"REFUNDED"',
  amount: '50.00',
  paidAt: '"2026-03-10T14:02:30-03:00"',
};

/** A refunded payout's data as text; undefined leaves a field out. */
const data = (changes: Record<string, string | undefined> = {}): string => {
  const fields = Object.entries({ ...FIELDS, ...changes }).filter(([, value]) => value !== undefined);
  return `{${fields.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`;
};
const told = (changes: Record<string, string | undefined> = {}, eventType = 'CASHOUT_REFUNDED'): string =>
  `{"eventType":"${eventType}","eventAt":"2026-03-11T10:02:00Z","data":${data(changes)}}`;
const asked = { providerId: 'IVKPRMOCDY', externalReference: 'withdrawal-user-42-001' };
const hash = (text: string) => createHash('sha256').update(text).digest('hex');

const RETURNED = {
  kind: 'returned',
  returnName: RETURN_ID,
  endToEndId: RETURN_ID,
  amountMinor: 5000n,
  feeAmountMinor: 0n,
  providerTime: null,
  externalReference: 'withdrawal-user-42-001',
  originalEndToEndId: PAYMENT_ID,
  completion: {
    kind: 'completed',
    endToEndId: PAYMENT_ID,
    amountMinor: 5000n,
    feeAmountMinor: null,
    providerTime: '2026-03-10T14:02:30-03:00',
    externalReference: 'withdrawal-user-42-001',
  },
};

describe('a refunded ConnectPSP payout', () => {
  it('is a return of the whole, and proves the payment, by notification', () => {
    const answerHash = hash(told());
    expect(readNotification(told())).toEqual({
      identity: { eventType: 'CASHOUT_REFUNDED', providerId: 'IVKPRMOCDY', endToEndId: RETURN_ID },
      providerId: 'IVKPRMOCDY',
      externalReference: 'withdrawal-user-42-001',
      paymentEndToEndId: PAYMENT_ID,
      report: { ...RETURNED, answerHash, completion: { ...RETURNED.completion, answerHash } },
      warnings: [],
    });
  });

  it('is the same return by question', () => {
    expect(readAnswer(data(), asked)).toMatchObject(RETURNED);
  });

  it('is told again under the same identity, which is not its completion', () => {
    const later = told().replace('2026-03-11', '2026-04-01');
    expect(readNotification(later).identity).toEqual(readNotification(told()).identity);
    const completed = readNotification(told({ status: '"COMPLETED"' }, 'CASHOUT_COMPLETED'));
    expect(completed.identity).not.toEqual(readNotification(told()).identity);
  });

  it.each([
    ['no return id', { endToEndId: undefined }, 'IVKPRMOCDY:refund', null, PAYMENT_ID],
    [
      'the payment id alone',
      { endToEndId: `"${PAYMENT_ID}"`, originalEndToEndId: undefined },
      'IVKPRMOCDY:refund',
      null,
      PAYMENT_ID,
    ],
    ['the payment id twice', { endToEndId: `"${PAYMENT_ID}"` }, 'IVKPRMOCDY:refund', null, PAYMENT_ID],
    ['the return id alone', { originalEndToEndId: 'null' }, RETURN_ID, RETURN_ID, null],
    ['no id at all', { endToEndId: 'null', originalEndToEndId: 'null' }, 'IVKPRMOCDY:refund', null, null],
    ['an odd return id', { endToEndId: '"R-5"' }, 'R-5', 'R-5', PAYMENT_ID],
  ])('keeps the two ids apart with %s', (_, changes, returnName, endToEndId, payment) => {
    const reading = readNotification(told(changes));
    expect(reading.report).toMatchObject({
      kind: 'returned',
      returnName,
      endToEndId,
      originalEndToEndId: payment,
      completion: { endToEndId: payment },
    });
    expect(reading.paymentEndToEndId).toBe(payment);
  });

  it('is named by the id it was asked for where the answer leaves it out', () => {
    const text = data({ internalCode: undefined, endToEndId: 'null' });
    expect(readAnswer(text, asked)).toMatchObject({ kind: 'returned', returnName: 'IVKPRMOCDY:refund' });
  });

  it('warns of ids of an unusual shape', () => {
    const { warnings } = readNotification(told({ endToEndId: '"R-5"', originalEndToEndId: '"E-5"' }));
    expect(warnings).toEqual([
      expect.stringContaining("payment's id"),
      expect.stringContaining("return's id"),
    ]);
  });

  it.each<[string, Record<string, string | undefined>, string]>([
    ['no amount', { amount: undefined }, 'amount'],
    ['an amount of nothing', { amount: '0.00' }, 'amount'],
    ['half a centavo', { amount: '50.005' }, 'amount'],
    ['three decimals', { amount: '50.000' }, 'amount'],
    ['an exponent', { amount: '5e1' }, 'amount'],
    ['a negative amount', { amount: '-50.00' }, 'amount'],
    ['a failure', { failure: '{"code":"X"}' }, 'failure'],
    ['two payments', { endToEndId: '"E99999999202603101827cemeFscF6AG"' }, 'two payments'],
    ['neither id nor code', { internalCode: undefined, endToEndId: 'null' }, 'which payout'],
    ['a part of the amount', { refundedAmount: '20.00' }, 'refundedAmount'],
    [
      'a part of the amount in words of its own',
      { valorDevolvido: 'null', amountReturned: '"20.00"' },
      'amountReturned',
    ],
    ['more than the amount', { refundAmount: '50.01' }, 'refundAmount'],
    ['an unreadable part', { refundAmount: '"50,00"' }, 'refundAmount'],
    ['a list of returns', { refunds: '[{"amount":20.00}]' }, 'refunds'],
    ['an object of a return', { refund: '{"amount":50.00}' }, 'refund'],
    ['a mark of a part', { partialRefund: 'true' }, 'partialRefund'],
    ['a mark that not all came', { wasTotalRefunded: 'false' }, 'wasTotalRefunded'],
    ['a fee', { refundFee: '0.01' }, 'refundFee'],
  ])('is a case for a person with %s', (_, changes, reason) => {
    expect(readNotification(told(changes)).report).toEqual({
      kind: 'unclear',
      reason: expect.stringContaining(reason),
      needsPerson: true,
    });
  });

  it('passes over fields that agree, and those that tell of something else', () => {
    const agreeing = {
      refundedAmount: '50.00',
      refundAmount: '"50"',
      refundFee: '0',
      partialRefund: 'false',
      wasTotalRefunded: 'true',
      refundId: '12345',
      refundReason: '"MD06"',
      refundNote: '"payee sent it back"',
      refunds: 'null',
      returnMessage: '""',
      refundedAt: '"2026-03-11T10:02:00-03:00"',
    };
    expect(readNotification(told(agreeing)).report).toMatchObject({
      ...RETURNED,
      providerTime: '2026-03-11T10:02:00-03:00',
    });
  });

  it.each([
    ['REFUNDED', 'CASHOUT_COMPLETED'],
    ['COMPLETED', 'CASHOUT_REFUNDED'],
    ['CANCELLED', 'CASHOUT_CANCELLED'],
    ['CANCELLED', 'CASHOUT_FAILED'],
  ])('is not read from %s under %s', (status, eventType) => {
    const { report } = readNotification(told({ status: `"${status}"` }, eventType));
    expect(report).toMatchObject({ kind: 'unclear', needsPerson: true });
  });

  it('returns to the centavo what was paid', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: MAX_AMOUNT_MINOR }), amountMinor => {
        const amount = formatAmount(amountMinor, 'BRL');
        const { report } = readNotification(told({ amount, refundedAmount: amount }));
        expect(report).toMatchObject({ kind: 'returned', amountMinor, completion: { amountMinor } });
      }),
    );
  });
});
