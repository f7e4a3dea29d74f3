import { payeeFault } from '../../../src/domain/payout/payee-fault';
import type { Destination, Payee, PixKeyType } from '../../../src/domain/payout/payee';
import { summed, tlv } from '../pix/br-code-arbitraries';
import { PUBLISHED } from '../pix/br-code-examples';

const CPF = '12345678909';
const CNPJ = '12ABC34501DE35';
const BANK: Destination = {
  type: 'BANK_ACCOUNT',
  bankAccount: { ispb: '18236120', branch: '0001', account: '947710840', accountType: 'PAYMENT' },
};
const toKey = (pixKeyType: PixKeyType, pixKey: string): Destination => ({ type: 'PIX', pixKeyType, pixKey });
const toCode = (qrCode: string): Destination => ({ type: 'QR_CODE', qrCode });
const payee = (destination: Destination, document: string | null = CPF, name: string | null = 'Maria') =>
  ({ name, document, destination }) satisfies Payee;

/** A static code to this key. */
const codeWithKey = (key: string): string =>
  summed(
    `000201${tlv('26', tlv('00', 'br.gov.bcb.pix') + tlv('01', key))}520400005303986` +
      `5802BR${tlv('59', 'Fulano de Tal')}${tlv('60', 'BRASILIA')}62070503***`,
  );

describe('a payee', () => {
  it.each<[string, Payee]>([
    ['whose CPF is the key', payee(toKey('CPF', CPF))],
    ['whose CNPJ is the key', payee(toKey('CNPJ', CNPJ), CNPJ)],
    ['whose document is written with its mask', payee(toKey('CPF', CPF), '123.456.789-09')],
    [
      'whose CNPJ is written with its mask and in lower case',
      payee(toKey('CNPJ', CNPJ), '12.abc.345/01de-35'),
    ],
    ['with a key that tells of no document', payee(toKey('EMAIL', 'maria@example.com'))],
    ['with a bank account', payee(BANK)],
    ['of a QR code, who is not named', payee(toCode(PUBLISHED.dynamic), null, null)],
    ['of a QR code, who is named in part', payee(toCode(PUBLISHED.dynamic), CPF, null)],
    ['of a QR code to a key that tells of no document', payee(toCode(PUBLISHED.staticKey))],
    ['of a QR code to the same document', payee(toCode(codeWithKey(CPF)))],
    ['of a QR code to a document, who is not named', payee(toCode(codeWithKey(CPF)), null, null)],
  ])('%s may be paid', (_, one) => {
    expect(payeeFault(one)).toBeUndefined();
  });

  it.each<[string, Payee, string]>([
    ['whose CPF is not the key', payee(toKey('CPF', CPF), '11144477735'), 'payee.destination.pixKey'],
    ['whose CPF is not the key, a CNPJ', payee(toKey('CNPJ', CNPJ)), 'payee.destination.pixKey'],
    ['of a QR code to another document', payee(toCode(codeWithKey(CPF)), '11144477735'), 'payee.document'],
    ['of a key without a name', payee(toKey('CPF', CPF), CPF, null), 'payee.name'],
    ['of a key without a document', payee(toKey('EMAIL', 'maria@example.com'), null), 'payee.document'],
    ['of a bank account without a document', payee(BANK, null), 'payee.document'],
  ])('%s is refused', (_, one, field) => {
    expect(payeeFault(one)).toMatchObject({ field });
  });
});
