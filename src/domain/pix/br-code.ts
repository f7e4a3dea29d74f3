import { ok, refuse, type Result } from '../../shared/result';
import { type PixTemplates, readPixTemplates } from './br-code-account';
import { crc16 } from './crc16';
import { childrenOf, type DataObject, readDataObjects, textOf, writeDataObjects } from './data-objects';

/** A BR Code ("Pix copia e cola") that keeps all of its rules. */
export interface BrCode extends PixTemplates {
  /** The amount of tag 54 in centavos, read from its text; null where there is none. */
  readonly amountMinor: bigint | null;
  readonly payeeName: string;
  readonly payeeCity: string;
  /** The reference the payee gave (tag 62-05); null where there is none or it is "***". */
  readonly txid: string | null;
  /** Everything that stands in the code but its check sum, in its order, what is not known included. */
  readonly objects: readonly DataObject[];
}

/** The central bank's limit for a whole code, in characters. */
export const MAX_BR_CODE = 512;

/** Tags under the root that must be there, or may, and what their text must be. */
const FIELDS: readonly (readonly [id: string, needed: boolean, shape: RegExp, told: string])[] = [
  ['00', true, /^01$/, '01, the version'],
  ['01', false, /^1[12]$/, '11 or 12'],
  ['52', true, /^\d{4}$/, 'four digits'],
  ['53', true, /^986$/, '986, the real'],
  ['54', false, /^(?=.*[1-9])\d{1,10}(?:\.\d{0,2})?$/, 'a positive amount like 50.00'],
  ['58', true, /^BR$/, 'BR'],
  ['59', true, /^.{1,25}$/, 'a name of at most 25 characters'],
  ['60', true, /^.{1,15}$/, 'a city of at most 15 characters'],
];

/**
 * A BR Code, or in one sentence why the text is none. The sentence names tags and never what stands in them. Only ASCII
 * is read, because programs disagree on lengths and check sum of other letters. Tag 54 is read as EMV and the central
 * bank define it: up to ten digits and, after a point, up to two. So "198" and "198." are 198.00. Zero is refused.
 */
export function parseBrCode(text: string): Result<BrCode, string> {
  const content = checkedContent(text);
  if (!content.ok) return content;
  const read = readDataObjects(content.value);
  if (!read.ok) return read;
  const objects = read.value;
  const fault = orderFault(objects) ?? fieldFault(objects);
  if (fault !== undefined) return refuse(fault);
  const templates = readPixTemplates(objects);
  if (!templates.ok) return templates;
  const txid = textOf(childrenOf(objects, '62'), '05');
  if (txid !== null && txid.length > 25) return refuse('tag 62-05 has more than 25 characters');
  return ok({
    ...templates.value,
    amountMinor: centavosOf(textOf(objects, '54')),
    payeeName: textOf(objects, '59') ?? '',
    payeeCity: textOf(objects, '60') ?? '',
    txid: txid === '***' ? null : txid,
    objects,
  });
}

/** The code of these objects with its check sum: of what was parsed, the very text. */
export function formatBrCode(objects: readonly DataObject[]): string {
  const content = `${writeDataObjects(objects)}6304`;
  return content + crc16(content);
}

/** The text before the check sum. The sum is compared first: of a damaged code nothing else is worth telling. */
function checkedContent(text: string): Result<string, string> {
  if (text.length > MAX_BR_CODE) return refuse(`it has more than ${MAX_BR_CODE} characters`);
  if (!/^[\x20-\x7e]*$/.test(text)) return refuse('it has other characters than printable ASCII');
  if (!/6304[0-9A-F]{4}$/.test(text)) return refuse('it does not end with its check sum, tag 63');
  if (crc16(text.slice(0, -4)) !== text.slice(-4)) return refuse('its check sum does not fit its text');
  return ok(text.slice(0, -8));
}

/** EMV fixes two places, the first and the last; between them objects may stand in any order. */
function orderFault(objects: readonly DataObject[]): string | undefined {
  if (objects[0]?.id !== '00') return 'tag 00 does not stand first';
  return objects.some(({ id }) => id === '63') ? 'tag 63 does not stand last' : undefined;
}

function fieldFault(objects: readonly DataObject[]): string | undefined {
  for (const [id, needed, shape, told] of FIELDS) {
    const value = textOf(objects, id);
    if (value === null && needed) return `tag ${id} is missing`;
    if (value !== null && !shape.test(value)) return `tag ${id} is not ${told}`;
  }
  return undefined;
}

/** Digits to digits: no amount passes through a float. */
function centavosOf(amount: string | null): bigint | null {
  if (amount === null) return null;
  const [reais = '', centavos = ''] = amount.split('.');
  return BigInt(reais + centavos.padEnd(2, '0'));
}
