import { createHash } from 'node:crypto';
import { isLosslessNumber, parse } from 'lossless-json';

/** A parsed JSON object whose numbers keep their text. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The object a JSON text holds; undefined for other JSON, for no JSON, and where a name has two values. */
export function parseObject(text: string): JsonObject | undefined {
  try {
    return asObject(parse(text));
  } catch {
    return undefined;
  }
}

/** The object in a field, own fields only: `__proto__` in a body lends nothing. */
export function objectIn(object: JsonObject, name: string): JsonObject | undefined {
  return asObject(own(object, name));
}

/** A non-empty string in a field; none that holds U+0000, which PostgreSQL can't store. */
export function textIn(object: JsonObject, name: string): string | undefined {
  const value = own(object, name);
  return typeof value === 'string' && value !== '' && !value.includes('\0') ? value : undefined;
}

/** A string that may stand as an id, a status or a time: opaque, but bounded. */
export function idIn(object: JsonObject, name: string): string | undefined {
  const value = textIn(object, name);
  return value !== undefined && value.length <= 200 ? value : undefined;
}

/** An id that one answer writes as a string and another as an integer: `"67890"` and `67890` are the same. */
export function idOrIntegerIn(object: JsonObject, name: string): string | undefined {
  const value = own(object, name);
  if (!isLosslessNumber(value)) return idIn(object, name);
  return /^\d{1,40}$/.test(value.value) ? value.value : undefined;
}

/** Whether a field is missing or null. */
export const isAbsent = (object: JsonObject, name: string): boolean => (own(object, name) ?? null) === null;

/** A number's text as it was written (`50.00` stays `50.00`), or that of a string. */
export function numberTextIn(object: JsonObject, name: string): string | undefined {
  const value = own(object, name);
  return isLosslessNumber(value) ? value.toString() : textIn(object, name);
}

/** The SHA-256 of an answer's raw text, in hex. */
export const answerHash = (text: string): string => createHash('sha256').update(text).digest('hex');

function own(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function asObject(value: unknown): JsonObject | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject && !isLosslessNumber(value) ? (value as JsonObject) : undefined;
}
