import { Module, type DynamicModule } from '@nestjs/common';
import { ReportedBalances } from '../../api/ledger/reported-balances';
import { ProviderModes } from '../../api/operations/provider-modes';
import { StatementLimits, StatementReader } from '../../commands/reconciliation/statement-ports';
import { readStatement } from '../../providers/statements/read-statement';
import { bound } from './bound';

/** What the ledger asks of providers beside payouts: their balances and their statements. */
@Module({})
export class ProvidersModule {
  static with(balances: ReportedBalances, modes: ProviderModes, limits: StatementLimits): DynamicModule {
    return bound(ProvidersModule, [
      { provide: ReportedBalances, useValue: balances },
      { provide: ProviderModes, useValue: modes },
      { provide: StatementReader, useValue: { read: readStatement } },
      { provide: StatementLimits, useValue: limits },
    ]);
  }
}
