import { isDate } from 'node:util/types';

/** What a column may hold, as the audit makes it of the events. */
export type Value = string | bigint | number | boolean | Date | object | null | undefined;

/** A row by column name. */
export type Row = Readonly<Record<string, Value>>;

/**
 * A value as PostgreSQL writes it out as text, in UTC; null where it is null. Both sides are compared in this form, so
 * that neither a microsecond nor a digit beyond 2^53 is lost. JSON stands with its names in order.
 */
export function postgresText(value: Value): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return storable(value);
  if (isDate(value)) return timeText(value);
  if (typeof value === 'object') return jsonText(value);
  return String(value);
}

/** `2026-01-02 03:04:05.12+00`, as a `timestamptz` is written. */
function timeText(at: Date): string {
  if (Number.isNaN(at.getTime())) return 'no time';
  const [date, time] = at.toISOString().slice(0, -1).split('T') as [string, string];
  return `${date} ${time.replace(/\.?0+$/, '')}+00`;
}

/** JSON with the names of every object in order; amounts are texts, as the read models write them. */
export const jsonText = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner === 'string') return storable(inner);
    if (typeof inner === 'bigint') return `${inner}`;
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)));
  });

const UNSTORABLE = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** PostgreSQL refuses NUL and halves of surrogate pairs: the read models show U+FFFD for them. */
const storable = (text: string): string =>
  UNSTORABLE.test(text) ? text.replace(new RegExp(UNSTORABLE, 'g'), '\ufffd') : text;
