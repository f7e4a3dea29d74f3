import { Module } from '@nestjs/common';
import { ReconcileStatementHandler } from '../../commands/reconciliation/reconcile-statement';
import { SetStatementMappingHandler } from '../../commands/reconciliation/set-statement-mapping';
import { ExportModule } from '../export/export.module';
import { StatementImports } from './imports/statement-imports';
import { StatementMappingsController } from './mappings/mappings.controller';
import { ReconciliationsController } from './reconciliations.controller';

/** A provider's statement beside our books. */
@Module({
  imports: [ExportModule],
  controllers: [ReconciliationsController, StatementMappingsController],
  providers: [StatementImports, ReconcileStatementHandler, SetStatementMappingHandler],
})
export class ReconciliationsModule {}
