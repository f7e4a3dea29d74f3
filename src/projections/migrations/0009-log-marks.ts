import { sql, type Migration } from 'kysely';
import { READ_MODEL_SCHEMAS, SHARED_SCHEMA } from '../schema';

/**
 * Each checkpoint keeps the last event applied, by which its log is known again. For a checkpoint that was written
 * without one it is the last entry of the journal before it: every projection has read that event. Where there is no
 * entry there is nothing to lose, and the read model begins again.
 */
export const logMarks: Migration = {
  async up(database) {
    await database.schema
      .withSchema(SHARED_SCHEMA)
      .alterTable('projection_checkpoint')
      .addColumn('event_id', 'uuid')
      .addColumn('event_stream', 'text')
      .addColumn('event_revision', 'bigint')
      .addColumn('event_commit_position', 'bigint')
      .addColumn('event_prepare_position', 'bigint')
      .addColumn('event_recorded_at', 'timestamptz')
      .execute();
    const checkpoint = sql.id(SHARED_SCHEMA, 'projection_checkpoint');
    await sql`
      update ${checkpoint} as checkpoint set
        event_id = entry.id, event_stream = entry.stream_id, event_revision = entry.revision,
        event_commit_position = entry.commit_position, event_prepare_position = entry.prepare_position,
        event_recorded_at = entry.recorded_at
      from ${sql.id(READ_MODEL_SCHEMAS.journal, 'journal_entry')} as entry
      where (entry.commit_position, entry.prepare_position) = (
        select commit_position, prepare_position from ${sql.id(READ_MODEL_SCHEMAS.journal, 'journal_entry')}
        where (commit_position, prepare_position) <= (checkpoint.commit_position, checkpoint.prepare_position)
        order by commit_position desc, prepare_position desc limit 1)`.execute(database);
  },
};
