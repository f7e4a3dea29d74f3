import { formatPosition } from '../../event-store/event-store';
import type { BalanceView } from '../../queries/accounts/account-balance';
import type { Batches } from '../../queries/ledger/export-entries';
import type { WholeStatement } from '../../queries/accounts/export-statement';
import type { TrialBalanceLine } from '../../queries/ledger/get-trial-balance';
import type { JournalEntryView, PostingView } from '../../queries/ledger/list-journal-entries';
import type { PayoutView } from '../../queries/payouts/payout-view';
import type { StatementLine } from '../../queries/accounts/statement-lines';
import type { Currency } from '../../shared/money';
import { amount, integer, text, time, type Column } from './column';

interface PostingRow {
  readonly entry: JournalEntryView;
  readonly posting: PostingView;
}

const postingCurrency = ({ posting }: PostingRow): Currency => posting.currency;

/** The journal: a row per posting. */
export const JOURNAL: readonly Column<PostingRow>[] = [
  text('entryId', ({ entry }) => entry.id),
  text('position', ({ entry }) => formatPosition(entry.position)),
  time('recordedAt', ({ entry }) => entry.recordedAt),
  time('bookedAt', ({ entry }) => entry.bookedAt),
  time('occurredAt', ({ entry }) => entry.occurredAt),
  text('providerTime', ({ entry }) => entry.providerTime),
  text('eventType', ({ entry }) => entry.eventType),
  text('stream', ({ entry }) => entry.streamId),
  integer('revision', ({ entry }) => Number(entry.revision)),
  text('accountId', ({ entry }) => entry.accountId),
  text('payoutId', ({ entry }) => entry.payoutId),
  text('provider', ({ entry }) => entry.provider),
  text('ledgerAccount', ({ posting }) => posting.ledgerAccount),
  text('currency', ({ posting }) => posting.currency),
  amount('debit', ({ posting }) => posting.debitMinor, postingCurrency),
  amount('credit', ({ posting }) => posting.creditMinor, postingCurrency),
  amount('balance', ({ posting }) => posting.balanceMinor, postingCurrency),
];

export async function* inOneBatch<Row>(rows: readonly Row[]): Batches<Row> {
  yield await Promise.resolve(rows);
}

export async function* postingRows(batches: Batches<JournalEntryView>): Batches<PostingRow> {
  for await (const entries of batches)
    yield entries.flatMap(entry => entry.postings.map(posting => ({ entry, posting })));
}

const payoutCurrency = ({ currency }: PayoutView): Currency => currency;

/** Payouts, without what is known of people: files go further than answers. */
export const PAYOUTS: readonly Column<PayoutView>[] = [
  text('id', ({ id }) => id),
  text('accountId', ({ accountId }) => accountId),
  text('provider', ({ provider }) => provider),
  text('status', ({ status }) => status),
  text('currency', ({ currency }) => currency),
  amount('originalAmount', payout => payout.originalAmountMinor, payoutCurrency),
  amount('feeAmount', payout => payout.feeAmountMinor, payoutCurrency),
  amount('finalAmount', payout => payout.finalAmountMinor, payoutCurrency),
  amount('heldAmount', payout => payout.heldAmountMinor, payoutCurrency),
  amount('returnedAmount', payout => payout.returnedAmountMinor, payoutCurrency),
  text('externalReference', payout => payout.externalReference),
  text('description', ({ description }) => description),
  time('requestedAt', ({ requestedAt }) => requestedAt),
  time('submittedAt', ({ submittedAt }) => submittedAt),
  time('completedAt', ({ completedAt }) => completedAt),
  time('failedAt', ({ failedAt }) => failedAt),
  text('endToEndId', ({ endToEndId }) => endToEndId),
  text('providerId', ({ providerId }) => providerId),
  text('transactionId', ({ transactionId }) => transactionId),
  text('failureCode', ({ failure }) => failure?.code ?? null),
  text('failureMessage', ({ failure }) => failure?.message ?? null),
  text('contradicted', ({ contradicted }) => String(contradicted)),
];

const lineCurrency = ({ currency }: TrialBalanceLine): Currency => currency;

export const TRIAL_BALANCE: readonly Column<TrialBalanceLine>[] = [
  text('ledgerAccount', ({ ledgerAccount }) => ledgerAccount),
  text('currency', ({ currency }) => currency),
  amount('debit', ({ debitTotalMinor }) => debitTotalMinor, lineCurrency),
  amount('credit', ({ creditTotalMinor }) => creditTotalMinor, lineCurrency),
];

/** A line, or the balance the statement opens or closes with. */
interface StatementRow {
  readonly accountId: string;
  readonly currency: Currency;
  readonly kind: string;
  readonly line: StatementLine | null;
  readonly balance: BalanceView;
}

const currencyOf = ({ currency }: StatementRow): Currency => currency;

export const STATEMENT: readonly Column<StatementRow>[] = [
  text('accountId', ({ accountId }) => accountId),
  text('eventType', ({ kind }) => kind),
  time('recordedAt', ({ line }) => line?.recordedAt ?? null),
  time('bookedAt', ({ line }) => line?.bookedAt ?? null),
  text('providerTime', ({ line }) => line?.providerTime ?? null),
  text('entryId', ({ line }) => line?.entryId ?? null),
  text('position', ({ line }) => line && formatPosition(line.position)),
  text('payoutId', ({ line }) => line?.payoutId ?? null),
  text('provider', ({ line }) => line?.provider ?? null),
  text('currency', currencyOf),
  amount('availableChange', ({ line }) => line?.change.availableMinor ?? null, currencyOf),
  amount('heldChange', ({ line }) => line?.change.heldMinor ?? null, currencyOf),
  amount('totalChange', ({ line }) => line?.change.totalMinor ?? null, currencyOf),
  amount('available', ({ balance }) => balance.availableMinor, currencyOf),
  amount('held', ({ balance }) => balance.heldMinor, currencyOf),
  amount('total', ({ balance }) => balance.totalMinor, currencyOf),
];

export async function* statementRows(statement: WholeStatement): Batches<StatementRow> {
  const { accountId, currency, opening, lines, closing } = statement;
  const whose = { accountId, currency };
  yield [{ ...whose, kind: 'OPENING_BALANCE', line: null, balance: opening }];
  for await (const batch of lines)
    yield batch.map(line => ({ ...whose, kind: line.eventType, line, balance: line.balance }));
  yield [{ ...whose, kind: 'CLOSING_BALANCE', line: null, balance: closing }];
}
