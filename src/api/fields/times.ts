import { FieldRule } from './field-rules';

const RFC_3339 =
  /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** Parses an RFC 3339 text. Returns undefined for another text and for a day that does not exist. */
export function parseTime(text: string): Date | undefined {
  if (!RFC_3339.test(text)) return undefined;
  const day = text.slice(0, 10);
  const midnight = new Date(`${day}T00:00:00Z`);
  // Date makes the 30th of February a day in March without an error.
  if (Number.isNaN(midnight.getTime()) || midnight.toISOString().slice(0, 10) !== day) return undefined;
  const time = new Date(text);
  return time.getUTCFullYear() >= 1 && time.getUTCFullYear() <= 9999 ? time : undefined;
}

const isTime = (value: unknown): boolean => typeof value === 'string' && parseTime(value) !== undefined;

export const IsTime = (): PropertyDecorator =>
  FieldRule('must be an RFC 3339 time, like 2026-03-01T12:00:00Z', isTime);
