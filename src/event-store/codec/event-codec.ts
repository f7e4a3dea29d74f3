import { invariant } from '../../shared/invariant';
import type { EventJson } from './event-registry';

/**
 * Event data ↔ JSON. Amounts (`…Minor`) are bigint in code and safe integers in JSON, at any depth; no other number is
 * a bigint. What would be written as something else than it is read back as is a bug, found before it is written.
 */

const isAmountKey = (key: string): boolean => key.endsWith('Minor');

/** @throws {Bug} a bigint elsewhere, an amount that is none or above 2^53 − 1, something JSON cannot hold */
export function toJson(data: object): EventJson {
  return encodeObject(data);
}

/** @throws {Bug} an amount in it is not a safe integer */
export function fromJson(json: EventJson): object {
  return decodeObject(json);
}

/** A copy made at once is cheaper than one that is built key by key. `decodeObject` does the same. */
function encodeObject(value: object): EventJson {
  const prototype: unknown = Object.getPrototypeOf(value);
  invariant(
    prototype === Object.prototype || prototype === null,
    'Event data holds something that is not plain',
  );
  const encoded: Record<string, unknown> = { ...value };
  for (const key of Object.keys(encoded)) {
    const item = encoded[key];
    if (typeof item !== 'string' || isAmountKey(key)) encoded[key] = encodeItem(key, item);
  }
  return encoded;
}

function encodeItem(key: string, value: unknown): unknown {
  return isAmountKey(key) && !isAbsent(value) ? encodeAmount(key, value) : encodeValue(key, value);
}

function encodeAmount(key: string, value: unknown): number {
  invariant(typeof value === 'bigint', `${key} is an amount and has to be a bigint`);
  const number = Number(value);
  invariant(Number.isSafeInteger(number), `${key} is above 2^53 - 1`);
  return number;
}

function encodeValue(key: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map(item => encodeValue(key, item));
  if (typeof value === 'object' && value !== null) return encodeObject(value);
  invariant(typeof value !== 'bigint', `${key} is a bigint but not named as an amount`);
  invariant(typeof value !== 'function' && typeof value !== 'symbol', `${key} cannot be written as JSON`);
  invariant(typeof value !== 'number' || Number.isFinite(value), `${key} is not a finite number`);
  return value;
}

function decodeObject(json: EventJson): object {
  const decoded: Record<string, unknown> = { ...json };
  for (const key of Object.keys(decoded)) {
    const value = decoded[key];
    if (isAmountKey(key) && !isAbsent(value)) decoded[key] = decodeAmount(key, value);
    else if (typeof value === 'object' && value !== null) decoded[key] = decodeInside(value);
  }
  return decoded;
}

function decodeAmount(key: string, value: unknown): bigint {
  invariant(Number.isSafeInteger(value), `${key} is an amount and has to be a safe integer`);
  return BigInt(value as number);
}

const decodeInside = (value: object): unknown =>
  Array.isArray(value) ? value.map(decodeValue) : decodeObject(value as EventJson);

const decodeValue = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? decodeInside(value) : value;

const isAbsent = (value: unknown): value is null | undefined => value === null || value === undefined;
