import { Module } from '@nestjs/common';
import { SettleFeesHandler } from '../../../commands/ledger/fees/settle-fees';
import { KeysModule } from '../../auth/keys/keys.module';
import { FeeSettlementsController } from './fee-settlements.controller';

/** What providers are owed for their fees, and what was settled. */
@Module({
  imports: [KeysModule],
  controllers: [FeeSettlementsController],
  providers: [SettleFeesHandler],
})
export class FeeSettlementsModule {}
