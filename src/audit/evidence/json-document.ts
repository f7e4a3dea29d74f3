import { isLosslessNumber, parse } from 'lossless-json';

/** A provider's JSON as the auditor reads it: numbers keep their digits. */
export type Json = Readonly<Record<string, unknown>>;

/** undefined: the text is no JSON object. */
export const objectIn = (text: string): Json | undefined => objectOf(parsed(text));

function parsed(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

export const objectOf = (value: unknown): Json | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isLosslessNumber(value)
    ? (value as Json)
    : undefined;

export const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

/** `50`, `50.0` and `50.00`, as a number or a text, are fifty; anything else is no amount. */
export function minorOf(value: unknown): bigint | null {
  const text = isLosslessNumber(value) ? value.toString() : value;
  const match = typeof text === 'string' ? /^(\d+)(?:\.(\d{1,2}))?$/.exec(text) : null;
  return match ? BigInt(match[1]! + (match[2] ?? '').padEnd(2, '0')) : null;
}
