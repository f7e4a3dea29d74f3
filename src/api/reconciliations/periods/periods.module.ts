import { Module } from '@nestjs/common';
import { ClosePeriodHandler } from '../../../commands/periods/close-period';
import { ReopenPeriodHandler } from '../../../commands/periods/reopen-period';
import { KeysModule } from '../../auth/keys/keys.module';
import { PeriodsController } from './periods.controller';

/** The months of the books. */
@Module({
  imports: [KeysModule],
  controllers: [PeriodsController],
  providers: [ClosePeriodHandler, ReopenPeriodHandler],
})
export class PeriodsModule {}
