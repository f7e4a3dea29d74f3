import { Module, type DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AccountsModule } from './api/accounts/accounts.module';
import { AuditModule } from './api/audit/audit.module';
import { ManagingModule } from './api/auth/managing/managing.module';
import { CasesModule } from './api/cases/cases.module';
import { ConsoleModule } from './api/operations/console/console.module';
import { HttpModule } from './api/http/http.module';
import { LedgerModule } from './api/ledger/ledger.module';
import { FeeSettlementsModule } from './api/reconciliations/fees/fee-settlements.module';
import { PeriodsModule } from './api/reconciliations/periods/periods.module';
import { LimitsModule } from './api/accounts/limits/limits.module';
import { OperationsModule } from './api/operations/operations.module';
import { StreamModule } from './api/operations/stream/stream.module';
import { OutboundApiModule } from './api/operations/webhooks/outbound-api.module';
import { ApprovalsModule } from './api/payouts/approvals/approvals.module';
import { PayoutsModule } from './api/payouts/payouts.module';
import { ProofsModule } from './api/audit/proofs/proofs.module';
import { ReconciliationsModule } from './api/reconciliations/reconciliations.module';
import type { Role } from './shared/settings/roles';
import { SagaModule } from './saga/saga.module';
import { WebhooksModule } from './webhooks/webhooks.module';

/** Every feature of the API. Its module lists its controllers and its command and query handlers. */
export const FEATURES = [
  AccountsModule,
  PayoutsModule,
  ApprovalsModule,
  CasesModule,
  LimitsModule,
  LedgerModule,
  FeeSettlementsModule,
  PeriodsModule,
  ReconciliationsModule,
  AuditModule,
  ProofsModule,
  OperationsModule,
  ManagingModule,
  OutboundApiModule,
  StreamModule,
  ConsoleModule,
];

/** The whole application. `ports` are the modules that bind its ports: src/composition/modules/. */
@Module({})
export class AppModule {
  static with(ports: readonly DynamicModule[], roles: ReadonlySet<Role>): DynamicModule {
    // Every process tells its health, whatever else it does.
    const features = roles.has('api') ? [WebhooksModule, ...FEATURES] : [OperationsModule];
    return {
      module: AppModule,
      imports: [CqrsModule.forRoot(), ...ports, HttpModule, SagaModule, ...features],
    };
  }
}
