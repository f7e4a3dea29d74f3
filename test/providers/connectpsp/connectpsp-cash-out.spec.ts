import fc from 'fast-check';
import { cashOutBody } from '../../../src/providers/connectpsp/orders/cash-out';
import { formatAmount, MAX_AMOUNT_MINOR } from '../../../src/shared/money';
import { PUBLISHED } from '../../domain/pix/br-code-examples';
import { order } from '../orders';

const HOOK = 'https://ledger.example/webhooks/connectpsp';

describe('the body of POST /cash-out', () => {
  it("is the tutorial's, byte for byte, for a PIX key", () => {
    expect(cashOutBody(order({ externalReference: 'withdrawal-user-42-001' }), HOOK)).toBe(
      '{"amount":50.00,"externalReference":"withdrawal-user-42-001","description":"User withdrawal",' +
        `"webhookUrl":"${HOOK}","payee":{"name":"Maria Silva","document":"12345678909",` +
        '"destination":{"type":"PIX","pixKeyType":"CPF","pixKey":"12345678909"}}}',
    );
  });

  it("is the tutorial's, byte for byte, for a bank account", () => {
    const bankAccount = { ispb: '18236120', branch: '0001', account: '947710840', accountType: 'PAYMENT' };
    const payee = { ...order().payee, destination: { type: 'BANK_ACCOUNT', bankAccount } as const };
    expect(cashOutBody(order({ externalReference: 'r', payee }), HOOK)).toContain(
      '"destination":{"type":"BANK_ACCOUNT","bankAccount":{"ispb":"18236120","branch":"0001","account":"947710840","accountType":"PAYMENT"}}',
    );
  });

  it('leaves out a description that is not there', () => {
    expect(cashOutBody(order({ description: null }), HOOK)).not.toContain('description');
  });

  it('writes the same bytes for the same order, whatever its texts hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (description, name) => {
        const one = order({ description, payee: { ...order().payee, name } });
        const body = cashOutBody(one, HOOK);
        expect(cashOutBody(one, HOOK)).toBe(body);
        expect(JSON.parse(body)).toMatchObject({ description, payee: { name } });
      }),
    );
  });

  it('writes every amount with its two decimals, never through a float', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: MAX_AMOUNT_MINOR }), amountMinor => {
        expect(cashOutBody(order({ amountMinor }), HOOK)).toContain(
          `{"amount":${formatAmount(amountMinor, 'BRL')},`,
        );
      }),
    );
    // What a float would have written: 90071992547409.9.
    expect(cashOutBody(order({ amountMinor: MAX_AMOUNT_MINOR }), HOOK)).toContain(
      '{"amount":90071992547409.91,',
    );
  });

  it.each([
    ['no amount', order({ amountMinor: 0n })],
    ['a negative amount', order({ amountMinor: -1n })],
    ['another currency', order({ currency: 'MXN' })],
    [
      'a QR code',
      order({ payee: { ...order().payee, destination: { type: 'QR_CODE', qrCode: PUBLISHED.staticKey } } }),
    ],
  ])('is never written for %s', (_, wrong) => {
    expect(() => cashOutBody(wrong, HOOK)).toThrow();
  });
});
