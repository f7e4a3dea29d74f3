import { Module } from '@nestjs/common';
import { ReconcileStatementHandler } from '../../commands/reconciliation/reconcile-statement';
import { ReconciliationsController } from './reconciliations.controller';

/** A provider's statement beside our books. */
@Module({
  controllers: [ReconciliationsController],
  providers: [ReconcileStatementHandler],
})
export class ReconciliationsModule {}
