import fc from 'fast-check';
import type { Destination } from '../../../src/domain/payout/payee';
import { cashOutCall } from '../../../src/providers/ntxpay/orders/cash-out';
import { formatAmount, MAX_AMOUNT_MINOR } from '../../../src/shared/money';
import { PUBLISHED } from '../../domain/pix/br-code-examples';
import { order } from '../orders';

const PATH = '/api/pix/cash-out';
const bodyOf = (one: ReturnType<typeof order>) => cashOutCall(one, PATH).body;
const to = (destination: Destination) => order({ payee: { ...order().payee, destination } });

describe('the call that pays at NTX Pay', () => {
  it('by PIX key is the one the reference shows, byte for byte', () => {
    const payee = {
      name: 'John Marvin',
      document: '12312312387',
      destination: { type: 'PIX', pixKeyType: 'CPF', pixKey: '12312312387' },
    } as const;
    const one = order({
      amountMinor: 1550n,
      externalReference: 'external-teste-001',
      description: 'Pagamento fornecedor XYZ',
      payee,
    });
    expect(cashOutCall(one, '/elsewhere')).toEqual({
      method: 'POST',
      path: '/elsewhere',
      headers: { 'Content-Type': 'application/json' },
      body:
        '{"value":15.50,"externalId":"external-teste-001","description":"Pagamento fornecedor XYZ",' +
        '"details":{"key":"12312312387","keyType":"DOCUMENT","name":"John Marvin","document":"12312312387"}}',
    });
  });

  it('by QR code goes to a path of its own', () => {
    const one = to({ type: 'QR_CODE', qrCode: PUBLISHED.staticKey });
    const call = cashOutCall(one, '/elsewhere');
    expect(call.path).toBe('/api/pix/cash-out-qrcode');
    expect(call.body).toBe(
      `{"value":50.00,"qrCode":"${PUBLISHED.staticKey}","externalId":"${one.externalReference}",` +
        '"description":"User withdrawal","name":"Maria Silva","document":"12345678909"}',
    );
  });

  it.each([
    ['neither name nor document', { name: null, document: null }, ''],
    ['no name', { name: null, document: '12345678909' }, ',"document":"12345678909"'],
    ['no document', { name: 'Maria Silva', document: null }, ',"name":"Maria Silva"'],
  ])('by QR code says nothing in the place of what was not given: %s', (_, given, said) => {
    const one = order({
      description: null,
      payee: { ...given, destination: { type: 'QR_CODE', qrCode: PUBLISHED.staticKey } },
    });
    expect(bodyOf(one)).toBe(
      `{"value":50.00,"qrCode":"${PUBLISHED.staticKey}","externalId":"${one.externalReference}"${said}}`,
    );
  });

  it.each([
    ['CPF', '12345678909', 'DOCUMENT', '12345678909'],
    ['CNPJ', '12ABC34501DE35', 'DOCUMENT', '12ABC34501DE35'],
    ['EMAIL', 'maria@example.com', 'EMAIL', 'maria@example.com'],
    ['PHONE', '+5511999998888', 'PHONE', '11999998888'],
    ['PHONE', '+551133334444', 'PHONE', '1133334444'],
    ['EVP', 'a1b2c3d4-e5f6-1890-abcd-ef1234567890', 'RANDOM', 'a1b2c3d4-e5f6-1890-abcd-ef1234567890'],
  ] as const)('writes a key of type %s %s', (pixKeyType, pixKey, keyType, key) => {
    const body = JSON.parse(bodyOf(to({ type: 'PIX', pixKeyType, pixKey })) ?? '') as { details: object };
    expect(body.details).toMatchObject({ keyType, key });
  });

  it('leaves out a description that is not there', () => {
    expect(bodyOf(order({ description: null }))).not.toContain('description');
  });

  it('writes every amount with its two decimals, never through a float', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: MAX_AMOUNT_MINOR }), amountMinor => {
        expect(bodyOf(order({ amountMinor }))).toContain(`{"value":${formatAmount(amountMinor, 'BRL')},`);
      }),
    );
    // What a float would have written: 90071992547409.9.
    expect(bodyOf(order({ amountMinor: MAX_AMOUNT_MINOR }))).toContain('{"value":90071992547409.91,');
  });

  it('keeps every text as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (description, name) => {
        const one = order({ description, payee: { ...order().payee, name } });
        expect(JSON.parse(bodyOf(one) ?? '')).toMatchObject({ description, details: { name } });
      }),
    );
  });

  const bankAccount = { ispb: '18236120', branch: '0001', account: '1', accountType: 'PAYMENT' };
  it.each([
    ['no amount', order({ amountMinor: 0n })],
    ['a negative amount', order({ amountMinor: -1n })],
    ['another currency', order({ currency: 'MXN' })],
    ['a bank account', to({ type: 'BANK_ACCOUNT', bankAccount })],
  ])('is never made for %s', (_, wrong) => {
    expect(() => cashOutCall(wrong, PATH)).toThrow();
  });
});
