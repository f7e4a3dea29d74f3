import fc from 'fast-check';
import { isCnpj, isCpf, isDocument } from '../../src/domain/pix/document';
import { isPixKey } from '../../src/domain/pix/pix-key';
import { PIX_KEY_TYPES } from '../../src/domain/payout/payee';

/** The check digits, computed here once more, straight from their definition: weights from the right, modulo 11. */
function checkDigit(text: string, maxWeight: number): string {
  const values = [...text].reverse().map(character => character.charCodeAt(0) - 48);
  const sum = values.reduce((total, value, index) => total + value * (2 + (index % (maxWeight - 1))), 0);
  return sum % 11 < 2 ? '0' : String(11 - (sum % 11));
}
const completed = (base: string, maxWeight: number): string => {
  const first = base + checkDigit(base, maxWeight);
  return first + checkDigit(first, maxWeight);
};
const characters = (alphabet: string, length: number) =>
  fc
    .array(fc.constantFrom(...alphabet), { minLength: length, maxLength: length })
    .filter(list => new Set(list).size > 1)
    .map(list => list.join(''));
const cpfs = characters('0123456789', 9).map(base => completed(base, 12));
const cnpjs = characters('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', 12).map(base => completed(base, 9));

describe('documents', () => {
  it('are accepted with their check digits, whatever they are', () => {
    fc.assert(fc.property(cpfs, cpf => isCpf(cpf) && isDocument(cpf) && !isCnpj(cpf)));
    fc.assert(fc.property(cnpjs, cnpj => isCnpj(cnpj) && isDocument(cnpj) && !isCpf(cnpj)));
  });

  it('are refused with a digit changed', () => {
    fc.assert(
      fc.property(fc.oneof(cpfs, cnpjs), fc.integer({ min: 1, max: 9 }), (document, shift) => {
        const last = (Number(document.at(-1)) + shift) % 10;
        return !isDocument(document.slice(0, -1) + last);
      }),
    );
  });

  it.each(['12345678909', '11222333000181', '12ABC34501DE35'])('know %s', document =>
    expect(isDocument(document)).toBe(true),
  );

  it.each([
    '',
    '123.456.789-09',
    ' 12345678909',
    '12345678909\n',
    '00000000000',
    '11111111111',
    '00000000000000',
    '12abc34501de35',
    '1234567890',
    '١٢٣٤٥٦٧٨٩٠٩',
  ])('refuse %j', document => expect(isDocument(document)).toBe(false));

  it('never throw', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), text => typeof isDocument(text) === 'boolean'));
  });
});

describe('PIX keys', () => {
  it.each([
    ['CPF', '12345678909'],
    ['CNPJ', '11222333000181'],
    ['CNPJ', '12ABC34501DE35'],
    ['PHONE', '+5511987654321'],
    ['PHONE', '+556132345678'],
    ['EMAIL', 'maria.silva+pix@example.com.br'],
    ['EVP', '123e4567-e89b-12d3-a456-426655440000'],
    ['EVP', 'b6295ee1-f054-47d1-9e90-ee57b74f60d9'],
  ] as const)('of type %s: %s', (type, key) => expect(isPixKey(type, key)).toBe(true));

  it.each([
    ['CPF', '11222333000181'],
    ['CPF', '123.456.789-09'],
    ['CPF', '12345678900'],
    ['CNPJ', '12345678909'],
    ['PHONE', '11987654321'],
    ['PHONE', '+551198765432100'],
    ['PHONE', '+15551234567'],
    ['PHONE', '+5501987654321'],
    ['EMAIL', 'Maria@example.com'],
    ['EMAIL', 'maria@example'],
    ['EMAIL', 'maria@@example.com'],
    ['EMAIL', `${'a'.repeat(66)}@example.com`],
    ['EMAIL', 'maria@example.com\n'],
    ['EVP', '123E4567-E89B-12D3-A456-426655440000'],
    ['EVP', '123e4567e89b12d3a456426655440000'],
  ] as const)('refused of type %s: %j', (type, key) => expect(isPixKey(type, key)).toBe(false));

  it('never throw, and no text is a key of two types', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(PIX_KEY_TYPES.filter(type => isPixKey(type, text)).length).toBeLessThanOrEqual(1);
      }),
    );
  });
});
