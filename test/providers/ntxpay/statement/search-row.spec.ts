import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ntxRowsIn, readNtxRow } from '../../../../src/providers/ntxpay/statement/search-row';

const SAMPLE = readFileSync(join(__dirname, '../../samples/ntxpay/search.json'), 'utf8');

describe("A row of NTX Pay's transaction search", () => {
  it("is read as the provider's own sample shows it, to the centavo", () => {
    const [row] = ntxRowsIn(SAMPLE) ?? [];
    expect(readNtxRow(row ?? {})).toEqual({
      operation: 'PIX_IN',
      status: 'CONFIRMED',
      transactionId: '12345',
      externalId: 'ext-123456',
      endToEndId: 'E12345678901234567890123456789012',
      originalMinor: 10000n,
      feeMinor: 100n,
      processedAt: '2025-01-15T10:30:05.000Z',
      createdAt: '2025-01-15T10:30:00.000Z',
    });
  });

  const row = {
    transactionId: '1',
    originalAmount: '0.30',
    feeAmount: '0.01',
    endToEndId: 'E1',
    status: 'Confirmado',
  };
  const read = (changes: Record<string, unknown>) => readNtxRow({ ...row, ...changes });

  it.each([
    ['Pix in', 'CREDIT', '0.29', 'PIX_IN'],
    ['Pix out', 'DEBIT', '0.31', 'PIX_OUT'],
    ['Refund in', 'DEBIT', '0.31', 'REFUND_IN'],
    ['Refund out', 'CREDIT', '0.29', 'REFUND_OUT'],
    ['PAYMENT', 'CREDIT', '0.29', 'PIX_IN'],
    ['WITHDRAW', 'DEBIT', '0.31', 'PIX_OUT'],
    ['REFUND_IN', 'DEBIT', '0.31', 'REFUND_IN'],
    ['REFUND_OUT', 'CREDIT', '0.29', 'REFUND_OUT'],
  ])('of type %s moves money as a %s', (operationType, movementType, finalAmount, operation) => {
    expect(read({ operationType, movementType, finalAmount })).toMatchObject({
      operation,
      originalMinor: 30n,
      feeMinor: 1n,
    });
    const other = movementType === 'DEBIT' ? 'CREDIT' : 'DEBIT';
    expect(read({ operationType, movementType: other, finalAmount })).toEqual({
      fault: expect.stringContaining(`is a ${movementType}, but movementType is "${other}"`),
    });
  });

  it.each([
    ['Pendente', 'PENDING'],
    ['Confirmado', 'CONFIRMED'],
    ['Error', 'ERROR'],
  ])('with status %s is %s', (status, meaning) => {
    const payout = { operationType: 'Pix out', movementType: 'DEBIT', finalAmount: '0.31' };
    expect(read({ ...payout, status })).toMatchObject({ status: meaning });
  });

  it('needs no fee of what did not happen', () => {
    const pending = { operationType: 'Pix out', movementType: 'DEBIT', status: 'Pendente', feeAmount: null };
    expect(read(pending)).toMatchObject({ originalMinor: 30n, feeMinor: null });
  });

  it.each(['__proto__', 'constructor', 'toString'])('has no type %s by inheritance', operationType => {
    expect(read({ operationType, movementType: 'DEBIT' })).toEqual({
      fault: `operationType "${operationType}" is none that is known`,
    });
  });

  it.each(['', 'x', '[]', '{}', '{"data":{}}', '<html>'])('is in no answer %j', text => {
    expect(ntxRowsIn(text)).toBeUndefined();
  });
});
