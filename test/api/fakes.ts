import type { Type } from '@nestjs/common';
import { CommandHandler, type ICommandHandler, type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type {
  AcceptedPayout,
  CommandResult,
  CaseDecisionResult,
  Deposit,
  OpenedAccount,
  Refusal,
} from '../../src/commands/results';
import { DepositFunds, DepositFundsHandler } from '../../src/commands/accounts/deposit-funds';
import { OpenAccount, OpenAccountHandler } from '../../src/commands/accounts/open-account';
import {
  ReconcileStatement,
  ReconcileStatementHandler,
} from '../../src/commands/reconciliation/reconcile-statement';
import { ResolveCase, ResolveCaseHandler } from '../../src/commands/cases/resolve-case';
import { RequestPayout, RequestPayoutHandler } from '../../src/commands/payouts/request-payout';
import type { Page } from '../../src/queries/reading/page';
import type { QueryResult, QueryRefusal } from '../../src/queries/reading/results';
import { type AccountView, GetAccount, GetAccountHandler } from '../../src/queries/accounts/get-account';
import { ListAccounts, ListAccountsHandler } from '../../src/queries/accounts/list-accounts';
import type { CaseView } from '../../src/queries/cases/case-view';
import { type CaseWithSources, GetCase, GetCaseHandler } from '../../src/queries/cases/get-case';
import { type BalanceAsOf, GetBalance, GetBalanceHandler } from '../../src/queries/accounts/get-balance';
import {
  GetProviderFloats,
  type ProviderFloat,
  GetProviderFloatsHandler,
} from '../../src/queries/ledger/get-provider-floats';
import {
  GetStatement,
  type StatementView,
  GetStatementHandler,
} from '../../src/queries/accounts/get-statement';
import { GetTotals, type TotalsLine, GetTotalsHandler } from '../../src/queries/payouts/totals/get-totals';
import {
  type AgedHold,
  ListAgedHolds,
  ListAgedHoldsHandler,
} from '../../src/queries/payouts/holds/list-aged-holds';
import type { StatementLine } from '../../src/queries/accounts/statement-lines';
import { GetPayout, GetPayoutHandler } from '../../src/queries/payouts/get-payout';
import {
  GetPayoutSources,
  type PayoutSources,
  GetPayoutSourcesHandler,
} from '../../src/queries/payouts/get-payout-sources';
import {
  GetTrialBalance,
  type TrialBalanceView,
  GetTrialBalanceHandler,
} from '../../src/queries/ledger/get-trial-balance';
import { ListCases, ListCasesHandler } from '../../src/queries/cases/list-cases';
import {
  type JournalEntryView,
  ListJournalEntries,
  ListJournalEntriesHandler,
} from '../../src/queries/ledger/list-journal-entries';
import { ListPayouts, ListPayoutsHandler } from '../../src/queries/payouts/list-payouts';
import type { PayoutView } from '../../src/queries/payouts/payout-view';
import { parseAmount } from '../../src/shared/money';
import { ok, refuse, type Result } from '../../src/shared/result';

const POSITION = { commit: 4711n, prepare: 4711n };
const AT = '2026-03-01T12:00:00.000Z';
const PAYOUT_ID = '6a3c9f0e-53f2-5d0c-9a52-9b8e0d5f5b6d';

/** What the fake handlers saw, and what they are told to do instead of answering: refuse by returning, or throw. */
export class Dispatched {
  readonly commands: object[] = [];
  readonly queries: object[] = [];
  command: (command: object) => Refusal | undefined = () => undefined;
  query: (query: object) => QueryRefusal | undefined = () => undefined;

  clear(): void {
    this.commands.length = 0;
    this.queries.length = 0;
    this.command = () => undefined;
    this.query = () => undefined;
  }

  async answer<Body>(command: object, body: () => Body): Promise<Result<CommandResult<Body>, Refusal>> {
    this.commands.push(command);
    const refusal = this.command(command);
    return refusal ? refuse(refusal) : ok({ body: body(), position: POSITION });
  }

  async find<Body>(query: object, body: Body): Promise<Result<QueryResult<Body>, QueryRefusal>> {
    this.queries.push(query);
    const refusal = this.query(query);
    return refusal ? refuse(refusal) : ok({ body, position: POSITION });
  }
}

@CommandHandler(OpenAccount)
class FakeOpenAccount implements ICommandHandler<OpenAccount> {
  constructor(private readonly dispatched: Dispatched) {}
  execute(command: OpenAccount): Promise<Result<CommandResult<OpenedAccount>, Refusal>> {
    const { accountId, name, currency, owner } = command;
    return this.dispatched.answer(command, () => ({ accountId, name, currency, owner }));
  }
}

@CommandHandler(DepositFunds)
class FakeDepositFunds implements ICommandHandler<DepositFunds> {
  constructor(private readonly dispatched: Dispatched) {}
  execute(command: DepositFunds): Promise<Result<CommandResult<Deposit>, Refusal>> {
    const { accountId, amount, provider, reference } = command.request;
    const amountMinor = parseAmount(amount, 'BRL') ?? 0n;
    const fixed = { depositId: 'd-1', currency: 'BRL' as const, depositedAt: AT, evidence: null };
    return this.dispatched.answer(command, () => ({ accountId, amountMinor, provider, reference, ...fixed }));
  }
}

@CommandHandler(RequestPayout)
class FakeRequestPayout implements ICommandHandler<RequestPayout> {
  constructor(private readonly dispatched: Dispatched) {}
  execute(command: RequestPayout): Promise<Result<CommandResult<AcceptedPayout>, Refusal>> {
    const { amount, currency, callbackUrl = null, ...rest } = command.request;
    const amountMinor = parseAmount(amount, currency ?? 'BRL')!;
    const fixed = { payoutId: PAYOUT_ID, currency: currency ?? ('BRL' as const), requestedAt: AT };
    return this.dispatched.answer(command, () => ({
      ...rest,
      ...fixed,
      callbackUrl,
      mode: 'sandbox' as const,
      amountMinor,
      heldAmountMinor: amountMinor,
      warnings: [],
      duplicateOf: null,
      approval: null,
    }));
  }
}

const PAYOUT_VIEW: PayoutView = {
  id: PAYOUT_ID,
  accountId: 'merchant-1',
  provider: 'connectpsp',
  mode: 'sandbox',
  status: 'COMPLETED',
  currency: 'BRL',
  originalAmountMinor: 5_000n,
  feeAmountMinor: 50n,
  finalAmountMinor: 5_050n,
  heldAmountMinor: 5_075n,
  externalReference: 'withdrawal-user-42-001',
  description: null,
  payee: {
    name: 'Maria Silva',
    document: '12345678909',
    destination: { type: 'PIX', pixKeyType: 'CPF', pixKey: '12345678909' },
  },
  requestedAt: new Date(AT),
  submittedAt: new Date(AT),
  completedAt: new Date(AT),
  failedAt: null,
  endToEndId: 'E123',
  providerId: 'IVKPRMOCDY',
  transactionId: null,
  failure: null,
  contradicted: false,
  returnedAmountMinor: 1_000n,
  callbackUrl: null,
  approval: null,
  warnings: [],
  returns: [{ endToEndId: 'D123', amountMinor: 1_000n, feeAmountMinor: 10n, returnedAt: new Date(AT) }],
};

const CASE_ID = '0d8f7c1e-5b5e-5f5f-8a53-d1f1a7c8e210';
const CASE_VIEW: CaseView = {
  id: CASE_ID,
  kind: 'OUTCOME_CONTRADICTED',
  status: 'PROPOSED',
  payoutId: PAYOUT_ID,
  cause: { eventId: '0b7a6c1e-5b5e-5f5f-8a53-d1f1a7c8e210', streamId: 'notification-connectpsp-abc' },
  detail: 'completed, but had failed',
  openedAt: new Date(AT),
  decision: {
    type: 'MARK_PAID',
    payoutId: null,
    feeAmountMinor: 50n,
    endToEndId: null,
    amountMinor: null,
    direction: null,
    depositId: null,
    overdraftMinor: null,
    reason: 'seen',
    proposedBy: 'alice',
    proposedAt: new Date(AT),
    confirmedBy: null,
    confirmedAt: null,
    failure: null,
  },
  resolution: null,
  resolvedAt: null,
};

const BALANCE = { availableMinor: 95_000n, heldMinor: 5_000n, totalMinor: 100_000n };
const NAMES = { reference: 'r', description: null, endToEndId: null };
const LINE: StatementLine = {
  ...{ entryId: '0b7a6c1e-5b5e-5f5f-8a53-d1f1a7c8e210', eventType: 'HoldCaptured', payoutId: PAYOUT_ID },
  ...{ provider: 'connectpsp', ...NAMES, originalMinor: 5_000n, feeMinor: 50n, entries: 1 },
  ...{ recordedAt: new Date(AT), bookedAt: new Date(AT), providerTime: '2026-03-01T09:00:00' },
  position: POSITION,
  change: { availableMinor: 25n, heldMinor: -5_075n, totalMinor: -5_050n },
  balance: BALANCE,
};

@QueryHandler(GetBalance)
class FakeGetBalance implements IQueryHandler<GetBalance> {
  constructor(private readonly dispatched: Dispatched) {}
  execute(query: GetBalance): Promise<Result<QueryResult<BalanceAsOf>, QueryRefusal>> {
    return this.dispatched.find(query, { accountId: query.accountId, currency: 'BRL', ...BALANCE });
  }
}

@QueryHandler(GetStatement)
class FakeGetStatement implements IQueryHandler<GetStatement> {
  constructor(private readonly dispatched: Dispatched) {}
  execute(query: GetStatement): Promise<Result<QueryResult<StatementView>, QueryRefusal>> {
    const { accountId } = query;
    const balances = { opening: BALANCE, closing: BALANCE };
    const bookedUpTo = new Date(AT);
    const view = {
      accountId,
      currency: 'BRL' as const,
      ...balances,
      bookedUpTo,
      lines: [LINE],
      nextCursor: null,
    };
    return this.dispatched.find(query, view);
  }
}

@QueryHandler(GetTotals)
class FakeGetTotals implements IQueryHandler<GetTotals> {
  constructor(private readonly dispatched: Dispatched) {}
  execute(query: GetTotals): Promise<Result<QueryResult<readonly TotalsLine[]>, QueryRefusal>> {
    const amounts = { count: 12, amountMinor: 60_000n, feeMinor: 600n, returnedMinor: 0n };
    const of = { provider: 'connectpsp', day: '2026-03-01', status: 'COMPLETED', currency: 'BRL' } as const;
    return this.dispatched.find(query, [{ ...of, ...amounts }]);
  }
}

@QueryHandler(ListAgedHolds)
class FakeListAgedHolds implements IQueryHandler<ListAgedHolds> {
  constructor(private readonly dispatched: Dispatched) {}
  execute(query: ListAgedHolds): Promise<Result<QueryResult<Page<AgedHold>>, QueryRefusal>> {
    const of = {
      payoutId: PAYOUT_ID,
      accountId: 'merchant-1',
      provider: 'connectpsp',
      currency: 'BRL',
    } as const;
    const what = { status: 'PROCESSING', heldMinor: 5_075n, externalReference: 'r' } as const;
    const hold = { ...of, ...what, requestedAt: new Date(AT) };
    return this.dispatched.find(query, { items: [hold], nextCursor: null });
  }
}

@QueryHandler(GetProviderFloats)
class FakeGetProviderFloats implements IQueryHandler<GetProviderFloats> {
  constructor(private readonly dispatched: Dispatched) {}
  execute(query: GetProviderFloats): Promise<Result<QueryResult<readonly ProviderFloat[]>, QueryRefusal>> {
    const amounts = { floatMinor: 95_000n, feesMinor: 50n, suspenseMinor: 0n, expectedMinor: 94_950n };
    return this.dispatched.find(query, [{ provider: 'connectpsp', currency: 'BRL', ...amounts }]);
  }
}

const ENTRY: JournalEntryView = {
  id: '0b7a6c1e-5b5e-5f5f-8a53-d1f1a7c8e210',
  accountId: 'merchant-1',
  payoutId: PAYOUT_ID,
  provider: null,
  eventType: 'FundsHeld',
  streamId: 'account-merchant-1',
  revision: 2n,
  position: POSITION,
  ...NAMES,
  occurredAt: new Date(AT),
  recordedAt: new Date(AT),
  bookedAt: new Date(AT),
  providerTime: null,
  postings: [
    {
      ledgerAccount: 'account:merchant-1:available',
      currency: 'BRL',
      debitMinor: 5_000n,
      creditMinor: 0n,
      balanceMinor: -5_000n,
    },
    {
      ledgerAccount: 'account:merchant-1:held',
      currency: 'BRL',
      debitMinor: 0n,
      creditMinor: 5_000n,
      balanceMinor: 5_000n,
    },
  ],
};

const NEVER_CLOSED = { ownerName: null, ownerDocument: null, closedAt: null };

@QueryHandler(GetAccount)
class FakeGetAccount implements IQueryHandler<GetAccount> {
  constructor(private readonly dispatched: Dispatched) {}
  execute(query: GetAccount): Promise<Result<QueryResult<AccountView>, QueryRefusal>> {
    const amounts = { availableMinor: 95_000n, heldMinor: 5_000n, totalMinor: 100_000n };
    const fixed = { name: 'Merchant One', currency: 'BRL' as const, revision: 3n, openedAt: new Date(AT) };
    return this.dispatched.find(query, { id: query.accountId, ...fixed, ...NEVER_CLOSED, ...amounts });
  }
}

@QueryHandler(ListAccounts)
class FakeListAccounts implements IQueryHandler<ListAccounts> {
  constructor(private readonly dispatched: Dispatched) {}
  execute(query: ListAccounts): Promise<Result<QueryResult<Page<AccountView>>, QueryRefusal>> {
    const amounts = { availableMinor: 95_000n, heldMinor: 5_000n, totalMinor: 100_000n };
    const fixed = { name: 'Merchant One', currency: 'BRL' as const, revision: 3n, openedAt: new Date(AT) };
    return this.dispatched.find(query, {
      items: [{ id: 'merchant-1', ...fixed, ...NEVER_CLOSED, ...amounts }],
      nextCursor: 'bmV4dA',
    });
  }
}

@CommandHandler(ResolveCase)
class FakeResolveCase implements ICommandHandler<ResolveCase> {
  constructor(private readonly dispatched: Dispatched) {}
  execute(command: ResolveCase): Promise<Result<CommandResult<CaseDecisionResult>, Refusal>> {
    return this.dispatched.answer(command, () => ({ caseId: command.caseId, status: 'PROPOSED' }));
  }
}

@CommandHandler(ReconcileStatement)
class FakeReconcileStatement implements ICommandHandler<ReconcileStatement> {
  constructor(private readonly dispatched: Dispatched) {}
  execute(command: ReconcileStatement): ReturnType<ReconcileStatementHandler['execute']> {
    const answer = { statementId: CASE_ID, matched: 1, nothingMoved: 0, breaks: 0 };
    return this.dispatched.answer(command, () => answer) as ReturnType<ReconcileStatementHandler['execute']>;
  }
}

@QueryHandler(GetCase)
class FakeGetCase implements IQueryHandler<GetCase> {
  constructor(private readonly dispatched: Dispatched) {}
  execute(query: GetCase): Promise<Result<QueryResult<CaseWithSources>, QueryRefusal>> {
    const notificationStreams = ['notification-connectpsp-abc', 'notification-connectpsp-def'];
    return this.dispatched.find(query, { case: { ...CASE_VIEW, id: query.caseId }, notificationStreams });
  }
}

/** The payout's own stream is all there is. */
@QueryHandler(GetPayoutSources)
class FakeGetPayoutSources implements IQueryHandler<GetPayoutSources> {
  constructor(private readonly dispatched: Dispatched) {}
  execute(query: GetPayoutSources): Promise<Result<QueryResult<PayoutSources>, QueryRefusal>> {
    return this.dispatched.find(query, { accountEvents: [], notificationStreams: [], caseIds: [] });
  }
}

@QueryHandler(ListCases)
class FakeListCases implements IQueryHandler<ListCases> {
  constructor(private readonly dispatched: Dispatched) {}
  execute(query: ListCases): Promise<Result<QueryResult<Page<CaseView>>, QueryRefusal>> {
    return this.dispatched.find(query, { items: [CASE_VIEW], nextCursor: null });
  }
}

@QueryHandler(GetPayout)
class FakeGetPayout implements IQueryHandler<GetPayout> {
  constructor(private readonly dispatched: Dispatched) {}
  execute(query: GetPayout): Promise<Result<QueryResult<PayoutView>, QueryRefusal>> {
    return this.dispatched.find(query, PAYOUT_VIEW);
  }
}

@QueryHandler(ListPayouts)
class FakeListPayouts implements IQueryHandler<ListPayouts> {
  constructor(private readonly dispatched: Dispatched) {}
  execute(query: ListPayouts): Promise<Result<QueryResult<Page<PayoutView>>, QueryRefusal>> {
    return this.dispatched.find(query, { items: [PAYOUT_VIEW], nextCursor: 'bmV4dA' });
  }
}

@QueryHandler(GetTrialBalance)
class FakeGetTrialBalance implements IQueryHandler<GetTrialBalance> {
  constructor(private readonly dispatched: Dispatched) {}
  execute(query: GetTrialBalance): Promise<Result<QueryResult<TrialBalanceView>, QueryRefusal>> {
    const line = { currency: 'BRL' as const, debitTotalMinor: 100_000n, creditTotalMinor: 100_000n };
    return this.dispatched.find(query, {
      lines: [{ ledgerAccount: 'provider:connectpsp:float', ...line }],
      sums: [line],
      at: { commit: 0n, prepare: 0n },
      time: undefined,
    });
  }
}

@QueryHandler(ListJournalEntries)
class FakeListJournalEntries implements IQueryHandler<ListJournalEntries> {
  constructor(private readonly dispatched: Dispatched) {}
  execute(query: ListJournalEntries): Promise<Result<QueryResult<Page<JournalEntryView>>, QueryRefusal>> {
    return this.dispatched.find(query, { items: [ENTRY], nextCursor: null });
  }
}

/** Each handler, and the fake that answers in its place. */
export const FAKE_HANDLERS: readonly (readonly [handler: Type, fake: Type])[] = [
  [OpenAccountHandler, FakeOpenAccount],
  [DepositFundsHandler, FakeDepositFunds],
  [RequestPayoutHandler, FakeRequestPayout],
  [ResolveCaseHandler, FakeResolveCase],
  [ReconcileStatementHandler, FakeReconcileStatement],
  [GetAccountHandler, FakeGetAccount],
  [ListAccountsHandler, FakeListAccounts],
  [GetBalanceHandler, FakeGetBalance],
  [GetStatementHandler, FakeGetStatement],
  [GetTotalsHandler, FakeGetTotals],
  [ListAgedHoldsHandler, FakeListAgedHolds],
  [GetProviderFloatsHandler, FakeGetProviderFloats],
  [GetCaseHandler, FakeGetCase],
  [ListCasesHandler, FakeListCases],
  [GetPayoutHandler, FakeGetPayout],
  [GetPayoutSourcesHandler, FakeGetPayoutSources],
  [ListPayoutsHandler, FakeListPayouts],
  [GetTrialBalanceHandler, FakeGetTrialBalance],
  [ListJournalEntriesHandler, FakeListJournalEntries],
];
