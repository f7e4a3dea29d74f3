import { Module } from '@nestjs/common';
import { ExportEntriesHandler } from '../../queries/ledger/export-entries';
import { GetProviderFloatsHandler } from '../../queries/ledger/get-provider-floats';
import { GetTrialBalanceHandler } from '../../queries/ledger/get-trial-balance';
import { ListJournalEntriesHandler } from '../../queries/ledger/list-journal-entries';
import { GetTotalsAsOfHandler } from '../../queries/payouts/as-of/get-totals-as-of';
import { ListHoldsAsOfHandler } from '../../queries/payouts/as-of/list-holds-as-of';
import { GetTotalsHandler } from '../../queries/payouts/get-totals';
import { ListAgedHoldsHandler } from '../../queries/payouts/list-aged-holds';
import { ExportModule } from '../export/export.module';
import { ConsistentQueries } from '../http/consistent-queries';
import { LedgerController } from './ledger.controller';
import { TotalsController } from './totals.controller';

const QUERIES = [
  ListJournalEntriesHandler,
  ExportEntriesHandler,
  GetTrialBalanceHandler,
  GetProviderFloatsHandler,
  GetTotalsHandler,
  GetTotalsAsOfHandler,
  ListAgedHoldsHandler,
  ListHoldsAsOfHandler,
];

/** The books: journal entries, the trial balance, and the daily figures of accounting. Queries only. */
@Module({
  imports: [ExportModule],
  controllers: [LedgerController, TotalsController],
  providers: [...QUERIES, ConsistentQueries],
})
export class LedgerModule {}
