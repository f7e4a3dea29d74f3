import { CloseAccountHandler } from '../../src/commands/accounts/life/close-account';
import { ReopenAccountHandler } from '../../src/commands/accounts/life/reopen-account';
import { DepositFundsHandler } from '../../src/commands/accounts/deposit-funds';
import { OpenAccountHandler } from '../../src/commands/accounts/open-account';
import { ReverseDepositHandler } from '../../src/commands/accounts/reverse-deposit';
import { DecideApprovalHandler } from '../../src/commands/approvals/decide-approval';
import { DecideDepositHandler } from '../../src/commands/approvals/decide-deposit';
import { DecideApprovalRuleHandler } from '../../src/commands/approvals/decide-approval-rule';
import { workIn } from './account-work';
import { feeBooksOf } from './fee-books';
import { ResolveCaseHandler } from '../../src/commands/cases/resolve-case';
import { SettleFeesHandler } from '../../src/commands/ledger/fees/settle-fees';
import { PayoutCallbacks } from '../../src/commands/payouts/payout-callbacks';
import { RequestPayoutHandler } from '../../src/commands/payouts/request-payout';
import type { Engine, EngineParts } from '../../src/composition/engine';

export type CommandHandlers = ReturnType<typeof commandHandlers>;

/** The command handlers on an engine, as Nest makes them: for tests without Nest. */
export function commandHandlers(engine: Engine, { store, clock, terms }: EngineParts) {
  const {
    accounts,
    payouts,
    cases,
    references,
    payoutReferences,
    planner,
    warnings,
    holds,
    approvals,
    personsDecisions,
  } = engine;
  const resolveCase = new ResolveCaseHandler(cases, clock, references, planner);
  return {
    openAccount: new OpenAccountHandler(accounts, store),
    closeAccount: new CloseAccountHandler(accounts, references, workIn(store), clock),
    reopenAccount: new ReopenAccountHandler(store, accounts, cases, resolveCase, clock),
    depositFunds: new DepositFundsHandler(accounts, references, terms, clock, engine.depositApprovals),
    decideDeposit: new DecideDepositHandler(accounts, references, clock),
    requestPayout: new RequestPayoutHandler(
      payouts,
      accounts,
      payoutReferences,
      terms,
      clock,
      warnings,
      holds,
      approvals,
      new PayoutCallbacks(store),
    ),
    decideApproval: new DecideApprovalHandler(payouts, personsDecisions, references, clock),
    decideApprovalRule: new DecideApprovalRuleHandler(engine.approvalRules, clock),
    resolveCase,
    settleFees: new SettleFeesHandler(store, clock, references, feeBooksOf(store)),
    reverseDeposit: new ReverseDepositHandler(store, accounts, cases, resolveCase, clock),
  };
}
