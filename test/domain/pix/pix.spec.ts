import fc from 'fast-check';
import { isCnpj, isCpf, isDocument } from '../../../src/domain/pix/document';
import { isPixKey, isPixKeyOfSomeType } from '../../../src/domain/pix/pix-key';
import { PIX_KEY_TYPES, type PixKeyType } from '../../../src/domain/payout/payee';

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
const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const characters = (alphabet: string, length: number, alsoAllTheSame = false) =>
  fc
    .array(fc.constantFrom(...alphabet), { minLength: length, maxLength: length })
    .filter(list => alsoAllTheSame || new Set(list).size > 1)
    .map(list => list.join(''));
const cpfs = characters('0123456789', 9).map(base => completed(base, 12));
const cnpjs = characters(ALPHANUMERIC, 12).map(base => completed(base, 9));

describe('documents', () => {
  it('are accepted with their check digits, whatever they are', () => {
    fc.assert(fc.property(cpfs, cpf => isCpf(cpf) && isDocument(cpf) && !isCnpj(cpf)));
    fc.assert(fc.property(cnpjs, cnpj => isCnpj(cnpj) && isDocument(cnpj) && !isCpf(cnpj)));
  });

  it('are documents exactly where both check digits are the computed ones', () => {
    const digits = characters('0123456789', 2, true);
    fc.assert(
      fc.property(characters('0123456789', 9), digits, (base, check) => {
        expect(isCpf(base + check)).toBe(base + check === completed(base, 12));
      }),
      { numRuns: 1_000 },
    );
    fc.assert(
      fc.property(characters(ALPHANUMERIC, 12), digits, (base, check) => {
        expect(isCnpj(base + check)).toBe(base + check === completed(base, 9));
      }),
      { numRuns: 1_000 },
    );
  });

  it('have no letter among the check digits and none in lower case', () => {
    fc.assert(
      fc.property(
        cnpjs.filter(cnpj => /[A-Z]/.test(cnpj)),
        cnpj => !isDocument(cnpj.toLowerCase()),
      ),
    );
    fc.assert(
      fc.property(
        cnpjs,
        fc.constantFrom('A', 'Z', 'a', '-'),
        (cnpj, letter) => !isCnpj(cnpj.slice(0, -1) + letter),
      ),
    );
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
    ['EMAIL', 'maria%silva@example.com'],
    ['EMAIL', 'joão@example.com'],
    ['EMAIL', 'maria silva@example.com'],
    ['EMAIL', '@example.com'],
    ['EMAIL', 'maria@-example.com'],
    ['EMAIL', 'maria@example..com'],
    ['EVP', '123E4567-E89B-12D3-A456-426655440000'],
    ['EVP', '123e4567e89b12d3a456426655440000'],
  ] as const)('refused of type %s: %j', (type, key) => expect(isPixKey(type, key)).toBe(false));

  const places = fc.stringMatching(/^[1-9]{2}$/);
  const uuids = fc.uuid({ version: [1, 2, 3, 4, 5, 6, 7, 8] });
  const domains = fc.stringMatching(/^[a-z0-9]{1,10}(\.[a-z0-9]{1,8}){1,3}$/);
  const keysOf: Record<PixKeyType, fc.Arbitrary<string>> = {
    CPF: cpfs,
    CNPJ: cnpjs,
    PHONE: fc.tuple(places, fc.stringMatching(/^\d{8,9}$/)).map(([place, number]) => `+55${place}${number}`),
    EMAIL: fc
      .tuple(fc.stringMatching(/^[a-z0-9.!#$&'*+/=?^_`{|}~-]{1,36}$/), domains)
      .map(([name, domain]) => `${name}@${domain}`),
    EVP: uuids,
  };
  const keys = fc.constantFrom(...PIX_KEY_TYPES).chain(type => keysOf[type].map(key => ({ type, key })));

  it('are keys of their own type and of no other', () => {
    fc.assert(
      fc.property(keys, ({ type, key }) => {
        expect(PIX_KEY_TYPES.filter(each => isPixKey(each, key))).toEqual([type]);
        expect(isPixKeyOfSomeType(key)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('are refused in any other spelling: nothing is trimmed, unmasked or put into another case', () => {
    const spellings: readonly ((key: string) => string)[] = [
      key => ` ${key}`,
      key => `${key} `,
      key => `${key}\n`,
      key => `${key.slice(0, 3)}.${key.slice(3, 6)}-${key.slice(6)}`,
      key => key.replace(/[a-z]/, letter => letter.toUpperCase()),
      key => key.replace('+', '00'),
      key => key.replaceAll('-', ''),
      key => key.replace(/\d/, digit => String.fromCharCode(0x660 + Number(digit))),
    ];
    // A point or a hyphen more in an e-mail address is another address, and a hyphen less too.
    const exact = keys.filter(({ type }) => type !== 'EMAIL');
    fc.assert(
      fc.property(exact, fc.constantFrom(...spellings), ({ type, key }, spell) => {
        fc.pre(spell(key) !== key);
        expect(isPixKey(type, spell(key))).toBe(false);
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(keysOf.EMAIL, key => {
        const shouted = key.toUpperCase();
        expect([` ${key}`, `${key} `, `${key}\n`].filter(text => isPixKey('EMAIL', text))).toEqual([]);
        if (shouted !== key) expect(isPixKey('EMAIL', shouted)).toBe(false);
      }),
    );
  });

  it('have at most 77 characters as an e-mail', () => {
    const long = (length: number) => `${'a'.repeat(length - '@example.com'.length)}@example.com`;
    expect([isPixKey('EMAIL', long(77)), isPixKey('EMAIL', long(78))]).toEqual([true, false]);
  });

  it('never throw, and no text is a key of two types', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(PIX_KEY_TYPES.filter(type => isPixKey(type, text)).length).toBeLessThanOrEqual(1);
      }),
    );
  });
});
