import fc from 'fast-check';
import { formatBrCode, parseBrCode } from '../../../src/domain/pix/br-code';
import { crc16 } from '../../../src/domain/pix/crc16';
import type { DataObject } from '../../../src/domain/pix/data-objects';
import {
  checkSum,
  codeOf,
  dynamicAccounts,
  samples,
  samplesOf,
  staticAccounts,
  summed,
  tlv,
} from './br-code-arbitraries';
import { NTX_SAMPLE, PUBLISHED } from './br-code-examples';

const refusalOf = (text: string): string | undefined => {
  const code = parseBrCode(text);
  return code.ok ? undefined : code.refusal;
};
const read = (text: string) => {
  const code = parseBrCode(text);
  if (!code.ok) throw new Error(code.refusal);
  return code.value;
};
const published = Object.entries(PUBLISHED);

describe('the check sum', () => {
  it('is the published one of every published code, and of the algorithm’s own sample', () => {
    expect(crc16('123456789')).toBe('29B1');
    expect(published.map(([, code]) => crc16(code.slice(0, -4)))).toEqual(
      published.map(([, code]) => code.slice(-4)),
    );
    expect(published.map(([, code]) => code.slice(-4))).toEqual(
      expect.arrayContaining(['1D3D', '62C9', '7741', 'A441', 'AD38', '5110', '45C8']),
    );
    expect(crc16(NTX_SAMPLE.slice(0, -4))).toBe('CC2D');
  });

  it('is the remainder of the division it is defined as', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 2 }).filter(isAscii), text => crc16(text) === checkSum(text)),
    );
  });
});

describe('a BR Code', () => {
  it.each(published)('%s is read, and formatted it is the same text', (_, text) => {
    expect(formatBrCode(read(text).objects)).toBe(text);
  });

  it('says what is in it', () => {
    const named = { payeeName: 'Fulano de Tal', payeeCity: 'BRASILIA', txid: null, amountMinor: null };
    const key = '123e4567-e12b-12d1-a456-426655440000';
    const recurrence = 'pix.example.com/qr/v2/rec/94ed2badcbc04c15b0bb7fa353194890';
    expect(read(PUBLISHED.staticKey)).toMatchObject({
      ...named,
      account: { kind: 'static', key, text: null },
      recurrence: null,
    });
    expect(read(PUBLISHED.chargeAndRecurrence)).toMatchObject({
      ...named,
      account: { kind: 'dynamic', location: 'pix.example.com/qr/v2/8b3da2f39a4140d1a91abd93113bd441' },
      recurrence,
    });
    expect(read(PUBLISHED.recurrence)).toMatchObject({ ...named, account: { kind: 'none' } });
    expect(read(PUBLISHED.twoArrangements)).toMatchObject({
      account: { kind: 'static', key },
      amountMinor: 12_345n,
      txid: 'RP12345678-2019',
    });
    expect(read(PUBLISHED.dynamic)).toMatchObject({ account: { kind: 'dynamic' }, amountMinor: 12_345n });
  });

  it('format ∘ parse is the identity, unknown tags and their order included', () => {
    fc.assert(
      fc.property(samples, ({ objects }) => {
        const text = codeOf(objects);
        fc.pre(text.length <= 512);
        expect(formatBrCode(read(text).objects)).toBe(text);
      }),
    );
  });

  it('parse ∘ format is the identity', () => {
    fc.assert(
      fc.property(samples, ({ objects, amountMinor }) => {
        const text = formatBrCode(objects);
        fc.pre(text.length <= 512);
        expect(read(text)).toMatchObject({ objects, amountMinor, recurrence: null, unknownTags: [] });
      }),
    );
  });

  it('is told static from dynamic by what its account names', () => {
    fc.assert(
      fc.property(
        samplesOf(staticAccounts),
        ({ objects }) => read(codeOf(objects)).account.kind === 'static',
      ),
    );
    fc.assert(
      fc.property(
        samplesOf(dynamicAccounts),
        ({ objects }) => read(codeOf(objects)).account.kind === 'dynamic',
      ),
    );
  });
});

describe('a damaged BR Code is refused', () => {
  it('with any one character changed into any other', () => {
    fc.assert(
      fc.property(
        samples,
        fc.nat(),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
        (sample, at, other) => {
          const text = codeOf(sample.objects);
          const place = at % text.length;
          fc.pre(text.length <= 512 && text[place] !== other);
          expect(refusalOf(text.slice(0, place) + other + text.slice(place + 1))).toBeDefined();
        },
      ),
      { numRuns: 500 },
    );
  });

  it('with any one character of the manual’s example changed into any printable one, without exception', () => {
    const text = PUBLISHED.staticKey;
    const printable = Array.from({ length: 95 }, (_, code) => String.fromCharCode(code + 32));
    const passed = [...text].flatMap((own, at) =>
      printable.filter(
        other => other !== own && parseBrCode(text.slice(0, at) + other + text.slice(at + 1)).ok,
      ),
    );
    expect(passed).toEqual([]);
  });

  it('with every one of the 65,535 other check sums, and with its own in lower case', () => {
    const content = PUBLISHED.dynamic.slice(0, -4);
    const sums = Array.from({ length: 65_536 }, (_, sum) => sum.toString(16).toUpperCase().padStart(4, '0'));
    expect(sums.filter(sum => parseBrCode(content + sum).ok)).toEqual([PUBLISHED.dynamic.slice(-4)]);
    expect(refusalOf(content + PUBLISHED.dynamic.slice(-4).toLowerCase())).toBeDefined();
  });

  it('with two neighbours exchanged, a character lost or one too many', () => {
    fc.assert(
      fc.property(samples, fc.nat(), ({ objects }, at) => {
        const text = codeOf(objects);
        fc.pre(text.length <= 512);
        const place = at % (text.length - 1);
        const [one = '', two = ''] = [text[place], text[place + 1]];
        const swapped = text.slice(0, place) + two + one + text.slice(place + 2);
        if (one !== two) expect(refusalOf(swapped)).toBeDefined();
        expect(refusalOf(text.slice(0, place) + text.slice(place + 1))).toBeDefined();
        expect(refusalOf(text.slice(0, place) + one + text.slice(place))).toBeDefined();
      }),
    );
  });

  it('and never thrown at, whatever the text is, also when its check sum fits', () => {
    const scraps = fc.stringMatching(/^(?:\d{4}|[ -~]{0,6}|0014br\.gov\.bcb\.pix|000201){0,12}$/);
    fc.assert(fc.property(fc.string({ unit: 'binary' }), text => typeof parseBrCode(text).ok === 'boolean'));
    fc.assert(fc.property(scraps, text => typeof parseBrCode(summed(text)).ok === 'boolean'));
  });
});

const PIX_ACCOUNT = tlv('00', 'br.gov.bcb.pix');
const ACCOUNT = tlv('26', PIX_ACCOUNT + tlv('01', '+5511987654321'));
const REST = '5204000053039865802BR5905Maria6009Sao Paulo';
/** A sound code with one thing replaced, and a check sum that fits whatever it is now. */
const code = ({ start = '000201', account = ACCOUNT, rest = REST, more = '' } = {}): string =>
  summed(start + account + rest + more);
const accountWith = (...fields: string[]) => code({ account: tlv('26', PIX_ACCOUNT + fields.join('')) });
const amount = (text: string) => code({ more: tlv('54', text) });

describe('a malformed BR Code is refused for its reason', () => {
  it('and the sound one it is made from is not', () => expect(refusalOf(code())).toBeUndefined());

  it.each([
    ['nothing', '', 'it does not end with its check sum, tag 63'],
    ['a check sum alone', summed(''), 'tag 00 does not stand first'],
    ['a text without check sum', code().slice(0, -8), 'it does not end with its check sum, tag 63'],
    ['a space after it', `${code()} `, 'it does not end with its check sum, tag 63'],
    ['a line break after it', `${code()}\n`, 'it has other characters than printable ASCII'],
    ['a wrong check sum', `${code().slice(0, -4)}0000`, 'its check sum does not fit its text'],
    ['NTX Pay’s own sample', NTX_SAMPLE, 'its check sum does not fit its text'],
    [
      'that sample with a check sum that fits',
      summed(NTX_SAMPLE.slice(0, -8)),
      'no tag and length at character 128',
    ],
    [
      'an accent',
      code({ rest: REST.replace('Maria', 'Mária') }),
      'it has other characters than printable ASCII',
    ],
    ['513 characters', code({ more: filler(513 - code().length) }), 'it has more than 512 characters'],
    ['another version', code({ start: '000202' }), 'tag 00 is not 01, the version'],
    ['another tag in front', code({ start: '010211000201' }), 'tag 00 does not stand first'],
    ['a second check sum', code({ more: '63041D3D' }), 'tag 63 does not stand last'],
    ['a tag twice', code({ more: '5802BR' }), 'tag 58 stands there twice'],
    ['a tag in a template twice', accountWith('0103abc', '0103abc'), 'tag 26-01 stands there twice'],
    ['an empty value', code({ more: '6100' }), 'tag 61 is empty'],
    ['a length one past the end', code({ more: '6102x' }), 'tag 61 is said to be longer than what is there'],
    ['a length past the end', code({ more: '6199x' }), 'tag 61 is said to be longer than what is there'],
    [
      'a length past the template’s end',
      code({ more: '62070599abc' }),
      'tag 62-05 is said to be longer than what is there',
    ],
    ['a tag that is no number', code({ more: '6A01x' }), 'no tag and length at character 90'],
    [
      'a template of something else',
      code({ more: '6205hello' }),
      'no tag and length at character 1 of tag 62',
    ],
    [
      'a reference too long',
      code({ more: tlv('62', tlv('05', 'x'.repeat(26))) }),
      'tag 62-05 has more than 25 characters',
    ],
    ['a use that is neither', code({ start: '000201010213' }), 'tag 01 is not 11 or 12'],
    ['another currency', code({ rest: REST.replace('5303986', '5303840') }), 'tag 53 is not 986, the real'],
    ['another country', code({ rest: REST.replace('5802BR', '5802AR') }), 'tag 58 is not BR'],
    [
      'a name too long',
      code({ rest: REST.replace('5905Maria', tlv('59', 'M'.repeat(26))) }),
      'tag 59 is not a name of at most 25 characters',
    ],
    [
      'a city too long',
      code({ rest: REST.replace('6009Sao Paulo', tlv('60', 'S'.repeat(16))) }),
      'tag 60 is not a city of at most 15 characters',
    ],
    ['no account', code({ account: '' }), 'it is no PIX code: tags 26 to 51 do not name br.gov.bcb.pix'],
    [
      'another arrangement’s account',
      code({ account: tlv('26', '0012br.com.outro') }),
      'it is no PIX code: tags 26 to 51 do not name br.gov.bcb.pix',
    ],
    ['nobody’s account', code({ account: tlv('26', '0103abc') }), 'tag 26-00 is missing'],
    ['nobody’s further template', code({ more: tlv('80', '0103abc') }), 'tag 80-00 is missing'],
    [
      'two PIX accounts',
      code({ account: ACCOUNT + ACCOUNT.replace(/^26/, '27') }),
      'it names more than one PIX account',
    ],
    ['an account that names nothing', accountWith(), 'tag 26 names neither a key nor an address'],
    [
      'a key and an address',
      accountWith('011112345678909', '2505a.b/c'),
      'tag 26 names both a key and an address',
    ],
    ['a key that is none', accountWith('011112345678900'), 'tag 26-01 is not a PIX key'],
    [
      'an address with its scheme',
      accountWith(tlv('25', 'https://pix.example.com/a')),
      'tag 26-25 is not an address without scheme',
    ],
    [
      'an address of a user',
      accountWith(tlv('25', 'a@pix.example.com/a')),
      'tag 26-25 is not an address without scheme',
    ],
    [
      'an address without path',
      accountWith(tlv('25', 'pix.example.com')),
      'tag 26-25 is not an address without scheme',
    ],
    [
      'a recurrence without address',
      code({ more: tlv('80', PIX_ACCOUNT) }),
      'tag 80-25 is not an address without scheme',
    ],
    [
      'two recurrences',
      code({ more: tlv('80', PIX_ACCOUNT) + tlv('81', PIX_ACCOUNT) }),
      'it offers more than one recurrence',
    ],
  ])('%s', (_, text, reason) => expect(refusalOf(text)).toBe(reason));

  it.each(['00', '52', '53', '58', '59', '60'])('no tag %s', id => {
    const { objects } = read(code());
    const reason = id === '00' ? 'tag 00 does not stand first' : `tag ${id} is missing`;
    expect(refusalOf(formatBrCode(objects.filter(object => object.id !== id)))).toBe(reason);
  });

  it('never repeats what stands in the code', () => {
    const texts = [accountWith('011112345678900'), code({ rest: REST.replace('5802BR', '5802ZZ') })];
    expect(texts.map(refusalOf).join()).not.toMatch(/12345678900|Maria|ZZ/);
  });
});

describe('the amount of tag 54', () => {
  it.each([
    ['0.01', 1n],
    ['15.50', 1_550n],
    ['4.35', 435n],
    ['9999999999.99', 999_999_999_999n],
    ['198', 19_800n],
    ['198.', 19_800n],
    ['198.5', 19_850n],
    ['0050.00', 5_000n],
  ])('%s is %s centavos', (text, minor) => expect(read(amount(text)).amountMinor).toBe(minor));

  it.each([
    '0',
    '0.00',
    '.50',
    '1,50',
    '1.234',
    '-1.00',
    '+1.00',
    '1e3',
    '1.50 ',
    '1.000.00',
    '12345678901',
    'R$ 1',
    '***',
    '0x10',
  ])('%j is none', text =>
    expect(refusalOf(amount(text))).toBe('tag 54 is not a positive amount like 50.00'),
  );

  it('is read from its digits, whatever they are', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 999_999_999_999n }), minor => {
        const digits = minor.toString().padStart(3, '0');
        expect(read(amount(`${digits.slice(0, -2)}.${digits.slice(-2)}`)).amountMinor).toBe(minor);
      }),
    );
  });
});

describe('formatting', () => {
  it.each<[string, DataObject]>([
    ['an empty value', { id: '59', value: '' }],
    ['a value of 100 characters', { id: '59', value: 'x'.repeat(100) }],
    ['a tag that is none', { id: '5', value: 'x' }],
    ['a template that is too long', { id: '26', value: [{ id: '01', value: 'x'.repeat(96) }] }],
  ])('%s is a mistake of the program', (_, object) => expect(() => formatBrCode([object])).toThrow());
});

function isAscii(text: string): boolean {
  return [...text].every(character => character <= '~');
}

/** That many characters (5 or more) of tags without meaning. */
function filler(length: number): string {
  const ids = ['65', '66', '67', '68', '69', '70'];
  let rest = length;
  return ids
    .map((id, index) => {
      const size = Math.min(99, Math.ceil(rest / (ids.length - index)) - 4);
      rest -= size + 4;
      return tlv(id, 'x'.repeat(size));
    })
    .join('');
}
