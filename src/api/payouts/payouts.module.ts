import { Module } from '@nestjs/common';
import { PayoutCallbacks } from '../../commands/payouts/payout-callbacks';
import { RequestPayoutHandler } from '../../commands/payouts/request-payout';
import { ExportPayoutsHandler } from '../../queries/payouts/export-payouts';
import { GetPayoutHandler } from '../../queries/payouts/get-payout';
import { GetPayoutConfirmationHandler } from '../../queries/payouts/get-payout-confirmation';
import { GetPayoutSourcesHandler } from '../../queries/payouts/get-payout-sources';
import { ListPayoutsHandler } from '../../queries/payouts/list-payouts';
import { GetPayoutHoursHandler } from '../../queries/payouts/totals/get-payout-hours';
import { ExportModule } from '../export/export.module';
import { ConsistentQueries } from '../http/consistent-queries';
import { PayoutExplanationController } from './history/payout-explanation.controller';
import { PayoutBatch } from './batch/payout-batch';
import { PayoutEventsController } from './history/payout-events.controller';
import { PayoutHoursController } from './history/payout-hours.controller';
import { PayoutReceiptController } from './history/receipt/receipt.controller';
import { PayoutCommandsController } from './payouts.commands.controller';
import { PayoutQueriesController } from './payouts.queries.controller';

const COMMANDS = [RequestPayoutHandler];
const QUERIES = [
  GetPayoutHandler,
  GetPayoutSourcesHandler,
  GetPayoutConfirmationHandler,
  ListPayoutsHandler,
  ExportPayoutsHandler,
  GetPayoutHoursHandler,
];

/** Payouts from the request to the explanation. The saga module carries them out. */
@Module({
  imports: [ExportModule],
  controllers: [
    PayoutCommandsController,
    PayoutQueriesController,
    PayoutEventsController,
    PayoutExplanationController,
    PayoutHoursController,
    PayoutReceiptController,
  ],
  providers: [...COMMANDS, ...QUERIES, ConsistentQueries, PayoutBatch, PayoutCallbacks],
})
export class PayoutsModule {}
