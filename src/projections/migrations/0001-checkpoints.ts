import { sql, type Migration } from 'kysely';
import { SHARED_SCHEMA } from '../schema';

/** What every projection shares: how far it is, and the last revision of each stream it has applied. */
export const checkpoints: Migration = {
  async up(database) {
    await sql`create schema if not exists ${sql.id(SHARED_SCHEMA)}`.execute(database);
    const schema = database.schema.withSchema(SHARED_SCHEMA);
    await schema
      .createTable('projection_checkpoint')
      .addColumn('name', 'text', column => column.primaryKey())
      .addColumn('commit_position', 'bigint', column => column.notNull().check(sql`commit_position >= 0`))
      .addColumn('prepare_position', 'bigint', column => column.notNull().check(sql`prepare_position >= 0`))
      .addColumn('updated_at', 'timestamptz', column => column.notNull())
      .execute();
    await schema
      .createTable('projection_stream')
      .addColumn('projection', 'text', column => column.notNull())
      .addColumn('stream_id', 'text', column => column.notNull())
      .addColumn('revision', 'bigint', column => column.notNull().check(sql`revision >= 0`))
      .addPrimaryKeyConstraint('projection_stream_pkey', ['projection', 'stream_id'])
      .execute();
  },
};
