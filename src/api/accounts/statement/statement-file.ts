import type { WholeStatement } from '../../../queries/accounts/export-statement';
import type { Batches } from '../../../queries/reading/batches';
import type { Currency } from '../../../shared/money';
import { columnsOf, type Column } from '../../export/column';
import { BalanceAmountsResponse } from '../balance.response';
import { StatementLineResponse } from './statement.response';

/** A line of a statement, or the balance that the statement opens or closes with. */
interface StatementRow {
  readonly accountId: string;
  readonly currency: Currency;
  readonly eventType: string;
  readonly line: StatementLineResponse | null;
  readonly balance: BalanceAmountsResponse;
}

const { text, amount, time } = columnsOf<StatementRow>();

export const STATEMENT_COLUMNS: readonly Column<StatementRow>[] = [
  text('accountId'),
  text('eventType'),
  time('recordedAt', ({ line }) => line?.recordedAt ?? null),
  time('bookedAt', ({ line }) => line?.bookedAt ?? null),
  text('providerTime', ({ line }) => line?.providerTime ?? null),
  text('entryId', ({ line }) => line?.entryId ?? null),
  text('position', ({ line }) => line?.position ?? null),
  text('payoutId', ({ line }) => line?.payoutId ?? null),
  text('provider', ({ line }) => line?.provider ?? null),
  text('currency'),
  amount('availableChange', ({ line }) => line?.change.available ?? null),
  amount('heldChange', ({ line }) => line?.change.held ?? null),
  amount('totalChange', ({ line }) => line?.change.total ?? null),
  amount('available', ({ balance }) => balance.available),
  amount('held', ({ balance }) => balance.held),
  amount('total', ({ balance }) => balance.total),
];

/** The statement as a file: its lines between a row of the opening balance and a row of the closing balance. */
export async function* statementRows(statement: WholeStatement): Batches<StatementRow> {
  const { accountId, currency, opening, lines, closing } = statement;
  const balanceRow = (eventType: string, balance: typeof opening): StatementRow => ({
    accountId,
    currency,
    eventType,
    line: null,
    balance: BalanceAmountsResponse.from(balance, currency),
  });
  yield [balanceRow('OPENING_BALANCE', opening)];
  for await (const batch of lines)
    yield batch.map(view => {
      const line = StatementLineResponse.from(view, currency);
      return { accountId, currency, eventType: line.eventType, line, balance: line.balance };
    });
  yield [balanceRow('CLOSING_BALANCE', closing)];
}
