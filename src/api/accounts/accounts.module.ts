import { Module } from '@nestjs/common';
import { CloseAccountHandler } from '../../commands/accounts/life/close-account';
import { ReopenAccountHandler } from '../../commands/accounts/life/reopen-account';
import { DepositFundsHandler } from '../../commands/accounts/deposit-funds';
import { OpenAccountHandler } from '../../commands/accounts/open-account';
import { ReverseDepositHandler } from '../../commands/accounts/reverse-deposit';
import { ExportAccountsHandler } from '../../queries/accounts/export-accounts';
import { ExportStatementHandler } from '../../queries/accounts/export-statement';
import { GetAccountHandler } from '../../queries/accounts/get-account';
import { GetBalanceHandler } from '../../queries/accounts/get-balance';
import { GetStatementHandler } from '../../queries/accounts/get-statement';
import { KeysModule } from '../auth/keys/keys.module';
import { ListAccountsHandler } from '../../queries/accounts/list-accounts';
import { CasesModule } from '../cases/cases.module';
import { ConsistentQueries } from '../http/consistent-queries';
import { ExportModule } from '../export/export.module';
import { DecideDepositHandler } from '../../commands/approvals/decide-deposit';
import { GetDepositRequestHandler } from '../../queries/accounts/get-deposit-request';
import { DepositApprovalsController } from './deposits/deposit-approvals.controller';
import { AccountLifeController } from './life/account-life.controller';
import { AccountCommandsController } from './accounts.commands.controller';
import { AccountQueriesController } from './accounts.queries.controller';

const COMMANDS = [
  OpenAccountHandler,
  CloseAccountHandler,
  ReopenAccountHandler,
  DepositFundsHandler,
  ReverseDepositHandler,
  DecideDepositHandler,
];
const QUERIES = [
  GetAccountHandler,
  ListAccountsHandler,
  ExportAccountsHandler,
  GetBalanceHandler,
  GetStatementHandler,
  ExportStatementHandler,
  GetDepositRequestHandler,
];

/** Accounts, their deposits and who approves them, balances and statements. A deposit's reversal is decided on a case. */
@Module({
  imports: [CasesModule, ExportModule, KeysModule],
  controllers: [
    AccountCommandsController,
    AccountLifeController,
    DepositApprovalsController,
    AccountQueriesController,
  ],
  providers: [...COMMANDS, ...QUERIES, ConsistentQueries],
})
export class AccountsModule {}
