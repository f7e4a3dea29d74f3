import { Module, type DynamicModule } from '@nestjs/common';
import { AccountWork } from '../../commands/accounts/life/account-work';
import { FeeBooks } from '../../commands/ledger/fees/fee-books';
import { PeriodBooks } from '../../commands/periods/period-books';
import { BookedMovements } from '../../commands/reconciliation/booked-movements';
import { CurrentBooks } from '../../commands/reconciliation/statement-ports';
import { PayoutRepository } from '../../commands/payouts/payout-repository';
import { PayoutReferences } from '../../commands/payouts/payout-references';
import { References } from '../../commands/references';
import { EventStore } from '../../event-store/event-store';
import type { RecentEvents } from '../../event-store/log/recent-events';
import { LogEndReader } from '../../projections/engine/log-end-reader';
import { Database } from '../../projections/schema';
import { openWorkOfAccount } from '../../queries/accounts/open-work-of-account';
import { feesInBooks } from '../../queries/ledger/fees-in-books';
import { movementsInPeriod } from '../../queries/ledger/movements-in-period';
import { booksAtEnd } from '../../queries/ledger/period-books';
import { CurrentSources } from '../../queries/reading/find-current';
import { ReadModelFreshness } from '../../queries/reading/read-model-freshness';
import { bound } from './bound';

interface ReadModelPorts {
  readonly database: Database;
  readonly logEnds: LogEndReader;
  readonly freshness: ReadModelFreshness;
  readonly recent?: RecentEvents;
}

/** The read models' database, and what tells whether they are current. The service runs the projections. */
@Module({})
export class ReadModelsModule {
  static with({ database, logEnds, freshness, recent }: ReadModelPorts): DynamicModule {
    return bound(ReadModelsModule, [
      { provide: Database, useValue: database },
      { provide: LogEndReader, useValue: logEnds },
      { provide: ReadModelFreshness, useValue: freshness },
      {
        provide: CurrentSources,
        inject: [EventStore, LogEndReader],
        useFactory: (streams: EventStore, ends: LogEndReader) => ({
          streams,
          ends,
          ...(recent && { recent }),
        }),
      },
      { provide: CurrentBooks, inject: [ReadModelFreshness], useFactory: currentBooks },
      {
        provide: AccountWork,
        inject: [CurrentBooks, Database],
        useFactory: accountWork,
      },
      { provide: PeriodBooks, inject: [CurrentBooks, Database], useFactory: periodBooks },
      { provide: FeeBooks, inject: [CurrentBooks, Database], useFactory: feeBooks },
      {
        provide: BookedMovements,
        inject: [PayoutRepository, References, PayoutReferences, Database],
        useFactory: bookedMovements,
      },
    ]);
  }
}

const currentBooks = (freshness: ReadModelFreshness): CurrentBooks => ({
  waitUntilCurrent: async () => (await freshness.waitUntilCurrent()).ok,
});

const accountWork = (books: CurrentBooks, database: Database): AccountWork => ({
  openWorkOf: async accountId =>
    (await books.waitUntilCurrent()) ? openWorkOfAccount(database, accountId) : undefined,
});

const periodBooks = (books: CurrentBooks, database: Database): PeriodBooks => ({
  atEnd: async ({ to }) => ((await books.waitUntilCurrent()) ? booksAtEnd(database, to) : undefined),
});

const feeBooks = (books: CurrentBooks, database: Database): FeeBooks => ({
  read: async provider => ((await books.waitUntilCurrent()) ? feesInBooks(database, provider) : undefined),
});

const bookedMovements = (
  payouts: PayoutRepository,
  references: References,
  payoutReferences: PayoutReferences,
  database: Database,
) => new BookedMovements(payouts, references, payoutReferences, movementsInPeriod.bind(undefined, database));
