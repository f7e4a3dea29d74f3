import { sql, type Transaction } from 'kysely';
import type { Position } from '../event-store/event-store';
import type { Database, ProjectionName, StoredReturn, Tables } from '../projections/schema';
import {
  inOrder,
  type ReadAccount,
  type ReadCase,
  type ReadLedgerTotal,
  type ReadModelSnapshot,
  type ReadPayout,
} from './compare';

type Reading = Transaction<Tables>;

/**
 * The live read models and their checkpoints as of one moment.
 * @throws {Fault} the database is away
 */
export const readModelSnapshot = (database: Database): Promise<ReadModelSnapshot> =>
  database
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async reading => ({
      accounts: { position: await checkpoint(reading, 'accounts'), rows: await accounts(reading) },
      payouts: { position: await checkpoint(reading, 'payouts'), rows: await payouts(reading) },
      cases: { position: await checkpoint(reading, 'cases'), rows: await cases(reading) },
      ledger: {
        position: await checkpoint(reading, 'journal'),
        rows: await ledgerBalances(reading),
        postings: await postedTotals(reading),
        unbalancedEntries: await unbalancedEntries(reading),
      },
    }));

/**
 * The ledger as it stood at a position: the running totals of the last postings up to it, and the postings added up.
 * @throws {Fault} the database is away
 */
export const ledgerAsOf = (
  database: Database,
  at: Position | undefined,
): Promise<ReadModelSnapshot['ledger']> =>
  database
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async reading => ({
      position: await checkpoint(reading, 'journal'),
      rows: at ? await runningTotals(reading, at) : [],
      postings: at ? await postedTotals(reading, at) : [],
      unbalancedEntries: await unbalancedEntries(reading),
    }));

const runningTotals = (reading: Reading, at: Position): Promise<ReadLedgerTotal[]> =>
  reading
    .selectFrom('posting')
    .distinctOn(['ledger_account', 'currency'])
    .select(['ledger_account as ledgerAccount', 'currency'])
    .select(['debit_total_minor as debitMinor', 'credit_total_minor as creditMinor'])
    .where(upTo(at))
    .orderBy('ledger_account')
    .orderBy('currency')
    .orderBy('commit_position', 'desc')
    .orderBy('prepare_position', 'desc')
    .orderBy('index', 'desc')
    .execute();

const upTo = ({ commit, prepare }: Position) =>
  sql<boolean>`(commit_position, prepare_position) <= (${commit}::bigint, ${prepare}::bigint)`;

async function checkpoint(reading: Reading, name: ProjectionName): Promise<Position | undefined> {
  const row = await reading
    .selectFrom('projection_checkpoint')
    .select(['commit_position', 'prepare_position'])
    .where('name', '=', name)
    .executeTakeFirst();
  return row && { commit: row.commit_position, prepare: row.prepare_position };
}

const accounts = (reading: Reading): Promise<ReadAccount[]> =>
  reading
    .selectFrom('account')
    .select(['id as accountId', 'name', 'currency', 'revision'])
    .select(['available_minor as availableMinor', 'held_minor as heldMinor'])
    .execute();

async function payouts(reading: Reading): Promise<ReadPayout[]> {
  const rows = await reading
    .selectFrom('payout')
    .select(['id as payoutId', 'account_id as accountId', 'client_id as clientId', 'provider', 'status'])
    .select(['currency', 'original_amount_minor as originalAmountMinor', 'open_hold_minor as openHoldMinor'])
    .select(['held_amount_minor as heldAmountMinor', 'fee_amount_minor as feeAmountMinor', 'contradicted'])
    .select(['final_amount_minor as finalAmountMinor', 'external_reference as externalReference'])
    .select(['end_to_end_id as endToEndId', 'returned_amount_minor as returnedAmountMinor', 'returns'])
    .execute();
  return rows.map(({ returns, ...row }) => ({ ...row, returns: returns.map(lineOf).join('\n') }));
}

const lineOf = ({ returnId, amountMinor, feeAmountMinor }: StoredReturn): string =>
  `${returnId} ${amountMinor} ${feeAmountMinor}`;

async function cases(reading: Reading): Promise<ReadCase[]> {
  const rows = await reading
    .selectFrom('case_record')
    .select(['id as caseId', 'kind', 'status', 'payout_id as payoutId', 'decision', 'revision'])
    .select(['proposed_by as proposedBy', 'confirmed_by as confirmedBy', 'resolution'])
    .execute();
  return rows.map(({ decision, ...row }) => ({ ...row, decision: decision && inOrder(decision) }));
}

const ledgerBalances = (reading: Reading): Promise<ReadLedgerTotal[]> =>
  reading
    .selectFrom('ledger_balance')
    .select(['ledger_account as ledgerAccount', 'currency'])
    .select(['debit_total_minor as debitMinor', 'credit_total_minor as creditMinor'])
    .execute();

const postedTotals = (reading: Reading, at?: Position): Promise<ReadLedgerTotal[]> =>
  reading
    .selectFrom('posting')
    .$if(at !== undefined, postings => postings.where(upTo(at!)))
    .select(['ledger_account as ledgerAccount', 'currency'])
    .select([
      sql<bigint>`sum(debit_minor)`.as('debitMinor'),
      sql<bigint>`sum(credit_minor)`.as('creditMinor'),
    ])
    .groupBy(['ledger_account', 'currency'])
    .execute();

/** The first few are enough to know: one is one too many. */
async function unbalancedEntries(reading: Reading): Promise<string[]> {
  const rows = await reading
    .selectFrom('posting')
    .select('entry_id')
    .groupBy(['entry_id', 'currency'])
    .having(sql<boolean>`sum(debit_minor) <> sum(credit_minor)`)
    .limit(20)
    .execute();
  return rows.map(({ entry_id }) => entry_id);
}
