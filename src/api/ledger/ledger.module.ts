import { Module } from '@nestjs/common';
import { SetAccountMappingHandler } from '../../commands/ledger/set-account-mapping';
import { ExportEntriesHandler } from '../../queries/ledger/export-entries';
import { GetProviderFloatsHandler } from '../../queries/ledger/get-provider-floats';
import { GetTrialBalanceHandler } from '../../queries/ledger/get-trial-balance';
import { ListJournalEntriesHandler } from '../../queries/ledger/list-journal-entries';
import { GetTotalsAsOfHandler } from '../../queries/payouts/totals/get-totals-as-of';
import { ListHoldsAsOfHandler } from '../../queries/payouts/holds/list-holds-as-of';
import { GetTotalsHandler } from '../../queries/payouts/totals/get-totals';
import { ExportHoldsHandler } from '../../queries/payouts/holds/export-holds';
import { ListAgedHoldsHandler } from '../../queries/payouts/holds/list-aged-holds';
import { ExportModule } from '../export/export.module';
import { ConsistentQueries } from '../http/consistent-queries';
import { AgedHoldsController } from './holds/aged-holds.controller';
import { LedgerController } from './ledger.controller';
import { AccountMappingsController } from './mappings/account-mappings.controller';
import { Codings } from './mappings/coding';
import { TotalsController } from './totals.controller';
import { TrialBalanceController } from './trial-balance/trial-balance.controller';

const QUERIES = [
  ListJournalEntriesHandler,
  ExportEntriesHandler,
  GetTrialBalanceHandler,
  GetProviderFloatsHandler,
  GetTotalsHandler,
  GetTotalsAsOfHandler,
  ListAgedHoldsHandler,
  ListHoldsAsOfHandler,
  ExportHoldsHandler,
];

/** The books: journal entries, the trial balance, the daily figures of accounting, and the codes of other charts. */
@Module({
  imports: [ExportModule],
  controllers: [
    LedgerController,
    TrialBalanceController,
    TotalsController,
    AgedHoldsController,
    AccountMappingsController,
  ],
  providers: [...QUERIES, SetAccountMappingHandler, ConsistentQueries, Codings],
})
export class LedgerModule {}
