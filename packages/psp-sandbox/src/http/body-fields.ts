import { isLosslessNumber, parse } from 'lossless-json';

/** A JSON object whose numbers keep their text. */
export type Fields = Record<string, unknown>;

/** Thrown while reading a body; its message says what is wrong in one sentence. */
export class Invalid extends Error {}

/** What `read` makes of a body, or what is wrong with it in one sentence. */
export function readBody<Order>(text: string, read: (body: Fields) => Order): Order | string {
  try {
    return read(object(parsed(text), 'the body'));
  } catch (error) {
    if (error instanceof Invalid) return error.message;
    throw error;
  }
}

/** Centavos from a JSON number's own text; a string, a third decimal and nothing at all are refused. */
export function amountOf(value: unknown, name: string): bigint {
  const match = isLosslessNumber(value) ? /^(\d{1,14})(?:\.(\d{1,2}))?$/.exec(value.value) : null;
  const minor = match ? BigInt(match[1] ?? '') * 100n + BigInt((match[2] ?? '').padEnd(2, '0')) : 0n;
  if (minor === 0n) throw new Invalid(`${name} must be a positive number with at most two decimals.`);
  return minor;
}

export function object(value: unknown, name: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isLosslessNumber(value))
    throw new Invalid(`${name} must be an object.`);
  return value as Fields;
}

export function matching(value: unknown, shape: RegExp, name: string): string {
  if (typeof value !== 'string' || !shape.test(value)) throw new Invalid(`${name} is missing or malformed.`);
  return value;
}

/** null where the field is missing. */
export const optional = (value: unknown, shape: RegExp, name: string): string | null =>
  value === undefined ? null : matching(value, shape, name);

function parsed(text: string): unknown {
  try {
    return parse(text);
  } catch {
    throw new Invalid('The body is not JSON.');
  }
}
