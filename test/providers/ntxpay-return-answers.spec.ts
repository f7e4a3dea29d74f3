import { readReturnAnswer } from '../../src/providers/ntxpay/read-return';

const RETURN = {
  id: '4711',
  externalId: null,
  type: 'REFUND_OUT',
  status: 'CONFIRMED',
  originalAmount: '0.08',
  feeAmount: '0.01',
  finalAmount: '0.07',
  e2eId: 'D18236120202512112009s0018351d9f',
};
const read = (given: object) => readReturnAnswer(JSON.stringify({ ...RETURN, ...given }), '4711');

describe('an answer about a return', () => {
  it('is read to the centavo', () => {
    expect(read({})).toMatchObject({ kind: 'returned', amountMinor: 8n, feeAmountMinor: 1n });
    expect(read({ type: 'REFUND_IN', id: 4711 })).toMatchObject({ kind: 'returned' });
  });

  it.each([
    ['another transaction', { id: '4712' }],
    ['a payment', { type: 'WITHDRAW' }],
    ['no type', { type: undefined }],
    ['a return that failed', { status: 'ERROR' }],
    ['a status nobody knows', { status: 'DONE' }],
    ['a final amount that does not add up', { finalAmount: '0.08' }],
    ['three decimals', { originalAmount: '0.080' }],
    ['a negative amount', { originalAmount: '-0.08' }],
    ['no amount', { originalAmount: null }],
    ['nothing that came back', { originalAmount: '0.00', feeAmount: '0.00', finalAmount: '0.00' }],
  ])('shows %s: not believed', (_name, given) => {
    expect(read(given)).toMatchObject({ kind: 'unclear', needsPerson: true });
  });

  it('is not yet one while it is pending, and none where it cannot be read', () => {
    expect(read({ status: 'PENDING' })).toEqual({ kind: 'processing' });
    for (const text of ['', '[]', '{}', '<html>'])
      expect(readReturnAnswer(text, '4711')).toMatchObject({ kind: 'unclear', needsPerson: false });
  });
});
