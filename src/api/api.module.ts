import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE, Reflector } from '@nestjs/core';
import { AccountCommandsController } from './accounts/accounts.commands.controller';
import { AccountQueriesController } from './accounts/accounts.queries.controller';
import { AuditController } from './audit/audit.controller';
import { ApiKeyGuard } from './auth/api-key.guard';
import { CaseEvidence } from './cases/case-evidence-reader';
import { CaseCommandsController } from './cases/cases.commands.controller';
import { CaseQueriesController } from './cases/cases.queries.controller';
import { ExportInterceptor } from './export/export.interceptor';
import { Exports } from './export/exports';
import { HealthController } from './operations/health.controller';
import { LedgerPositionInterceptor } from './http/ledger-position';
import { QueryGate } from './http/consistent-queries';
import { createValidationPipe } from './http/validation';
import { LedgerController } from './ledger/ledger.controller';
import { TotalsController } from './ledger/totals.controller';
import { MetricsController } from './operations/metrics.controller';
import { API_OPTIONS, type ApiOptions } from './options';
import { PayoutBatch } from './payouts/payout-batch';
import { PayoutExplanationController } from './payouts/history/payout-explanation.controller';
import { PayoutEventsController } from './payouts/history/payout-events.controller';
import { PayoutCommandsController } from './payouts/payouts.commands.controller';
import { PayoutQueriesController } from './payouts/payouts.queries.controller';
import { ReconciliationsController } from './reconciliations/reconciliations.controller';
import { ProblemFilter } from './problems/problem.filter';

/**
 * The routes and what stands before them. Guard, filter and pipe hold for the whole application, other modules' routes
 * too: one without a scope is closed, and nothing leaves but problems.
 */
@Module({})
export class ApiModule {
  static forRoot(options: ApiOptions): DynamicModule {
    return {
      module: ApiModule,
      controllers: [
        HealthController,
        MetricsController,
        AccountCommandsController,
        AccountQueriesController,
        PayoutCommandsController,
        PayoutQueriesController,
        PayoutEventsController,
        PayoutExplanationController,
        LedgerController,
        TotalsController,
        CaseCommandsController,
        CaseQueriesController,
        AuditController,
        ReconciliationsController,
      ],
      providers: [
        { provide: API_OPTIONS, useValue: options },
        PayoutBatch,
        CaseEvidence,
        QueryGate,
        Exports,
        ...applicationWide(options),
      ],
    };
  }
}

const applicationWide = ({ logger, keys }: ApiOptions): Provider[] => [
  { provide: APP_FILTER, useFactory: () => new ProblemFilter(logger) },
  {
    provide: APP_GUARD,
    useFactory: (reflector: Reflector) => new ApiKeyGuard(reflector, keys),
    inject: [Reflector],
  },
  { provide: APP_PIPE, useFactory: createValidationPipe },
  { provide: APP_INTERCEPTOR, useClass: LedgerPositionInterceptor },
  { provide: APP_INTERCEPTOR, useClass: ExportInterceptor },
];
