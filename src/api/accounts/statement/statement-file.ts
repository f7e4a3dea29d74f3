import type { WholeStatement } from '../../../queries/accounts/export-statement';
import type { Batches } from '../../../queries/reading/batches';
import type { Currency } from '../../../shared/money';
import { columnsOf, type Column } from '../../export/column';
import type { Period } from '../../fields/periods/period';
import { eventName } from '../../fields/readable-names';
import type { BalanceAmountsResponse, DatedBalanceResponse } from '../balance.response';
import { datedBalances, StatementLineResponse } from './statement.response';

/** A line of a statement, or the balance that the statement opens or closes with. */
interface StatementRow {
  readonly accountId: string;
  readonly currency: Currency;
  readonly eventType: string;
  readonly line: StatementLineResponse | null;
  readonly balance: BalanceAmountsResponse;
  /** The date of an opening or closing balance. */
  readonly at: string | null;
}

const { text, name, amount, time, integer } = columnsOf<StatementRow>();

export const STATEMENT_COLUMNS: readonly Column<StatementRow>[] = [
  text('accountId'),
  name('eventName', ({ eventType }) => eventName(eventType)),
  text('eventType'),
  time('recordedAt', ({ line }) => line?.recordedAt ?? null),
  time('bookedAt', ({ line, at }) => line?.bookedAt ?? at),
  text('providerTime', ({ line }) => line?.providerTime ?? null),
  text('entryId', ({ line }) => line?.entryId ?? null),
  text('position', ({ line }) => line?.position ?? null),
  text('payoutId', ({ line }) => line?.payoutId ?? null),
  text('provider', ({ line }) => line?.provider ?? null),
  text('reference', ({ line }) => line?.reference ?? null),
  text('description', ({ line }) => line?.description ?? null),
  text('endToEndId', ({ line }) => line?.endToEndId ?? null),
  integer('lines', ({ line }) => line?.entries ?? null),
  text('currency'),
  amount('originalAmount', ({ line }) => line?.originalAmount ?? null),
  amount('feeAmount', ({ line }) => line?.feeAmount ?? null),
  amount('availableChange', ({ line }) => line?.change.available ?? null),
  amount('heldChange', ({ line }) => line?.change.held ?? null),
  amount('totalChange', ({ line }) => line?.change.total ?? null),
  amount('available', ({ balance }) => balance.available),
  amount('held', ({ balance }) => balance.held),
  amount('total', ({ balance }) => balance.total),
];

/** The statement as a file: its lines between a row of the opening balance and a row of the closing balance. */
export async function* statementRows(
  statement: WholeStatement,
  period: Period,
  now: Date,
): Batches<StatementRow> {
  const { accountId, currency, lines } = statement;
  const { opening, closing } = datedBalances(statement, period, now);
  const balanceRow = (eventType: string, { at, ...balance }: DatedBalanceResponse): StatementRow => ({
    accountId,
    currency,
    eventType,
    line: null,
    balance,
    at,
  });
  yield [balanceRow('OPENING_BALANCE', opening)];
  for await (const batch of lines)
    yield batch.map(view => {
      const line = StatementLineResponse.from(view, currency);
      return { accountId, currency, eventType: line.eventType, line, balance: line.balance, at: null };
    });
  yield [balanceRow('CLOSING_BALANCE', closing)];
}
