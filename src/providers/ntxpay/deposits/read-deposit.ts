import type { ReadDeposit } from '../../../domain/account/stated-deposit';
import { amountIn } from '../../answers/amount';
import {
  idIn,
  idOrIntegerIn,
  isAbsent,
  parseObject,
  textIn,
  type JsonObject,
} from '../../answers/lossless-json';
import { readNtxRow } from '../statement/search-row';

/** A notification `CashIn`, or a row `Pix in` of the transaction search (docs/providers/ntxpay.md). */
export const readNtxDeposit: ReadDeposit = (kind, text) => {
  const said = parseObject(text);
  if (!said) return undefined;
  const hasArrived = kind === 'NOTIFICATION' ? isCashIn(said) : isPixIn(said);
  return (
    hasArrived && {
      hasArrived: hasArrived === 'yes',
      amountsMinor: ['originalAmount', 'finalAmount'].flatMap(field => amountIn(said, field) ?? []),
      references: [
        idOrIntegerIn(said, 'transactionId'),
        textIn(said, 'externalId'),
        idIn(said, 'endToEndId'),
      ].flatMap(id => id ?? []),
    }
  );
};

/** undefined: it is no notification of NTX Pay. */
function isCashIn(said: JsonObject): 'yes' | 'no' | undefined {
  if (isAbsent(said, 'event') || isAbsent(said, 'status')) return undefined;
  const words = ['event', 'status', 'movementType'].map(field => idIn(said, field)).join(' ');
  return words === 'CashIn CONFIRMED CREDIT' ? 'yes' : 'no';
}

/** undefined: it is no row of the search. */
function isPixIn(said: JsonObject): 'yes' | 'no' | undefined {
  if (isAbsent(said, 'operationType')) return undefined;
  const row = readNtxRow(said);
  return 'operation' in row && row.operation === 'PIX_IN' && row.status === 'CONFIRMED' ? 'yes' : 'no';
}
