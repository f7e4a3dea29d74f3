import { readText } from '../support/read-text';

const HEADER = 'type,status,provider_id,external_reference,end_to_end_id,amount,fee,date';
const csv = (...lines: string[]) =>
  readText({ provider: 'connectpsp', format: 'csv', text: [HEADER, ...lines].join('\r\n') });
const search = (data: unknown) =>
  readText({ provider: 'ntxpay', format: 'json', text: JSON.stringify(data) });

/** A payout as NTX Pay's search shows it. */
const row = (changes: Record<string, unknown> = {}) => ({
  transactionId: '67890',
  externalId: 'R1',
  status: 'Confirmado',
  operationType: 'Pix out',
  movementType: 'DEBIT',
  originalAmount: 0.3,
  feeAmount: 0.01,
  finalAmount: 0.31,
  endToEndId: 'E1',
  createdAt: '2025-12-11T20:06:00.000Z',
  processedAt: '2025-12-11T20:06:12.117Z',
  counterpart: { name: 'Ana Costa', document: '***.765.432-**', bank: null },
  ...changes,
});
const PIX_IN = { operationType: 'Pix in', movementType: 'CREDIT', finalAmount: 0.29 };
const REFUND_IN = { operationType: 'Refund in', movementType: 'DEBIT' };
const REFUND_OUT = {
  operationType: 'Refund out',
  movementType: 'CREDIT',
  originalAmount: 0.08,
  finalAmount: 0.07,
};

describe("A provider's statement", () => {
  it('is read from CSV to the centavo', () => {
    const read = csv(
      'PAYOUT,COMPLETED,IVKPRMOCDY,withdrawal-1,E00416968202603101827cemeFscF6AG,50.00,0.01,2026-03-10',
      'RETURN,PENDING,,,"D1",8,,',
    );
    expect(read).toEqual({
      ok: true,
      value: [
        {
          line: 1,
          kind: 'PAYOUT',
          status: 'COMPLETED',
          providerId: 'IVKPRMOCDY',
          externalReference: 'withdrawal-1',
          endToEndId: 'E00416968202603101827cemeFscF6AG',
          amountMinor: 5000n,
          feeAmountMinor: 1n,
          providerTime: '2026-03-10',
        },
        {
          line: 2,
          kind: 'RETURN',
          status: 'PENDING',
          providerId: null,
          externalReference: null,
          endToEndId: 'D1',
          amountMinor: 800n,
          feeAmountMinor: null,
          providerTime: null,
        },
      ],
    });
  });

  it('is read with semicolons, a byte order mark and columns in another order', () => {
    const text =
      '\ufeffamount;type;status;fee;date;end_to_end_id;provider_id;external_reference\n0.30;PAYOUT;FAILED;;;;;R1\n';
    const read = readText({ provider: 'ntxpay', format: 'csv', text });
    expect(read).toEqual({
      ok: true,
      value: [expect.objectContaining({ amountMinor: 30n, status: 'FAILED', externalReference: 'R1' })],
    });
  });

  it('is read with columns beside its own, also such without a name', () => {
    const text = `${HEADER},,note,\nPAYOUT,COMPLETED,A,,,1.00,,,x,y,z\n`;
    const read = readText({ provider: 'ntxpay', format: 'csv', text });
    expect(read).toEqual({
      ok: true,
      value: [expect.objectContaining({ providerId: 'A', amountMinor: 100n })],
    });
  });

  it('is read from JSON with a byte order mark', () => {
    const text = `\ufeff${JSON.stringify({ data: [row()] })}`;
    const read = readText({ provider: 'ntxpay', format: 'json', text });
    expect(read).toEqual({ ok: true, value: [expect.objectContaining({ providerId: '67890' })] });
  });

  it.each([
    [
      'an amount with a third decimal',
      'PAYOUT,COMPLETED,A,,,50.001,,',
      'amount must be a BRL amount like 1234.56',
    ],
    [
      'an amount that is one or one thousand',
      'PAYOUT,COMPLETED,A,,,1.000,,',
      'amount must be a BRL amount like 1234.56',
    ],
    ['an amount with a comma', 'PAYOUT,COMPLETED,A,,,"1,000",,', 'amount must be a BRL amount like 1234.56'],
    [
      'a fee that is one or one thousand',
      'PAYOUT,COMPLETED,A,,,1.00,1.000,',
      'fee must be empty or a BRL amount like 1234.56',
    ],
    ['a negative amount', 'PAYOUT,COMPLETED,A,,,-1.00,,', 'amount must be a BRL amount like 1234.56'],
    ['no amount', 'PAYOUT,COMPLETED,A,,,,,', 'amount must be a BRL amount like 1234.56'],
    ['a fee in words', 'PAYOUT,COMPLETED,A,,,1.00,free,', 'fee must be empty or a BRL amount like 1234.56'],
    ['another type', 'TAX,COMPLETED,A,,,1.00,,', 'type must be PAYOUT, RETURN or FEE'],
    ['another status', 'PAYOUT,DONE,A,,,1.00,,', 'status must be COMPLETED, FAILED or PENDING'],
    [
      'no name',
      'PAYOUT,COMPLETED,,,,1.00,,',
      'provider_id, external_reference and end_to_end_id are all empty',
    ],
  ])('is refused with %s, and the line is named', (_name, line, message) => {
    const good = 'PAYOUT,COMPLETED,B,,,1.00,,';
    expect(csv(good, line)).toEqual({ ok: false, refusal: [{ line: 2, message }] });
  });

  it.each([
    ['nothing', '', 'the file is empty'],
    ['other columns', 'a,b\n1,2', 'the header lacks'],
    ['a column named twice', `${HEADER},amount\n`, 'the header names amount twice'],
    ['two columns named twice', `Type,${HEADER},AMOUNT\n`, 'the header names type, amount twice'],
    ['another column named twice', `${HEADER},note,note\n`, 'the header names note twice'],
    ['a row of another length', `${HEADER}\n1,2`, 'this is no CSV file'],
    ['an open quote', `${HEADER}\n"PAYOUT`, 'this is no CSV file'],
  ])('is refused as a whole where the file has %s', (_name, text, message) => {
    const read = readText({ provider: 'connectpsp', format: 'csv', text });
    expect(read).toEqual({
      ok: false,
      refusal: [{ line: expect.any(Number), message: expect.stringContaining(message) }],
    });
  });

  it("is read from NTX Pay's search, page by page, without what is about money received", () => {
    const read = search([
      { data: [row(), row({ transactionId: 67891, ...PIX_IN })] },
      {
        data: [
          row({ transactionId: '67892', ...REFUND_IN }),
          row({ transactionId: '67893', externalId: null, endToEndId: 'D1', ...REFUND_OUT }),
          row({ transactionId: '67894', endToEndId: null, processedAt: null, status: 'Pendente' }),
        ],
      },
    ]);
    expect(read).toEqual({
      ok: true,
      value: [
        {
          line: 1,
          kind: 'PAYOUT',
          status: 'COMPLETED',
          providerId: '67890',
          externalReference: 'R1',
          endToEndId: 'E1',
          amountMinor: 30n,
          feeAmountMinor: 1n,
          providerTime: '2025-12-11T20:06:12.117Z',
        },
        expect.objectContaining({
          line: 4,
          kind: 'RETURN',
          status: 'COMPLETED',
          providerId: '67893',
          externalReference: null,
          endToEndId: 'D1',
          amountMinor: 8n,
          feeAmountMinor: 1n,
        }),
        expect.objectContaining({ line: 5, status: 'PENDING', providerTime: '2025-12-11T20:06:00.000Z' }),
      ],
    });
  });

  it.each([
    [
      'a payout that came in',
      { movementType: 'CREDIT' },
      'operationType "Pix out" is a DEBIT, but movementType is "CREDIT"',
    ],
    [
      'a return that went out',
      { ...REFUND_OUT, movementType: 'DEBIT' },
      'operationType "Refund out" is a CREDIT, but movementType is "DEBIT"',
    ],
    [
      'money received that went out',
      { ...PIX_IN, movementType: 'DEBIT' },
      'operationType "Pix in" is a CREDIT, but movementType is "DEBIT"',
    ],
    [
      'a refund made that came in',
      { ...REFUND_IN, movementType: 'CREDIT' },
      'operationType "Refund in" is a DEBIT, but movementType is "CREDIT"',
    ],
    [
      'no direction',
      { movementType: null },
      'operationType "Pix out" is a DEBIT, but movementType is (missing)',
    ],
    [
      'a payout with a final amount of money that came in',
      { finalAmount: 0.29 },
      'DEBIT: amounts do not add up: originalAmount 0.3, feeAmount 0.01, finalAmount 0.29',
    ],
    [
      'a return with a final amount of money that left',
      { ...REFUND_OUT, finalAmount: 0.09 },
      'CREDIT: amounts do not add up: originalAmount 0.08, feeAmount 0.01, finalAmount 0.09',
    ],
    ['a type nobody knows', { operationType: 'Boleto' }, 'operationType "Boleto" is none that is known'],
    ['no type', { operationType: undefined }, 'operationType (missing) is none that is known'],
    ['a status nobody knows', { status: '?' }, 'status "?" is none that is known'],
    ['no transaction', { transactionId: undefined }, 'transactionId is missing'],
    [
      'an amount that is ambiguous',
      { originalAmount: '1.000' },
      'DEBIT: unreadable amounts: originalAmount 1.000, feeAmount 0.01, finalAmount 0.31',
    ],
    [
      'no amount of what did not happen',
      { status: 'Error', originalAmount: undefined },
      'originalAmount must be a BRL amount',
    ],
    [
      'an unreadable fee of what did not happen',
      { status: 'Error', feeAmount: 'free' },
      'feeAmount must be a BRL amount',
    ],
  ])('is refused where the search shows %s, and the row is named', (_name, changes, message) => {
    const wrong = row(changes);
    expect(search({ data: [row(), wrong] })).toEqual({ ok: false, refusal: [{ line: 2, message }] });
    expect(search([{ data: [row()] }, { data: [row(), wrong] }])).toEqual({
      ok: false,
      refusal: [{ line: 3, message: `page 2, row 2: ${message}` }],
    });
  });

  it('is refused where a row of the search is none', () => {
    const message = 'operationType (missing) is none that is known';
    for (const none of [7, null, 'x', []])
      expect(search({ data: [none] })).toEqual({ ok: false, refusal: [{ line: 1, message }] });
  });

  it('is refused where it is no search answer, or no statement of that provider', () => {
    for (const other of [{}, [], [{}], 'x', { data: {} }])
      expect(search(other).ok).toBe(Array.isArray(other) && other.length === 0);
    const json = readText({
      provider: 'connectpsp',
      format: 'json',
      text: '{"data":[]}',
    });
    expect(json.ok).toBe(false);
  });
});
