import { createHash } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { readNotification } from '../../../src/providers/ntxpay/notifications/read-notification';
import { formatAmount, MAX_AMOUNT_MINOR } from '../../../src/shared/money';

const RETURN_ID = 'D18236120202512112009s0018351d9f';
const PAYMENT_ID = 'E071368472025121120065P1T3N1CS1A';

/** 0.08 of a payment of 0.30 came back and cost 0.01: the shape of the provider's own sample. */
const FIELDS: Readonly<Record<string, string>> = {
  event: '"CashOutReversal"',
  status: '"CONFIRMED"',
  transactionType: '"PIX"',
  movementType: '"CREDIT"',
  transactionId: '"90001"',
  externalId: 'null',
  endToEndId: `"${RETURN_ID}"`,
  pixKey: 'null',
  feeAmount: '0.01',
  originalAmount: '0.08',
  finalAmount: '0.07',
  processingDate: '"2025-12-11T20:09:44.000Z"',
  errorCode: 'null',
  errorMessage: 'null',
  counterpart: '{"name":"Ana Costa","document":"*.765.432-**"}',
  metadata: '{"refund":{"value":8},"originalValue":31000}',
};

const PARENT: Readonly<Record<string, string>> = {
  transactionId: '"67890"',
  externalId: '"PIX-OUT-5483571657-OWUJDUDVDO"',
  endToEndId: `"${PAYMENT_ID}"`,
  processingDate: '"2025-12-11T20:06:12.117Z"',
  wasTotalRefunded: 'false',
  remainingAmountForRefund: '0.22',
  counterpart: '{"name":"Ana Costa"}',
};

type Changes = Record<string, string | undefined>;
const json = (fields: Changes): string =>
  `{${Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `"${name}":${value}`)
    .join(',')}}`;
const reversal = (changes: Changes = {}, parent: Changes = {}): string =>
  json({ ...FIELDS, parentTransaction: json({ ...PARENT, ...parent }), ...changes });
const hash = (text: string) => createHash('sha256').update(text).digest('hex');

describe('an NTX Pay CashOutReversal', () => {
  it('returns its original amount, at a fee of its own, to the payment its parent names', () => {
    expect(readNotification(reversal())).toEqual({
      identity: { eventType: 'CashOutReversal.CONFIRMED', providerId: '90001', endToEndId: RETURN_ID },
      providerId: '67890',
      externalReference: 'PIX-OUT-5483571657-OWUJDUDVDO',
      paymentEndToEndId: PAYMENT_ID,
      report: {
        kind: 'returned',
        returnName: '90001',
        endToEndId: RETURN_ID,
        amountMinor: 8n,
        feeAmountMinor: 1n,
        providerTime: '2025-12-11T20:09:44.000Z',
        answerHash: hash(reversal()),
        externalReference: 'PIX-OUT-5483571657-OWUJDUDVDO',
        originalEndToEndId: PAYMENT_ID,
        completion: null,
      },
      warnings: [],
    });
  });

  it('is another one than the next part of the same payment, and the same when it is sent again', () => {
    const next = reversal({ transactionId: '"90002"', endToEndId: '"D18236120202512112010s0018351d9f"' });
    expect(readNotification(next).identity).not.toEqual(readNotification(reversal()).identity);
    const again = reversal({ transactionId: '90001', metadata: '{}' });
    expect(readNotification(again).identity).toEqual(readNotification(reversal()).identity);
    expect(readNotification(again).report).toMatchObject({ returnName: '90001' });
  });

  it('looks at neither metadata nor the counterpart', () => {
    const reading = readNotification(reversal());
    expect(inspect(reading, { depth: null })).not.toMatch(/Ana Costa|765\.432|31000/);
    const { report } = readNotification(reversal({ metadata: '5' }));
    expect(report).toEqual({ ...reading.report, answerHash: expect.any(String) });
  });

  it.each([
    ['id alone', { externalId: 'null', endToEndId: 'null' }, '67890', null, null],
    [
      'reference alone',
      { transactionId: 'null', endToEndId: 'null' },
      null,
      'PIX-OUT-5483571657-OWUJDUDVDO',
      null,
    ],
    ['id in PIX alone', { transactionId: 'null', externalId: 'null' }, null, null, PAYMENT_ID],
    ['id as a number', { transactionId: '67890' }, '67890', 'PIX-OUT-5483571657-OWUJDUDVDO', PAYMENT_ID],
  ])(
    "finds its payment by the parent's %s",
    (_, parent, providerId, externalReference, paymentEndToEndId) => {
      const reading = readNotification(reversal({}, parent));
      expect(reading).toMatchObject({ providerId, externalReference, paymentEndToEndId });
      expect(reading.report).toMatchObject({ kind: 'returned', externalReference });
    },
  );

  it('may lack an id in PIX of its own', () => {
    expect(readNotification(reversal({ endToEndId: 'null' })).report).toMatchObject({
      kind: 'returned',
      returnName: '90001',
      endToEndId: null,
    });
  });

  it('warns of odd ids and of a reference that is not the payment’s', () => {
    const { report, warnings } = readNotification(
      reversal({ endToEndId: `"${PAYMENT_ID}"`, externalId: '"other"' }, { endToEndId: '"?"' }),
    );
    expect(report.kind).toBe('returned');
    expect(warnings).toEqual([
      expect.stringContaining("payment's id"),
      expect.stringContaining("return's id"),
      expect.stringContaining('externalId'),
    ]);
  });

  it('that is pending decides nothing', () => {
    expect(readNotification(reversal({ status: '"PENDING"' })).report).toEqual({ kind: 'processing' });
  });

  it.each<[string, Changes, string]>([
    ['an error, which is no failure of the payment', { status: '"ERROR"', errorCode: '"X"' }, 'ERROR'],
    ['no status', { status: undefined }, 'missing'],
    ['another status', { status: '"LIQUIDATED"' }, 'LIQUIDATED'],
    ['a debit', { movementType: '"DEBIT"' }, 'DEBIT'],
    ['no movement type', { movementType: undefined }, 'missing'],
    ['an errorCode', { errorCode: '"X"' }, 'errorCode'],
    ['no parent', { parentTransaction: undefined }, 'does not name'],
    ['a parent that is a text', { parentTransaction: '"67890"' }, 'does not name'],
    ['a parent without a name', { parentTransaction: '{"endToEndId":null}' }, 'does not name'],
    ['no id of its own', { transactionId: 'null' }, 'transactionId'],
    ["its payment's id", { transactionId: '67890' }, "payment's transactionId"],
    ['a total as of a debit', { finalAmount: '0.09' }, 'finalAmount 0.09'],
    ['a total a centavo off', { finalAmount: '0.08' }, 'finalAmount 0.08'],
    ['no fee', { feeAmount: undefined }, 'feeAmount (missing)'],
    ['no total', { finalAmount: 'null' }, 'finalAmount (missing)'],
    ['a negative fee', { feeAmount: '-0.01', finalAmount: '0.09' }, 'feeAmount -0.01'],
    ['a fee above the amount', { feeAmount: '0.09', finalAmount: '-0.01' }, 'finalAmount -0.01'],
    ['half a centavo', { feeAmount: '0.005', finalAmount: '0.075' }, 'feeAmount 0.005'],
    ['three decimals', { originalAmount: '0.080' }, 'originalAmount 0.080'],
    ['an exponent', { originalAmount: '8e-2' }, 'originalAmount 8e-2'],
    ['nothing', { originalAmount: '0.00', feeAmount: '0.00', finalAmount: '0.00' }, 'nothing was moved'],
  ])('is a case for a person with %s', (_, changes, reason) => {
    expect(readNotification(reversal(changes)).report).toEqual({
      kind: 'unclear',
      reason: expect.stringContaining(reason),
      needsPerson: true,
    });
  });

  it('subtracts every fee exactly, and takes no other total', () => {
    const minor = fc.bigInt({ min: 1n, max: MAX_AMOUNT_MINOR / 4n });
    fc.assert(
      fc.property(minor, minor, fc.bigInt({ min: -2n, max: 2n }), (a, b, off) => {
        const [amountMinor, feeAmountMinor] = a >= b ? [a, b] : [b, a];
        const text = (value: bigint) => formatAmount(value, 'BRL');
        const { report } = readNotification(
          reversal({
            originalAmount: text(amountMinor),
            feeAmount: `"${text(feeAmountMinor)}"`,
            finalAmount: text(amountMinor - feeAmountMinor + off),
          }),
        );
        if (off === 0n) expect(report).toMatchObject({ kind: 'returned', amountMinor, feeAmountMinor });
        else expect(report).toMatchObject({ kind: 'unclear', needsPerson: true });
      }),
    );
  });

  it('never names the return as the payment, whatever is missing', () => {
    const given = fc.record(
      Object.fromEntries(['transactionId', 'externalId', 'endToEndId'].map(name => [name, fc.boolean()])),
    );
    fc.assert(
      fc.property(given, present => {
        const parent = Object.fromEntries(
          Object.entries(present).map(([name, is]) => [name, is ? PARENT[name] : undefined]),
        );
        const reading = readNotification(reversal({}, parent));
        expect([reading.providerId, reading.paymentEndToEndId]).not.toContain('90001');
        expect(reading.paymentEndToEndId).not.toBe(RETURN_ID);
      }),
    );
  });
});
