import type { ResultBatch, ResultRow } from '../../commands/reconciliation/read-result';
import type { Batches } from '../../queries/reading/batches';
import { formatAmount } from '../../shared/money';
import { columnsOf, type Column } from '../export/column';

const { text, amount, time, integer } = columnsOf<ResultRow>();

/** The currency of every provider's statements. */
const CURRENCY = 'BRL';

const inDecimals = (minor: bigint | null | undefined): string | null =>
  minor === null || minor === undefined ? null : formatAmount(minor, CURRENCY);

/** The result of a statement as a file: each line that was compared, and each movement that the statement lacks. */
export const RESULT_COLUMNS: readonly Column<ResultRow>[] = [
  integer('line'),
  text('result'),
  text('matchedBy'),
  text('payoutId'),
  text('kind', ({ statement }) => statement?.kind ?? null),
  text('status', ({ statement }) => statement?.status ?? null),
  text('externalReference', ({ statement }) => statement?.externalReference ?? null),
  text('endToEndId', ({ statement }) => statement?.endToEndId ?? null),
  text('providerId', ({ statement }) => statement?.providerId ?? null),
  amount('amount', ({ statement }) => inDecimals(statement?.amountMinor)),
  amount('feeAmount', ({ statement }) => inDecimals(statement?.feeAmountMinor)),
  text('providerTime', ({ statement }) => statement?.providerTime ?? null),
  text('detail'),
  time('since'),
];

/** The rows of batches that have some. */
export async function* resultRows(batches: AsyncIterable<ResultBatch>): Batches<ResultRow> {
  for await (const { rows } of batches) if (rows.length > 0) yield rows;
}
