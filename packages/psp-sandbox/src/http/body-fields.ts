import { isLosslessNumber, parse } from 'lossless-json';

/** A JSON object in which numbers keep their text. */
export type Fields = Record<string, unknown>;

/** A request body with an error. The message is one sentence for the client. */
export class InvalidBody extends Error {}

/** Reads a body. Returns the sentence about its error when `read` throws `InvalidBody`. */
export function readBody<Order>(text: string, read: (body: Fields) => Order): Order | string {
  try {
    return read(object(parsed(text), 'the body'));
  } catch (error) {
    if (error instanceof InvalidBody) return error.message;
    throw error;
  }
}

/**
 * Centavos from the text of a JSON number.
 * @throws {InvalidBody} for any other type, zero, or a third decimal
 */
export function amountOf(value: unknown, name: string): bigint {
  const match = isLosslessNumber(value) ? /^(\d{1,14})(?:\.(\d{1,2}))?$/.exec(value.value) : null;
  const minor = match ? BigInt(match[1] ?? '') * 100n + BigInt((match[2] ?? '').padEnd(2, '0')) : 0n;
  if (minor === 0n) throw new InvalidBody(`${name} must be a positive number with at most two decimals.`);
  return minor;
}

export function object(value: unknown, name: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isLosslessNumber(value))
    throw new InvalidBody(`${name} must be an object.`);
  return value as Fields;
}

export function matching(value: unknown, shape: RegExp, name: string): string {
  if (typeof value !== 'string' || !shape.test(value))
    throw new InvalidBody(`${name} is missing or malformed.`);
  return value;
}

/** Returns null when the field is missing. */
export const optional = (value: unknown, shape: RegExp, name: string): string | null =>
  value === undefined ? null : matching(value, shape, name);

function parsed(text: string): unknown {
  try {
    return parse(text);
  } catch {
    throw new InvalidBody('The body is not JSON.');
  }
}
