import { sql } from 'kysely';
import { PostgresLocks, SAGA_LOCKS } from '../../../src/composition/leases/postgres-locks';
import type { LeaseSession } from '../../../src/saga/partitions/lease-locks';
import { startTestPostgres, type TestPostgres } from '../../projections/postgres';
import { eventually } from '../../support/eventually';

const LEASE_MS = 1_500;

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());

/** A session that stays until it is closed, or is lost. */
async function open() {
  let close: () => void = () => undefined;
  const closed = new Promise<void>(resolve => (close = resolve));
  let session: LeaseSession | undefined;
  const isLost = { value: false };
  const ended = new PostgresLocks(postgres.url, LEASE_MS, SAGA_LOCKS).inSession(async (opened, lost) => {
    session = opened;
    lost.addEventListener('abort', () => (isLost.value = true));
    await closed;
  });
  const begun = await eventually('the session begins', () => session);
  return { session: begun, isLost, close: () => (close(), ended) };
}

const seen = async (session: LeaseSession) => {
  const { members, leased } = await session.readLeases();
  return { members, leased: [...leased].sort((left, right) => left - right) };
};

describe('leases over advisory locks', () => {
  it('give a partition to one session, and are free when the session has ended', async () => {
    const [one, other] = [await open(), await open()];
    expect(await one.session.tryLock([3, 4, 5])).toEqual([3, 4, 5]);
    expect(await other.session.tryLock([5, 6])).toEqual([6]);
    expect(await seen(other.session)).toEqual({ members: 2, leased: [3, 4, 5, 6] });
    await one.session.unlock([4]);
    expect(await other.session.tryLock([3, 4])).toEqual([4]);
    await one.close();
    await eventually('the locks are free', async () => (await seen(other.session)).members === 1);
    expect(await seen(other.session)).toEqual({ members: 1, leased: [4, 6] });
    expect(await other.session.tryLock([3, 5])).toEqual([3, 5]);
    await other.close();
  });

  it('are lost by a session that PostgreSQL ends', async () => {
    const [one, other] = [await open(), await open()];
    await one.session.tryLock([1]);
    await sql`select pg_terminate_backend(pid) from pg_locks
      where locktype = 'advisory' and objid = 1 and objsubid = 2`.execute(postgres.database);
    await eventually('the lock is free', async () => (await other.session.tryLock([1])).length === 1);
    await eventually('the loss is told', () => one.isLost.value);
    await expect(one.session.readLeases()).rejects.toMatchObject({ name: 'Fault' });
    await one.close().catch(() => undefined);
    await other.close();
  });

  it('are lost by a session that is silent for a lease, and kept by one that renews', async () => {
    const [silent, other] = [await open(), await open()];
    await silent.session.tryLock([7]);
    await eventually('the lock is free', async () => (await seen(other.session)).leased.length === 0);
    await eventually('the loss is told', () => silent.isLost.value);
    await silent.close().catch(() => undefined);
    await other.close();
  });
});
