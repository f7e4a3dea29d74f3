import { readReturnAnswer } from '../../../src/providers/ntxpay/queries/read-return';

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
const ASKED = {
  returnName: '4711',
  returnEndToEndId: 'D18236120202512112009s0018351d9f',
  payment: {
    providerId: '67890',
    externalReference: 'PIX-OUT-5483571657-OWUJDUDVDO',
    endToEndId: 'E071368472025121120065P1T3N1CS1A',
  },
};
const PARENT = {
  transactionId: '67890',
  externalId: 'PIX-OUT-5483571657-OWUJDUDVDO',
  endToEndId: 'E071368472025121120065P1T3N1CS1A',
};
const read = (given: object, asked: typeof ASKED | { returnEndToEndId: null } = ASKED) =>
  readReturnAnswer(JSON.stringify({ ...RETURN, ...given }), { ...ASKED, ...asked });

describe('an answer about a return', () => {
  it('is read to the centavo', () => {
    expect(read({})).toMatchObject({ kind: 'returned', amountMinor: 8n, feeAmountMinor: 1n });
    expect(read({ id: 4711 })).toMatchObject({ kind: 'returned' });
  });

  it.each([
    ['another transaction', { id: '4712' }],
    ['a payment', { type: 'WITHDRAW' }],
    ['no type', { type: undefined }],
    ['what we gave back of money received', { type: 'REFUND_IN' }],
    ['a transfer, whatever that is', { type: 'TRANSFER' }],
    ['money that left', { movementType: 'DEBIT' }],
    ['the reference of another payment', { externalId: 'another' }],
    ['another parent by its id', { parentTransaction: { ...PARENT, transactionId: '67891' } }],
    ['another parent by our reference', { parentTransaction: { ...PARENT, externalId: 'another' } }],
    ['another parent in PIX', { parentTransaction: { ...PARENT, endToEndId: 'E2' } }],
    ['a parent without a name', { parentTransaction: {} }],
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

  it('is bound by the parent that it names, else by its own id in PIX', () => {
    const returned = { kind: 'returned' };
    const unbound = { kind: 'unclear', needsPerson: false };
    expect(read({ parentTransaction: PARENT, e2eId: null })).toMatchObject(returned);
    expect(read({ parentTransaction: { externalId: PARENT.externalId }, e2eId: null })).toMatchObject(
      returned,
    );
    expect(read({ movementType: 'CREDIT', externalId: PARENT.externalId })).toMatchObject(returned);
    expect(read({ e2eId: null })).toMatchObject(unbound);
    expect(read({ e2eId: 'D2' })).toMatchObject(unbound);
    expect(read({}, { returnEndToEndId: null })).toMatchObject(unbound);
  });

  it('is not yet one while it is pending, and none where it cannot be read', () => {
    expect(read({ status: 'PENDING' })).toEqual({ kind: 'processing' });
    for (const text of ['', '[]', '{}', '<html>'])
      expect(readReturnAnswer(text, ASKED)).toMatchObject({ kind: 'unclear', needsPerson: false });
  });
});
