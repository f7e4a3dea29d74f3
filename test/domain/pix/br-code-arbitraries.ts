import fc from 'fast-check';
import type { DataObject } from '../../../src/domain/pix/data-objects';

const PIX = 'br.gov.bcb.pix';
const PRINTABLE = [...Array(95).keys()].map(code => String.fromCharCode(code + 32)).join('');
const DIGITS = '0123456789';

export const textOver = (alphabet: string, minLength: number, maxLength: number) =>
  fc.array(fc.constantFrom(...alphabet), { minLength, maxLength }).map(list => list.join(''));
const plain = (maxLength: number) => textOver(PRINTABLE, 1, maxLength);

/** The standard's own words once more, told apart from the program: tag, two digits of length, value. */
export const tlv = (id: string, value: string): string =>
  `${id}${value.length.toString().padStart(2, '0')}${value}`;
const textOf = ({ id, value }: DataObject): string =>
  tlv(id, typeof value === 'string' ? value : value.map(textOf).join(''));

/** CRC-16/CCITT-FALSE by its definition, long division bit by bit, once more. */
export function checkSum(text: string): string {
  const bits = [...Buffer.from(text, 'latin1')].flatMap(byte =>
    [...Array(8).keys()].map(bit => (byte >> (7 - bit)) & 1),
  );
  // Starting with FFFF is inverting the first sixteen bits.
  const message = [...bits, ...Array<number>(16).fill(0)].map((bit, at) => (at < 16 ? bit ^ 1 : bit));
  const divisor = [1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
  for (let at = 0; at < bits.length; at++) {
    if (message[at] === 1) divisor.forEach((bit, offset) => (message[at + offset]! ^= bit));
  }
  const rest = Number.parseInt(message.slice(-16).join(''), 2);
  return rest.toString(16).toUpperCase().padStart(4, '0');
}

/** Whatever stands before the check sum, with the check sum that belongs to it. */
export const summed = (content: string): string => `${content}6304${checkSum(`${content}6304`)}`;

/** The whole text of objects, written without the program's help. */
export const codeOf = (objects: readonly DataObject[]): string => summed(objects.map(textOf).join(''));

export const amounts = fc
  .bigInt({ min: 1n, max: 999_999_999_999n })
  .map(minor => ({ minor, text: `${minor / 100n}.${(minor % 100n).toString().padStart(2, '0')}` }));

const hex = (length: number) => textOver('0123456789abcdef', length, length);
const evps = fc.tuple(hex(8), hex(4), hex(4), hex(4), hex(12)).map(parts => parts.join('-'));
const pixNames = fc.constantFrom(PIX, PIX.toUpperCase(), 'Br.Gov.Bcb.Pix');

/** A template's fields in any order: EMV fixes none inside either. */
const template = (id: fc.Arbitrary<string>, fields: fc.Arbitrary<readonly DataObject[]>) =>
  fc
    .tuple(id, fields)
    .chain(([tag, list]) =>
      fc.shuffledSubarray([...list], { minLength: list.length }).map(value => ({ id: tag, value })),
    );

const accountIds = fc.integer({ min: 26, max: 51 }).map(String);
export const staticAccounts = template(
  accountIds,
  fc
    .tuple(pixNames, evps, fc.option(plain(30)))
    .map(([name, key, note]) => [
      { id: '00', value: name },
      { id: '01', value: key },
      ...(note === null ? [] : [{ id: '02', value: note }]),
    ]),
);
export const dynamicAccounts = template(
  accountIds,
  fc.tuple(pixNames, textOver('abc09-/', 1, 40)).map(([name, path]) => [
    { id: '00', value: name },
    { id: '25', value: `pix.example.com/${path}` },
  ]),
);

/** What a reader need not know: other arrangements, tags nobody has given a meaning yet. */
const others = fc.uniqueArray(
  fc.oneof(
    fc.record({ id: fc.constantFrom('02', '04', '61', '65', '70', '79'), value: plain(8) }),
    fc.record({
      id: fc.constantFrom('80', '85', '99'),
      value: plain(12).map(text => [
        { id: '00', value: 'br.com.outro' },
        { id: '07', value: text },
      ]),
    }),
  ),
  { selector: ({ id }) => id, maxLength: 4 },
);

export interface Sample {
  readonly objects: readonly DataObject[];
  /** In centavos; null without tag 54. */
  readonly amountMinor: bigint | null;
}

/** The objects of codes that a payout may pay, in any order that is allowed. */
export const samplesOf = (accounts: fc.Arbitrary<DataObject>): fc.Arbitrary<Sample> =>
  fc
    .record({
      account: accounts,
      amount: fc.option(amounts),
      method: fc.option(fc.constantFrom('11', '12')),
      category: textOver(DIGITS, 4, 4),
      name: plain(25),
      city: plain(15),
      reference: fc.option(fc.oneof(fc.constant('***'), plain(25))),
      others,
    })
    .chain(({ account, amount, method, category, name, city, reference, others }) => {
      const rest: DataObject[] = [
        account,
        { id: '52', value: category },
        { id: '53', value: '986' },
        { id: '58', value: 'BR' },
        { id: '59', value: name },
        { id: '60', value: city },
        ...others,
      ];
      if (method !== null) rest.push({ id: '01', value: method });
      if (amount !== null) rest.push({ id: '54', value: amount.text });
      if (reference !== null) rest.push({ id: '62', value: [{ id: '05', value: reference }] });
      return fc.shuffledSubarray(rest, { minLength: rest.length }).map(shuffled => ({
        objects: [{ id: '00', value: '01' }, ...shuffled],
        amountMinor: amount?.minor ?? null,
      }));
    });

export const samples = samplesOf(fc.oneof(staticAccounts, dynamicAccounts));
