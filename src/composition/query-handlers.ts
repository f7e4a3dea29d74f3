import type { IQueryHandler } from '@nestjs/cqrs';
import type { Database } from '../projections/schema';
import { ExportEntriesHandler } from '../queries/export-entries';
import { ExportPayoutsHandler } from '../queries/export-payouts';
import { ExportStatementHandler } from '../queries/export-statement';
import { GetAccountHandler } from '../queries/get-account';
import { GetBalanceHandler } from '../queries/get-balance';
import { GetCaseHandler } from '../queries/get-case';
import { GetPayoutHandler } from '../queries/get-payout';
import { GetPayoutSourcesHandler } from '../queries/get-payout-sources';
import { GetProviderFloatsHandler } from '../queries/get-provider-floats';
import { GetStatementHandler } from '../queries/get-statement';
import { GetTotalsHandler } from '../queries/get-totals';
import { GetTrialBalanceHandler } from '../queries/get-trial-balance';
import type { Live } from '../queries/live';
import { ListAgedHoldsHandler } from '../queries/list-aged-holds';
import { ListCasesHandler } from '../queries/list-cases';
import { ListJournalEntriesHandler } from '../queries/list-journal-entries';
import { ListPayoutsHandler } from '../queries/list-payouts';

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
