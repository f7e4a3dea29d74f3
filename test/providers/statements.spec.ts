import { readStatement } from '../../src/providers/statements/read-statement';

const HEADER = 'type,status,provider_id,external_reference,end_to_end_id,amount,fee,date';
const csv = (...lines: string[]) =>
  readStatement({ provider: 'connectpsp', mediaType: 'text/csv', text: [HEADER, ...lines].join('\r\n') });
const search = (data: unknown) =>
  readStatement({ provider: 'ntxpay', mediaType: 'application/json', text: JSON.stringify(data) });

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
    const read = readStatement({ provider: 'ntxpay', mediaType: 'text/csv', text });
    expect(read).toEqual({
      ok: true,
      value: [expect.objectContaining({ amountMinor: 30n, status: 'FAILED', externalReference: 'R1' })],
    });
  });

  it.each([
    ['an amount with a third decimal', 'PAYOUT,COMPLETED,A,,,50.001,,', 'amount must be a BRL amount'],
    ['a negative amount', 'PAYOUT,COMPLETED,A,,,-1.00,,', 'amount must be a BRL amount'],
    ['no amount', 'PAYOUT,COMPLETED,A,,,,,', 'amount must be a BRL amount'],
    ['a fee in words', 'PAYOUT,COMPLETED,A,,,1.00,free,', 'fee must be empty or a BRL amount'],
    ['another type', 'FEE,COMPLETED,A,,,1.00,,', 'type must be PAYOUT or RETURN'],
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
    ['a row of another length', `${HEADER}\n1,2`, 'this is no CSV file'],
    ['an open quote', `${HEADER}\n"PAYOUT`, 'this is no CSV file'],
  ])('is refused as a whole where the file has %s', (_name, text, message) => {
    const read = readStatement({ provider: 'connectpsp', mediaType: 'text/csv', text });
    expect(read).toEqual({
      ok: false,
      refusal: [{ line: expect.any(Number), message: expect.stringContaining(message) }],
    });
  });

  it("is read from NTX Pay's search, page by page, without what was received", () => {
    const out = {
      transactionId: 67890,
      externalId: 'R1',
      endToEndId: 'E1',
      type: 'Pix out',
      status: 'Confirmado',
    };
    const read = search([
      { data: [{ ...out, amount: '0.30', feeAmount: '0.01', createdAt: '2025-12-11T20:06:12.117Z' }] },
      {
        data: [
          { ...out, type: 'Pix in', amount: 1 },
          { ...out, type: 'WITHDRAW', status: 'Error', amount: 0.3 },
        ],
      },
    ]);
    expect(read).toEqual({
      ok: true,
      value: [
        expect.objectContaining({ line: 1, providerId: '67890', amountMinor: 30n, feeAmountMinor: 1n }),
        expect.objectContaining({ line: 3, status: 'FAILED', amountMinor: 30n, feeAmountMinor: null }),
      ],
    });
  });

  it.each([
    [
      'a type nobody knows',
      { type: 'Boleto', status: 'Confirmado', amount: '1.00' },
      'type is none that is known',
    ],
    [
      'a status nobody knows',
      { type: 'Pix out', status: '?', amount: '1.00' },
      'status is none that is known',
    ],
    ['no amount', { type: 'Pix out', status: 'Error' }, 'amount must be a BRL amount'],
    ['no object', 7, 'type is none that is known'],
  ])('is refused where the search shows %s', (_name, row, message) => {
    expect(search({ data: [row] })).toEqual({ ok: false, refusal: [{ line: 1, message }] });
  });

  it('is refused where it is no search answer, or no statement of that provider', () => {
    for (const other of [{}, [], [{}], 'x', { data: {} }])
      expect(search(other).ok).toBe(Array.isArray(other) && other.length === 0);
    const json = readStatement({
      provider: 'connectpsp',
      mediaType: 'application/json',
      text: '{"data":[]}',
    });
    expect(json.ok).toBe(false);
  });
});
