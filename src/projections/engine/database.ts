import { Kysely, PostgresDialect } from 'kysely';
import { Pool, types } from 'pg';
import { invariant } from '../../shared/invariant';
import { CamelCaseRows } from './camel-case-rows';
import { faultingPool } from './database-faults';
import { READ_MODEL_SCHEMAS, SHARED_SCHEMA, type Database, type Tables } from '../schema';

export interface DatabaseAddress {
  /** `postgres://…` */
  readonly url: string;
  /** The schemas in which bare table names are looked for; the live read models unless given. */
  readonly searchPath?: readonly string[];
}

export interface DatabaseOptions extends DatabaseAddress {
  readonly maxConnections?: number;
  /** For work that takes as long as it takes; without it no query lasts longer than 30 s. */
  readonly patient?: boolean;
  /** For the read models' writer: WRITER says what that means. */
  readonly isWriter?: boolean;
  /** Told whenever a connection has ended, asked or unasked. */
  readonly onConnectionEnd?: () => void;
}

const LIVE_SEARCH_PATH: readonly string[] = [SHARED_SCHEMA, ...Object.values(READ_MODEL_SCHEMAS)];

/** A statement outside of a transaction fixes what it sees after it has locked its tables, whatever the server's default. */
const SESSION = '-c timezone=UTC -c default_transaction_isolation=read\\ committed';

/**
 * The writer does not wait for the disk at each commit. A crash of PostgreSQL can take commits back, together with their
 * checkpoints, and the writer applies the events again (decision 40). All its look-ups go by keys. PostgreSQL keeps a plan
 * from when a table was empty, and such a plan must not read the whole table later.
 */
const WRITER = ' -c synchronous_commit=off -c enable_seqscan=off -c jit=off';

const MAX_CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 5_000;
/** In milliseconds. */
const TIMEOUTS = {
  statement_timeout: 30_000,
  // Ours, for a server that has stopped answering altogether: a little longer than its own.
  query_timeout: 40_000,
  idle_in_transaction_session_timeout: 60_000,
} as const;

/**
 * Typed access to the read models; nothing is connected until something is asked.
 * Its queries throw a `Fault('database', …)` where PostgreSQL is away, slow beyond 30 s or not ready.
 */
export function openDatabase(options: DatabaseOptions): Database {
  const { url, searchPath = LIVE_SEARCH_PATH, maxConnections = MAX_CONNECTIONS } = options;
  const { patient = false, isWriter = false } = options;
  const pool = new Pool({
    connectionString: url,
    max: maxConnections,
    application_name: 'holdfast',
    options: `-c search_path=${searchPath.join(',')} ${SESSION}${isWriter ? WRITER : ''}`,
    keepAlive: true,
    // The writer sends what does not depend on an answer before the answer comes.
    pipeline: isWriter,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    ...(patient ? {} : TIMEOUTS),
    types: { getTypeParser: exactParser },
  });
  // A connection that breaks fails the query on it, and the pool replaces it; an unheard event would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', client => {
    client.on('error', () => undefined);
    client.once('end', () => options.onConnectionEnd?.());
  });
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: faultingPool(pool, isWriter) }),
    plugins: [new CamelCaseRows()],
  });
}

/**
 * Runs work on one connection of its own, closed at the end. Session locks that it takes last exactly as long. After
 * the connection broke, the work fails, because it has no other connection. `lost` is aborted at once when it broke.
 */
export async function onDedicatedConnection<Result>(
  address: DatabaseAddress & Pick<DatabaseOptions, 'patient' | 'isWriter'>,
  work: (database: Database, lost: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const end = new AbortController();
  const onConnectionEnd = () => end.abort();
  const database = openDatabase({ ...address, maxConnections: 1, onConnectionEnd });
  try {
    return await database.connection().execute(connection => work(connection, end.signal));
  } finally {
    await database.destroy();
  }
}

const INT8 = 20;
const NUMERIC = 1700;

/** For this pool only: whole numbers are bigint, never a float and never a text. */
const exactParser = ((oid: number, format?: 'text' | 'binary') => {
  if (oid === INT8 || oid === NUMERIC) return toBigInt;
  return format === 'binary' ? types.getTypeParser(oid, 'binary') : types.getTypeParser(oid, 'text');
}) as typeof types.getTypeParser;

function toBigInt(text: string): bigint {
  invariant(/^-?\d+$/.test(text), `Not a whole number: ${text}`);
  return BigInt(text);
}
