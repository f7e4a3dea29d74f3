import { amountIn } from '../../answers/amount';
import { quoted, unclearForPerson } from '../../answers/unclear-report';
import { idIn, isAbsent, numberTextIn, objectIn, textIn, type JsonObject } from '../../answers/lossless-json';
import type { PayoutReport } from '../../port/provider';
import type { ReportSource } from './report-source';

/** A payment's own id in PIX (E…), and that of its return (D…). */
export interface RefundIds {
  readonly ofPayment: string | null;
  readonly ofReturn: string | null;
}

/**
 * Of a refunded payout `endToEndId` is the return's and `originalEndToEndId` the payment's. An `endToEndId` that begins
 * with E still is the payment's; two payments in one payout are a contradiction: undefined.
 */
export function refundIds(data: JsonObject): RefundIds | undefined {
  const own = idIn(data, 'endToEndId') ?? null;
  const original = idIn(data, 'originalEndToEndId') ?? null;
  if (own === original || !own?.startsWith('E'))
    return { ofPayment: original, ofReturn: own === original ? null : own };
  return original === null ? { ofPayment: own, ofReturn: null } : undefined;
}

/**
 * REFUNDED: the payout was paid, and all of it came back. ConnectPSP documents no partial return and no fee of one, so a
 * field that tells of either is not understood; nothing is guessed.
 */
export function readRefund(data: JsonObject, { providerId, answerHash }: ReportSource): PayoutReport {
  const amountMinor = amountIn(data, 'amount');
  if (amountMinor === undefined || amountMinor === 0n)
    return unclearForPerson('REFUNDED without a readable amount');
  if (objectIn(data, 'failure')) return unclearForPerson('REFUNDED with a failure');
  const odd = Object.keys(data).find(name => isUnexpectedField(data, name, amountMinor));
  if (odd !== undefined)
    return unclearForPerson(`REFUNDED, and the field ${quoted(odd)} does not tell of the whole amount`);
  const ids = refundIds(data);
  if (!ids) return unclearForPerson('REFUNDED under the ids of two payments');
  const returnName = ids.ofReturn ?? (providerId === null ? null : `${providerId}:refund`);
  if (returnName === null) return unclearForPerson('REFUNDED, and nothing says which payout');
  const externalReference = textIn(data, 'externalReference') ?? null;
  const common = { amountMinor, answerHash, externalReference };
  const providerTime = idIn(data, 'paidAt') ?? null;
  return {
    kind: 'returned',
    returnName,
    endToEndId: ids.ofReturn,
    feeAmountMinor: 0n,
    providerTime: idIn(data, 'refundedAt') ?? null,
    originalEndToEndId: ids.ofPayment,
    ...common,
    completion: {
      kind: 'completed',
      endToEndId: ids.ofPayment,
      feeAmountMinor: null,
      providerTime,
      ...common,
    },
  };
}

const OF_RETURNS_OR_FEES = /refund|return|revers|devol|partial|fee/i;
const NAMES_AND_TIMES = /(id|code|reference|reason|at|date)$/i;

/** Whether a field about returns or fees tells of anything but the whole amount and no fee; plain texts tell of neither. */
function isUnexpectedField(data: JsonObject, name: string, amountMinor: bigint): boolean {
  if (!OF_RETURNS_OR_FEES.test(name) || NAMES_AND_TIMES.test(name) || isAbsent(data, name)) return false;
  const value = data[name];
  if (typeof value === 'boolean') return value === /partial|fee/i.test(name);
  const text = numberTextIn(data, name);
  if (text === undefined) return value !== '';
  if (typeof value === 'string' && !/^[-+]?[\d.,\s]+$/.test(value)) return false;
  return amountIn(data, name) !== (/fee/i.test(name) ? 0n : amountMinor);
}
