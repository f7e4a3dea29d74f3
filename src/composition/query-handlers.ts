import type { IQueryHandler } from '@nestjs/cqrs';
import type { Database } from '../projections/schema';
import { ExportEntriesHandler } from '../queries/ledger/export-entries';
import { ExportPayoutsHandler } from '../queries/payouts/export-payouts';
import { ExportStatementHandler } from '../queries/accounts/export-statement';
import { GetAccountHandler } from '../queries/accounts/get-account';
import { GetBalanceHandler } from '../queries/accounts/get-balance';
import { GetCaseHandler } from '../queries/cases/get-case';
import { GetPayoutHandler } from '../queries/payouts/get-payout';
import { GetPayoutSourcesHandler } from '../queries/payouts/get-payout-sources';
import { GetProviderFloatsHandler } from '../queries/ledger/get-provider-floats';
import { GetStatementHandler } from '../queries/accounts/get-statement';
import { GetTotalsHandler } from '../queries/payouts/get-totals';
import { GetTrialBalanceHandler } from '../queries/ledger/get-trial-balance';
import type { Live } from '../queries/reading/find-current';
import { ListAgedHoldsHandler } from '../queries/payouts/list-aged-holds';
import { ListCasesHandler } from '../queries/cases/list-cases';
import { ListJournalEntriesHandler } from '../queries/ledger/list-journal-entries';
import { ListPayoutsHandler } from '../queries/payouts/list-payouts';

export type QueryHandlers = readonly IQueryHandler[];

export const queryHandlers = (database: Database, live: Live): QueryHandlers => [
  new ExportEntriesHandler(database),
  new ExportPayoutsHandler(database),
  new ExportStatementHandler(database),
  new GetAccountHandler(database, live),
  new GetBalanceHandler(database),
  new GetCaseHandler(database, live),
  new GetPayoutHandler(database, live),
  new GetPayoutSourcesHandler(database),
  new GetProviderFloatsHandler(database),
  new GetStatementHandler(database),
  new GetTotalsHandler(database),
  new GetTrialBalanceHandler(database),
  new ListAgedHoldsHandler(database),
  new ListCasesHandler(database),
  new ListJournalEntriesHandler(database),
  new ListPayoutsHandler(database),
];
