import { createHash } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { isNativeError } from 'node:util/types';
import { DatabaseError, type Pool, type PoolClient } from 'pg';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import { Fault } from '../../shared/fault';
import { Bug } from '../../shared/invariant';

/**
 * SQLSTATEs that say that the database is away, full, busy, stopping or not ready. The query itself is not at fault.
 * Connections and logins: 08, 28, 3D. Conflicts between transactions: 40. Read-only standby: 25006.
 * Missing privileges: 42501. Tables that no migration has made yet: 3F000, 42P01. Resources and locks: 53, 55P03.
 * Interventions and time-outs: 57. The system around it: 58. Defects of PostgreSQL: XX.
 */
const AWAY = /^(08|28|3D|40|53|57|58|XX)|^(25006|3F000|42501|42P01|55P03)$/;

/** A fault where the database could not do its work; anything else (a broken constraint, a bug) stays what it is. */
function toFault(error: unknown): unknown {
  if (!isNativeError(error) || error instanceof Fault || error instanceof Bug) return error;
  if (error instanceof DatabaseError) {
    if (!AWAY.test(error.code ?? '')) return error;
    return new Fault('database', `PostgreSQL: ${error.message} (${error.code})`, { cause: error });
  }
  // A value that cannot be sent is our mistake. All else the driver throws is about the connection.
  if (error.name === 'TypeError' || error.name === 'RangeError') return error;
  return new Fault('database', `PostgreSQL: ${describe(error)}`, { cause: error });
}

/** Node reports several addresses tried as one error without a message of its own. */
const describe = (error: Error): string =>
  error.message || (error as NodeJS.ErrnoException).code || error.name;

/**
 * A pool whose failures are faults, and which drops a connection that has failed instead of lending it again. With
 * `prepares` PostgreSQL keeps every statement prepared: for work that repeats the same few.
 */
export const faultingPool = (pool: Pool, prepares = false): PostgresPool => ({
  connect: async () => faultingClient(await orFault(pool.connect()), prepares),
  end: () => pool.end(),
});

function faultingClient(client: PoolClient, prepares: boolean): PostgresPoolClient {
  let broken = false;
  // Cursors, the other thing that may be asked of a client, are never used here.
  const query: unknown = async (text: string, values: unknown[]) => {
    try {
      if (!prepares) return await client.query(text, values);
      sendTogether(client.connection.stream);
      return await client.query({ name: statementName(text), text, values });
    } catch (error) {
      broken ||= !(error instanceof DatabaseError) || error.severity === 'FATAL';
      throw toFault(error);
    }
  };
  return { query: query as PostgresPoolClient['query'], release: () => client.release(broken) };
}

/** What is asked in one turn of the event loop leaves in one piece. Alone, each statement costs a system call. */
function sendTogether(stream: Duplex): void {
  if (stream.writableCorked > 0) return;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

const statementNames = new Map<string, string>();

/** Of a text, the same for every connection: a name must never stand for two texts. */
function statementName(text: string): string {
  let name = statementNames.get(text);
  if (name === undefined) {
    name = `holdfast_${createHash('sha256').update(text).digest('hex').slice(0, 40)}`;
    statementNames.set(text, name);
  }
  return name;
}

async function orFault<Value>(promise: Promise<Value>): Promise<Value> {
  try {
    return await promise;
  } catch (error) {
    throw toFault(error);
  }
}
