import { sql } from 'kysely';
import { BEGINNING, type Position } from '../../projections/engine/position';
import type { Database } from '../../projections/schema';

/** The place of the last journal entry booked up to and including a time; the beginning where there is none. */
export const placeAt = (transaction: Database, time: Date): Promise<Position> =>
  lastPlace(transaction, time, '<=');

/**
 * The same, without what was booked at the very time. Where one period ends at a time the next begins at it, so both
 * name the same place, for ever: booking times never go back, so what comes later is booked later.
 */
export const placeBefore = (transaction: Database, time: Date): Promise<Position> =>
  lastPlace(transaction, time, '<');

async function lastPlace(transaction: Database, time: Date, upTo: '<' | '<='): Promise<Position> {
  const entry = await transaction
    .selectFrom('journal_entry')
    .select(['commit_position as commit', 'prepare_position as prepare'])
    .where(sql<boolean>`booked_at ${sql.raw(upTo)} ${time}`)
    .orderBy('booked_at', 'desc')
    .orderBy('commit_position', 'desc')
    .orderBy('prepare_position', 'desc')
    .limit(1)
    .executeTakeFirst();
  return entry ?? BEGINNING;
}
