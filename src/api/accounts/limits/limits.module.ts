import { Module } from '@nestjs/common';
import { DecideLimitChangeHandler } from '../../../commands/limits/decide-limit-change';
import { LimitChanges } from '../../../commands/limits/limit-changes';
import { LimitList } from '../../../commands/limits/list-limits';
import { SetLimitHandler } from '../../../commands/limits/set-limit';
import { EventStore } from '../../../event-store/event-store';
import { AccountWriters } from '../../../commands/accounts/account-writers';
import { Clock } from '../../../shared/clock';
import { KeysModule } from '../../auth/keys/keys.module';
import { LimitsController } from './limits.controller';

/** The limits on payouts, and how people change them. The accounts and the usage streams keep them. */
@Module({
  imports: [KeysModule],
  controllers: [LimitsController],
  providers: [
    SetLimitHandler,
    DecideLimitChangeHandler,
    {
      provide: LimitChanges,
      inject: [EventStore, Clock],
      useFactory: (store: EventStore, clock: Clock) => new LimitChanges({ store, clock }),
    },
    {
      provide: LimitList,
      inject: [LimitChanges, AccountWriters, EventStore, Clock],
      useFactory: (changes: LimitChanges, accounts: AccountWriters, store: EventStore, clock: Clock) =>
        new LimitList(changes, accounts, store, clock),
    },
  ],
})
export class LimitsModule {}
