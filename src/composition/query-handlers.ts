import type { IQueryHandler } from '@nestjs/cqrs';
import type { Database } from '../projections/schema';
import { GetAccountHandler } from '../queries/get-account';
import { GetCaseHandler } from '../queries/get-case';
import { GetPayoutHandler } from '../queries/get-payout';
import { GetTrialBalanceHandler } from '../queries/get-trial-balance';
import { ListCasesHandler } from '../queries/list-cases';
import { ListJournalEntriesHandler } from '../queries/list-journal-entries';
import { ListPayoutsHandler } from '../queries/list-payouts';

export type QueryHandlers = readonly IQueryHandler[];

export const queryHandlers = (database: Database): QueryHandlers => [
  new GetAccountHandler(database),
  new GetCaseHandler(database),
  new GetPayoutHandler(database),
  new GetTrialBalanceHandler(database),
  new ListCasesHandler(database),
  new ListJournalEntriesHandler(database),
  new ListPayoutsHandler(database),
];
