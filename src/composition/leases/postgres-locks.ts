import { sql } from 'kysely';
import { onDedicatedConnection } from '../../projections/engine/database';
import type { Database } from '../../projections/schema';
import type { LeaseLocks, LeaseSession } from '../../saga/partitions/lease-locks';

/** Two classes of advisory locks that nothing else in the database may use. */
export interface LockClasses {
  readonly member: number;
  readonly partition: number;
}
export const SAGA_LOCKS: LockClasses = { member: 0x484f4c45, partition: 0x484f4c46 };
export const OUTBOUND_LOCKS: LockClasses = { member: 0x484f4c47, partition: 0x484f4c48 };

/**
 * Leases over advisory locks of PostgreSQL. A lock ends with its session. PostgreSQL itself ends a session that is silent for
 * `leaseMs` milliseconds. So a process that was stopped or cut off loses its locks like one that was killed.
 */
export class PostgresLocks implements LeaseLocks {
  constructor(
    private readonly databaseUrl: string,
    private readonly leaseMs: number,
    private readonly classes: LockClasses,
  ) {}

  inSession(work: (session: LeaseSession, lost: AbortSignal) => Promise<void>): Promise<void> {
    return onDedicatedConnection({ url: this.databaseUrl }, async (connection, lost) => {
      await sql`set idle_session_timeout = ${sql.lit(this.leaseMs)}`.execute(connection);
      await sql`select pg_advisory_lock(${sql.lit(this.classes.member)}, pg_backend_pid())`.execute(
        connection,
      );
      await work(new PostgresSession(connection, this.classes), lost);
    });
  }
}

class PostgresSession implements LeaseSession {
  constructor(
    private readonly connection: Database,
    private readonly classes: LockClasses,
  ) {}

  async readLeases(): Promise<{ members: number; leased: ReadonlySet<number> }> {
    const { rows } = await sql<{ lockClass: number; number: number }>`
      select classid::int4 as lock_class, objid::int4 as number from pg_locks
      where locktype = 'advisory' and granted and objsubid = 2
        and classid in (${sql.lit(this.classes.member)}, ${sql.lit(this.classes.partition)})
        and database = (select oid from pg_database where datname = current_database())`.execute(
      this.connection,
    );
    const leased = rows.filter(({ lockClass }) => lockClass === this.classes.partition);
    return { members: rows.length - leased.length, leased: new Set(leased.map(({ number }) => number)) };
  }

  async tryLock(partitions: readonly number[]): Promise<readonly number[]> {
    const { rows } = await sql<{ number: number; locked: boolean }>`
      select number, pg_try_advisory_lock(${sql.lit(this.classes.partition)}, number) as locked
      from unnest(${partitions}::int4[]) as number`.execute(this.connection);
    return rows.filter(({ locked }) => locked).map(({ number }) => number);
  }

  async unlock(partitions: readonly number[]): Promise<void> {
    await sql`
      select pg_advisory_unlock(${sql.lit(this.classes.partition)}, number)
      from unnest(${partitions}::int4[]) as number`.execute(this.connection);
  }
}
