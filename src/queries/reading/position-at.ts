import { sql } from 'kysely';
import { BEGINNING, comparePositions, type Position } from '../../projections/engine/position';
import type { Database } from '../../projections/schema';

/** The place of the last journal entry booked up to and including a time; the beginning where there is none. */
export const positionAt = (transaction: Database, time: Date): Promise<Position> =>
  lastPositionUpTo(transaction, time, '<=');

/**
 * The same, without what was booked at the very time. One period ends where the next begins, so both name the same
 * position, for ever. Booking times never go back, so a later entry is booked later.
 */
export const positionBefore = (transaction: Database, time: Date): Promise<Position> =>
  lastPositionUpTo(transaction, time, '<');

async function lastPositionUpTo(transaction: Database, time: Date, upTo: '<' | '<='): Promise<Position> {
  const entry = await transaction
    .selectFrom('journalEntry')
    .select(['commitPosition as commit', 'preparePosition as prepare'])
    .where(sql<boolean>`booked_at ${sql.raw(upTo)} ${time}`)
    .orderBy('bookedAt', 'desc')
    .orderBy('commitPosition', 'desc')
    .orderBy('preparePosition', 'desc')
    .limit(1)
    .executeTakeFirst();
  return entry ?? BEGINNING;
}

/** The place that a moment means: the books have not come to a later one than `now`. Undefined: they have to. */
export async function placeOf(
  transaction: Database,
  asOf: Position | Date,
  now: Position,
): Promise<Position | undefined> {
  const at = asOf instanceof Date ? await positionAt(transaction, asOf) : asOf;
  return comparePositions(at, now) > 0 ? undefined : at;
}

/** When the last entry up to a place was booked. Returns undefined where nothing was. */
export async function bookingTimeAt(transaction: Database, place: Position): Promise<Date | undefined> {
  const entry = await transaction
    .selectFrom('journalEntry')
    .select('bookedAt')
    .where(positionColumns('journalEntry'), '<=', positionValue(place))
    .orderBy('commitPosition', 'desc')
    .orderBy('preparePosition', 'desc')
    .limit(1)
    .executeTakeFirst();
  return entry?.bookedAt;
}

/** Where a row of a list stands in `$all`. */
export const placeOfRow = (row: { commitPosition: bigint; preparePosition: bigint }): Position => ({
  commit: row.commitPosition,
  prepare: row.preparePosition,
});

/** `(commit, prepare)` of a table as one value that compares in `$all` order. */
export const positionColumns = (
  table: 'payout' | 'journalEntry' | 'posting' | 'caseRecord' | 'depositRequest',
) => sql`(${sql.ref(`${table}.commitPosition`)}, ${sql.ref(`${table}.preparePosition`)})`;

export const positionValue = ({ commit, prepare }: Position) => sql`(${commit}::bigint, ${prepare}::bigint)`;
