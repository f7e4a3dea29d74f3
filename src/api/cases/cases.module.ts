import { Module } from '@nestjs/common';
import { DismissCasesHandler } from '../../commands/cases/dismiss-cases';
import { ResolveCaseHandler } from '../../commands/cases/resolve-case';
import { ExportCasesHandler } from '../../queries/cases/export-cases';
import { GetCaseHandler } from '../../queries/cases/get-case';
import { ListCasesHandler } from '../../queries/cases/list-cases';
import { KeysModule } from '../auth/keys/keys.module';
import { ExportModule } from '../export/export.module';
import { ConsistentQueries } from '../http/consistent-queries';
import { CaseEvidenceReader } from './case-evidence-reader';
import { CaseCommandsController } from './cases.commands.controller';
import { CaseQueriesController } from './cases.queries.controller';

const COMMANDS = [ResolveCaseHandler, DismissCasesHandler];
const QUERIES = [GetCaseHandler, ListCasesHandler, ExportCasesHandler];

/** Cases that a person decides. The saga module carries the decisions out. */
@Module({
  imports: [KeysModule, ExportModule],
  controllers: [CaseCommandsController, CaseQueriesController],
  providers: [...COMMANDS, ...QUERIES, ConsistentQueries, CaseEvidenceReader],
  exports: [ResolveCaseHandler],
})
export class CasesModule {}
