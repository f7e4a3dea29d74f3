import { Migrator, type Migration } from 'kysely';
import { READ_MODEL_SCHEMAS, SHARED_SCHEMA, type Database, type ProjectionName } from '../schema';
import { checkpoints } from './0001-checkpoints';
import { journal } from './0002-journal';
import { accounts } from './0003-accounts';
import { payouts } from './0004-payouts';
import { returns } from './0005-returns';
import { cases } from './0006-cases';
import { providerTimes } from './0007-provider-times';
import { openHolds } from './0008-open-holds';
import { logMarks } from './0009-log-marks';
import { bookingTimes } from './0010-booking-times';
import { payoutModes } from './0012-payout-modes';
import { approvals } from './0013-approvals';
import { accountList } from './0014-account-list';
import { accountLife } from './0015-account-life';
import { payoutSearch } from './0016-payout-search';
import { closedAccounts } from './0017-closed-accounts';
import { payoutWarnings } from './0018-payout-warnings';
import { payoutsAnew } from './0019-payouts-anew';
import { entryNames } from './0021-entry-names';
import { journalAnew } from './0022-journal-anew';
import { depositRequests } from './0023-deposit-requests';
import { payoutCallback } from './0024-payout-callback';
import { entriesOfNoAccount } from './0026-entries-of-no-account';
import { balanceByStatement } from './0011-balance-by-statement';

/** Applied in the order of their names, each once. A migration that has been released is never changed. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-checkpoints': checkpoints,
  '0002-journal': journal(READ_MODEL_SCHEMAS.journal),
  '0003-accounts': accounts(READ_MODEL_SCHEMAS.accounts),
  '0004-payouts': payouts(READ_MODEL_SCHEMAS.payouts),
  '0005-returns': returns(READ_MODEL_SCHEMAS.payouts),
  '0006-cases': cases(READ_MODEL_SCHEMAS.cases),
  '0007-provider-times': providerTimes(READ_MODEL_SCHEMAS.journal),
  '0008-open-holds': openHolds(READ_MODEL_SCHEMAS.payouts),
  '0009-log-marks': logMarks,
  '0010-booking-times': bookingTimes(READ_MODEL_SCHEMAS.journal),
  '0011-balance-by-statement': balanceByStatement(READ_MODEL_SCHEMAS.journal),
  '0012-payout-modes': payoutModes(READ_MODEL_SCHEMAS.payouts),
  '0013-approvals': approvals(READ_MODEL_SCHEMAS.payouts),
  '0014-account-list': accountList(READ_MODEL_SCHEMAS.accounts),
  '0015-account-life': accountLife(READ_MODEL_SCHEMAS.accounts),
  '0016-payout-search': payoutSearch(READ_MODEL_SCHEMAS.payouts),
  '0017-closed-accounts': closedAccounts(READ_MODEL_SCHEMAS.accounts),
  '0018-payout-warnings': payoutWarnings(READ_MODEL_SCHEMAS.payouts),
  '0019-payouts-anew': payoutsAnew(READ_MODEL_SCHEMAS.payouts, SHARED_SCHEMA),
  '0021-entry-names': entryNames(READ_MODEL_SCHEMAS.journal),
  '0022-journal-anew': journalAnew(READ_MODEL_SCHEMAS.journal, SHARED_SCHEMA),
  '0023-deposit-requests': depositRequests(READ_MODEL_SCHEMAS.accounts),
  '0024-payout-callback': payoutCallback(READ_MODEL_SCHEMAS.payouts),
  // Addresses of earlier payouts stand in the events alone, as their warnings do.
  '0025-payouts-anew': payoutsAnew(READ_MODEL_SCHEMAS.payouts, SHARED_SCHEMA),
  '0026-entries-of-no-account': entriesOfNoAccount(READ_MODEL_SCHEMAS.journal),
};

/** The same again for each read model, in any schema: how one is built beside the live one. */
const MADE_OF: Readonly<Record<ProjectionName, readonly ((schemaName: string) => Migration)[]>> = {
  journal: [journal, providerTimes, bookingTimes, balanceByStatement, entryNames, entriesOfNoAccount],
  accounts: [accounts, accountList, accountLife, closedAccounts, depositRequests],
  payouts: [
    payouts,
    returns,
    openHolds,
    payoutModes,
    approvals,
    payoutSearch,
    payoutWarnings,
    payoutCallback,
  ],
  cases: [cases],
};

/** Makes a read model's tables, as the migrations have made the live ones, in a schema that does not exist yet. */
export async function makeTables(
  transaction: Database,
  name: ProjectionName,
  schemaName: string,
): Promise<void> {
  for (const migration of MADE_OF[name]) await migration(schemaName).up(transaction.withoutPlugins());
}

/**
 * Brings the tables up to date. Safe to call from any number of processes at once: an advisory lock lets one work, all
 * migrations are one transaction.
 * @throws {Fault} the database is away
 */
export async function migrate(database: Database): Promise<void> {
  const migrator = new Migrator({
    // Migrations name tables and columns as PostgreSQL has them.
    db: database.withoutPlugins(),
    provider: { getMigrations: () => Promise.resolve(MIGRATIONS) },
    migrationTableSchema: SHARED_SCHEMA,
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
