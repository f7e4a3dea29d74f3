import { parsePosition, formatPosition, type Position } from '../../projections/engine/position';
import { fingerprint } from '../../shared/ids';
import { ok, refuse, type Result } from '../../shared/result';
import type { Page } from './page';
import { queryRefusal, type QueryRefusal } from './results';

/** What a list is filtered by: part of its cursor, so that a cursor cannot be used on another list. */
export type Filters = Readonly<Record<string, string | Date | undefined>>;

/**
 * A list's cursor is the place in `$all` of the last item given. Places never change, so pages neither repeat nor skip
 * an item whatever is written meanwhile.
 */
export const cursorAfter = (list: string, filters: Filters, last: Position): string =>
  Buffer.from(`${formatPosition(last)}.${filterHash(list, filters)}`).toString('base64url');

/** The place after which the page begins; undefined for the first page. */
export function readCursor(
  list: string,
  filters: Filters,
  cursor: string | undefined,
): Result<Position | undefined, QueryRefusal> {
  if (cursor === undefined) return ok(undefined);
  const [place = '', mark] = Buffer.from(cursor, 'base64url').toString('utf8').split('.');
  const position = parsePosition(place);
  const valid = position && mark === filterHash(list, filters) && storable(position);
  if (!valid)
    return refuse(queryRefusal('CURSOR_INVALID', 'The cursor is not one of this list with these filters'));
  return ok(position);
}

/** The cursor of a list in the order of ids. An id never changes, so pages neither repeat nor skip what was there. */
export const cursorAfterId = (list: string, filters: Filters, id: string): string =>
  Buffer.from(`${filterHash(list, filters)}.${id}`).toString('base64url');

/** The id after which the page begins; undefined for the first page. */
export function readIdCursor(
  list: string,
  filters: Filters,
  cursor: string | undefined,
): Result<string | undefined, QueryRefusal> {
  if (cursor === undefined) return ok(undefined);
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const dot = text.indexOf('.');
  const id = text.slice(dot + 1);
  if (dot > 0 && id !== '' && cursorAfterId(list, filters, id) === cursor) return ok(id);
  return refuse(queryRefusal('CURSOR_INVALID', 'The cursor is not one of this list with these filters'));
}

/** Of a list that ends at a place which was `now` when its first page was asked for. */
export interface CursorRange {
  readonly after: Position;
  readonly end: Position;
}

export const rangeCursor = (list: string, filters: Filters, { after, end }: CursorRange): string =>
  cursorAfter(list, { ...filters, end: formatPosition(end) }, after) + endMark(end);

export function readRangeCursor(
  list: string,
  filters: Filters,
  cursor: string | undefined,
): Result<CursorRange | undefined, QueryRefusal> {
  if (cursor === undefined) return ok(undefined);
  const [head = '', tail = ''] = cursor.split(SEPARATOR);
  const end = parsePosition(Buffer.from(tail, 'base64url').toString('utf8')) ?? { commit: -1n, prepare: 0n };
  const after = readCursor(list, { ...filters, end: formatPosition(end) }, head);
  if (!after.ok) return after;
  return ok(after.value && { after: after.value, end });
}

/** Of the letters a cursor may have, one that base64url of a position followed by a dot never has. */
const SEPARATOR = '--';
const endMark = (end: Position): string => SEPARATOR + Buffer.from(formatPosition(end)).toString('base64url');

/** Items as read (one more than the page holds, where there is more) as a page. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  size: number,
  toItem: (row: Row) => Item,
  toCursor: (row: Row) => string,
): Page<Item> {
  const kept = rows.slice(0, size);
  const last = kept.at(-1);
  return { items: kept.map(toItem), nextCursor: rows.length > size && last ? toCursor(last) : null };
}

const filterHash = (list: string, filters: Filters): string => {
  const parts = Object.entries(filters).sort(([left], [right]) => (left < right ? -1 : 1));
  const texts = parts.flatMap(([name, value]) => (value === undefined ? [] : [name, textOf(value)]));
  return fingerprint(list, ...texts).slice(0, 16);
};

const textOf = (value: string | Date): string => (value instanceof Date ? value.toISOString() : value);

const MAX_POSITION = 2n ** 63n - 1n;
const storable = ({ commit, prepare }: Position): boolean =>
  commit <= MAX_POSITION && prepare <= MAX_POSITION;
